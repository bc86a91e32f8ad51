#include "analyzer/audit/run.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "analyzer/audit/account_audit.h"
#include "analyzer/audit/across_accounts.h"
#include "analyzer/audit/assemble.h"
#include "analyzer/base/parallel.h"
#include "analyzer/finding/rule_selector.h"

namespace iamsift {
namespace {

std::vector<const Rule*> SelectRules(std::span<const Rule* const> rules,
                                     const AuditOptions& options) {
  const auto is_in = [](const std::vector<std::string>& list, const RuleCard& card) {
    return std::any_of(list.begin(), list.end(), [&](const std::string& wanted) {
      return SelectsRule(wanted, card.id, card.name);
    });
  };
  std::vector<const Rule*> selected;
  for (const Rule* const rule : rules) {
    if (!options.select.empty() && !is_in(options.select, rule->card)) continue;
    if (!is_in(options.ignore, rule->card)) selected.push_back(rule);
  }
  return selected;
}

std::vector<AccountAudit> AuditAll(std::vector<Account>& accounts, const AuditSetting& setting) {
  std::vector<AccountAudit> audits(accounts.size());
  ForEachInParallel(accounts.size(), setting.options.jobs, [&](size_t i) {
    audits[i] = AuditAccount(accounts[i], static_cast<uint32_t>(i), setting);
  });
  return audits;
}

void Shift(int32_t by, AccountAudit& audit) {
  for (Finding& finding : audit.findings) {
    if (finding.principal != kNoPrincipal) finding.principal += by;
    for (int32_t& principal : finding.affects) principal += by;
  }
  for (SuggestionRow& suggestion : audit.suggestions) {
    for (int32_t& principal : suggestion.affects) principal += by;
  }
}

template <typename List>
void Append(List& to, List& from) {
  if (to.empty()) {
    to = std::move(from);
  } else {
    std::move(from.begin(), from.end(), std::back_inserter(to));
    from.clear();
  }
}

}  // namespace

AuditResult RunAudit(LoadResult& loaded, const Catalog& catalog, const SensitiveActions& sensitive,
                     std::span<const Rule* const> rules, const AuditOptions& options) {
  AuditResult result;
  result.command = options.command;
  result.now = FormatDate(options.rules.now);
  result.rules_version = options.rules_version;
  result.catalog_date = std::string(catalog.date());
  for (const LoadedInput& input : loaded.inputs) result.inputs.push_back(input.row);
  for (const Account& account : loaded.accounts) {
    result.accounts.push_back({.id = account.id, .partition = account.partition});
  }
  const std::vector<const Rule*> selected = SelectRules(rules, options);
  for (const Rule* const rule : selected) result.rules.push_back(&rule->card);
  result.diagnostics = loaded.diagnostics;

  const AuditSetting setting{loaded.inputs, catalog, sensitive, selected, options};
  for (AccountAudit& audit : AuditAll(loaded.accounts, setting)) {
    Shift(static_cast<int32_t>(result.principals.size()), audit);
    Append(result.principals, audit.principals);
    Append(result.role_access, audit.role_access);
    Append(result.findings, audit.findings);
    result.lists.splice(result.lists.end(), audit.lists);
    result.closings.splice(result.closings.end(), audit.closings);
    Append(result.suggestions, audit.suggestions);
    Append(result.diagnostics, audit.diagnostics);
    result.statements += audit.statements;
    result.policies += audit.policies;
  }
  AddEscalationAcrossAccounts(loaded.accounts, setting, result);
  SortFindings(result.principals, result.findings);
  return result;
}

}  // namespace iamsift
