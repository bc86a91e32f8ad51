#pragma once

// An AWS account as its export tells it: who is in it, what is attached to whom, who trusts whom.
// Plain values, made by ingest/ and never changed afterwards, except that missing AWS managed
// policies are filled in once (resolve.h). Views point into the account's arena or straight into
// the SourceFile that was read, so the inputs of a run must outlive its accounts.
//
// Source: IAM API Reference, GetAccountAuthorizationDetails.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/account/credentials.h"
#include "analyzer/account/document_store.h"
#include "analyzer/account/element_place.h"
#include "analyzer/account/infrastructure.h"
#include "analyzer/account/usage.h"
#include "analyzer/base/arena.h"
#include "analyzer/base/instant.h"
#include "analyzer/base/source.h"

namespace iamsift {

struct InlinePolicy {
  std::string_view name;
  PolicyText text;
};

struct Attachment {
  std::string_view name;
  std::string_view arn;
  ElementPlace place;
  int32_t policy = kUnresolved;  // index into Account::policies
};

struct Tag {
  std::string_view key;
  std::string_view value;
};

// What users, groups and roles have in common.
struct PolicyHolder {
  std::string_view name;
  std::string_view id;  // AIDA…, AGPA…, AROA…
  std::string_view arn;
  std::string_view path;  // "/", "/aws-service-role/…"
  std::optional<Instant> created;
  ElementPlace place;
  std::vector<InlinePolicy> inline_policies;
  std::vector<Attachment> attachments;
};

struct GroupMembership {
  std::string_view name;
  ElementPlace place;
  int32_t group = kUnresolved;  // index into Account::groups
};

struct Group : PolicyHolder {
  std::vector<int32_t> members;  // indices into Account::principals
};

struct InstanceProfile {
  std::string_view name;
  std::string_view arn;
  ElementPlace place;
};

// kDocument: the holder that a policy file alone will have some day. It has one inline policy, no
// ARN, and `name` is the file's.
enum class PrincipalKind : uint8_t { kUser, kRole, kDocument };

struct Principal : PolicyHolder {
  PrincipalKind kind = PrincipalKind::kUser;
  std::vector<GroupMembership> groups;  // users
  std::optional<Attachment> boundary;   // users and roles
  std::vector<Tag> tags;
  std::optional<PolicyText> trust;                 // roles
  std::vector<InstanceProfile> instance_profiles;  // roles
  bool has_last_used = false;                      // RoleLastUsed was present, even if empty
  std::optional<Instant> last_used;                // RoleLastUsed.LastUsedDate
  int32_t credentials = kUnresolved;               // users: index into Account::credentials
  int32_t usage = kUnresolved;                     // index into Account::usage

  bool IsServiceLinked() const;  // path /aws-service-role/
  bool IsReservedSso() const;    // path /aws-reserved/sso.amazonaws.com/
};

struct PolicyVersion {
  std::string_view id;  // v3
  bool is_default = false;
  std::optional<Instant> created;
  PolicyText text;
};

enum class PolicyOrigin : uint8_t { kExport, kCatalog };

struct ManagedPolicy {
  std::string_view name;
  std::string_view id;
  std::string_view arn;
  std::string_view path;
  PolicyOrigin origin = PolicyOrigin::kExport;
  ElementPlace place;  // meaningless for kCatalog
  std::optional<int64_t> attachment_count;
  std::optional<int64_t> boundary_usage_count;
  std::optional<Instant> created;
  std::optional<Instant> updated;
  std::vector<PolicyVersion> versions;
  int32_t default_version = kUnresolved;  // index into versions

  bool IsAwsManaged() const;  // arn:<partition>:iam::aws:policy/…
  const PolicyVersion* DefaultVersion() const {
    return default_version < 0 ? nullptr : &versions[static_cast<size_t>(default_version)];
  }
};

// A policy that nobody holds as an identity policy: a file with one for trust, for a resource, an
// SCP, an RCP; or one that hangs on a resource.
struct LooseDocument {
  std::string_view name;
  PolicyKind kind = PolicyKind::kResource;
  PolicyText text;
  std::string_view resource = {};     // the ARN that it hangs on, "" of a file
  bool blocks_public_access = false;  // a switch over the resource voids what is public
};

// An SCP or RCP that hangs on a step of the way from an organization's root to the account.
struct ServiceControl {
  std::string_view name;
  bool is_allow_all = false;       // FullAWSAccess, whose text nobody needs to bring
  std::optional<PolicyText> text;  // in Account::documents; none: its meaning is unknown
};
struct ServiceControlLevel {
  std::string_view target;  // r-…, ou-…, the account
  std::vector<ServiceControl> policies;
};

struct Account {
  std::string id;  // 12 digits; "" when the input does not tell
  std::string partition = "aws";
  std::string region;                 // the one Region of the input, "" if none or several
  std::vector<Principal> principals;  // users, then roles, then documents, in input order
  std::vector<Group> groups;
  std::vector<ManagedPolicy> policies;
  std::vector<LooseDocument> loose_documents;
  // Root first; empty without an organization, or where its SCPs don't apply (attach_guardrails.h).
  std::vector<ServiceControlLevel> scp_levels;
  std::vector<ServiceControlLevel> rcp_levels;         // the same of RCPs
  std::vector<InfrastructureResource> infrastructure;  // its identities are among the above
  std::vector<CredentialFacts> credentials;            // of users that the account has
  std::optional<CredentialFacts> root_credentials;
  std::vector<UsageFacts> usage;
  DocumentStore documents;
  Arena arena;             // holds the views that no input holds
  bool is_export = false;  // false: made from policy files and infrastructure code alone
  // The export was taken with a filter or lacks a page: absence then proves nothing.
  std::vector<std::string> gaps;

  // Null: no input tells of them.
  const CredentialFacts* CredentialsOf(const Principal& user) const {
    return user.credentials < 0 ? nullptr : &credentials[static_cast<size_t>(user.credentials)];
  }
  const UsageFacts* UsageOf(const Principal& principal) const {
    return principal.usage < 0 ? nullptr : &usage[static_cast<size_t>(principal.usage)];
  }
};

}  // namespace iamsift
