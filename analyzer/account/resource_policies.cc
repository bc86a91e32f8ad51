#include "analyzer/account/resource_policies.h"

#include <algorithm>
#include <utility>

#include "analyzer/account/arn.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

constexpr size_t kArnFields = 6;
constexpr size_t kService = 2;
constexpr size_t kRegion = 3;
constexpr size_t kAccount = 4;

// The five fields before the resource, and the resource with whatever colons it has.
std::vector<std::string_view> FieldsOf(std::string_view arn) {
  std::vector<std::string_view> fields;
  for (; fields.size() + 1 < kArnFields;) {
    const size_t colon = arn.find(':');
    if (colon == std::string_view::npos) break;
    fields.push_back(arn.substr(0, colon));
    arn.remove_prefix(colon + 1);
  }
  fields.push_back(arn);
  return fields;
}

bool HasUnknownField(std::string_view arn) {
  const std::vector<std::string_view> fields = FieldsOf(arn);
  return fields.size() == kArnFields && (fields[kRegion] == "*" || fields[kAccount] == "*");
}

// Whether `arn` may be the resource that `partial` names without its Region or account.
bool MayBe(const std::vector<std::string_view>& fields, std::string_view partial) {
  const std::vector<std::string_view> known = FieldsOf(partial);
  for (size_t i = 0; i < kArnFields; ++i) {
    const bool is_untold = (i == kRegion || i == kAccount) && known[i] == "*";
    if (!is_untold && known[i] != fields[i]) return false;
  }
  return true;
}

BucketSettings Stricter(const BucketSettings& a, const BucketSettings& b) {
  return {.is_known = a.is_known || b.is_known,
          .block_public_policy = a.block_public_policy || b.block_public_policy,
          .restrict_public_buckets = a.restrict_public_buckets || b.restrict_public_buckets,
          .block_public_acls = a.block_public_acls || b.block_public_acls,
          .ignore_public_acls = a.ignore_public_acls || b.ignore_public_acls,
          .ownership = a.ownership == ObjectOwnership::kUnknown ? b.ownership : a.ownership};
}

bool IsBucketOf(const ResourcePolicy& policy, std::string_view account) {
  return policy.service == "s3" && policy.role == ResourcePolicyRole::kResource &&
         policy.account == account;
}

// How much of an S3 resource is the access point: `accesspoint/name` of
// `accesspoint/name/object/k`.
size_t AccessPointLength(std::string_view resource) {
  constexpr std::string_view kKind = "accesspoint/";
  return std::min(resource.find('/', kKind.size()), resource.size());
}

}  // namespace

std::string_view PolicyBearerOf(std::string_view arn) {
  const std::vector<std::string_view> fields = FieldsOf(arn);
  if (fields.size() != kArnFields) return arn;
  const std::string_view resource = fields.back();
  size_t length = resource.size();
  if (fields[kService] == "s3" && resource.starts_with("accesspoint/")) {
    length = AccessPointLength(resource);
  } else if (fields[kService] == "s3" || fields[kService] == "execute-api") {
    length = std::min(resource.find('/'), resource.size());
  }
  return arn.substr(0, arn.size() - resource.size() + length);
}

const ResourcePolicy* ResourcePolicies::Find(std::string_view arn) const {
  arn = PolicyBearerOf(arn);
  const auto found = by_arn_.find(arn);
  if (found != by_arn_.end()) return &policies_[found->second];
  if (with_unknown_fields_.empty()) return nullptr;
  const std::vector<std::string_view> fields = FieldsOf(arn);
  if (fields.size() != kArnFields) return nullptr;
  for (const uint32_t index : with_unknown_fields_) {
    if (MayBe(fields, policies_[index].arn)) return &policies_[index];
  }
  return nullptr;
}

std::vector<const ResourcePolicy*> ResourcePolicies::AccountWide(std::string_view service,
                                                                 std::string_view account) const {
  std::vector<const ResourcePolicy*> policies;
  for (const ResourcePolicy& policy : policies_) {
    if (policy.role != ResourcePolicyRole::kAccountWide || policy.service != service) continue;
    if (policy.account.empty() || policy.account == account) policies.push_back(&policy);
  }
  return policies;
}

std::optional<ResourcePolicy> ResourcePolicies::Add(ResourcePolicy policy) {
  for (const AccountSettings& known : account_settings_) {
    if (IsBucketOf(policy, known.account)) {
      policy.settings = Stricter(policy.settings, known.settings);
    }
  }
  // Several policies of an account may be without a name of their own.
  const bool is_named = policy.role == ResourcePolicyRole::kResource && !policy.arn.empty();
  const auto found = is_named ? by_arn_.find(policy.arn) : by_arn_.end();
  if (found == by_arn_.end()) {
    const auto index = static_cast<uint32_t>(policies_.size());
    if (is_named) by_arn_.emplace(policy.arn, index);
    if (is_named && HasUnknownField(policy.arn)) with_unknown_fields_.push_back(index);
    policies_.push_back(std::move(policy));
    return std::nullopt;
  }
  ResourcePolicy& known = policies_[found->second];
  policy.settings = Stricter(policy.settings, known.settings);
  if (policy.account.empty()) policy.account = known.account;
  const bool says_else =
      known.text && (!policy.text || policy.text->document != known.text->document);
  std::swap(known, policy);
  if (!says_else) return std::nullopt;
  return policy;
}

void ResourcePolicies::AddSettings(ResourcePolicy bucket) {
  const auto found = by_arn_.find(bucket.arn);
  if (found == by_arn_.end()) {
    Add(std::move(bucket));
    return;
  }
  ResourcePolicy& known = policies_[found->second];
  known.settings = Stricter(known.settings, bucket.settings);
  if (known.account.empty()) known.account = bucket.account;
}

void ResourcePolicies::AddAccountSettings(std::string_view account, BucketSettings settings) {
  account_settings_.push_back({.account = account, .settings = settings});
  for (ResourcePolicy& policy : policies_) {
    if (IsBucketOf(policy, account)) policy.settings = Stricter(policy.settings, settings);
  }
}

const RewrittenText* ResourcePolicies::Keep(std::unique_ptr<RewrittenText> rewritten) {
  rewritten_.push_back(std::move(rewritten));
  return rewritten_.back().get();
}

const InventoryRow* ResourceInventory::Find(std::string_view arn) const {
  const auto found = by_arn_.find(arn);
  return found == by_arn_.end() ? nullptr : &rows_[found->second];
}

void ResourceInventory::Add(InventoryRow row) {
  const auto [found, is_new] = by_arn_.try_emplace(row.arn, static_cast<uint32_t>(rows_.size()));
  if (is_new) {
    rows_.push_back(std::move(row));
  } else {
    rows_[found->second] = std::move(row);
  }
}

std::string_view OwnerOf(std::string_view arn, const ResourcePolicies& policies,
                         const ResourceInventory& inventory) {
  const std::string_view own = AccountOfArn(arn);
  if (IsAccountId(own)) return own;
  const InventoryRow* row = inventory.Find(arn);
  if (row == nullptr) row = inventory.Find(PolicyBearerOf(arn));
  if (row != nullptr && !row->account.empty()) return row->account;
  const ResourcePolicy* const policy = policies.Find(arn);
  return policy == nullptr ? std::string_view() : policy->account;
}

}  // namespace iamsift
