#include "analyzer/cli/acceptance_choice.h"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <iterator>

#include "analyzer/audit/inline_suppressions.h"
#include "analyzer/audit/suppressions.h"
#include "analyzer/base/status.h"
#include "analyzer/cli/read_source.h"
#include "rules/all_rules.h"

namespace iamsift {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSuppressionsFile = ".iamsift-ignore.yaml";

// As it is shown: `exports/.iamsift-ignore.yaml`; "" when there is none.
std::string FindSuppressions(const std::vector<std::string>& inputs) {
  std::vector<fs::path> folders;
  for (const std::string& input : inputs) {
    if (input == "-") continue;
    std::error_code error;
    const fs::path path(input);
    folders.push_back(fs::is_directory(path, error) ? path : path.parent_path());
  }
  folders.emplace_back();
  for (const fs::path& folder : folders) {
    std::error_code error;
    const fs::path file = folder / kSuppressionsFile;
    if (fs::is_regular_file(file, error)) return file.string();
  }
  return "";
}

}  // namespace

void AcceptanceChoice::Declare(CLI::App& app) {
  app.add_option("--suppressions", suppressions_,
                 "findings that are accepted, each with a reason (default: .iamsift-ignore.yaml "
                 "beside an input or in this folder)")
      ->type_name("FILE");
  app.add_flag("--no-suppressions", no_suppressions_,
               "take no .iamsift-ignore.yaml, and no comments `iamsift:ignore` in the inputs");
  app.add_option("--baseline", baseline_,
                 "an earlier run, from `baseline create` or a json, ndjson or sarif report: "
                 "findings are new, unchanged or fixed, and --fail-on minds the new ones alone")
      ->type_name("FILE");
}

absl::Status AcceptanceChoice::Open() {
  if (baseline_.empty()) return absl::OkStatus();
  IAMSIFT_ASSIGN_OR_RETURN(const SourceFile file, ReadSource(baseline_));
  IAMSIFT_ASSIGN_OR_RETURN(known_, ReadBaseline(file));
  return absl::OkStatus();
}

absl::Status AcceptanceChoice::Apply(const std::vector<std::string>& paths,
                                     std::span<const LoadedInput> inputs,
                                     AuditResult& result) const {
  IAMSIFT_RETURN_IF_ERROR(Suppress(paths, result));
  if (!no_suppressions_) ApplyInlineSuppressions(inputs, AllRules(), result);
  if (!baseline_.empty()) CompareWithBaseline(known_, result);
  return absl::OkStatus();
}

absl::Status AcceptanceChoice::Suppress(const std::vector<std::string>& inputs,
                                        AuditResult& result) const {
  if (no_suppressions_ && suppressions_.empty()) return absl::OkStatus();
  const std::string path = suppressions_.empty() ? FindSuppressions(inputs) : suppressions_;
  if (path.empty()) return absl::OkStatus();
  IAMSIFT_ASSIGN_OR_RETURN(const SourceFile file, ReadSource(path));
  IAMSIFT_ASSIGN_OR_RETURN(const Suppressions suppressions, Suppressions::Read(file, AllRules()));
  suppressions.Apply(result);
  return absl::OkStatus();
}

}  // namespace iamsift
