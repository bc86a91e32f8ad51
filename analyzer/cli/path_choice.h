#pragma once

// `--rules DIR`: escalation paths of the user's own, beside those of the program.

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "analyzer/audit/rule.h"
#include "analyzer/graph/escalation_path.h"

namespace CLI {
class App;
}  // namespace CLI

namespace iamsift {

// All paths of a run, and all rules: those of the program and one for each path of the user. The
// rules' cards point into the paths.
struct ChosenPaths {
  std::vector<EscalationPath> paths;
  std::vector<Rule> own_rules;
  std::vector<const Rule*> rules;
};

class PathChoice {
 public:
  void Declare(CLI::App& app);

  // Errors: a folder or file that cannot be read, a path that is none, an id that is taken.
  absl::StatusOr<std::unique_ptr<ChosenPaths>> Open(const Catalog& catalog) const;

 private:
  std::string folder_;
};

}  // namespace iamsift
