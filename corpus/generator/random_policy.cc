#include "corpus/generator/random_policy.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/base/text.h"
#include "corpus/generator/corpus_policy.h"

namespace iamsift {
namespace {

// Few names, so that statements of one policy overlap.
constexpr std::array<std::string_view, 4> kNames = {"alpha", "beta", "alpha-one", "team-data"};
constexpr std::array<std::string_view, 6> kNamePatterns = {"*",     "alpha*",    "*-one",
                                                           "alpha", "team-?ata", "beta"};
constexpr std::array<std::string_view, 3> kRegions = {"eu-west-1", "us-east-1", "eu-central-1"};
constexpr std::array<std::string_view, 2> kAccounts = {"111122223333", "444455556666"};
// Patterns for some Regions or accounts, which look much like one for all.
constexpr std::array<std::string_view, 4> kRegionPatterns = {"eu-*", "us-*", "*-west-?", "*-1"};
constexpr std::array<std::string_view, 3> kAccountPatterns = {"1*", "9*", "????????????"};
constexpr std::array<std::string_view, 3> kPartitionPatterns = {"*", "aws-cn", "aws-*"};

enum class Wildcards { kNone, kSome };

std::string ValueOfHole(Dice& dice, std::string_view hole, Wildcards wildcards) {
  const bool open = wildcards == Wildcards::kSome;
  const auto part = [&](const auto& patterns, const auto& texts) {
    if (open && Chance(dice, 40)) return std::string("*");
    return std::string(open && Chance(dice, 20) ? Pick(dice, patterns) : Pick(dice, texts));
  };
  if (hole == "Partition")
    return open && Chance(dice, 6) ? std::string(Pick(dice, kPartitionPatterns)) : "aws";
  if (hole == "Region") return part(kRegionPatterns, kRegions);
  if (hole == "Account") return part(kAccountPatterns, kAccounts);
  return std::string(open ? Pick(dice, kNamePatterns) : Pick(dice, kNames));
}

std::string FillTemplate(Dice& dice, std::string_view text, Wildcards wildcards) {
  std::string filled;
  for (size_t hole = text.find("${"); hole != std::string_view::npos; hole = text.find("${")) {
    const size_t end = text.find('}', hole);
    filled.append(text.substr(0, hole));
    filled += ValueOfHole(dice, text.substr(hole + 2, end - hole - 2), wildcards);
    text.remove_prefix(end + 1);
  }
  return filled.append(text);
}

std::string AnyTemplate(Dice& dice, const Catalog& catalog, ResourceTypeId type,
                        Wildcards wildcards) {
  const size_t index = Below(dice, catalog.TemplateCount(type));
  return FillTemplate(dice, catalog.TemplateOf(type, index), wildcards);
}

ServiceId AnyService(Dice& dice, const Catalog& catalog) {
  // Half of the time one that has many actions and resource types.
  constexpr std::array<std::string_view, 6> kBusy = {"s3",  "sagemaker", "iam",
                                                     "ec2", "lambda",    "dynamodb"};
  if (Chance(dice, 50)) {
    const std::optional<ServiceId> busy = catalog.FindService(Pick(dice, kBusy));
    if (busy.has_value()) return *busy;
  }
  for (;;) {
    const ServiceId service{static_cast<uint16_t>(Below(dice, catalog.ServiceCount()))};
    if (!catalog.ActionsOf(service).IsEmpty()) return service;
  }
}

ActionId AnyAction(Dice& dice, const Catalog& catalog, ServiceId service) {
  const ActionRange range = catalog.ActionsOf(service);
  const size_t offset = Below(dice, size_t{range.last} - range.first);
  return ActionId{static_cast<uint16_t>(range.first + offset)};
}

// The action itself, or a pattern that it matches.
std::string WrittenAction(Dice& dice, const Catalog& catalog, ActionId action) {
  const std::string full = catalog.ActionFullName(action);
  const size_t colon = full.find(':');
  const size_t name = full.size() - colon - 1;
  switch (Below(dice, 10)) {
    case 0:
      return full.substr(0, colon + 1) + "*";
    case 1:
    case 2:
      return full.substr(0, colon + 1 + Between(dice, 1, name)) + "*";
    case 3:
      return Concat({full.substr(0, colon + 1), "*", full.substr(full.size() - (name + 1) / 2)});
    case 4: {
      std::string with_mark = full;
      with_mark[colon + 1 + Below(dice, name)] = '?';
      return with_mark;
    }
    case 5:
      return AsciiLower(full);
    default:
      return full;
  }
}

void FillTagHole(std::string& key) {
  const size_t hole = key.find("${");
  if (hole != std::string::npos) key.replace(hole, key.find('}', hole) - hole + 1, "team");
}

struct TypedTest {
  std::string_view operator_name, first, second;
};

TypedTest TestOfType(Dice& dice, KeyType type) {
  constexpr TypedTest kStrings[] = {{"StringEquals", "alpha", "beta"},
                                    {"StringLike", "alpha*", "b?ta"},
                                    {"StringNotEquals", "alpha", "gamma"},
                                    {"StringNotLike", "team-*", "*-one"},
                                    {"StringEqualsIgnoreCase", "Alpha", "BETA"}};
  constexpr TypedTest kArns[] = {
      {"ArnLike", "arn:aws:iam::111122223333:role/alpha*", "arn:aws:iam::*:role/beta"},
      {"ArnNotEquals", "arn:aws:iam::111122223333:role/alpha", "arn:aws:s3:::team-data"}};
  constexpr TypedTest kNumbers[] = {{"NumericLessThan", "10", "20"},
                                    {"NumericEquals", "7", "8"},
                                    {"NumericGreaterThanEquals", "3", "5"}};
  constexpr TypedTest kDates[] = {{"DateLessThan", "2027-01-01T00:00:00Z", "2028-01-01T00:00:00Z"},
                                  {"DateGreaterThan", "2025-01-01T00:00:00Z", "1767225600"}};
  constexpr TypedTest kAddresses[] = {{"IpAddress", "203.0.113.0/24", "198.51.100.7"},
                                      {"NotIpAddress", "192.0.2.0/24", "2001:db8::/32"}};
  switch (type) {
    case KeyType::kString:
    case KeyType::kArrayOfString:
      return Pick(dice, std::to_array(kStrings));
    case KeyType::kArn:
    case KeyType::kArrayOfArn:
      return Pick(dice, std::to_array(kArns));
    case KeyType::kBool:
    case KeyType::kArrayOfBool:
      return {"Bool", "true", "true"};
    case KeyType::kNumeric:
      return Pick(dice, std::to_array(kNumbers));
    case KeyType::kDate:
      return Pick(dice, std::to_array(kDates));
    case KeyType::kIpAddress:
      return Pick(dice, std::to_array(kAddresses));
  }
  return {"Null", "true", "true"};
}

CorpusTest RandomTest(Dice& dice, const Catalog& catalog, ConditionKeyId id) {
  CorpusTest test;
  test.key = catalog.ConditionKeyName(id);
  FillTagHole(test.key);
  if (Chance(dice, 10)) {
    test.operator_name = "Null";
    test.values = {Chance(dice, 50) ? "true" : "false"};
    return test;
  }
  const TypedTest typed = TestOfType(dice, catalog.ConditionKeyType(id));
  if (catalog.IsMultivalued(id)) {
    test.operator_name = Chance(dice, 50) ? "ForAnyValue:" : "ForAllValues:";
  }
  test.operator_name += typed.operator_name;
  if (Chance(dice, 20)) test.operator_name += "IfExists";
  test.values = {std::string(typed.first)};
  if (typed.first != typed.second && Chance(dice, 40)) test.values.emplace_back(typed.second);
  return test;
}

std::vector<CorpusTest> RandomTests(Dice& dice, const Catalog& catalog, ActionId action) {
  constexpr std::array<std::string_view, 5> kGlobal = {"aws:RequestedRegion", "aws:SourceIp",
                                                       "aws:CurrentTime", "aws:PrincipalTag/team",
                                                       "aws:MultiFactorAuthPresent"};
  std::vector<CorpusTest> tests;
  const size_t wanted = Chance(dice, 60) ? 0 : Between(dice, 1, 2);
  for (size_t i = 0; i < wanted; ++i) {
    const auto own = catalog.ConditionKeysOf(action);
    const std::optional<ConditionKeyId> key = own.empty() || Chance(dice, 50)
                                                  ? catalog.FindConditionKey(Pick(dice, kGlobal))
                                                  : Pick(dice, own);
    if (key.has_value()) tests.push_back(RandomTest(dice, catalog, *key));
  }
  // Equal operators would be one repeated name in the JSON.
  if (tests.size() == 2 && tests[0].operator_name == tests[1].operator_name) tests.pop_back();
  return tests;
}

std::vector<std::string> RandomResources(Dice& dice, const Catalog& catalog, ActionId action) {
  const auto types = catalog.ResourcesOf(action);
  if (types.empty() || Chance(dice, 25)) return {"*"};
  std::vector<std::string> resources;
  const size_t wanted = Between(dice, 1, 3);
  for (size_t i = 0; i < wanted; ++i) {
    std::string resource = AnyTemplate(dice, catalog, Pick(dice, types).type, Wildcards::kSome);
    if (std::find(resources.begin(), resources.end(), resource) == resources.end()) {
      resources.push_back(std::move(resource));
    }
  }
  return resources;
}

CorpusStatement RandomStatement(Dice& dice, const Catalog& catalog) {
  CorpusStatement statement;
  statement.is_deny = Chance(dice, 25);
  statement.is_not_action = Chance(dice, 8);
  const ServiceId service = AnyService(dice, catalog);
  ActionId action = AnyAction(dice, catalog, service);
  const size_t wanted = Between(dice, 1, 4);
  for (size_t i = 0; i < wanted; ++i) {
    action = AnyAction(dice, catalog, Chance(dice, 80) ? service : AnyService(dice, catalog));
    statement.actions.push_back(WrittenAction(dice, catalog, action));
  }
  if (Chance(dice, 2)) statement.actions = {"*"};
  statement.resources = RandomResources(dice, catalog, action);
  statement.is_not_resource = statement.resources[0] != "*" && Chance(dice, 8);
  statement.tests = RandomTests(dice, catalog, action);
  return statement;
}

}  // namespace

std::string RandomPolicy(Dice& dice, const Catalog& catalog) {
  CorpusPolicy policy;
  policy.lone_values_are_scalars = Chance(dice, 50);
  const size_t statements = Between(dice, 1, 4);
  for (size_t i = 0; i < statements; ++i) {
    policy.statements.push_back(RandomStatement(dice, catalog));
    if (Chance(dice, 30)) policy.statements.back().sid = Concat({"S", std::to_string(i)});
  }
  return CorpusPolicyText(policy);
}

std::string RandomArn(Dice& dice, const Catalog& catalog, ResourceTypeId type) {
  std::string arn = AnyTemplate(dice, catalog, type, Wildcards::kNone);
  // Some templates end in a star of their own.
  for (size_t star = arn.find('*'); star != std::string::npos; star = arn.find('*')) {
    arn.replace(star, 1, Pick(dice, kNames));
  }
  return arn;
}

}  // namespace iamsift
