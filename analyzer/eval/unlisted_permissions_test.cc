#include "analyzer/eval/unlisted_permissions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzer/eval/eval_fixture.h"

namespace iamsift {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Unlisted : public testing::Test {
 protected:
  UnlistedPermissions Of(const std::string& policy, const std::string& boundary = "") const {
    TestAccount test({PolicyOf(policy)}, boundary.empty() ? "" : PolicyOf(boundary));
    AccountEvaluation evaluation(catalog_, test.account());
    return UnlistedPermissionsOf(evaluation, evaluation.principals().front());
  }

  const Catalog catalog_ = Catalog::Embedded();
};

TEST_F(Unlisted, ActionsFollowTheStatementsThatNameThem) {
  const UnlistedPermissions plain =
      Of("{'Effect':'Allow','Action':['newsvc:*','s3:Get*'],'Resource':'*'},"
         "{'Effect':'Allow','Action':'payments:Foo','Resource':'arn:aws:payments:::x'},"
         "{'Effect':'Allow','Action':'other:Bar','Resource':'*',"
         "'Condition':{'Bool':{'aws:MultiFactorAuthPresent':'true'}}}");
  EXPECT_EQ(plain.ScopeOf("newsvc:DoIt"), GrantScope::kEverywhere);
  EXPECT_EQ(plain.ScopeOf("s3:GetTomorrow"), GrantScope::kEverywhere);
  EXPECT_EQ(plain.ScopeOf("payments:foo"), GrantScope::kOnResources);
  EXPECT_EQ(plain.ScopeOf("other:Bar"), GrantScope::kConditional);
  EXPECT_EQ(plain.ScopeOf("other:Baz"), GrantScope::kNo);
  EXPECT_THAT(PatternsBeyond(catalog_, plain.everywhere), ElementsAre("newsvc:*"))
      << "s3:Get* is told by the actions that it matches";
  EXPECT_THAT(PatternsBeyond(catalog_, plain.on_resources), ElementsAre("payments:foo"));
}

TEST_F(Unlisted, ActionsFollowDenies) {
  const UnlistedPermissions denied =
      Of("{'Effect':'Allow','Action':'newsvc:*','Resource':'*'},"
         "{'Effect':'Deny','Action':'newsvc:Delete*','Resource':'*'},"
         "{'Effect':'Deny','Action':'newsvc:Put*','Resource':'arn:aws:newsvc:::x'},"
         "{'Effect':'Deny','Action':'newsvc:List*','Resource':'*',"
         "'Condition':{'Bool':{'aws:SecureTransport':'false'}}}");
  EXPECT_EQ(denied.ScopeOf("newsvc:DeleteIt"), GrantScope::kNo);
  EXPECT_EQ(denied.ScopeOf("newsvc:PutIt"), GrantScope::kOnResources);
  EXPECT_EQ(denied.ScopeOf("newsvc:ListThem"), GrantScope::kConditional);
  EXPECT_EQ(denied.ScopeOf("newsvc:GetIt"), GrantScope::kEverywhere);
  EXPECT_THAT(PatternsBeyond(catalog_, denied.everywhere),
              ElementsAre("newsvc:* but not newsvc:delete* or newsvc:list* or newsvc:put*"));
}

TEST_F(Unlisted, ActionsFollowTheBoundary) {
  const std::string all = "{'Effect':'Allow','Action':'newsvc:*','Resource':'*'}";
  EXPECT_EQ(Of(all, "{'Effect':'Allow','Action':'s3:*','Resource':'*'}").ScopeOf("newsvc:A"),
            GrantScope::kNo);
  EXPECT_EQ(Of(all, "{'Effect':'Allow','Action':'*','Resource':'*'}").ScopeOf("newsvc:A"),
            GrantScope::kEverywhere);
  EXPECT_EQ(
      Of(all, "{'Effect':'Allow','Action':'*','Resource':'arn:aws:x:::y'}").ScopeOf("newsvc:A"),
      GrantScope::kOnResources);
  EXPECT_EQ(Of(all,
               "{'Effect':'Allow','Action':'newsvc:*','Resource':'*',"
               "'Condition':{'Bool':{'aws:SecureTransport':'true'}}}")
                .ScopeOf("newsvc:A"),
            GrantScope::kConditional);
}

TEST_F(Unlisted, ActionsOfStarAreToldByTheStar) {
  const UnlistedPermissions all = Of("{'Effect':'Allow','Action':'*','Resource':'*'}");
  EXPECT_EQ(all.ScopeOf("newsvc:A"), GrantScope::kEverywhere);
  EXPECT_THAT(PatternsBeyond(catalog_, all.everywhere), IsEmpty());
}

}  // namespace
}  // namespace iamsift
