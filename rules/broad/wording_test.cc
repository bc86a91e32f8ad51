#include "rules/broad/wording.h"

#include <gtest/gtest.h>

namespace iamsift {
namespace {

struct NamesCase {
  std::vector<std::string> names;
  std::string_view text;
  std::string_view because;
};
const NamesCase kNamesCases[] = {
    {{}, "", "nothing to name"},
    {{"s3:GetObject"}, "`s3:GetObject`", "one stands alone"},
    {{"a", "b"}, "`a` and `b`", "two are joined by a word"},
    {{"a", "b", "c"}, "`a`, `b` and `c`", "three still fit"},
    {{"a", "b", "c", "d"}, "`a`, `b` and 2 more", "more are counted"},
};

TEST(NameSome, NamesAFewAndCountsTheRest) {
  for (const NamesCase& c : kNamesCases) EXPECT_EQ(NameSome(c.names), c.text) << c.because;
}

ActionSet SetOf(const Catalog& catalog, std::vector<std::string_view> names) {
  ActionSet set(catalog);
  for (const std::string_view name : names) set.Insert(*catalog.FindAction(name));
  return set;
}

TEST(NamesOf, KeepsTheOrderOfTheCatalog) {
  const Catalog catalog = Catalog::Embedded();
  EXPECT_EQ(NamesOf(catalog, SetOf(catalog, {"s3:PutObject", "ec2:RunInstances"})),
            (std::vector<std::string>{"ec2:RunInstances", "s3:PutObject"}));
}

TEST(CountsByLevel, SaysTheWeightiestFirstAndNoZeros) {
  const Catalog catalog = Catalog::Embedded();
  EXPECT_EQ(CountsByLevel(catalog, SetOf(catalog, {"s3:GetObject", "s3:PutBucketPolicy",
                                                   "s3:PutObject", "s3:DeleteObject"})),
            "1 Permissions management, 2 Write, 1 Read");
  EXPECT_EQ(CountsByLevel(catalog, ActionSet(catalog)), "");
}

}  // namespace
}  // namespace iamsift
