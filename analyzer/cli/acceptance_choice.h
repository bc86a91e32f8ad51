#pragma once

// `--suppressions` and `--baseline`: which findings somebody knows of already.

#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "analyzer/audit/baseline.h"
#include "analyzer/finding/finding.h"
#include "analyzer/ingest/load.h"

namespace CLI {
class App;
}  // namespace CLI

namespace iamsift {

class AcceptanceChoice {
 public:
  void Declare(CLI::App& app);

  // Reads the baseline, before anything is audited.
  // Errors  as of Apply.
  absl::Status Open();
  // What roles could do when the baseline was made; none without one.
  std::span<const PreviousRole> previous_roles() const { return known_.roles; }

  // Marks the findings of the result. Without --suppressions the first `.iamsift-ignore.yaml` in
  // the folder of an input, else in the working folder, is taken.
  // Comments in the inputs count as well.
  // paths   of the inputs as given.
  // Errors  a file that cannot be read or has a fault, with its place.
  absl::Status Apply(const std::vector<std::string>& paths, std::span<const LoadedInput> inputs,
                     AuditResult& result) const;

 private:
  absl::Status Suppress(const std::vector<std::string>& inputs, AuditResult& result) const;

  std::string suppressions_;
  std::string baseline_;
  Baseline known_;
  bool no_suppressions_ = false;
};

}  // namespace iamsift
