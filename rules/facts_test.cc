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
  const auto path_actions = PathActionsOf(EmbeddedEscalationPaths());
  ASSERT_TRUE(path_actions.ok()) << path_actions.status();
  names.insert(names.end(), path_actions->begin(), path_actions->end());
  for (const std::string& name : names) {
    const std::optional<ActionId> action = catalog.FindAction(name);
    ASSERT_TRUE(action.has_value()) << name;
    EXPECT_EQ(catalog.ActionFullName(*action), name) << "is spelt as AWS does";
  }
}

TEST(Facts, AreWhole) {
  EXPECT_EQ(FirstColumn(EmbeddedActionSets()).size(), 586);
  EXPECT_EQ(FirstColumn(EmbeddedPassActions()).size(), 438);
  EXPECT_EQ(PathActionsOf(EmbeddedEscalationPaths())->size(), 350);
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

struct BrokenPaths {
  std::string_view json;
  std::string_view because;
};
constexpr BrokenPaths kBrokenPaths[] = {
    {"", "there is no JSON at all"},
    {R"({"paths": [)", "it ends too early"},
    {R"({"path": []})", "the list of paths is missing"},
    {R"({"paths": [{"requires": [{"any_of": "iam:PassRole"}]}]})", "any_of is no list"},
    {R"({"paths": [{"requires": [{"any_of": [7]}]}]})", "an action is no text"},
};

TEST(PathActions, AreRefusedInAnotherShape) {
  for (const BrokenPaths& c : kBrokenPaths) {
    const auto actions = PathActionsOf(c.json);
    ASSERT_FALSE(actions.ok()) << c.because;
    EXPECT_THAT(std::string(actions.status().message()), HasSubstr("escalation paths: "));
  }
}

TEST(PathActions, AreSortedAndOnce) {
  const auto actions = PathActionsOf(
      R"({"paths": [{"requires": [{"any_of": ["s3:B", "s3:A"]}, {"any_of": ["s3:B"]}]}]})");
  ASSERT_TRUE(actions.ok());
  EXPECT_EQ(*actions, (std::vector<std::string>{"s3:A", "s3:B"}));
}

}  // namespace
}  // namespace iamsift
