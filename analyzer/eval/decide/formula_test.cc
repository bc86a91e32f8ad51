#include "analyzer/eval/decide/formula.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace iamsift {
namespace {

using testing::SizeIs;

FormulaLeaf LeafOf(std::string_view key, std::vector<std::string> values = {"x"}) {
  return {.op = "StringEquals", .key = std::string(key), .values = std::move(values)};
}

TEST(Formula, FoldsConstants) {
  Formula formula;
  const FormulaId a = formula.Leaf(LeafOf("a"));
  EXPECT_EQ(formula.And({a, Formula::kTrue}), a);
  EXPECT_EQ(formula.And({a, Formula::kFalse}), Formula::kFalse);
  EXPECT_EQ(formula.Or({a, Formula::kFalse}), a);
  EXPECT_EQ(formula.Or({a, Formula::kTrue}), Formula::kTrue);
  EXPECT_EQ(formula.And({}), Formula::kTrue);
  EXPECT_EQ(formula.Or({}), Formula::kFalse);
  EXPECT_EQ(formula.Not(Formula::kTrue), Formula::kFalse);
  EXPECT_EQ(formula.Not(formula.Not(a)), a);
  EXPECT_EQ(Formula::TruthOf(a), Truth::kUnknown);
  EXPECT_EQ(Formula::TruthOf(Formula::kTrue), Truth::kTrue);
}

TEST(Formula, KeepsEqualPartsOnce) {
  Formula formula;
  const FormulaId a = formula.Leaf(LeafOf("a")), b = formula.Leaf(LeafOf("b"));
  EXPECT_EQ(formula.Leaf(LeafOf("a")), a);
  EXPECT_NE(formula.Leaf(LeafOf("a", {"y"})), a);
  EXPECT_NE(formula.Leaf(LeafOf("a", {"x\n1:y"})), formula.Leaf(LeafOf("a", {"x", "y"})))
      << "values that hold line breaks are no lists";
  EXPECT_EQ(formula.And({a, b}), formula.And({b, a, b}));
  EXPECT_EQ(formula.And({a, formula.And({b, a})}), formula.And({a, b})) << "flattened";
  EXPECT_EQ(formula.Or({a, a}), a);
  EXPECT_THAT(formula.LeavesOf(formula.Or({a, formula.Not(formula.And({a, b}))})), SizeIs(2));
}

TEST(Formula, IsWrittenForProgramsAndForPeople) {
  Formula formula;
  const FormulaId a = formula.Leaf(LeafOf("a", {"x", "y"})), b = formula.Leaf(LeafOf("b", {}));
  const FormulaId both = formula.And({formula.Not(b), formula.Or({a, b})});
  EXPECT_EQ(formula.ToJson(both), R"({"and":[{"not":{"op":"StringEquals","key":"b","values":[]}},)"
                                  R"({"or":[{"op":"StringEquals","key":"a","values":["x","y"]},)"
                                  R"({"op":"StringEquals","key":"b","values":[]}]}]})");
  EXPECT_EQ(formula.ToJson(Formula::kTrue), "true");
  EXPECT_EQ(formula.ToText(both),
            "not (StringEquals b) and (StringEquals a x | y or StringEquals b)");
  EXPECT_EQ(formula.ToText(Formula::kFalse), "never");
}

TEST(Formula, StaysUndecidedWhenItIsCut) {
  Formula formula;
  FormulaId all = Formula::kTrue;
  for (size_t i = 0; i <= Formula::kMaxNodes; ++i) {
    all = formula.And({formula.Leaf(LeafOf(std::to_string(i % 200))),
                       formula.Leaf(LeafOf(std::to_string(i), {"y"}))});
  }
  EXPECT_TRUE(formula.was_cut());
  EXPECT_EQ(Formula::TruthOf(all), Truth::kUnknown);
  EXPECT_THAT(formula.ToText(all), testing::HasSubstr("undecided formula"));
}

}  // namespace
}  // namespace iamsift
