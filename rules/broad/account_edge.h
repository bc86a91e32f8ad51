#pragma once

// Whether a resource pattern stays inside the account.

#include <string_view>

#include "analyzer/audit/rule.h"

namespace iamsift {

// The name of a bucket is all that tells whose it is, and the pattern leaves it open.
bool HasOpenBucketName(const ResourcePattern& pattern);

// The account field is `*` or empty where an id would stand, or the name of a bucket is open. Not
// for plain `*`, and `arn:aws:*:*:*:*` and the like, which are everything.
bool HasOpenOwner(const ResourcePattern& pattern);

// Names another account than this.
bool LiesElsewhere(const ResourcePattern& pattern, const Account& account);

// A condition of the statement, or a Deny on resources of others (`StringNotEquals
// aws:ResourceAccount`), keeps the action to known accounts.
bool IsKeptToKnownAccounts(const Grant& grant, const RuleContext& context, ActionId action);

}  // namespace iamsift
