#include "analyzer/cli/path_choice.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <iterator>
#include <set>
#include <utility>

#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/cli/read_source.h"
#include "rules/all_rules.h"
#include "rules/facts.h"
#include "rules/paths/path_rules.h"

namespace iamsift {
namespace {

namespace fs = std::filesystem;

// The folder's .json files, by name.
absl::StatusOr<std::vector<fs::path>> FilesIn(const std::string& folder) {
  std::error_code error;
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  if (error) return InvalidInput(folder, error.message());
  if (files.empty()) return InvalidInput(folder, "expected .json files with escalation paths");
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

void PathChoice::Declare(CLI::App& app) {
  app.add_option("--rules", folder_,
                 "a folder of escalation paths of your own, beside the program's")
      ->type_name("DIR");
}

absl::StatusOr<std::unique_ptr<ChosenPaths>> PathChoice::Open(const Catalog& catalog) const {
  auto chosen = std::make_unique<ChosenPaths>();
  IAMSIFT_ASSIGN_OR_RETURN(chosen->paths, EmbeddedEscalationPaths(catalog));
  const size_t embedded = chosen->paths.size();
  if (!folder_.empty()) {
    IAMSIFT_ASSIGN_OR_RETURN(const std::vector<fs::path> files, FilesIn(folder_));
    for (const fs::path& file : files) {
      IAMSIFT_ASSIGN_OR_RETURN(const SourceFile source, ReadSource(file.string()));
      IAMSIFT_ASSIGN_OR_RETURN(std::vector<EscalationPath> paths,
                               ReadEscalationPaths(source.text(), file.string(), catalog));
      std::move(paths.begin(), paths.end(), std::back_inserter(chosen->paths));
    }
  }
  chosen->rules.assign(AllRules().begin(), AllRules().end());
  std::set<std::string_view> ids;
  for (const Rule* const rule : AllRules()) ids.insert(rule->card.id);
  chosen->own_rules.reserve(chosen->paths.size() - embedded);
  for (size_t i = embedded; i < chosen->paths.size(); ++i) {
    const EscalationPath& path = chosen->paths[i];
    if (!ids.insert(path.id).second) {
      return InvalidInput(folder_, Concat({"the id `", path.id, "` is taken"}));
    }
    chosen->own_rules.push_back(PathRule(path));
    chosen->rules.push_back(&chosen->own_rules.back());
  }
  return chosen;
}

}  // namespace iamsift
