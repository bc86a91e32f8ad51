#pragma once

// INPUT... and the options on how inputs are read, the same for every verb that reads any.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "analyzer/ingest/load.h"

namespace CLI {
class App;
}  // namespace CLI

namespace iamsift {

class LoadChoice {
 public:
  void Declare(CLI::App& app);
  // The options without INPUT..., for verbs that take one path among other words.
  void DeclareOptions(CLI::App& app);

  const std::vector<std::string>& paths() const { return paths_; }

  // Errors: InvalidArgument, for an account that is not 12 digits or an unknown kind of policy.
  absl::StatusOr<LoadOptions> Options() const;

 private:
  std::vector<std::string> paths_;
  LoadOptions options_;
  std::string policy_kind_;
};

}  // namespace iamsift
