#include "tests/reference/principals.h"

#include <algorithm>

#include "tests/reference/text.h"

namespace iamsift::reference {
namespace {

constexpr Grades kDirect{.direct = true};
constexpr Grades kLimited{.limited = true};
constexpr Grades kAccount{.account = true};
constexpr Grades kNone{};

// Twelve digits, or the ARN of the account's root in any partition.
std::string AccountNamedBy(std::string_view text) {
  if (IsAccountId(text)) return std::string(text);
  const std::vector<std::string> parts = SplitAt(text, ':', 5);
  const bool is_root = parts.size() == 6 && parts[0] == "arn" && !parts[1].empty() &&
                       parts[2] == "iam" && parts[3].empty() && parts[5] == "root";
  return is_root && IsAccountId(parts[4]) ? parts[4] : std::string();
}

bool BelongsToAnAccount(const Caller& caller) {
  return caller.type != CallerType::kService && caller.type != CallerType::kFederated &&
         caller.type != CallerType::kAnonymous;
}

// A session whose role the case does not name: account and role name tell it, for names are unique
// within an account. The path is not part of the session's ARN.
bool IsSessionOfRole(const Caller& caller, std::string_view role_arn) {
  const std::vector<std::string> session = SplitAt(caller.arn, ':', 5);
  const std::vector<std::string> role = SplitAt(role_arn, ':', 5);
  if (session.size() != 6 || role.size() != 6 || !IsRole(role_arn)) return false;
  const std::vector<std::string> session_name = SplitAt(session[5], '/');
  const std::vector<std::string> role_name = SplitAt(role[5], '/');
  return session_name.size() > 1 && session[1] == role[1] && session[4] == role[4] &&
         session_name[1] == role_name.back();
}

bool IsRoleOf(const Caller& caller, std::string_view arn) {
  if (caller.type != CallerType::kRole && caller.type != CallerType::kSession) return false;
  return caller.role_arn.empty() ? IsSessionOfRole(caller, arn) : caller.role_arn == arn;
}

// Unique ids (AIDA..., AROA...) need no line of their own: a case has no unique ids, so they
// equal nothing.
Grades GradesOfAws(std::string_view text, const Caller& caller) {
  if (text == "*") return kDirect;
  if (text.find_first_of("*?") != std::string_view::npos) return kNone;
  const std::string account = AccountNamedBy(text);
  if (!account.empty()) {
    return BelongsToAnAccount(caller) && caller.account == account ? kAccount : kNone;
  }
  if (IsRoleOf(caller, text)) return kLimited;
  switch (caller.type) {
    case CallerType::kUser:
    case CallerType::kSession:
      return text == caller.arn ? kDirect : kNone;
    case CallerType::kFederatedUser:
      if (text == caller.arn) return kDirect;
      return !caller.user_arn.empty() && text == caller.user_arn ? kLimited : kNone;
    default:
      return kNone;
  }
}

// Whether an entry of NotPrincipal leaves the caller out. The account alone is enough for a user
// and for the root user, whose ARN it is; the role alone is not enough for its sessions, nor the
// user for his federated sessions.
bool Excepts(const PrincipalEntry& entry, const Caller& caller) {
  if (IsEveryone(entry)) return true;
  const Grades grades = GradesOf(entry, caller);
  const bool is_user = caller.type == CallerType::kUser || caller.type == CallerType::kRoot;
  return grades.direct || (grades.account && is_user);
}

}  // namespace

Grades GradesOf(const PrincipalEntry& entry, const Caller& caller) {
  if (entry.kind == "AWS") return GradesOfAws(entry.text, caller);
  const bool is_same = entry.text == caller.arn;
  if (entry.kind == "Service") {
    return is_same && caller.type == CallerType::kService ? kDirect : kNone;
  }
  if (entry.kind == "Federated") {
    return is_same && caller.type == CallerType::kFederated ? kDirect : kNone;
  }
  return kNone;  // CanonicalUser: a case does not say which canonical id an account has
}

bool IsExcepted(const Statement& statement, const Caller& caller) {
  return std::any_of(statement.principals.begin(), statement.principals.end(),
                     [&](const PrincipalEntry& entry) { return Excepts(entry, caller); });
}

Grades GradesOf(const Statement& statement, const Caller& caller) {
  if (!statement.has_principals) return kDirect;
  if (statement.is_not_principal) {
    const bool ignores_exceptions = !statement.is_allow && caller.has_boundary;
    return ignores_exceptions || !IsExcepted(statement, caller) ? kDirect : kNone;
  }
  Grades all;
  for (const PrincipalEntry& entry : statement.principals) {
    const Grades grades = GradesOf(entry, caller);
    all.direct = all.direct || grades.direct;
    all.limited = all.limited || grades.limited;
    all.account = all.account || grades.account;
  }
  return all;
}

}  // namespace iamsift::reference
