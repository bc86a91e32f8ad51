#include "analyzer/cli/proof_choice.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <utility>

#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/cli/command_line.h"
#include "analyzer/cli/listing.h"
#include "analyzer/cli/whole_number.h"
#include "reports/proofs/proof_formats.h"

namespace iamsift {
namespace {

constexpr int64_t kStatesANode = 10;  // what automata may cost beside decisions

bool IsWider(const ProofRow& row) {
  if (!row.backward) return row.forward.answer == ProofAnswer::kRefuted;
  return row.relation == AccessRelation::kWider || row.relation == AccessRelation::kIncomparable;
}

ExitCode ExitCodeOf(const ProofResult& result) {
  if (std::any_of(result.rows.begin(), result.rows.end(), IsWider)) return ExitCode::kFindings;
  const bool is_open = std::any_of(result.rows.begin(), result.rows.end(), [](const ProofRow& row) {
    return row.forward.answer == ProofAnswer::kUnknown;
  });
  return is_open ? ExitCode::kIncomplete : ExitCode::kClean;
}

}  // namespace

void ProofChoice::Declare(CLI::App& app) {
  load_.DeclareOptions(app);
  app.add_option("--actions", actions_,
                 "open: all actions that there could ever be; known: those of the catalog")
      ->type_name("WORLD")
      ->check(CLI::IsMember({"open", "known"}));
  app.add_flag("--realistic", is_realistic_,
               "only requests that a service could send: listed actions, on resources of their "
               "types, with the condition keys that come with them");
  app.add_option("--proof-budget", budget_,
                 "decisions that one question may take before it is given up (default: 200000)")
      ->type_name("N")
      ->check(WholeNumber(1, int64_t{1} << 40));
  app.add_option("--format", format_,
                 "text, json, sarif, or cases: the witness as cases for `eval`")
      ->type_name("FORMAT");
  catalog_choice_.Declare(app);
}

absl::StatusOr<ProofContext> ProofChoice::Context() {
  if (FindProofFormat(format_) == nullptr) {
    return absl::InvalidArgumentError(
        Concat({"--format must be text, json, sarif or cases, not `", Shown(format_), "`"}));
  }
  absl::StatusOr<Catalog> catalog = catalog_choice_.Open();
  if (!catalog.ok()) return catalog.status();
  catalog_ = *std::move(catalog);
  ProofContext context;
  context.catalog = &*catalog_;
  context.budget = {.nodes = budget_, .automaton_states = budget_ * kStatesANode};
  context.world = actions_ == "known" ? ActionWorld::kKnown : ActionWorld::kOpen;
  if (is_realistic_) context.world = ActionWorld::kRealistic;
  return context;
}

ExitCode ProofChoice::Report(ProofResult result, Console& console) const {
  result.world = is_realistic_ ? "realistic" : actions_;
  result.catalog_date = std::string(catalog_->date());
  const ExitCode code = ExitCodeOf(result);
  RenderOptions options;
  options.tool_version = std::string(kVersion);
  options.exit_code = static_cast<int>(code);
  console.out << FindProofFormat(format_)->write(result, options);
  return code;
}

}  // namespace iamsift
