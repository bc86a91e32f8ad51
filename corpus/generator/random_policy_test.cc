#include "corpus/generator/random_policy.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "analyzer/base/arena.h"
#include "analyzer/base/source.h"
#include "analyzer/policy/parse.h"

namespace iamsift {
namespace {

constexpr int kPolicies = 500;

TEST(RandomPolicy, IsAlwaysAValidIdentityPolicy) {
  const Catalog catalog = Catalog::Embedded();
  Dice dice(20260926);
  PolicyParser parser;
  for (int i = 0; i < kPolicies; ++i) {
    const SourceFile source("random", RandomPolicy(dice, catalog));
    Arena arena;
    const PolicyDocument document = parser.Parse(source.text(), PolicyKind::kIdentity, arena);
    ASSERT_FALSE(document.is_invalid) << source.text() << "\n" << document.oddities[0].problem;
    ASSERT_FALSE(document.statements.empty()) << source.text();
  }
}

TEST(RandomPolicy, RepeatsItselfForTheSameDice) {
  const Catalog catalog = Catalog::Embedded();
  Dice one(7), other(7), third(8);
  const std::string first = RandomPolicy(one, catalog);
  EXPECT_EQ(first, RandomPolicy(other, catalog));
  EXPECT_NE(first, RandomPolicy(third, catalog));
  EXPECT_NE(first, RandomPolicy(one, catalog)) << "the dice roll on";
}

TEST(RandomPolicy, UsesEveryElement) {
  const Catalog catalog = Catalog::Embedded();
  Dice dice(3);
  std::string all;
  for (int i = 0; i < kPolicies; ++i) all += RandomPolicy(dice, catalog);
  for (const char* token :
       {"\"NotAction\"", "\"NotResource\"", "\"Deny\"", "\"Condition\"", "\"Action\":\"*\"",
        "\"Null\"", "IfExists", "ForAnyValue:", "ForAllValues:", "Numeric", "\"Bool", "IpAddress",
        "\"Date", "Arn", "StringLike", "\"Sid\""}) {
    EXPECT_NE(all.find(token), std::string::npos) << token;
  }
}

TEST(RandomArn, HasNoHoleAndNoWildcard) {
  const Catalog catalog = Catalog::Embedded();
  Dice dice(5);
  for (uint16_t i = 0; i < catalog.ResourceTypeCount(); ++i) {
    const std::string arn = RandomArn(dice, catalog, ResourceTypeId{i});
    EXPECT_EQ(arn.substr(0, 4), "arn:") << catalog.TemplateOf(ResourceTypeId{i});
    EXPECT_EQ(arn.find_first_of("*?$"), std::string::npos) << arn;
  }
}

}  // namespace
}  // namespace iamsift
