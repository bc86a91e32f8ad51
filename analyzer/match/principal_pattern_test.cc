#include "analyzer/match/principal_pattern.h"

#include <gtest/gtest.h>

namespace iamsift {
namespace {

using Kind = PrincipalPattern::Kind;

struct AwsCase {
  std::string_view text;
  Kind kind;
  std::string_view account, name, session, because;
};
constexpr std::string_view kHome = "111122223333";
constexpr AwsCase kAws[] = {
    {"*", Kind::kEveryone, "", "", "", "everyone"},
    {"111122223333", Kind::kAccount, kHome, "", "", "twelve digits"},
    {"11112222333", Kind::kNobody, "", "", "", "eleven"},
    {"arn:aws:iam::111122223333:root", Kind::kAccount, kHome, "", "", "the same account"},
    {"arn:aws-cn:iam::111122223333:root", Kind::kAccount, kHome, "", "", "any partition"},
    {"arn:aws:iam::111122223333:user/a/u", Kind::kUser, kHome, "", "", "a path"},
    {"arn:aws:iam::111122223333:role/a/b/r", Kind::kRole, kHome, "r", "", "name without path"},
    {"arn:aws:sts::111122223333:assumed-role/r/s", Kind::kSession, kHome, "r", "s", "a session"},
    {"arn:aws:sts::111122223333:assumed-role/r", Kind::kNobody, kHome, "", "", "no session name"},
    {"arn:aws:sts::111122223333:federated-user/f", Kind::kFederatedUser, kHome, "", "", ""},
    {"arn:aws:iam::111122223333:group/g", Kind::kNobody, kHome, "", "", "groups are no principals"},
    {"arn:aws:iam::111122223333:user/", Kind::kNobody, kHome, "", "", "no name"},
    {"arn:aws:iam::111122223333:user/*", Kind::kNobody, "", "", "", "wildcards name nobody"},
    {"arn:aws:iam::11112222333?:root", Kind::kNobody, "", "", "", "anywhere"},
    {"arn:aws:iam::aws:user/u", Kind::kNobody, "", "", "", "no account number"},
    {"AIDAEXAMPLE000000001", Kind::kUniqueId, "", "", "", "a deleted user"},
    {"AROAEXAMPLE000000001", Kind::kUniqueId, "", "", "", "a deleted role"},
    {"AROAEXAMPLE:s", Kind::kNobody, "", "", "", "no session by id"},
    {"", Kind::kNobody, "", "", "", "nothing"},
};

TEST(PrincipalPattern, ReadsWhatAwsEntriesName) {
  for (const AwsCase& c : kAws) {
    const PrincipalPattern pattern = ReadAwsPrincipal(c.text);
    EXPECT_EQ(pattern.kind, c.kind) << c.text << ": " << c.because;
    EXPECT_EQ(pattern.text, c.text);
    EXPECT_EQ(pattern.account, c.account) << c.text << ": " << c.because;
    EXPECT_EQ(pattern.name, c.name) << c.text << ": " << c.because;
    EXPECT_EQ(pattern.session, c.session) << c.text << ": " << c.because;
  }
}

struct EntryCase {
  PrincipalMapKey key;
  std::string_view text;
  Kind kind;
};
constexpr EntryCase kEntries[] = {
    {PrincipalMapKey::kEveryone, "*", Kind::kEveryone},
    {PrincipalMapKey::kAws, "*", Kind::kEveryone},
    {PrincipalMapKey::kService, "ec2.amazonaws.com", Kind::kService},
    {PrincipalMapKey::kService, "*", Kind::kService},
    {PrincipalMapKey::kFederated, "accounts.google.com", Kind::kFederated},
    {PrincipalMapKey::kCanonicalUser, "79a59d", Kind::kCanonicalUser},
    {PrincipalMapKey::kOther, "*", Kind::kNobody},
};

TEST(PrincipalPattern, ReadsEntriesByTheirType) {
  for (const EntryCase& c : kEntries) {
    EXPECT_EQ(ReadPrincipalPattern({.key = c.key, .key_text = {}, .value = {c.text, {}}}).kind,
              c.kind)
        << c.text;
  }
}

}  // namespace
}  // namespace iamsift
