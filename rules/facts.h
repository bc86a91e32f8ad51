#pragma once

// The tables that rules decide by, inside the binary: facts/actions.tsv, facts/passrole.tsv and the
// escalation paths.

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "analyzer/catalog/catalog.h"
#include "analyzer/finding/rule_table.h"
#include "analyzer/graph/escalation_path.h"
#include "analyzer/match/sensitive_actions.h"

namespace iamsift {

std::string_view EmbeddedActionSets();            // facts/actions.tsv
std::string_view EmbeddedPassActions();           // facts/passrole.tsv
std::string_view EmbeddedConjunctiveActions();    // facts/conjunctive.tsv
std::string_view EmbeddedRetiredServices();       // facts/retired-services.tsv
std::string_view EmbeddedAccountlessResources();  // facts/accountless-resources.tsv
std::string_view EmbeddedConditionKeys();         // facts/condition-keys.tsv
std::string_view EmbeddedQuotas();                // facts/quotas.tsv
std::string_view EmbeddedExamples();              // facts/examples.txt
std::string_view EmbeddedTokenIssuers();          // facts/token-issuers.tsv
std::string_view EmbeddedTrustedServices();       // facts/trusted-services.tsv
std::string_view EmbeddedVendorAccounts();        // facts/vendor-accounts.tsv
std::string_view EmbeddedSelfServiceActions();    // facts/self-service.tsv

// The rows of a table, cell by cell; an empty cell is "". Comments are left out.
using FactCells = std::vector<std::string_view>;
std::vector<FactCells> FactRows(std::string_view table);

// What is known of rules beside their cards: the controls that they speak to, the checks of other
// tools that look for the same, how an attacker uses what they find. Errors: a broken table.
absl::StatusOr<RuleTable> EmbeddedControls();  // facts/compliance.tsv
absl::StatusOr<RuleTable> EmbeddedPeers();     // facts/peers.tsv
absl::StatusOr<RuleTable> EmbeddedAttacks();   // facts/attacks.tsv

// The paths of rules/paths, in order of their ids. Errors: as of ReadEscalationPaths.
absl::StatusOr<std::vector<EscalationPath>> EmbeddedEscalationPaths(const Catalog& catalog);

// Every action that some path requires, each once, sorted.
std::vector<std::string> PathActionsOf(const Catalog& catalog,
                                       const std::vector<EscalationPath>& paths);

// Errors: a table that does not fit its shape, or names an action that the catalog lacks.
absl::StatusOr<SensitiveActions> EmbeddedSensitiveActions(const Catalog& catalog);

}  // namespace iamsift
