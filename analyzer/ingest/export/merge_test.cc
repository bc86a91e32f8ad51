#include "analyzer/ingest/export/merge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace iamsift {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

Principal Role(std::string_view arn) {
  Principal role;
  role.kind = PrincipalKind::kRole;
  role.arn = arn;
  return role;
}

ExportFragment FragmentOf(uint32_t input, std::vector<Principal> principals, int64_t latest = 0) {
  ExportFragment fragment;
  fragment.account.principals = std::move(principals);
  for (Principal& principal : fragment.account.principals) principal.place.input = input;
  fragment.pages.push_back({.input = input, .lists = 15});
  fragment.latest = latest;
  return fragment;
}

std::vector<ExportFragment> Two(ExportFragment first, ExportFragment second) {
  std::vector<ExportFragment> fragments;
  fragments.push_back(std::move(first));
  fragments.push_back(std::move(second));
  return fragments;
}

TEST(Merge, PutsInputsOfOneAccountTogether) {
  const MergedAccounts merged =
      MergeFragments(Two(FragmentOf(0, {Role("arn:aws:iam::111111111111:role/a")}),
                         FragmentOf(1, {Role("arn:aws:iam::111111111111:role/b")})),
                     {});
  ASSERT_THAT(merged.accounts, SizeIs(1));
  EXPECT_THAT(merged.accounts[0].principals, SizeIs(2));
  EXPECT_EQ(merged.accounts[0].principals[1].place.input, 1U);
}

TEST(Merge, KeepsAccountsApartAndOrdersThem) {
  const MergedAccounts merged =
      MergeFragments(Two(FragmentOf(0, {Role("arn:aws:iam::222222222222:role/a")}),
                         FragmentOf(1, {Role("arn:aws-cn:iam::111111111111:role/b")})),
                     {});
  ASSERT_THAT(merged.accounts, SizeIs(2));
  EXPECT_EQ(merged.accounts[0].id, "111111111111");
  EXPECT_EQ(merged.accounts[0].partition, "aws-cn");
}

// A file may hold several accounts: each is an export, and each may lack what a cut page lacks.
TEST(Merge, JudgesEveryAccountOfAFileAsAnExport) {
  std::vector<ExportFragment> fragments;
  fragments.push_back(FragmentOf(
      0, {Role("arn:aws:iam::111111111111:role/a"), Role("arn:aws:iam::222222222222:role/b")}));
  fragments[0].pages[0].is_truncated = true;
  const MergedAccounts merged = MergeFragments(std::move(fragments), {});
  ASSERT_THAT(merged.accounts, SizeIs(2));
  for (const Account& account : merged.accounts) {
    EXPECT_TRUE(account.is_export) << account.id;
    EXPECT_THAT(account.gaps, SizeIs(1)) << account.id;
  }
}

TEST(Merge, LetsTheLaterOfTwoEquallyNewDescriptionsCount) {
  Principal changed = Role("arn:aws:iam::111111111111:role/a");
  changed.path = "/changed/";
  const MergedAccounts merged =
      MergeFragments(Two(FragmentOf(0, {Role("arn:aws:iam::111111111111:role/a")}, 5),
                         FragmentOf(1, {changed}, 5)),
                     {});
  ASSERT_THAT(merged.accounts[0].principals, SizeIs(1));
  EXPECT_EQ(merged.accounts[0].principals[0].path, "/changed/");
  ASSERT_THAT(merged.diagnostics, SizeIs(1));
  EXPECT_EQ(merged.diagnostics[0].code, "INPUT-CONFLICT");
  EXPECT_THAT(merged.accounts[0].gaps, SizeIs(1)) << "it is a guess";
}

TEST(Merge, KeepsEntitiesThatHaveNoArn) {
  const MergedAccounts merged =
      MergeFragments(Two(FragmentOf(0, {Role(""), Role("")}),
                         FragmentOf(1, {Role("arn:aws:iam::111111111111:role/b")})),
                     {});
  ASSERT_THAT(merged.accounts, SizeIs(1));
  EXPECT_THAT(merged.accounts[0].principals, SizeIs(3));
}

TEST(Merge, GivesNothingForNothing) { EXPECT_THAT(MergeFragments({}, {}).accounts, IsEmpty()); }

// What two pulls may differ in: each row changes one thing of a role.
struct Change {
  void (*apply)(Principal&);
  std::string_view because;
};
constexpr Change kChanges[] = {
    {[](Principal& r) { r.path = "/x/"; }, "the path"},
    {[](Principal& r) { r.attachments.push_back({.name = {}, .arn = "p"}); }, "an attachment"},
    {[](Principal& r) { r.boundary = Attachment{.name = {}, .arn = "b"}; }, "the boundary"},
    {[](Principal& r) {
       r.tags.push_back({"k", "v"});
     },
     "a tag"},
    {[](Principal& r) { r.has_last_used = true; }, "whether use was tracked"},
    {[](Principal& r) { r.last_used = Instant{1}; }, "the last use"},
    {[](Principal& r) { r.trust = PolicyText{}; }, "the trust policy"},
    {[](Principal& r) { r.inline_policies.push_back({.name = "i", .text = {}}); }, "an inline one"},
};

TEST(Merge, NoticesEveryDifference) {
  for (const Change& change : kChanges) {
    Principal changed = Role("arn:aws:iam::111111111111:role/a");
    change.apply(changed);
    ExportFragment fragment =
        FragmentOf(0, {Role("arn:aws:iam::111111111111:role/a"), std::move(changed)});
    fragment.account.documents.Add("{}", PolicyKind::kTrust);
    std::vector<ExportFragment> fragments;
    fragments.push_back(std::move(fragment));
    const MergedAccounts merged = MergeFragments(std::move(fragments), {});
    ASSERT_FALSE(merged.diagnostics.empty()) << change.because;
    EXPECT_EQ(merged.diagnostics[0].code, "INPUT-CONFLICT") << change.because;
  }
}

}  // namespace
}  // namespace iamsift
