#include "rules/broad/written_actions.h"

#include <gtest/gtest.h>

#include <string_view>

namespace iamsift {
namespace {

struct ServiceCase {
  std::string_view pattern;
  bool covers;
  std::string_view because;
};
constexpr ServiceCase kServiceCases[] = {
    {"s3:*", true, "the usual spelling"},
    {"S3:**", true, "case and doubled stars change nothing"},
    {"s3:Get*", false, "a part of a service"},
    {"s3*:*", true, "several services, each of them whole"},
    {"*", true, "every service"},
    {"*:GetObject", false, "a part of several services"},
    {"rds-db:connect", true, "the only action of its service"},
    {"s3:GetObject", false, "one of many"},
    {"nosuch:*", false, "a service that does not exist"},
};

TEST(WholeServices, AreSeenInOnePattern) {
  const Catalog catalog = Catalog::Embedded();
  for (const ServiceCase& c : kServiceCases) {
    EXPECT_EQ(CoversWholeService(catalog, CompileActionPattern(catalog, c.pattern)), c.covers)
        << c.pattern << ": " << c.because;
  }
}

// A statement with these items under Action, or NotAction.
struct Written {
  Written(const Catalog& catalog, std::vector<std::string_view> items, bool is_negated) {
    statement.actions = {.is_present = true, .is_negated = is_negated, .span = {}, .items = {}};
    compiled.written = &statement;
    for (const std::string_view item : items) {
      compiled.patterns.push_back(CompileActionPattern(catalog, item));
    }
  }
  Statement statement;
  CompiledStatement compiled;
};

struct ActionsCase {
  std::vector<std::string_view> items;
  bool is_negated;
  bool writes_every, names;
  std::string_view because;
};
const ActionsCase kActionsCases[] = {
    {{"s3:GetObject"}, false, false, true, "names actions"},
    {{"s3:GetObject", "*"}, false, true, false, "one star is enough"},
    {{"*:*"}, false, true, false, "another spelling of the star"},
    {{"s3:*"}, false, false, true, "a service is not everything"},
    {{"*"}, true, false, false, "NotAction is judged as a whole"},
    {{"iam:*"}, true, false, false, "NotAction is judged as a whole"},
};

TEST(WrittenActions, AreNamesOrEverything) {
  const Catalog catalog = Catalog::Embedded();
  for (const ActionsCase& c : kActionsCases) {
    const Written written(catalog, c.items, c.is_negated);
    EXPECT_EQ(WritesEveryAction(written.compiled), c.writes_every) << c.because;
    EXPECT_EQ(NamesItsActions(written.compiled), c.names) << c.because;
  }
}

TEST(WrittenActions, AreBlamedByTheFirstItemThatMatches) {
  const Catalog catalog = Catalog::Embedded();
  const Written written(catalog, {"s3:Put*", "s3:*Object"}, false);
  EXPECT_EQ(ItemGranting(written.compiled, *catalog.FindAction("s3:PutObject")), 0);
  EXPECT_EQ(ItemGranting(written.compiled, *catalog.FindAction("s3:GetObject")), 1);
  EXPECT_EQ(ItemGranting(written.compiled, *catalog.FindAction("s3:ListBucket")), -1);
}

}  // namespace
}  // namespace iamsift
