#pragma once

// The options that every question about access takes, and how its answers are printed.

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "analyzer/cli/catalog_choice.h"
#include "analyzer/cli/console.h"
#include "analyzer/cli/context_inputs.h"
#include "analyzer/cli/exit_code.h"
#include "analyzer/cli/load_choice.h"
#include "analyzer/finding/proof_rows.h"
#include "analyzer/proofs/policy_checks.h"

namespace CLI {
class App;
}  // namespace CLI

namespace iamsift {

class ProofChoice {
 public:
  void Declare(CLI::App& app);
  // `--org` and the like, for questions about principals.
  void DeclareSurroundings(CLI::App& app) { around_.Declare(app); }

  const ContextChoice& around() const { return around_; }
  absl::StatusOr<LoadOptions> Loading() const { return load_.Options(); }
  // Errors: InvalidArgument for a damaged catalog or an unknown word. Valid as long as this object.
  absl::StatusOr<ProofContext> Context();

  // Prints the result in the chosen format. Refuted outranks unknown.
  ExitCode Report(ProofResult result, Console& console) const;

 private:
  LoadChoice load_;
  ContextChoice around_;
  CatalogChoice catalog_choice_;
  std::optional<Catalog> catalog_;
  std::string actions_ = "open";
  bool is_realistic_ = false;
  std::string format_ = "text";
  int64_t budget_ = ProofBudget{}.nodes;
};

}  // namespace iamsift
