#pragma once

// One account from loaded to judged: effective permissions, findings, suggestions.

#include <span>
#include <string>
#include <vector>

#include "analyzer/audit/run.h"
#include "analyzer/audit/shared_lists.h"
#include "analyzer/eval/decide/estate.h"

namespace iamsift {

struct AccountAudit {
  std::vector<PrincipalRow> principals;  // in the account's order
  std::vector<RoleAccess> role_access;
  Findings findings;            // principal indices count from 0 in this account
  SharedLists::Kept lists;      // that findings share
  std::list<Closing> closings;  // the same
  std::vector<SuggestionRow> suggestions;
  std::vector<Diagnostic> diagnostics;
  size_t statements = 0;
  size_t policies = 0;
};

// What all accounts of a run share.
struct AuditSetting {
  const std::vector<LoadedInput>& inputs;
  const Catalog& catalog;
  const SensitiveActions& sensitive;
  std::span<const Rule* const> rules;  // those that were selected
  const AuditOptions& options;

  iamsift::Surroundings Surroundings() const {
    return {.organization = options.organization,
            .resource_policies = options.resource_policies,
            .inventory = options.inventory};
  }
};

AccountAudit AuditAccount(Account& account, uint32_t account_index, const AuditSetting& setting);

}  // namespace iamsift
