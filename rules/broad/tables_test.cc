// The tables of the family against the catalog: a name that AWS does not know would silence a rule.

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/text.h"
#include "analyzer/catalog/catalog.h"
#include "analyzer/catalog/managed_policies.h"
#include "rules/broad/duties.h"
#include "rules/broad/managed_policy_names.h"
#include "rules/broad/needed_conditions.h"
#include "rules/broad/purchases.h"

namespace iamsift {
namespace {

std::vector<std::string_view> NamedActions() {
  std::vector<std::string_view> names(std::begin(kPurchases), std::end(kPurchases));
  for (const NeededCondition& needed : NeededConditions()) {
    names.insert(names.end(), needed.actions.begin(), needed.actions.end());
  }
  for (const DutyPair& pair : DutyPairs()) {
    names.insert(names.end(), pair.shapes.begin(), pair.shapes.end());
    names.insert(names.end(), pair.uses.begin(), pair.uses.end());
  }
  for (const std::string_view name :
       {"iam:PassRole", "sts:AssumeRole", "iam:CreateServiceLinkedRole"}) {
    names.push_back(name);
  }
  return names;
}

TEST(BroadTables, NameActionsThatTheCatalogLists) {
  const Catalog catalog = Catalog::Embedded();
  for (const std::string_view name : NamedActions()) {
    const std::optional<ActionId> action = catalog.FindAction(name);
    ASSERT_TRUE(action.has_value()) << name;
    EXPECT_EQ(catalog.ActionFullName(*action), name) << "is spelt as AWS does";
  }
}

// A prefix stands for the keys that it begins: one of them must exist.
std::string AnInstanceOf(std::string_view key) {
  if (key == "kms:encryptioncontext*") return "kms:EncryptionContext:stage";
  return key.ends_with('*') ? Concat({key.substr(0, key.size() - 1), "team"}) : std::string(key);
}

TEST(BroadTables, NameConditionKeysThatTheCatalogLists) {
  const Catalog catalog = Catalog::Embedded();
  for (const NeededCondition& needed : NeededConditions()) {
    for (const std::string_view key : needed.keys) {
      EXPECT_TRUE(catalog.FindConditionKey(AnInstanceOf(key)).has_value()) << key;
    }
  }
}

TEST(BroadTables, NameManagedPoliciesThatExist) {
  const ManagedPolicies policies = ManagedPolicies::Embedded();
  for (const std::string_view name : kAdminLikePolicies) {
    EXPECT_TRUE(policies.FindByName(name).has_value()) << name;
  }
  for (const std::string_view name : kSupersededPolicies) {
    EXPECT_TRUE(policies.FindByName(name).has_value()) << name;
  }
}

}  // namespace
}  // namespace iamsift
