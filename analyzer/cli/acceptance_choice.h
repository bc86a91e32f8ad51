#pragma once

// `--suppressions` and `--baseline`: which findings somebody knows of already.

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "analyzer/finding/finding.h"

namespace CLI {
class App;
}  // namespace CLI

namespace iamsift {

class AcceptanceChoice {
 public:
  void Declare(CLI::App& app);

  // Marks the findings of the result. Without --suppressions the first `.iamsift-ignore.yaml` in
  // the folder of an input, else in the working folder, is taken.
  // inputs  the paths as given.
  // Errors  a file that cannot be read or has a fault, with its place.
  absl::Status Apply(const std::vector<std::string>& inputs, AuditResult& result) const;

 private:
  absl::Status Suppress(const std::vector<std::string>& inputs, AuditResult& result) const;

  std::string suppressions_;
  std::string baseline_;
  bool no_suppressions_ = false;
};

}  // namespace iamsift
