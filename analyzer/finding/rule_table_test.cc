#include "analyzer/finding/rule_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzer/base/status.h"
#include "analyzer/finding/rule_selector.h"

namespace iamsift {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct SelectorCase {
  std::string_view selector;
  bool selects;  // PE-211, pass-role-to-new-lambda
  std::string_view because;
};

constexpr SelectorCase kSelectorCases[] = {
    {"PE-211", true, "an id"},
    {"pass-role-to-new-lambda", true, "a name"},
    {"PE", true, "a family"},
    {"PE-200..PE-299", true, "a range"},
    {"PE-211..PE-211", true, "both ends are in it"},
    {"PE-212..PE-299", false, "behind it"},
    {"PE-100..PE-210", false, "before it"},
    {"OB-001..OB-999", false, "of another family"},
    {"OB-001..ZZ-999", false, "a range has one family"},
    {"P", false, "half a family"},
    {"PE-21", false, "half an id"},
    {"", false, "nothing"},
};

TEST(RuleSelector, MeansIdsNamesFamiliesAndRanges) {
  for (const SelectorCase& c : kSelectorCases) {
    EXPECT_EQ(SelectsRule(c.selector, "PE-211", "pass-role-to-new-lambda"), c.selects)
        << c.selector << ": " << c.because;
  }
}

constexpr std::string_view kTable =
    "# rules\ttopic\tentries\n"
    "OB-001,OB-003..OB-009\tNIST\tAC-6; AC-6(1)\n"
    "OB-001\tPCI\t7.2.1\n"
    "OB\tNIST\tAC-6; CM-7\n";

TEST(RuleTable, JoinsTheRowsOfATopic) {
  const absl::StatusOr<RuleTable> table = RuleTable::Parse("facts.tsv", kTable);
  ASSERT_TRUE(table.ok()) << table.status();
  EXPECT_THAT(table->ListOf("OB-001"),
              ElementsAre("NIST AC-6", "NIST AC-6(1)", "NIST CM-7", "PCI 7.2.1"));
  EXPECT_THAT(table->ListOf("OB-010"), ElementsAre("NIST AC-6", "NIST CM-7"));
  EXPECT_THAT(table->ListOf("TR-001"), IsEmpty());
  EXPECT_THAT(table->Topics(), ElementsAre("NIST", "PCI"));
  EXPECT_THAT(table->Selectors(), ElementsAre("OB-001", "OB-003..OB-009", "OB"));
  EXPECT_THAT(ControlsOf(&*table, "OB-010"), ElementsAre("NIST AC-6", "NIST CM-7"));
  EXPECT_THAT(ControlsOf(nullptr, "OB-010"), IsEmpty());
}

TEST(RuleTable, RefusesRowsThatSayNothing) {
  for (const std::string_view row : {"OB-001\tNIST", "OB-001\tNIST\t", "\tNIST\tAC-6", "OB-001"}) {
    const absl::StatusOr<RuleTable> table = RuleTable::Parse("facts.tsv", row);
    EXPECT_THAT(MessageOf(table.status()), HasSubstr("facts.tsv:1: expected rules")) << row;
  }
}

}  // namespace
}  // namespace iamsift
