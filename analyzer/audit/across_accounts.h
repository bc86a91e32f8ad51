#pragma once

// Escalation that crosses from one account of the run into another: by roles that principals of
// other accounts may assume.

#include <span>

#include "analyzer/audit/account_audit.h"

namespace iamsift {

// Adds to the findings a chain of steps (PE-900) for each principal that comes to act as somebody
// of another account, an administrator where there is one in reach; and one step to an
// administrator of another account (PE-110). Only accounts that a role of theirs or of others ties
// together take part. result  holds the principals of all accounts, in the order of `accounts`.
void AddEscalationAcrossAccounts(std::span<const Account> accounts, const AuditSetting& setting,
                                 AuditResult& result);

}  // namespace iamsift
