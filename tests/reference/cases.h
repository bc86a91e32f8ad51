#pragma once

// One case as it was put: who calls, what is asked for, which documents are attached. Only what
// the case leaves out by rule is filled in here (types, accounts); nothing is decided.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/reference/documents.h"

namespace iamsift::reference {

struct ContextValue {
  bool is_multivalued = false;
  std::vector<std::string> values;  // one at least: null and `[]` count as a missing key
};

// Present keys by their lower-case names.
using Context = std::map<std::string, ContextValue, std::less<>>;

// Null when the key is missing.
const ContextValue* FindKey(const Context& context, std::string_view key);

enum class CallerType {
  kUser,
  kRole,
  kSession,
  kFederatedUser,
  kRoot,
  kService,
  kFederated,  // a web identity or SAML caller that is about to assume a role
  kAnonymous,
};

struct Caller {
  std::string arn;
  CallerType type = CallerType::kAnonymous;
  std::string account;
  std::string role_arn;  // of roles and sessions; empty when unknown
  std::string user_arn;  // of users and federated users; empty when unknown
  bool is_of_management = false;
  bool has_boundary = false;  // one that counts for this type of caller
};

struct Request {
  std::string action;
  std::string resource;
  std::string resource_account;
  bool is_resource_in_management = false;
  Context context;
};

using Documents = std::vector<Document>;

struct Case {
  Caller caller;
  Request request;
  Documents identity;
  std::optional<Document> boundary;
  Documents session;
  std::optional<std::vector<Documents>> service_control;  // a level each, root first
  std::optional<std::vector<Documents>> resource_control;
  std::optional<Document> resource_policy;
  PolicyType resource_policy_type = PolicyType::kResource;
  Documents endpoint;
  bool blocks_public_access = false;
};

// None when the line is no case or one of its documents is invalid; then `why` says what is wrong.
std::optional<Case> ReadCase(std::string_view line, std::string& why);

// Whether `arn` is the role's ARN, or a role below that path: `/aws-service-role/`.
bool IsRole(std::string_view arn);
bool IsRoleUnder(std::string_view arn, std::string_view path);

}  // namespace iamsift::reference
