#include "analyzer/account/attach_resource_policies.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"
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

using IndexById = absl::flat_hash_map<std::string, size_t>;

Account& AccountWithId(std::string_view id, std::vector<Account>& accounts, IndexById& index) {
  const auto [entry, is_new] = index.try_emplace(std::string(id), 0);
  if (is_new) {
    const auto known = std::ranges::find(accounts, id, &Account::id);
    entry->second = static_cast<size_t>(known - accounts.begin());
    if (known == accounts.end()) accounts.emplace_back().id = id;
  }
  return accounts[entry->second];
}

}  // namespace

void AttachResourcePolicies(const ResourcePolicies& policies, std::vector<Account>& accounts) {
  IndexById index;
  for (const ResourcePolicy& policy : policies.all()) {
    if (!policy.text || policy.role == ResourcePolicyRole::kEndpoint) continue;
    Account& account = AccountWithId(OwnerOf(policy, accounts), accounts, index);
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
