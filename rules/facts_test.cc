#include "rules/facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

using testing::HasSubstr;

const SensitiveActions& Sensitive(const Catalog& catalog) {
  static const absl::StatusOr<SensitiveActions>* const kSensitive =
      new absl::StatusOr<SensitiveActions>(EmbeddedSensitiveActions(catalog));
  EXPECT_TRUE(kSensitive->ok()) << kSensitive->status();
  return **kSensitive;
}

std::vector<std::string> FirstColumn(std::string_view table) {
  std::vector<std::string> cells;
  for (const std::string_view line : Split(table, '\n')) {
    if (line.empty() || line.front() == '#') continue;
    cells.emplace_back(Split(line, '\t').front());
  }
  return cells;
}

TEST(Facts, NameActionsThatTheCatalogLists) {
  const Catalog catalog = Catalog::Embedded();
  std::vector<std::string> names = FirstColumn(EmbeddedActionSets());
  for (std::string& name : FirstColumn(EmbeddedPassActions())) names.push_back(std::move(name));
  for (std::string& name : FirstColumn(EmbeddedSelfServiceActions())) {
    names.push_back(std::move(name));
  }
  for (const std::string& name : names) {
    const std::optional<ActionId> action = catalog.FindAction(name);
    ASSERT_TRUE(action.has_value()) << name;
    EXPECT_EQ(catalog.ActionFullName(*action), name) << "is spelt as AWS does";
  }
}

TEST(Facts, AreWhole) {
  EXPECT_EQ(FirstColumn(EmbeddedActionSets()).size(), 586);
  EXPECT_EQ(FirstColumn(EmbeddedPassActions()).size(), 438);
  const Catalog catalog = Catalog::Embedded();
  const auto paths = EmbeddedEscalationPaths(catalog);
  ASSERT_TRUE(paths.ok()) << paths.status();
  EXPECT_EQ(paths->size(), 194);
  EXPECT_EQ(PathActionsOf(catalog, *paths).size(), 371);
}

TEST(Facts, OfTrustHaveTheirColumns) {
  struct Table {
    std::string_view text;
    size_t columns, rows;
  };
  const Table tables[] = {{EmbeddedTokenIssuers(), 6, 35},
                          {EmbeddedTrustedServices(), 4, 46},
                          {EmbeddedVendorAccounts(), 4, 69}};
  for (const Table& table : tables) {
    const std::vector<FactCells> rows = FactRows(table.text);
    EXPECT_EQ(rows.size(), table.rows) << rows.front().front();
    for (const FactCells& cells : rows) {
      ASSERT_EQ(cells.size(), table.columns) << cells.front();
      EXPECT_FALSE(cells.back().empty()) << cells.front() << " has a source";
    }
  }
}

TEST(Facts, NameVendorsByTheirAccounts) {
  for (const std::string& account : FirstColumn(EmbeddedVendorAccounts())) {
    EXPECT_EQ(account.size(), 12) << account;
    EXPECT_EQ(account.find_first_not_of("0123456789"), std::string::npos) << account;
  }
}

TEST(Facts, NameServicesThatExist) {
  const Catalog catalog = Catalog::Embedded();
  for (const std::string& label : FirstColumn(EmbeddedTrustedServices())) {
    const std::string name = label + ".amazonaws.com";
    const bool takes_roles = EmbeddedPassActions().find(name) != std::string_view::npos;
    EXPECT_TRUE(takes_roles || catalog.IsServicePrincipal(name)) << name;
  }
}

TEST(Facts, BecomeSets) {
  const Catalog catalog = Catalog::Embedded();
  const SensitiveActions& sensitive = Sensitive(catalog);
  EXPECT_EQ(sensitive.all().Count(), 576);
  EXPECT_EQ(sensitive.Set("EX-002").Count(), 6);
  EXPECT_EQ(sensitive.Set("IM-001").Count(), 44);
  EXPECT_EQ(sensitive.passes().size(), 438);
  EXPECT_TRUE(sensitive.path_actions().Contains(*catalog.FindAction("iam:PutRolePolicy")));
  EXPECT_FALSE(sensitive.path_actions().Contains(*catalog.FindAction("iam:GetRole")));
}

// The lines of a table, cell by cell, without comments.
std::vector<std::vector<std::string_view>> RowsOf(std::string_view table) {
  std::vector<std::vector<std::string_view>> rows;
  for (const std::string_view line : Split(table, '\n')) {
    if (!line.empty() && !line.starts_with('#')) rows.push_back(Split(line, '\t'));
  }
  return rows;
}

TEST(AccountlessResources, AreOfServicesThatExistWithTheirSource) {
  for (const auto& row : RowsOf(EmbeddedAccountlessResources())) {
    ASSERT_EQ(row.size(), 4) << row.front();
    EXPECT_TRUE(Catalog::Embedded().FindService(row[0])) << row[0];
    EXPECT_FALSE(row[3].empty()) << row[0];
  }
}

TEST(ConditionKeyRemarks, SayWhatTheCatalogDoesNot) {
  for (const auto& row : RowsOf(EmbeddedConditionKeys())) {
    ASSERT_EQ(row.size(), 3) << row.front();
    EXPECT_EQ(row[0], AsciiLower(row[0]));
    // A key that the catalog has come to list needs no row.
    EXPECT_EQ(Catalog::Embedded().FindConditionKey(row[0]).has_value(), row[1] != "exists")
        << row[0];
    EXPECT_FALSE(row[2].empty()) << row[0];
  }
}

TEST(Quotas, AreNumbersWithTheirSource) {
  for (const auto& row : RowsOf(EmbeddedQuotas())) {
    ASSERT_EQ(row.size(), 4) << row.front();
    EXPECT_EQ(row[1].find_first_not_of("0123456789"), std::string_view::npos) << row[0];
    EXPECT_TRUE(row[2] == "yes" || row[2] == "no") << row[0];
    EXPECT_FALSE(row[3].empty()) << row[0];
  }
}

}  // namespace
}  // namespace iamsift
