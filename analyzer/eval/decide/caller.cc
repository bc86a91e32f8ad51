#include "analyzer/eval/decide/caller.h"

#include "analyzer/account/arn.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

using Kind = PrincipalPattern::Kind;

bool IsServiceName(std::string_view text) {
  return text.find(".amazonaws.com") != std::string_view::npos &&
         text != "cognito-identity.amazonaws.com";
}

Caller NamedCaller(std::string_view name) {
  Caller caller;
  caller.arn = name;
  if (name == "anonymous" || name == "*") {
    caller.kind = CallerKind::kAnonymous;
  } else {
    caller.kind = IsServiceName(name) ? CallerKind::kService : CallerKind::kFederated;
  }
  return caller;
}

bool IsSameRole(const PrincipalPattern& pattern, const Caller& caller) {
  if (pattern.kind == Kind::kRole && !caller.role_arn.empty()) {
    return pattern.text == caller.role_arn;
  }
  return pattern.account == caller.account && pattern.name == caller.role_name;
}

LogicValue IsSameSession(const PrincipalPattern& pattern, const Caller& caller,
                         const Logic& logic) {
  if (!IsSameRole(pattern, caller)) return logic.Of(false);
  if (caller.session_name) return logic.Of(pattern.session == *caller.session_name);
  return logic.Unknown([&] {
    return FormulaLeaf{.op = "StringEquals",
                       .key = "sts:rolesessionname",
                       .values = {std::string(pattern.session)}};
  });
}

bool IsSameId(const PrincipalPattern& pattern, const Caller& caller) {
  return !caller.unique_id.empty() && pattern.text == caller.unique_id;
}

enum class Grade : uint8_t { kDirect, kLimited, kAccount };
struct GradedMatch {
  Grade grade = Grade::kDirect;
  LogicValue value;
};

// Entries that name somebody by what only one kind of caller has.
GradedMatch MatchUser(const PrincipalPattern& entry, const Caller& caller, const Logic& logic) {
  const bool is_named = (entry.kind == Kind::kUser && entry.text == caller.arn) ||
                        (entry.kind == Kind::kUniqueId && IsSameId(entry, caller));
  return {Grade::kDirect, logic.Of(is_named)};
}

GradedMatch MatchSession(const PrincipalPattern& entry, const Caller& caller, const Logic& logic) {
  if (entry.kind == Kind::kSession) return {Grade::kDirect, IsSameSession(entry, caller, logic)};
  const bool is_named = (entry.kind == Kind::kRole && IsSameRole(entry, caller)) ||
                        (entry.kind == Kind::kUniqueId && IsSameId(entry, caller));
  return {Grade::kLimited, logic.Of(is_named)};
}

GradedMatch MatchFederatedUser(const PrincipalPattern& entry, const Caller& caller,
                               const Logic& logic) {
  if (entry.kind == Kind::kFederatedUser) {
    return {Grade::kDirect, logic.Of(entry.text == caller.arn)};
  }
  return {Grade::kLimited, logic.Of(entry.kind == Kind::kUser && entry.text == caller.user_arn)};
}

GradedMatch MatchEntry(const PrincipalPattern& entry, const Caller& caller, const Logic& logic) {
  if (entry.kind == Kind::kEveryone) return {Grade::kDirect, logic.Of(true)};
  if (entry.kind == Kind::kAccount) {
    return {Grade::kAccount, logic.Of(caller.HasAccount() && entry.account == caller.account)};
  }
  switch (caller.kind) {
    case CallerKind::kUser:
      return MatchUser(entry, caller, logic);
    case CallerKind::kRoleSession:
      return MatchSession(entry, caller, logic);
    case CallerKind::kFederatedUser:
      return MatchFederatedUser(entry, caller, logic);
    case CallerKind::kService:
      return {Grade::kDirect, logic.Of(entry.kind == Kind::kService && entry.text == caller.arn)};
    case CallerKind::kFederated:
      return {Grade::kDirect, logic.Of(entry.kind == Kind::kFederated && entry.text == caller.arn)};
    default:
      return {Grade::kDirect, logic.Of(false)};
  }
}

// A session is excepted by its own ARN alone, never by its role's; a user by its ARN or its
// account.
LogicValue Excepts(const PrincipalPattern& entry, const Caller& caller, const Logic& logic) {
  const GradedMatch match = MatchEntry(entry, caller, logic);
  const bool is_temporary =
      caller.kind == CallerKind::kRoleSession || caller.kind == CallerKind::kFederatedUser;
  if (is_temporary && match.grade != Grade::kDirect) return logic.Of(false);
  return match.value;
}

}  // namespace

Caller CallerOf(std::string_view arn) {
  if (!arn.starts_with("arn:")) return NamedCaller(arn);
  Caller caller;
  caller.arn = arn;
  caller.account = AccountOfArn(arn);
  const std::string_view entity = ResourceOfArn(arn);
  const size_t slash = entity.find('/');
  const std::string_view type = entity.substr(0, slash);
  const std::string_view rest = slash == entity.npos ? "" : entity.substr(slash + 1);
  if (entity == "root") {
    caller.kind = CallerKind::kRoot;
  } else if (type == "user") {
    caller.kind = CallerKind::kUser;
  } else if (type == "federated-user") {
    caller.kind = CallerKind::kFederatedUser;
  } else if (type == "role") {
    caller.kind = CallerKind::kRoleSession;
    caller.role_arn = arn;
    caller.role_name = rest.substr(rest.rfind('/') + 1);
  } else if (type == "assumed-role") {
    caller.kind = CallerKind::kRoleSession;
    caller.role_name = rest.substr(0, rest.find('/'));
    if (rest.find('/') != rest.npos) caller.session_name = rest.substr(rest.find('/') + 1);
  } else {
    caller.kind = CallerKind::kFederated;
    caller.account.clear();
  }
  return caller;
}

Grades GradesOf(const std::vector<PrincipalPattern>& entries, const Caller& caller,
                const Logic& logic) {
  Grades grades{logic.Of(false), logic.Of(false), logic.Of(false)};
  for (const PrincipalPattern& entry : entries) {
    const GradedMatch match = MatchEntry(entry, caller, logic);
    LogicValue& grade = match.grade == Grade::kDirect    ? grades.direct
                        : match.grade == Grade::kLimited ? grades.limited
                                                         : grades.account;
    grade = logic.Or(grade, match.value);
  }
  return grades;
}

LogicValue IsExcepted(const std::vector<PrincipalPattern>& entries, const Caller& caller,
                      const Logic& logic) {
  LogicValue excepted = logic.Of(false);
  for (const PrincipalPattern& entry : entries) {
    excepted = logic.Or(excepted, Excepts(entry, caller, logic));
  }
  return excepted;
}

}  // namespace iamsift
