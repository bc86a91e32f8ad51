#include "analyzer/eval/decide/caller.h"

#include <gtest/gtest.h>

namespace iamsift {
namespace {

struct CallerCase {
  std::string_view text;
  CallerKind kind;
  std::string_view account, role_name;
  std::optional<std::string_view> session;
};
constexpr CallerCase kCallers[] = {
    {"arn:aws:iam::111122223333:user/a/u", CallerKind::kUser, "111122223333", "", {}},
    {"arn:aws:iam::111122223333:role/a/r", CallerKind::kRoleSession, "111122223333", "r", {}},
    {"arn:aws:sts::111122223333:assumed-role/r/s", CallerKind::kRoleSession, "111122223333", "r",
     "s"},
    {"arn:aws:sts::111122223333:federated-user/f",
     CallerKind::kFederatedUser,
     "111122223333",
     "",
     {}},
    {"arn:aws:iam::111122223333:root", CallerKind::kRoot, "111122223333", "", {}},
    {"ec2.amazonaws.com", CallerKind::kService, "", "", {}},
    {"ec2.amazonaws.com.cn", CallerKind::kService, "", "", {}},
    {"cognito-identity.amazonaws.com", CallerKind::kFederated, "", "", {}},
    {"accounts.google.com", CallerKind::kFederated, "", "", {}},
    {"arn:aws:iam::111122223333:oidc-provider/issuer.example", CallerKind::kFederated, "", "", {}},
    {"anonymous", CallerKind::kAnonymous, "", "", {}},
};

TEST(Caller, IsReadFromItsName) {
  for (const CallerCase& c : kCallers) {
    const Caller caller = CallerOf(c.text);
    EXPECT_EQ(caller.kind, c.kind) << c.text;
    EXPECT_EQ(caller.account, c.account) << c.text;
    EXPECT_EQ(caller.role_name, c.role_name) << c.text;
    EXPECT_EQ(caller.session_name, c.session) << c.text;
  }
}

// `d`, `l`, `a` for a direct, limited or account grade, `?` behind it when unknown; "" for none.
std::string GradeOf(std::string_view entry, const Caller& caller) {
  const Grades grades = GradesOf({ReadAwsPrincipal(entry)}, caller, Logic(nullptr));
  std::string text;
  const auto add = [&](char letter, Truth truth) {
    if (truth != Truth::kFalse) text += letter;
    if (truth == Truth::kUnknown) text += '?';
  };
  add('d', grades.direct.truth);
  add('l', grades.limited.truth);
  add('a', grades.account.truth);
  return text;
}

struct GradeCase {
  std::string_view entry;
  std::string_view user, role, session, federated, root, service;
};
constexpr GradeCase kGrades[] = {
    {"*", "d", "d", "d", "d", "d", "d"},
    {"111122223333", "a", "a", "a", "a", "a", ""},
    {"arn:aws:iam::111122223333:root", "a", "a", "a", "a", "a", ""},
    {"444455556666", "", "", "", "", "", ""},
    {"arn:aws:iam::111122223333:user/u", "d", "", "", "l", "", ""},
    {"arn:aws:iam::111122223333:user/U", "", "", "", "", "", ""},
    {"arn:aws:iam::111122223333:role/a/r", "", "l", "l", "", "", ""},
    {"arn:aws:iam::111122223333:role/b/r", "", "", "l", "", "", ""},
    {"arn:aws:sts::111122223333:assumed-role/r/s", "", "d?", "d", "", "", ""},
    {"arn:aws:sts::111122223333:assumed-role/r/t", "", "d?", "", "", "", ""},
    {"arn:aws:sts::444455556666:assumed-role/r/s", "", "", "", "", "", ""},
    {"arn:aws:sts::111122223333:federated-user/f", "", "", "", "d", "", ""},
    {"AROAEXAMPLE", "", "l", "", "", "", ""},
};

TEST(Caller, IsMetByPrincipalsInGrades) {
  const Caller user = CallerOf("arn:aws:iam::111122223333:user/u");
  Caller role = CallerOf("arn:aws:iam::111122223333:role/a/r");
  role.unique_id = "AROAEXAMPLE";
  // Of this session only the role's name is known, not its path.
  const Caller session = CallerOf("arn:aws:sts::111122223333:assumed-role/r/s");
  Caller federated = CallerOf("arn:aws:sts::111122223333:federated-user/f");
  federated.user_arn = "arn:aws:iam::111122223333:user/u";
  const Caller root = CallerOf("arn:aws:iam::111122223333:root");
  const Caller service = CallerOf("ec2.amazonaws.com");
  for (const GradeCase& c : kGrades) {
    EXPECT_EQ(GradeOf(c.entry, user), c.user) << c.entry;
    EXPECT_EQ(GradeOf(c.entry, role), c.role) << c.entry;
    EXPECT_EQ(GradeOf(c.entry, session), c.session) << c.entry;
    EXPECT_EQ(GradeOf(c.entry, federated), c.federated) << c.entry;
    EXPECT_EQ(GradeOf(c.entry, root), c.root) << c.entry;
    EXPECT_EQ(GradeOf(c.entry, service), c.service) << c.entry;
  }
}

TEST(Caller, IsExceptedByItsOwnNameOnly) {
  const auto excepted = [](std::string_view entry, std::string_view caller) {
    return IsExcepted({ReadAwsPrincipal(entry)}, CallerOf(caller), Logic(nullptr)).truth;
  };
  constexpr std::string_view kUser = "arn:aws:iam::111122223333:user/u";
  constexpr std::string_view kSession = "arn:aws:sts::111122223333:assumed-role/r/s";
  EXPECT_EQ(excepted(kUser, kUser), Truth::kTrue);
  EXPECT_EQ(excepted("111122223333", kUser), Truth::kTrue) << "the account alone";
  EXPECT_EQ(excepted(kSession, kSession), Truth::kTrue);
  EXPECT_EQ(excepted("arn:aws:iam::111122223333:role/r", kSession), Truth::kFalse)
      << "the role does not except its sessions";
  EXPECT_EQ(excepted("111122223333", kSession), Truth::kFalse);
  EXPECT_EQ(excepted(kSession, "arn:aws:iam::111122223333:role/r"), Truth::kUnknown)
      << "one of the role's sessions";
}

}  // namespace
}  // namespace iamsift
