#pragma once

// Who makes a request, and how the entries of a Principal element meet it.
//
// Source: IAM User Guide, "AWS JSON policy elements: Principal" and "NotPrincipal".

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/eval/decide/logic.h"
#include "analyzer/match/principal_pattern.h"

namespace iamsift {

enum class CallerKind : uint8_t {
  kUser,
  kRoleSession,    // also a role whose sessions are asked about together: no session name then
  kFederatedUser,  // GetFederationToken
  kRoot,
  kService,
  kFederated,  // a web identity or SAML caller, before it has a role
  kAnonymous
};

struct Caller {
  CallerKind kind = CallerKind::kAnonymous;
  std::string arn;      // user, session, role, federated user, root; a service's or provider's name
  std::string account;  // "" for services, federated and anonymous callers
  std::string role_arn;                     // sessions: with path; "" when only its name is known
  std::string role_name;                    // sessions
  std::optional<std::string> session_name;  // sessions; nullopt: any
  std::string user_arn;                     // federated users: who asked for the token
  std::string unique_id;                    // AIDA…, AROA…; "" when unknown
  bool is_in_management_account = false;
  bool is_service_linked = false;

  bool HasPolicies() const {
    return kind == CallerKind::kUser || kind == CallerKind::kRoleSession ||
           kind == CallerKind::kFederatedUser;
  }
  bool HasAccount() const { return HasPolicies() || kind == CallerKind::kRoot; }
};

// From the ARN or name alone: arn:…:user/…, …:role/…, …:assumed-role/…, …:federated-user/…, …:root,
// x.amazonaws.com, `anonymous`, else a federated provider.
Caller CallerOf(std::string_view arn);

// How a statement names its caller: with what strength an Allow of it grants.
// direct   grants by itself in the same account
// limited  grants, but boundary and session policies still cut
// account  only delegates to the account's own policies
struct Grades {
  LogicValue direct, limited, account;
};

// Whether the Principal element meets the caller, by grade.
Grades GradesOf(const std::vector<PrincipalPattern>& entries, const Caller& caller,
                const Logic& logic);

// Whether NotPrincipal excepts the caller.
LogicValue IsExcepted(const std::vector<PrincipalPattern>& entries, const Caller& caller,
                      const Logic& logic);

}  // namespace iamsift
