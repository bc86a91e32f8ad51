#include "analyzer/account/attach_resource_policies.h"

#include <algorithm>

#include "analyzer/account/arn.h"

namespace iamsift {
namespace {

constexpr std::string_view kPolicyName = "resource policy";

std::string_view OwnerOf(const ResourcePolicy& policy, const std::vector<Account>& accounts) {
  if (IsAccountId(policy.account)) return policy.account;
  const std::string_view account = AccountOfArn(policy.arn);
  if (IsAccountId(account)) return account;
  return accounts.size() == 1 ? std::string_view(accounts.front().id) : std::string_view();
}

Account& AccountWithId(std::string_view id, std::vector<Account>& accounts) {
  const auto known = std::ranges::find(accounts, id, &Account::id);
  if (known != accounts.end()) return *known;
  Account& added = accounts.emplace_back();
  added.id = id;
  return added;
}

}  // namespace

void AttachResourcePolicies(const ResourcePolicies& policies, std::vector<Account>& accounts) {
  for (const ResourcePolicy& policy : policies.all()) {
    if (!policy.text || policy.role == ResourcePolicyRole::kEndpoint) continue;
    Account& account = AccountWithId(OwnerOf(policy, accounts), accounts);
    LooseDocument& loose = account.loose_documents.emplace_back();
    loose.name = kPolicyName;
    loose.text = *policy.text;
    loose.text.document = account.documents.Intern(
        policies.documents().TextOf(policy.text->document), PolicyKind::kResource);
    // What hangs on an account as a whole has no ARN of its own.
    loose.resource = policy.arn.empty() ? policy.service : policy.arn;
    loose.blocks_public_access =
        policy.settings.is_known && policy.settings.restrict_public_buckets;
  }
}

}  // namespace iamsift
