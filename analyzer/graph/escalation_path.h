#pragma once

// A way to become someone else, or more, as data: what must be allowed on what, which role is
// handed to which service, what must exist besides, and where one arrives. The engine knows these
// words and no path by its id, so that users may add paths of their own.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "analyzer/catalog/catalog.h"

namespace iamsift {

// What an action must reach. P is the principal that is asked about.
enum class TermTarget : uint8_t {
  kSelf,
  kGroupOfSelf,         // a group that P is in
  kPolicyOfSelf,        // a customer managed policy attached to P or to a group of P
  kBoundaryOfSelf,      // the customer managed policy that bounds P
  kUser,                // another user, the path's target
  kRole,                // another role, the path's target
  kGroup,               // a group, the path's target
  kPolicyOfRole,        // a customer managed policy attached to the target role
  kSamlProviderOfRole,  // a provider that the target role trusts
  kOidcProviderOfRole,
  kTagged,      // a user or role on which P's rights depend on a tag
  kMemberRoot,  // the root user of a member account
  kNew,         // any resource of a type: the name is P's choice
  kExisting,    // any resource of a type
  kLike,        // resources whose ARNs have one of several shapes
  kAny,         // anything that the action acts on
};

struct EscalationTerm {
  std::vector<ActionId> any_of;
  TermTarget on = TermTarget::kAny;
  std::string type;               // kNew, kExisting: a resource type of the action's service
  std::vector<std::string> like;  // kLike: ARN patterns; {region} and {account} are filled in
};

enum class EdgeTarget : uint8_t {
  kAdmin,        // ADMIN in the own account
  kSelfChanged,  // P with a change applied
  kRole,
  kUser,
  kGroup,        // what the group grants
  kRoleChanged,  // the target role with a change applied
  kRight,        // a right that hangs on a tag of its target
  kLift,         // no edge of its own: lifts the need of a second factor from others
  kOutside,      // beyond the export
};
enum class EdgePart : uint8_t { kWhole, kData, kApi, kService };

enum class EscalationChange : uint8_t {
  kNone,
  kSetDefaultVersion,
  kTagSelf,
  kUntagSelf,
  kRemoveBoundary,
  kReplaceBoundary,
  kRewriteBoundary,
  kDetachPolicy,
  kDeleteInlinePolicy,
  kLeaveGroup,
  kRemoveGuardrail,
  kChangePermissionSet,
  kTagTarget,
};

struct EscalationEnd {
  EdgeTarget to = EdgeTarget::kAdmin;
  EdgePart part = EdgePart::kWhole;
  EscalationChange change = EscalationChange::kNone;
  std::string what;  // kOutside: member-admin, …
};

// Something that must exist besides the grants.
struct EscalationNeed {
  std::string kind;      // workload, management-account, …
  std::string resource;  // service/type of the catalog; "" if no one type fits
  std::string service;   // linked-role: whose service-linked role
  std::string what;      // for people: "a Lambda function that runs as the role"
  // Each list, if P holds all of it, settles the need.
  std::vector<std::vector<EscalationTerm>> certain_with;
};

enum class EscalationFrom : uint8_t { kAnyone, kUser, kRole };

// One of several ways to go a path: all terms must hold. What the path says for all of its ways is
// repeated in each.
struct EscalationWay {
  std::vector<EscalationTerm> terms;
  EscalationFrom from = EscalationFrom::kAnyone;
  EscalationEnd end;
  std::vector<std::string> pass;              // services, any one; empty: no role is passed
  std::vector<std::string> also_pass;         // some role must be passed to one of these as well
  std::vector<std::string> role_also_trusts;  // the passed role must trust all of these, too
  std::vector<std::string> runs_as;           // an existing workload's role trusts one of these
  std::vector<EscalationNeed> needs;
  std::string trust_lacks;                // the target's trust tests no key that ends so: "aud"
  std::optional<bool> user_has_password;  // what must hold of the target user
  int user_keys_below = 0;                // … 0: any number
  bool user_mfa_blocks = false;           // the target user's second factor is still asked for
};

struct EscalationPath {
  std::string id, name, title, how, remedy;
  std::vector<EscalationWay> ways;
  bool tries_policies = false;         // the attached policy is P's choice: iam:PolicyARN is tried
  bool forced_boundary = false;        // may be allowed with a permissions boundary alone
  bool needs_edge_to_role = false;     // P must already have an edge to the target role
  bool needs_edge_to_member = false;   // … to a user that the target group has, or can be given
  bool reported_for_admin = false;     // an edge always, a finding when it leads to ADMIN
  bool other_account_only = false;     // the resource lies in another account
  std::string severity_cap;            // "low" or "info"; "" for none
  std::string role_key;                // a condition key that holds the target role's ARN
  std::vector<std::string> role_like;  // the target role's ARN has one of these shapes
  std::vector<std::string> known_in;
};

// The action can be limited to resources of the type.
bool TakesType(const Catalog& catalog, ActionId action, std::string_view type);

// json     a file of paths: {"version": 2, "paths": [...]}; read during the call only.
// where    the file's name, for errors.
// Errors   InvalidArgument naming the file, the path with its line, and what was expected: an
// unknown
//          word, an action that the catalog lacks, a resource type that the action does not take.
absl::StatusOr<std::vector<EscalationPath>> ReadEscalationPaths(std::string_view json,
                                                                std::string_view where,
                                                                const Catalog& catalog);

}  // namespace iamsift
