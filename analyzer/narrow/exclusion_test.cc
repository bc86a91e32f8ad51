#include "analyzer/narrow/exclusion.h"

#include <gtest/gtest.h>

#include "analyzer/match/action_set.h"

namespace iamsift {
namespace {

size_t SizeOf(const std::vector<std::string>& patterns) {
  size_t size = 0;
  for (const std::string& text : patterns) size += text.size() + 3;
  return size;
}

ActionSet MeantBy(const Catalog& catalog, const std::vector<std::string>& patterns) {
  ActionSet meant(catalog);
  for (const std::string& text : patterns) {
    InsertPattern(meant, CompileActionPattern(catalog, text));
  }
  return meant;
}

const std::vector<std::string> kPatterns = {"cloudtrail:DeleteTrail",
                                            "cloudtrail:PutEventSelectors",
                                            "kinesis:PutResourcePolicy",
                                            "lambda:CreateFunctionUrlConfig",
                                            "lambda:UpdateFunctionUrlConfig",
                                            "sagemaker:CreatePresignedDomainUrl",
                                            "sagemaker:PutModelPackageGroupPolicy"};

TEST(JoinToFit, LeavesWhatFitsAsItIs) {
  const Catalog catalog = Catalog::Embedded();
  EXPECT_EQ(JoinToFit(catalog, kPatterns, 1'000), kPatterns);
}

TEST(JoinToFit, LeavesOutWordsThatNothingHangsOn) {
  const Catalog catalog = Catalog::Embedded();
  const std::vector<std::string> shorter = JoinToFit(catalog, kPatterns, SizeOf(kPatterns) - 20);
  EXPECT_LE(SizeOf(shorter), SizeOf(kPatterns) - 20);
  EXPECT_EQ(MeantBy(catalog, shorter).Actions(), MeantBy(catalog, kPatterns).Actions());
}

TEST(JoinToFit, JoinsWhatBeginsAlikeWhereThatIsNotEnough) {
  const Catalog catalog = Catalog::Embedded();
  const std::vector<std::string> patterns = {"ec2:CreateKeyPair", "ec2:CreateNetworkAclEntry",
                                             "rds:ModifyDBCluster", "rds:ModifyDBInstance"};
  const std::vector<std::string> shorter = JoinToFit(catalog, patterns, SizeOf(patterns) - 20);
  EXPECT_EQ(shorter.back(), "rds:ModifyDB*");
  EXPECT_TRUE(MeantBy(catalog, shorter).ContainsAll(MeantBy(catalog, patterns)));
}

TEST(JoinToFit, GivesUpWhereNoWordIsShared) {
  const Catalog catalog = Catalog::Embedded();
  const std::vector<std::string> patterns = {"ec2:CreateKeyPair", "s3:PutObject"};
  EXPECT_EQ(JoinToFit(catalog, patterns, 5).size(), 2u);
}

}  // namespace
}  // namespace iamsift
