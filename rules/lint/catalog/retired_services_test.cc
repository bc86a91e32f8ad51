#include "rules/lint/catalog/retired_services.h"

#include <gtest/gtest.h>

#include <vector>

#include "analyzer/base/text.h"
#include "analyzer/match/catalog_for_test.h"
#include "rules/facts.h"

namespace iamsift {
namespace {

std::vector<std::vector<std::string_view>> Rows() {
  std::vector<std::vector<std::string_view>> rows;
  for (const std::string_view line : Split(EmbeddedRetiredServices(), '\n')) {
    if (!line.empty() && line.front() != '#') rows.push_back(Split(line, '\t'));
  }
  return rows;
}

TEST(RetiredServices, AreWholeRowsInOrder) {
  std::string_view before;
  for (const auto& row : Rows()) {
    ASSERT_EQ(row.size(), 5) << row.front();
    EXPECT_LT(before, row[0]);
    EXPECT_TRUE(row[2] == "ended" || row[2] == "closed") << row[0];
    EXPECT_TRUE(row[3] == "-" || (row[3].size() == 10 && row[3].starts_with("20"))) << row[0];
    EXPECT_FALSE(row[1].empty() || row[4].empty()) << row[0];
    before = row[0];
  }
}

TEST(RetiredServices, AreOnesThatTheCatalogListsOrOnceListed) {
  for (const auto& row : Rows()) {
    EXPECT_TRUE(TestCatalog().FindService(row[0]) || IsWithdrawnPrefix(TestCatalog(), row[0]))
        << row[0];
  }
}

TEST(RetiredServices, AreFoundByWholePrefixInAnyCase) {
  const auto opsworks = FindRetiredService("OpsWorks");
  ASSERT_TRUE(opsworks.has_value());
  EXPECT_EQ(opsworks->name, "AWS OpsWorks Stacks");
  EXPECT_EQ(opsworks->fate, ServiceFate::kEnded);
  EXPECT_EQ(opsworks->since, "2024-05-26");
  EXPECT_EQ(FindRetiredService("datapipeline")->fate, ServiceFate::kClosed);
  for (const std::string_view other : {"", "ops", "opsworks-", "codestar-connections", "s3", "#"}) {
    EXPECT_FALSE(FindRetiredService(other).has_value()) << other;
  }
}

TEST(RetiredServices, WithoutAnyActionAreWithdrawn) {
  EXPECT_TRUE(IsWithdrawnPrefix(TestCatalog(), "deeplens"));
  EXPECT_FALSE(IsWithdrawnPrefix(TestCatalog(), "account")) << "only some actions are gone";
  EXPECT_FALSE(IsWithdrawnPrefix(TestCatalog(), "elbv2")) << "AWS never listed it";
}

}  // namespace
}  // namespace iamsift
