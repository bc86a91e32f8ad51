#include "rules/broad/account_edge.h"

#include <algorithm>

#include "analyzer/base/text.h"
#include "rules/broad/narrowed_by.h"

namespace iamsift {
namespace {

constexpr std::string_view kOwnerKeys[] = {"aws:resourceaccount", "aws:resourceorgid",
                                           "aws:resourceorgpaths", "s3:resourceaccount"};

// Usual company of such a Deny, which spares calls that a service makes by itself.
constexpr std::string_view kSparesServices[] = {"aws:principalisawsservice", "aws:viaawsservice"};

template <typename List>
bool IsIn(const List& list, std::string_view key) {
  return std::ranges::find(list, key) != std::end(list);
}

bool IsAccountId(std::string_view text) {
  return text.size() == 12 && std::ranges::all_of(text, IsAsciiDigit);
}

bool HasOpenAccount(const ResourcePattern& pattern) {
  return pattern.account.empty() ? HasOpenBucketName(pattern) : IsStarsOnly(pattern.account);
}

// Refuses whatever lies in none of the accounts that it names.
bool RefusesOthers(const CompiledStatement& deny) {
  const bool asks_owner = std::ranges::any_of(deny.conditions, [](const ConditionAtom& atom) {
    return atom.op.is_negated && IsIn(kOwnerKeys, atom.key);
  });
  return asks_owner && !deny.has_unknown_test && deny.resources.IsEverything() &&
         std::ranges::all_of(deny.conditions, [](const ConditionAtom& atom) {
           return IsIn(kSparesServices, atom.key) ||
                  (atom.op.is_negated && IsIn(kOwnerKeys, atom.key));
         });
}

}  // namespace

bool HasOpenBucketName(const ResourcePattern& pattern) {
  const std::string_view bucket = pattern.resource.substr(0, pattern.resource.find('/'));
  return pattern.service == "s3" && pattern.account.empty() &&
         bucket.find_first_of("*?") != std::string_view::npos;
}

bool HasOpenOwner(const ResourcePattern& pattern) {
  return !pattern.is_everything && pattern.is_arn && !IsStarsOnly(pattern.service) &&
         HasOpenAccount(pattern);
}

bool LiesElsewhere(const ResourcePattern& pattern, const Account& account) {
  return pattern.is_arn && IsAccountId(account.id) && IsAccountId(pattern.account) &&
         pattern.account != account.id;
}

bool IsKeptToKnownAccounts(const Grant& grant, const RuleContext& context, ActionId action) {
  if (NarrowingAtom(*grant.statement, kOwnerKeys) != nullptr) return true;
  const CompiledAccount& compiled = context.evaluation.compiled();
  return std::ranges::any_of(grant.limits->denies, [&](const StatementRef& ref) {
    const CompiledStatement& deny = compiled.at(ref.document).statements[ref.statement];
    return deny.actions.Contains(action) && RefusesOthers(deny);
  });
}

}  // namespace iamsift
