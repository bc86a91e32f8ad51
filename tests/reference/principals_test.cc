#include "tests/reference/principals.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace iamsift::reference {
namespace {

constexpr std::string_view kUser = "arn:aws:iam::111111111111:user/u";
constexpr std::string_view kRole = "arn:aws:iam::111111111111:role/team/app";
constexpr std::string_view kSession = "arn:aws:sts::111111111111:assumed-role/app/s";
constexpr std::string_view kFederatedUser = "arn:aws:sts::111111111111:federated-user/fred";
constexpr std::string_view kRoot = "arn:aws:iam::111111111111:root";
constexpr std::string_view kService = "ec2.amazonaws.com";
constexpr std::string_view kProvider = "arn:aws:iam::111111111111:saml-provider/idp";

Caller CallerOf(std::string_view name) {
  Caller caller;
  caller.arn = name;
  caller.account = "111111111111";
  if (name == kUser) caller = {caller.arn, CallerType::kUser, caller.account, "", caller.arn};
  if (name == kRole) caller = {caller.arn, CallerType::kRole, caller.account, caller.arn};
  if (name == kSession) {
    caller = {caller.arn, CallerType::kSession, caller.account, std::string(kRole)};
  }
  if (name == kFederatedUser) {
    caller = {caller.arn, CallerType::kFederatedUser, caller.account, "", std::string(kUser)};
  }
  if (name == kRoot) caller.type = CallerType::kRoot;
  if (name == kService) caller = {caller.arn, CallerType::kService};
  if (name == kProvider) caller.type = CallerType::kFederated;
  if (name == "anonymous") caller = {caller.arn, CallerType::kAnonymous};
  return caller;
}

std::string GradeText(const Grades& grades) {
  return std::string(grades.direct ? "direct" : "") + (grades.limited ? "limited" : "") +
         (grades.account ? "account" : "");
}

struct GradeCase {
  std::string_view kind, entry, caller, grade;
};
constexpr GradeCase kGrades[] = {
    {"AWS", "*", kUser, "direct"},
    {"AWS", "*", kService, "direct"},
    {"AWS", "*", kProvider, "direct"},
    {"AWS", "*", "anonymous", "direct"},
    {"AWS", "111111111111", kUser, "account"},
    {"AWS", kRoot, kUser, "account"},
    {"AWS", kRoot, kSession, "account"},
    {"AWS", kRoot, kRole, "account"},
    {"AWS", kRoot, kFederatedUser, "account"},
    {"AWS", kRoot, kRoot, "account"},
    {"AWS", "arn:aws-cn:iam::111111111111:root", kUser, "account"},
    {"AWS", kRoot, kService, ""},
    {"AWS", kRoot, kProvider, ""},
    {"AWS", kRoot, "anonymous", ""},
    {"AWS", "222222222222", kUser, ""},
    {"AWS", "11111111111", kUser, ""},
    {"AWS", kUser, kUser, "direct"},
    {"AWS", kUser, kFederatedUser, "limited"},
    {"AWS", kUser, kSession, ""},
    {"AWS", "arn:aws:iam::111111111111:user/U", kUser, ""},
    {"AWS", "arn:aws:iam::111111111111:user/*", kUser, ""},
    {"AWS", "arn:*:iam::111111111111:root", kUser, ""},
    {"AWS", kRole, kSession, "limited"},
    {"AWS", kRole, kRole, "limited"},
    {"AWS", "arn:aws:iam::111111111111:role/app", kSession, ""},
    {"AWS", kSession, kSession, "direct"},
    {"AWS", kSession, kRole, ""},
    {"AWS", "arn:aws:sts::111111111111:assumed-role/team/app/s", kSession, ""},
    {"AWS", kFederatedUser, kFederatedUser, "direct"},
    {"AWS", "AIDAAAAAAAAAAAAAAAAAA", kUser, ""},
    {"AWS", "AROAAAAAAAAAAAAAAAAAA", kSession, ""},
    {"AWS", "", kFederatedUser, ""},
    {"AWS", kService, kService, ""},
    {"AWS", kProvider, kProvider, ""},
    {"Service", kService, kService, "direct"},
    {"Service", "EC2.amazonaws.com", kService, ""},
    {"Service", "*", kService, ""},
    {"Service", kUser, kUser, ""},
    {"Federated", kProvider, kProvider, "direct"},
    {"Federated", "*", kProvider, ""},
    {"Federated", kUser, kUser, ""},
    {"CanonicalUser", kUser, kUser, ""},
};

TEST(ReferencePrincipals, HaveTheirGrades) {
  for (const GradeCase& c : kGrades) {
    const PrincipalEntry entry{std::string(c.kind), std::string(c.entry)};
    EXPECT_EQ(GradeText(GradesOf(entry, CallerOf(c.caller))), c.grade)
        << c.kind << " " << c.entry << " for " << c.caller;
  }
}

TEST(ReferencePrincipals, FindASessionsRoleByItsName) {
  Caller caller = CallerOf(kSession);
  caller.role_arn.clear();
  const auto grade = [&](std::string_view entry) {
    return GradeText(GradesOf({"AWS", std::string(entry)}, caller));
  };
  EXPECT_EQ(grade(kRole), "limited");
  EXPECT_EQ(grade("arn:aws:iam::111111111111:role/app"), "limited");
  EXPECT_EQ(grade("arn:aws:iam::222222222222:role/app"), "");
  EXPECT_EQ(grade("arn:aws:iam::111111111111:role/other"), "");
  EXPECT_EQ(grade("arn:aws:iam::111111111111:user/app"), "");
}

Statement StatementOf(bool is_allow, bool is_not, std::vector<PrincipalEntry> entries) {
  Statement statement;
  statement.is_allow = is_allow;
  statement.has_principals = true;
  statement.is_not_principal = is_not;
  statement.principals = std::move(entries);
  return statement;
}

TEST(ReferencePrincipals, AreAnOr) {
  const Statement statement =
      StatementOf(true, false, {{"AWS", "111111111111"}, {"AWS", std::string(kUser)}});
  EXPECT_EQ(GradeText(GradesOf(statement, CallerOf(kUser))), "directaccount");
  EXPECT_EQ(GradeText(GradesOf(statement, CallerOf(kSession))), "account");
  EXPECT_EQ(GradeText(GradesOf(Statement{}, CallerOf("anonymous"))), "direct");
}

struct ExceptionCase {
  std::string_view kind, entry, caller;
  bool is_excepted;
};
constexpr ExceptionCase kExceptions[] = {
    {"AWS", kUser, kUser, true},
    {"AWS", kRoot, kUser, true},
    {"AWS", "111111111111", kUser, true},
    {"AWS", "222222222222", kUser, false},
    {"AWS", kSession, kSession, true},
    {"AWS", kRole, kSession, false},
    {"AWS", kRoot, kSession, false},
    {"AWS", kRole, kRole, false},
    {"AWS", kFederatedUser, kFederatedUser, true},
    {"AWS", kUser, kFederatedUser, false},
    {"AWS", kRoot, kRoot, true},
    {"Service", kService, kService, true},
    {"AWS", kRoot, kService, false},
    {"Federated", kProvider, kProvider, true},
    {"AWS", kUser, "anonymous", false},
    {"AWS", "*", "anonymous", true},
};

TEST(ReferencePrincipals, AreExceptedByNotPrincipal) {
  for (const ExceptionCase& c : kExceptions) {
    const Statement deny = StatementOf(false, true, {{std::string(c.kind), std::string(c.entry)}});
    EXPECT_EQ(GradesOf(deny, CallerOf(c.caller)).Any(), !c.is_excepted)
        << c.kind << " " << c.entry << " for " << c.caller;
  }
}

TEST(ReferencePrincipals, WithABoundaryAreNeverExceptedFromADeny) {
  Caller caller = CallerOf(kUser);
  caller.has_boundary = true;
  const std::vector<PrincipalEntry> entries{{"AWS", std::string(kUser)}};
  EXPECT_TRUE(GradesOf(StatementOf(false, true, entries), caller).Any());
  EXPECT_FALSE(GradesOf(StatementOf(true, true, entries), caller).Any());
}

}  // namespace
}  // namespace iamsift::reference
