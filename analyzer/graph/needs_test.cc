#include "analyzer/graph/needs.h"

#include "gtest/gtest.h"

namespace iamsift {
namespace {

Needs NeedsOf(std::initializer_list<std::string_view> all) {
  Needs needs;
  for (const std::string_view need : all) needs.Add(need);
  return needs;
}

TEST(Needs, AreSortedAndNamedOnce) {
  EXPECT_EQ(NeedsOf({"mfa", "document", "mfa"}).list(), (Needs::List{"document", "mfa"}));
  EXPECT_EQ(NeedsOf({"mfa", "document"}), NeedsOf({"document", "mfa"}));
}

TEST(Needs, OfBothAreNeededTogether) {
  Needs needs = NeedsOf({"mfa"});
  const Needs before = needs;
  needs.Add(NeedsOf({"document"}));
  EXPECT_EQ(needs, NeedsOf({"document", "mfa"}));
  EXPECT_EQ(before, NeedsOf({"mfa"})) << "a copy is not written to";
  needs.Add(needs);
  EXPECT_EQ(needs.size(), 2u);
}

TEST(Needs, AreTakenAway) {
  Needs needs = NeedsOf({"document", "mfa"});
  needs.Remove("document");
  needs.Remove("workload");
  EXPECT_EQ(needs, NeedsOf({"mfa"}));
}

}  // namespace
}  // namespace iamsift
