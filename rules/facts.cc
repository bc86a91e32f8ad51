#include "rules/facts.h"

#include <simdjson.h>

#include <algorithm>
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
IAMSIFT_EMBED(iamsift_token_issuers_tsv, "facts/token-issuers.tsv");
IAMSIFT_EMBED(iamsift_trusted_services_tsv, "facts/trusted-services.tsv");
IAMSIFT_EMBED(iamsift_vendor_accounts_tsv, "facts/vendor-accounts.tsv");
IAMSIFT_EMBED(iamsift_escalation_json, "paths/escalation.json");

namespace iamsift {
namespace {

std::string_view Between(const char* begin, const char* end) {
  return {begin, static_cast<size_t>(end - begin)};
}

simdjson::error_code AppendActions(simdjson::dom::element term, std::vector<std::string>& actions) {
  simdjson::dom::array any_of;
  if (const auto error = term["any_of"].get(any_of)) return error;
  for (const simdjson::dom::element item : any_of) {
    std::string_view action;
    if (const auto error = item.get(action)) return error;
    actions.emplace_back(action);
  }
  return simdjson::SUCCESS;
}

simdjson::error_code AppendPaths(simdjson::dom::element root, std::vector<std::string>& actions) {
  simdjson::dom::array paths;
  if (const auto error = root["paths"].get(paths)) return error;
  for (const simdjson::dom::element path : paths) {
    simdjson::dom::array terms;
    if (const auto error = path["requires"].get(terms)) return error;
    for (const simdjson::dom::element term : terms) {
      if (const auto error = AppendActions(term, actions)) return error;
    }
  }
  return simdjson::SUCCESS;
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

std::string_view EmbeddedEscalationPaths() {
  return Between(iamsift_escalation_json, iamsift_escalation_json_end);
}

absl::StatusOr<std::vector<std::string>> PathActionsOf(std::string_view escalation_json) {
  std::vector<std::string> actions;
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  simdjson::error_code error =
      parser.parse(escalation_json.data(), escalation_json.size(), true).get(root);
  if (!error) error = AppendPaths(root, actions);
  if (error) return InvalidInput("escalation paths", simdjson::error_message(error));
  std::sort(actions.begin(), actions.end());
  actions.erase(std::unique(actions.begin(), actions.end()), actions.end());
  return actions;
}

absl::StatusOr<SensitiveActions> EmbeddedSensitiveActions(const Catalog& catalog) {
  IAMSIFT_ASSIGN_OR_RETURN(std::vector<std::string> path_actions,
                           PathActionsOf(EmbeddedEscalationPaths()));
  return SensitiveActions::Parse(catalog, {.actions = EmbeddedActionSets(),
                                           .passrole = EmbeddedPassActions(),
                                           .conjunctive = EmbeddedConjunctiveActions(),
                                           .path_actions = std::move(path_actions)});
}

}  // namespace iamsift
