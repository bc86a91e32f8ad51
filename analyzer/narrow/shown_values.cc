#include "analyzer/narrow/shown_values.h"

#include <algorithm>
#include <span>
#include <utility>

#include "analyzer/base/each_once.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

struct LimitedKey {
  std::string_view key;
  bool is_list;
  bool is_arn;
  std::string_view settings[4];  // last parts of the paths that tell the value, without an index
  std::string_view value_prefix;
};

// Source: Service Authorization Reference, Amazon SageMaker; Pulumi AWS, aws.sagemaker.
constexpr LimitedKey kKeys[] = {
    {"sagemaker:InstanceTypes", true, false, {"instanceType", "instanceTypes"}, "ml."},
    {"sagemaker:OutputKmsKeyArn", false, true, {"outputKmsKeyId", "s3KmsKeyId"}, "arn:"},
    {"sagemaker:VolumeKmsKeyArn", false, true, {"kmsKeyId", "kmsKeyArn", "volumeKmsKeyId"}, "arn:"},
    {"sagemaker:VpcSecurityGroupIds", true, false, {"securityGroupIds", "securityGroups"}, "sg-"},
    {"sagemaker:VpcSubnets", true, false, {"subnets", "subnetIds", "subnetId"}, "subnet-"},
};

// Requests that usually leave the value to the domain, or name no instance at all: to ask for the
// key would refuse nearly all of them.
// Source: SageMaker API Reference.
bool MayGoWithout(std::string_view action, std::string_view key) {
  if (action == "CreateUserProfile" || action == "CreateSpace") return true;
  return key == "sagemaker:InstanceTypes" &&
         (action == "CreateDomain" || action == "CreateEndpointConfig");
}

ShownValues Empty(const LimitedKey& key) {
  return {.key = key.key, .is_list = key.is_list, .is_arn = key.is_arn, .values = {}};
}

// `subnets` of vpcConfig.subnets[0].
std::string_view LastPart(std::string_view path) {
  const std::string_view part = path.substr(path.rfind('.') + 1);
  return part.substr(0, part.find('['));
}

bool Tells(const LimitedKey& key, const InfrastructureSetting& setting) {
  const std::string_view part = LastPart(setting.path);
  return !part.empty() && std::find(std::begin(key.settings), std::end(key.settings), part) !=
                              std::end(key.settings);
}

bool IsOfSagemaker(const InfrastructureResource& resource) {
  return resource.type.starts_with("aws:sagemaker/");
}

// False: some value is not known yet.
bool AddSettings(const LimitedKey& key, const Account& account, ShownValues& shown) {
  for (const InfrastructureResource& resource : account.infrastructure) {
    if (!IsOfSagemaker(resource)) continue;
    for (const InfrastructureSetting& setting : resource.settings) {
      if (!Tells(key, setting)) continue;
      if (setting.state != SettingState::kKnown) return false;
      if (setting.text.starts_with(key.value_prefix)) shown.values.emplace_back(setting.text);
    }
  }
  return true;
}

// The tests that say which values may stand there.
bool Names(const ConditionAtom& atom, const LimitedKey& key) {
  return EqualsIgnoreCase(atom.key, key.key) && !atom.op.is_negated && !atom.has_variable &&
         (atom.op.base == BaseOperator::kStringEquals ||
          atom.op.base == BaseOperator::kStringLike || atom.op.base == BaseOperator::kArnLike);
}

void AddTests(const LimitedKey& key, const CompiledStatement& statement, ShownValues& shown) {
  for (const ConditionAtom& atom : statement.conditions) {
    if (!Names(atom, key)) continue;
    for (const std::string_view value : atom.values) {
      if (value.find_first_not_of('*') == value.npos) continue;  // anything
      shown.has_wildcard |= atom.op.base != BaseOperator::kStringEquals && HasWildcard(value);
      shown.values.emplace_back(value);
    }
  }
}

void Keep(ShownValues shown, std::vector<ShownValues>& all) {
  if (shown.values.empty()) return;
  KeepEachOnce(shown.values);
  all.push_back(std::move(shown));
}

bool Lists(const Catalog& catalog, std::span<const ConditionKeyId> keys, std::string_view wanted) {
  return std::any_of(keys.begin(), keys.end(), [&](ConditionKeyId key) {
    return EqualsIgnoreCase(catalog.ConditionKeyName(key), wanted);
  });
}

}  // namespace

std::vector<ShownValues> ValuesOfInfrastructure(const Account& account) {
  std::vector<ShownValues> all;
  if (std::none_of(account.infrastructure.begin(), account.infrastructure.end(), IsOfSagemaker)) {
    return all;
  }
  for (const LimitedKey& key : kKeys) {
    ShownValues shown = Empty(key);
    if (AddSettings(key, account, shown)) Keep(std::move(shown), all);
  }
  return all;
}

std::vector<ShownValues> ValuesOfStatements(const CompiledDocument& document, uint32_t except) {
  std::vector<ShownValues> all;
  for (const LimitedKey& key : kKeys) {
    ShownValues shown = Empty(key);
    for (uint32_t i = 0; i < document.statements.size(); ++i) {
      const CompiledStatement& statement = document.statements[i];
      if (i != except && statement.effect == Effect::kAllow) AddTests(key, statement, shown);
    }
    Keep(std::move(shown), all);
  }
  return all;
}

std::vector<DraftTest> TestsOf(const ShownValues& shown) {
  const std::string_view base = shown.is_arn         ? "ArnLike"
                                : shown.has_wildcard ? "StringLike"
                                                     : "StringEquals";
  std::vector<DraftTest> tests;
  tests.push_back({.operator_name = Concat({shown.is_list ? "ForAllValues:" : "", base}),
                   .key = std::string(shown.key),
                   .values = shown.values});
  if (shown.is_list) {
    tests.push_back({.operator_name = "Null", .key = std::string(shown.key), .values = {"false"}});
  }
  return tests;
}

bool TakesValues(const Catalog& catalog, ActionId action, std::string_view key) {
  const std::string_view name = catalog.ActionName(action);
  if (!name.starts_with("Create") || MayGoWithout(name, key) ||
      catalog.ServicePrefix(catalog.ServiceOf(action)) != "sagemaker") {
    return false;
  }
  if (Lists(catalog, catalog.ConditionKeysOf(action), key)) return true;
  const auto resources = catalog.ResourcesOf(action);
  return std::any_of(resources.begin(), resources.end(), [&](const ActionResource& resource) {
    return Lists(catalog, catalog.ConditionKeysOfList(resource.key_list), key);
  });
}

}  // namespace iamsift
