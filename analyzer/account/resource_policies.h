#pragma once

// The policies that hang on resources, and what else is known of resources: who owns them, which
// tags they have, which switches stand over their policies. Made by ingest/resources; never
// changed afterwards. Neither list is complete: a resource that is missing has an unknown policy
// and unknown tags, not none.
//
// Source: IAM User Guide, "Identity-based policies and resource-based policies".

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "analyzer/account/account.h"
#include "analyzer/account/document_store.h"
#include "analyzer/base/arena.h"

namespace iamsift {

enum class ObjectOwnership : uint8_t { kUnknown, kBucketOwnerEnforced, kAclsInForce };

// Of a bucket: its own switches or its account's, whichever is stricter. `is_known` false: the
// inputs tell nothing of them.
//
// Source: Amazon S3 User Guide, "Blocking public access to your Amazon S3 storage".
struct BucketSettings {
  bool is_known = false;
  bool block_public_policy = false;
  bool restrict_public_buckets = false;
  bool block_public_acls = false;
  bool ignore_public_acls = false;
  ObjectOwnership ownership = ObjectOwnership::kUnknown;
};

// kEndpoint: of a VPC endpoint. It caps what passes the endpoint and grants nothing.
enum class ResourcePolicyRole : uint8_t { kResource, kAccountWide, kEndpoint };

struct ResourcePolicy {
  ResourcePolicyRole role = ResourcePolicyRole::kResource;
  // `*` stands in place of a Region or an account that the input does not tell. Of an account-wide
  // policy: "" or what AWS calls the whole, arn:aws:glue:eu-west-1:111122223333:catalog.
  std::string_view arn;
  std::string_view account;  // the owner; "" when the input does not tell
  std::string_view service;  // the prefix in the catalog: s3, kms, logs
  // Absent: the resource was read, and has no policy.
  std::optional<PolicyText> text;
  BucketSettings settings;  // of buckets
  ElementPlace place;
};

class ResourcePolicies {
 public:
  // In order of the inputs.
  std::span<const ResourcePolicy> all() const { return policies_; }
  bool empty() const { return policies_.empty(); }
  const DocumentStore& documents() const { return documents_; }

  // The policy on exactly this resource, or on the bucket or the access point of an S3 object.
  // Null: nothing is known of it.
  const ResourcePolicy* Find(std::string_view arn) const;
  // Policies of a whole account for one service (logs, xray, glue), whose Resource elements say
  // what they reach. Those of an untold account count for every account.
  std::vector<const ResourcePolicy*> AccountWide(std::string_view service,
                                                 std::string_view account) const;

  // --- for the readers ---

  // A second policy for a resource replaces the first in its place.
  // Returns the one that was replaced, when it says something else.
  std::optional<ResourcePolicy> Add(ResourcePolicy policy);
  // Merged into the bucket's row, which is made if there is none.
  void AddSettings(ResourcePolicy bucket);
  // Over every bucket of the account, also those that are added later.
  void AddAccountSettings(std::string_view account, BucketSettings settings);

  DocumentStore& mutable_documents() { return documents_; }
  Arena& arena() { return arena_; }
  // Keeps it as long as this object, for places that point at it.
  const RewrittenText* Keep(std::unique_ptr<RewrittenText> rewritten);

 private:
  struct AccountSettings {
    std::string_view account;
    BucketSettings settings;
  };

  std::vector<ResourcePolicy> policies_;
  absl::flat_hash_map<std::string_view, uint32_t> by_arn_;
  std::vector<uint32_t> with_unknown_fields_;  // rows whose ARN has a `*` field
  std::vector<AccountSettings> account_settings_;
  DocumentStore documents_;
  Arena arena_;
  std::vector<std::unique_ptr<RewrittenText>> rewritten_;
};

// arn:aws:s3:::bucket/key gives arn:aws:s3:::bucket, an object behind an access point the access
// point, a method of an API the API; every other ARN gives itself.
std::string_view PolicyBearerOf(std::string_view arn);

struct InventoryRow {
  std::string_view arn;
  std::string_view account;  // "" when the input does not tell
  std::vector<Tag> tags;
  ElementPlace place;
};

class ResourceInventory {
 public:
  std::span<const InventoryRow> rows() const { return rows_; }
  bool empty() const { return rows_.empty(); }
  const InventoryRow* Find(std::string_view arn) const;  // exactly; null when it is not listed

  // A second row for a resource replaces the first.
  void Add(InventoryRow row);
  Arena& arena() { return arena_; }

 private:
  std::vector<InventoryRow> rows_;
  absl::flat_hash_map<std::string_view, uint32_t> by_arn_;
  Arena arena_;
};

// The account that owns the resource: the ARN's own, else the inventory's, else that of the policy
// on it; "" when nobody tells.
std::string_view OwnerOf(std::string_view arn, const ResourcePolicies& policies,
                         const ResourceInventory& inventory);

}  // namespace iamsift
