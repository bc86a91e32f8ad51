#include "analyzer/ingest/files/find.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <string_view>
#include <system_error>

#include "analyzer/base/status.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSkippedFolders[] = {"node_modules", ".git", ".terraform", "cdk.out",
                                                ".venv"};
constexpr std::string_view kTextEndings[] = {".json",  ".jsonc", ".ndjson",
                                             ".jsonl", ".yaml",  ".yml"};
constexpr std::string_view kCompressedEndings[] = {".gz", ".zst", ".bz2", ".xz"};
constexpr std::string_view kArchiveEndings[] = {".zip", ".tar", ".tgz", ".tzst", ".tbz2", ".txz"};

bool EndsWithAny(std::string_view lower, const auto& endings) {
  return std::any_of(std::begin(endings), std::end(endings),
                     [lower](std::string_view ending) { return lower.ends_with(ending); });
}

// Folders of people who train models hold tables by the gigabyte; a credential report is opened for
// its name, under which the console and our own documentation keep it.
bool IsReportName(std::string_view lower) {
  return lower.ends_with(".csv") &&
         (lower.find("credential") != std::string_view::npos || lower.starts_with("status_report"));
}

class Walk {
 public:
  Walk(const fs::path& root, FoundInputs& found) : found_(found) {
    std::error_code error;
    root_ = fs::canonical(root, error);
  }

  void Enter(const fs::path& folder) {
    std::error_code error;
    std::vector<fs::directory_entry> entries;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
      entries.push_back(*at);
    }
    if (error) {
      found_.errors.push_back(
          InvalidInput(folder.string(), Concat({"cannot be listed: ", error.message()})));
    }
    std::sort(entries.begin(), entries.end());
    for (const fs::directory_entry& entry : entries) Visit(entry);
  }

 private:
  void Visit(const fs::directory_entry& entry) {
    const std::string name = entry.path().filename().string();
    std::error_code error;
    if (entry.is_symlink(error)) return VisitLink(entry, name);
    if (entry.is_directory(error)) {
      if (!IsSkippedFolder(name)) Enter(entry.path());
    } else if (entry.is_regular_file(error) && IsCandidateName(name)) {
      found_.inputs.push_back({.path = entry.path().string(), .origin = InputOrigin::kFound});
    }
  }

  // What a link inside the folder points at is found under its own name.
  void VisitLink(const fs::directory_entry& entry, std::string_view name) {
    std::error_code error;
    const fs::path target = fs::canonical(entry.path(), error);
    if (!error && StaysInside(target)) return;
    if (!error && fs::is_regular_file(target, error) && !IsCandidateName(name)) return;
    found_.notes.push_back({.level = DiagnosticLevel::kNote,
                            .code = "INPUT-LINK",
                            .message = Concat({"`", entry.path().string(),
                                               "` is a link out of the folder or to nothing, and "
                                               "was not followed"}),
                            .place = {}});
  }

  bool StaysInside(const fs::path& target) const {
    return std::mismatch(root_.begin(), root_.end(), target.begin(), target.end()).first ==
           root_.end();
  }

  fs::path root_;
  FoundInputs& found_;
};

}  // namespace

bool IsSkippedFolder(std::string_view name) {
  return std::find(std::begin(kSkippedFolders), std::end(kSkippedFolders), name) !=
         std::end(kSkippedFolders);
}

bool IsCandidateName(std::string_view name) {
  if (name == ".iamsift-ignore.yaml") return false;  // ours: accepted findings, no input
  std::string lower = AsciiLower(name);
  for (const std::string_view ending : kCompressedEndings) {
    if (!lower.ends_with(ending)) continue;
    lower.resize(lower.size() - ending.size());
    break;
  }
  return EndsWithAny(lower, kTextEndings) || EndsWithAny(lower, kArchiveEndings) ||
         IsReportName(lower);
}

FoundInputs FindInputs(const std::vector<std::string>& paths) {
  FoundInputs found;
  for (const std::string& path : paths) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (path == "-" || (fs::exists(status) && !fs::is_directory(status))) {
      found.inputs.push_back({.path = path, .origin = InputOrigin::kNamed});
    } else if (fs::is_directory(status)) {
      Walk(path, found).Enter(path);
    } else {
      found.errors.push_back(InvalidInput(path, "no such file or folder"));
    }
  }
  return found;
}

}  // namespace iamsift
