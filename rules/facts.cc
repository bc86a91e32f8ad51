#include "rules/facts.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "analyzer/base/status.h"
#include "analyzer/base/text.h"

// The assembler reads the files: a table of 60 KB compiles in no time so.
#define IAMSIFT_EMBED(symbol, path)                                                  \
  __asm__(".section .rodata\n.global " #symbol "\n.global " #symbol "_end\n" #symbol \
          ":\n.incbin \"" path "\"\n" #symbol "_end:\n.byte 0\n.previous\n");        \
  extern "C" const char symbol[];                                                    \
  extern "C" const char symbol##_end[]

IAMSIFT_EMBED(iamsift_actions_tsv, "facts/actions.tsv");
IAMSIFT_EMBED(iamsift_passrole_tsv, "facts/passrole.tsv");
IAMSIFT_EMBED(iamsift_conjunctive_tsv, "facts/conjunctive.tsv");
IAMSIFT_EMBED(iamsift_retired_services_tsv, "facts/retired-services.tsv");
IAMSIFT_EMBED(iamsift_paths_self, "paths/self.json");
IAMSIFT_EMBED(iamsift_paths_principals, "paths/principals.json");
IAMSIFT_EMBED(iamsift_paths_instances, "paths/instances.json");
IAMSIFT_EMBED(iamsift_paths_functions, "paths/functions.json");
IAMSIFT_EMBED(iamsift_paths_delivery, "paths/delivery.json");
IAMSIFT_EMBED(iamsift_paths_containers, "paths/containers.json");
IAMSIFT_EMBED(iamsift_paths_engines, "paths/engines.json");
IAMSIFT_EMBED(iamsift_paths_learning, "paths/learning.json");
IAMSIFT_EMBED(iamsift_paths_workloads, "paths/workloads.json");
IAMSIFT_EMBED(iamsift_paths_federation, "paths/federation.json");
IAMSIFT_EMBED(iamsift_paths_guardrails, "paths/guardrails.json");
IAMSIFT_EMBED(iamsift_paths_brokers, "paths/brokers.json");
IAMSIFT_EMBED(iamsift_accountless_tsv, "facts/accountless-resources.tsv");
IAMSIFT_EMBED(iamsift_condition_keys_tsv, "facts/condition-keys.tsv");
IAMSIFT_EMBED(iamsift_quotas_tsv, "facts/quotas.tsv");
IAMSIFT_EMBED(iamsift_examples_txt, "facts/examples.txt");
IAMSIFT_EMBED(iamsift_compliance_tsv, "facts/compliance.tsv");
IAMSIFT_EMBED(iamsift_peers_tsv, "facts/peers.tsv");
IAMSIFT_EMBED(iamsift_attacks_tsv, "facts/attacks.tsv");
IAMSIFT_EMBED(iamsift_token_issuers_tsv, "facts/token-issuers.tsv");
IAMSIFT_EMBED(iamsift_trusted_services_tsv, "facts/trusted-services.tsv");
IAMSIFT_EMBED(iamsift_vendor_accounts_tsv, "facts/vendor-accounts.tsv");
IAMSIFT_EMBED(iamsift_self_service_tsv, "facts/self-service.tsv");

namespace iamsift {
namespace {

std::string_view Between(const char* begin, const char* end) {
  return {begin, static_cast<size_t>(end - begin)};
}

// One file of paths; the name is for errors.
struct PathFile {
  std::string_view name, text;
};

std::vector<PathFile> PathFiles() {
  return {
      {"paths/self.json", Between(iamsift_paths_self, iamsift_paths_self_end)},
      {"paths/principals.json", Between(iamsift_paths_principals, iamsift_paths_principals_end)},
      {"paths/instances.json", Between(iamsift_paths_instances, iamsift_paths_instances_end)},
      {"paths/functions.json", Between(iamsift_paths_functions, iamsift_paths_functions_end)},
      {"paths/delivery.json", Between(iamsift_paths_delivery, iamsift_paths_delivery_end)},
      {"paths/containers.json", Between(iamsift_paths_containers, iamsift_paths_containers_end)},
      {"paths/engines.json", Between(iamsift_paths_engines, iamsift_paths_engines_end)},
      {"paths/learning.json", Between(iamsift_paths_learning, iamsift_paths_learning_end)},
      {"paths/workloads.json", Between(iamsift_paths_workloads, iamsift_paths_workloads_end)},
      {"paths/federation.json", Between(iamsift_paths_federation, iamsift_paths_federation_end)},
      {"paths/guardrails.json", Between(iamsift_paths_guardrails, iamsift_paths_guardrails_end)},
      {"paths/brokers.json", Between(iamsift_paths_brokers, iamsift_paths_brokers_end)},
  };
}

}  // namespace

std::string_view EmbeddedActionSets() {
  return Between(iamsift_actions_tsv, iamsift_actions_tsv_end);
}

std::string_view EmbeddedPassActions() {
  return Between(iamsift_passrole_tsv, iamsift_passrole_tsv_end);
}

std::string_view EmbeddedConjunctiveActions() {
  return Between(iamsift_conjunctive_tsv, iamsift_conjunctive_tsv_end);
}

std::string_view EmbeddedRetiredServices() {
  return Between(iamsift_retired_services_tsv, iamsift_retired_services_tsv_end);
}

std::string_view EmbeddedTokenIssuers() {
  return Between(iamsift_token_issuers_tsv, iamsift_token_issuers_tsv_end);
}

std::string_view EmbeddedTrustedServices() {
  return Between(iamsift_trusted_services_tsv, iamsift_trusted_services_tsv_end);
}

std::string_view EmbeddedVendorAccounts() {
  return Between(iamsift_vendor_accounts_tsv, iamsift_vendor_accounts_tsv_end);
}

std::string_view EmbeddedSelfServiceActions() {
  return Between(iamsift_self_service_tsv, iamsift_self_service_tsv_end);
}

std::vector<FactCells> FactRows(std::string_view table) {
  std::vector<FactCells> rows;
  for (const std::string_view line : Split(table, '\n')) {
    if (line.empty() || line.front() == '#') continue;
    rows.push_back(Split(line, '\t'));
    for (std::string_view& cell : rows.back()) {
      if (cell == "-") cell = {};
    }
  }
  return rows;
}

namespace {

absl::StatusOr<std::vector<EscalationPath>> ReadPaths(const Catalog& catalog) {
  std::vector<EscalationPath> all;
  for (const PathFile& file : PathFiles()) {
    IAMSIFT_ASSIGN_OR_RETURN(std::vector<EscalationPath> paths,
                             ReadEscalationPaths(file.text, file.name, catalog));
    std::move(paths.begin(), paths.end(), std::back_inserter(all));
  }
  return all;
}

// A catalog is a view: of the same bytes or of others.
bool IsEmbedded(const Catalog& catalog) {
  return catalog.date().data() == Catalog::Embedded().date().data();
}

}  // namespace

absl::StatusOr<std::vector<EscalationPath>> EmbeddedEscalationPaths(const Catalog& catalog) {
  if (!IsEmbedded(catalog)) return ReadPaths(catalog);
  // A scan asks for them thrice: as rules, as edges, and for the actions that are sensitive.
  static const absl::StatusOr<std::vector<EscalationPath>>& paths =
      *new absl::StatusOr<std::vector<EscalationPath>>(ReadPaths(Catalog::Embedded()));
  return paths;
}

std::string_view EmbeddedAccountlessResources() {
  return Between(iamsift_accountless_tsv, iamsift_accountless_tsv_end);
}

std::string_view EmbeddedConditionKeys() {
  return Between(iamsift_condition_keys_tsv, iamsift_condition_keys_tsv_end);
}

std::string_view EmbeddedQuotas() { return Between(iamsift_quotas_tsv, iamsift_quotas_tsv_end); }

std::string_view EmbeddedExamples() {
  return Between(iamsift_examples_txt, iamsift_examples_txt_end);
}

absl::StatusOr<RuleTable> EmbeddedControls() {
  return RuleTable::Parse("facts/compliance.tsv",
                          Between(iamsift_compliance_tsv, iamsift_compliance_tsv_end));
}

absl::StatusOr<RuleTable> EmbeddedPeers() {
  return RuleTable::Parse("facts/peers.tsv", Between(iamsift_peers_tsv, iamsift_peers_tsv_end));
}

absl::StatusOr<RuleTable> EmbeddedAttacks() {
  return RuleTable::Parse("facts/attacks.tsv",
                          Between(iamsift_attacks_tsv, iamsift_attacks_tsv_end));
}

std::vector<std::string> PathActionsOf(const Catalog& catalog,
                                       const std::vector<EscalationPath>& paths) {
  std::vector<std::string> actions;
  for (const EscalationPath& path : paths) {
    for (const EscalationWay& way : path.ways) {
      for (const EscalationTerm& term : way.terms) {
        for (const ActionId action : term.any_of) actions.push_back(catalog.ActionFullName(action));
      }
    }
  }
  std::sort(actions.begin(), actions.end());
  actions.erase(std::unique(actions.begin(), actions.end()), actions.end());
  return actions;
}

absl::StatusOr<SensitiveActions> EmbeddedSensitiveActions(const Catalog& catalog) {
  IAMSIFT_ASSIGN_OR_RETURN(const std::vector<EscalationPath> paths,
                           EmbeddedEscalationPaths(catalog));
  return SensitiveActions::Parse(catalog, {.actions = EmbeddedActionSets(),
                                           .passrole = EmbeddedPassActions(),
                                           .conjunctive = EmbeddedConjunctiveActions(),
                                           .trusted = EmbeddedTrustedServices(),
                                           .issuers = EmbeddedTokenIssuers(),
                                           .self_service = EmbeddedSelfServiceActions(),
                                           .path_actions = PathActionsOf(catalog, paths)});
}

}  // namespace iamsift
