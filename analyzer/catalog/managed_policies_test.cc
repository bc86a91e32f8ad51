#include "analyzer/catalog/managed_policies.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

TEST(ManagedPolicies, ListsAllInOrderOfTheirNames) {
  const ManagedPolicies policies = ManagedPolicies::Embedded();
  EXPECT_EQ(policies.size(), 1'594U);
  EXPECT_EQ(policies.date(), "2026-08-26");
  for (size_t at = 0; at + 1 < policies.size(); ++at) {
    EXPECT_LT(policies.InfoOf(at).name, policies.InfoOf(at + 1).name);
  }
}

struct ArnCase {
  std::string_view arn, name;
  std::string_view because;
};
constexpr ArnCase kArnCases[] = {
    {"arn:aws:iam::aws:policy/AdministratorAccess", "AdministratorAccess", "the plain path"},
    {"arn:aws-cn:iam::aws:policy/AdministratorAccess", "AdministratorAccess",
     "another partition is the same policy"},
    {"arn:aws-us-gov:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
     "AWSLambdaBasicExecutionRole", "a path is part of the ARN"},
    {"arn:aws:iam::aws:policy/AWSLambdaBasicExecutionRole", "", "the path is missing"},
    {"arn:aws:iam::aws:policy/service-role/AdministratorAccess", "", "the path is not its own"},
    {"arn:aws:iam::123456789012:policy/AdministratorAccess", "", "a customer's own policy"},
    {"arn:aws:iam::aws:policy/administratoraccess", "", "ARNs are compared with case"},
    {"AdministratorAccess", "", "no ARN"},
    {"arn:aws", "", "no ARN"},
    {"", "", "nothing"},
};

TEST(ManagedPolicies, FindsByArnOfAnyPartition) {
  const ManagedPolicies policies = ManagedPolicies::Embedded();
  for (const ArnCase& c : kArnCases) {
    const std::optional<size_t> index = policies.FindByArn(c.arn);
    EXPECT_EQ(index ? policies.InfoOf(*index).name : "", c.name) << c.arn << ": " << c.because;
  }
}

TEST(ManagedPolicies, FindsEachByNameAndByArn) {
  const ManagedPolicies policies = ManagedPolicies::Embedded();
  for (size_t at = 0; at < policies.size(); ++at) {
    EXPECT_EQ(policies.FindByName(policies.InfoOf(at).name), at);
    EXPECT_EQ(policies.FindByArn(policies.InfoOf(at).arn), at);
  }
  EXPECT_FALSE(policies.FindByName("NoSuchPolicy"));
  EXPECT_FALSE(policies.FindByName(""));
}

TEST(ManagedPolicies, GivesTheDocumentOfEach) {
  ManagedPolicies policies = ManagedPolicies::Embedded();
  size_t bytes = 0;
  for (size_t at = 0; at < policies.size(); ++at) {
    const std::string_view document = policies.DocumentOf(at);
    EXPECT_TRUE(document.starts_with('{')) << policies.InfoOf(at).name;
    EXPECT_NE(document.find("\"Version\":\"2012-10-17\""), document.npos)
        << policies.InfoOf(at).name;
    EXPECT_TRUE(document.ends_with('}')) << policies.InfoOf(at).name;
    EXPECT_EQ(std::count(document.begin(), document.end(), '{'),
              std::count(document.begin(), document.end(), '}'))
        << policies.InfoOf(at).name;
    bytes += document.size();
  }
  EXPECT_GT(bytes, 3'000'000U);
}

TEST(ManagedPolicies, KeepsADocumentWhereItIs) {
  ManagedPolicies policies = ManagedPolicies::Embedded();
  const size_t admin = policies.FindByName("AdministratorAccess").value();
  const std::string_view document = policies.DocumentOf(admin);
  EXPECT_EQ(
      document,
      R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]})");
  for (size_t at = 0; at < policies.size(); ++at) policies.DocumentOf(at);
  EXPECT_EQ(policies.DocumentOf(admin).data(), document.data());
}

TEST(ManagedPolicies, GivesTheHistoryOfEach) {
  ManagedPolicies policies = ManagedPolicies::Embedded();
  size_t versions = 0;
  for (size_t at = 0; at < policies.size(); ++at) {
    const std::string_view history = policies.HistoryOf(at);
    ASSERT_TRUE(history.ends_with('\n')) << policies.InfoOf(at).name;
    versions += static_cast<size_t>(std::count(history.begin(), history.end(), '\n'));
  }
  EXPECT_EQ(versions, 6'194U);
  const std::string_view admin =
      policies.HistoryOf(policies.FindByName("AdministratorAccess").value());
  EXPECT_EQ(Split(admin, '\t').size(), 4U) << admin;
}

TEST(ManagedPolicies, KnowsTheWithdrawnNames) {
  const ManagedPolicies policies = ManagedPolicies::Embedded();
  EXPECT_TRUE(policies.IsWithdrawn("AWSLambdaFullAccess"));
  EXPECT_TRUE(policies.IsWithdrawn("AWSConfigRole"));
  EXPECT_FALSE(policies.IsWithdrawn("AdministratorAccess"));
  EXPECT_FALSE(policies.IsWithdrawn(""));
}

TEST(ManagedPolicies, MarksThoseWithoutAnyServiceLeft) {
  const ManagedPolicies policies = ManagedPolicies::Embedded();
  size_t obsolete = 0;
  for (size_t at = 0; at < policies.size(); ++at) obsolete += policies.InfoOf(at).obsolete ? 1 : 0;
  EXPECT_EQ(obsolete, 6U);
}

}  // namespace
}  // namespace iamsift
