#include "analyzer/account/resolve.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace iamsift {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::string_view kReadOnly = "arn:aws:iam::aws:policy/ReadOnlyAccess";

Principal RoleWith(std::string_view policy_arn) {
  Principal role;
  role.kind = PrincipalKind::kRole;
  role.attachments.push_back({.name = "n", .arn = policy_arn});
  return role;
}

TEST(ResolveManagedPolicies, FillsInWhatTheCatalogKnowsOnce) {
  Account account;
  account.principals.push_back(RoleWith(kReadOnly));
  account.principals.push_back(RoleWith(kReadOnly));
  account.principals[1].boundary = Attachment{.name = "n", .arn = kReadOnly};
  account.groups.emplace_back().attachments.push_back({.name = "n", .arn = kReadOnly});
  ManagedPolicies catalog = ManagedPolicies::Embedded();
  EXPECT_THAT(ResolveManagedPolicies(account, catalog), ElementsAre("ReadOnlyAccess"));
  ASSERT_THAT(account.policies, SizeIs(1));
  EXPECT_EQ(account.policies[0].origin, PolicyOrigin::kCatalog);
  EXPECT_EQ(account.principals[1].boundary->policy, 0);
  EXPECT_EQ(account.groups[0].attachments[0].policy, 0);
  const PolicyVersion* const version = account.policies[0].DefaultVersion();
  ASSERT_NE(version, nullptr);
  EXPECT_EQ(version->text.place.input, kCatalogInput);
  EXPECT_FALSE(account.documents.at(version->text.document).statements.empty());
}

TEST(ResolveManagedPolicies, LetsTheExportsOwnCopyWin) {
  Account account;
  ManagedPolicy own;
  own.arn = kReadOnly;
  own.versions.emplace_back().text.document =
      account.documents.Intern(R"({"Statement":[]})", PolicyKind::kIdentity);
  own.default_version = 0;
  account.policies.push_back(own);
  account.principals.push_back(RoleWith(kReadOnly));
  account.principals[0].attachments[0].policy = 0;
  ManagedPolicies catalog = ManagedPolicies::Embedded();
  EXPECT_THAT(ResolveManagedPolicies(account, catalog), IsEmpty());
  EXPECT_EQ(account.policies[0].origin, PolicyOrigin::kExport);
}

TEST(ResolveManagedPolicies, CompletesACopyThatBringsNoVersion) {
  Account account;
  account.policies.emplace_back().arn = kReadOnly;
  account.principals.push_back(RoleWith(kReadOnly));
  account.principals[0].attachments[0].policy = 0;
  ManagedPolicies catalog = ManagedPolicies::Embedded();
  EXPECT_THAT(ResolveManagedPolicies(account, catalog), SizeIs(1));
  EXPECT_NE(account.policies[0].DefaultVersion(), nullptr);
}

TEST(ResolveManagedPolicies, LeavesUnresolvedWhatNobodyKnows) {
  Account account;
  account.principals.push_back(RoleWith("arn:aws:iam::aws:policy/NoSuchPolicyAnywhere"));
  account.principals.push_back(RoleWith("arn:aws:iam::111122223333:policy/ReadOnlyAccess"));
  ManagedPolicies catalog = ManagedPolicies::Embedded();
  EXPECT_THAT(ResolveManagedPolicies(account, catalog), IsEmpty());
  EXPECT_EQ(account.principals[0].attachments[0].policy, kUnresolved);
  EXPECT_EQ(account.principals[1].attachments[0].policy, kUnresolved)
      << "an own policy of the same name is another policy";
}

TEST(ResolveManagedPolicies, ReadsDocumentsAsTheAccountsPartition) {
  constexpr std::string_view kName = "AmazonSageMakerFullAccess";
  for (const std::string partition : {"aws", "aws-cn"}) {
    Account account;
    account.partition = partition;
    const std::string arn = "arn:" + partition + ":iam::aws:policy/" + std::string(kName);
    account.principals.push_back(RoleWith(arn));
    ManagedPolicies catalog = ManagedPolicies::Embedded();
    ASSERT_THAT(ResolveManagedPolicies(account, catalog), ElementsAre(kName));
    const std::string_view text =
        account.documents.TextOf(account.policies[0].DefaultVersion()->text.document);
    EXPECT_THAT(text, HasSubstr("arn:" + partition + ":s3:::")) << partition;
    EXPECT_EQ(text.find("arn:aws:") != std::string_view::npos, partition == "aws");
    EXPECT_FALSE(
        account.documents.at(account.policies[0].DefaultVersion()->text.document).is_invalid);
  }
}

}  // namespace
}  // namespace iamsift
