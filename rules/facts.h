#pragma once

// The tables that rules decide by, inside the binary: facts/actions.tsv, facts/passrole.tsv and the
// escalation paths.

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "analyzer/catalog/catalog.h"
#include "analyzer/match/sensitive_actions.h"

namespace iamsift {

std::string_view EmbeddedActionSets();          // facts/actions.tsv
std::string_view EmbeddedPassActions();         // facts/passrole.tsv
std::string_view EmbeddedConjunctiveActions();  // facts/conjunctive.tsv
std::string_view EmbeddedRetiredServices();     // facts/retired-services.tsv
std::string_view EmbeddedTokenIssuers();        // facts/token-issuers.tsv
std::string_view EmbeddedTrustedServices();     // facts/trusted-services.tsv
std::string_view EmbeddedVendorAccounts();      // facts/vendor-accounts.tsv
std::string_view EmbeddedEscalationPaths();     // paths/escalation.json

// The rows of a table, cell by cell; an empty cell is "". Comments are left out.
using FactCells = std::vector<std::string_view>;
std::vector<FactCells> FactRows(std::string_view table);

// Every action that some escalation path requires, each once, sorted.
// escalation_json  paths/escalation.json; read during the call only.
// Errors           InvalidArgument: not JSON, or not of that shape.
absl::StatusOr<std::vector<std::string>> PathActionsOf(std::string_view escalation_json);

// Errors: a table that does not fit its shape, or names an action that the catalog lacks.
absl::StatusOr<SensitiveActions> EmbeddedSensitiveActions(const Catalog& catalog);

}  // namespace iamsift
