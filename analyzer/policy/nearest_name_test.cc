#include "analyzer/policy/nearest_name.h"

#include "analyzer/policy/operator_name.h"
#include "gtest/gtest.h"

namespace iamsift {
namespace {

constexpr std::string_view kNames[] = {"Sid",      "Effect",      "Action",   "NotAction",
                                       "Resource", "NotResource", "Condition"};

struct NearCase {
  std::string_view written, meant, because;
};
constexpr NearCase kNear[] = {
    {"effect", "Effect", "equal but for letter case"},
    {"Actions", "Action", "a plural's s"},
    {"notactions", "NotAction", "a plural's s and letter case"},
    {"Resorce", "Resource", "a letter lost"},
    {"Ressource", "Resource", "a letter doubled"},
    {"Conditoin", "Condition", "two letters swapped"},
    {"Effcet", "Effect", "two letters swapped count as one slip"},
    {"Side", "Sid", "one slip in a short name"},
    {"Seed", "", "two slips in a short name are another word"},
    {"Comment", "", "another word"},
    {"", "", "nothing written, nothing meant"},
};

TEST(NearestName, FindsWhatWasMeant) {
  for (const NearCase& c : kNear) EXPECT_EQ(NearestName(c.written, kNames), c.meant) << c.because;
}

TEST(NearestName, CountsSlipsUpToItsLimit) {
  EXPECT_EQ(SlipsBetween("kitten", "sitting", 5), 3);
  EXPECT_EQ(SlipsBetween("kitten", "sitting", 2), 3) << "more than the limit is the limit plus one";
  EXPECT_EQ(SlipsBetween("ab", "ba", 2), 1);
  EXPECT_EQ(SlipsBetween("", "abc", 3), 3);
}

struct OperatorCase {
  std::string_view name;
  bool is_operator;
  std::string_view meant, because;
};
constexpr OperatorCase kOperators[] = {
    {"StringEquals", true, "StringEquals", "as documented"},
    {"stringequals", true, "StringEquals", "any letter case is read"},
    {"ForAnyValue:StringLikeIfExists", true, "ForAnyValue:StringLikeIfExists", "all its parts"},
    {"NullIfExists", true, "NullIfExists", "wrong in another way"},
    {"StringEqual", false, "StringEquals", "a letter lost"},
    {"StringEqualsIfExist", false, "", "the suffix is too far from any base name"},
    {"ForAnyValues:StringLike", false, "ForAnyValue:StringLike", "a set operator misspelt"},
    {"ForAnyValue::StringEquals", false, "ForAnyValue:StringEquals", "a colon too many"},
    {"ForSomeValue:StringEquals", false, "", "no such set operator"},
    {":StringEquals", false, "", "an empty set operator"},
    {"IfExists", false, "", "a suffix alone"},
    {"StringMatches", false, "", "another language's word"},
    {"", false, "", "nothing"},
};

TEST(OperatorName, TellsOperatorsFromSlips) {
  for (const OperatorCase& c : kOperators) {
    EXPECT_EQ(IsConditionOperator(c.name), c.is_operator) << c.name << ": " << c.because;
    EXPECT_EQ(NearestConditionOperator(c.name), c.meant) << c.name << ": " << c.because;
  }
}

}  // namespace
}  // namespace iamsift
