#include "analyzer/catalog/catalog.h"

#include <gtest/gtest.h>

#include <bit>
#include <set>
#include <vector>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

size_t CountOf(ActionRange range) { return static_cast<size_t>(range.last - range.first); }

size_t BitsOf(std::span<const uint64_t> mask) {
  size_t bits = 0;
  for (const uint64_t word : mask) bits += static_cast<size_t>(std::popcount(word));
  return bits;
}

std::vector<std::string> TypeNamesOf(const Catalog& catalog, std::string_view action) {
  std::vector<std::string> names;
  for (const ActionResource& resource : catalog.ResourcesOf(catalog.FindAction(action).value())) {
    names.emplace_back(catalog.ResourceTypeName(resource.type));
  }
  return names;
}

TEST(Catalog, HasTheCountsOfItsFacts) {
  const Catalog catalog = Catalog::Embedded();
  EXPECT_EQ(catalog.date(), "2026-09-26");
  EXPECT_EQ(catalog.facts_sha256().size(), 64U);
  EXPECT_EQ(catalog.ServiceCount(), 456U);
  EXPECT_EQ(catalog.ActionCount(), 22'091U);
  EXPECT_EQ(catalog.ResourceTypeCount(), 2'334U);
  EXPECT_EQ(catalog.RowCount(FactTable::kGlobalKeys), 59U);
  EXPECT_EQ(catalog.RowCount(FactTable::kServicePrincipals), 360U);
  EXPECT_EQ(catalog.RowCount(FactTable::kEventExceptions), 355U);
  EXPECT_EQ(catalog.RowCount(FactTable::kEventSources), 55U);
  EXPECT_EQ(catalog.RowCount(FactTable::kCfnTypes), 1'828U);
  EXPECT_EQ(catalog.RowCount(FactTable::kRetiredActions), 655U);
  EXPECT_EQ(catalog.RowCount(FactTable::kRetiredPolicies), 21U);
  EXPECT_EQ(catalog.Partitions().size(), 8U);
}

TEST(Catalog, CountsKeysRowsAndTemplatesAsItsFactsDo) {
  const Catalog catalog = Catalog::Embedded();
  std::set<ConditionKeyId> of_services;
  size_t rows = 0;
  for (uint16_t service = 0; service < catalog.ServiceCount(); ++service) {
    for (const ServiceKey& key : catalog.KeysOf(ServiceId{service})) {
      of_services.insert(key.key);
      ++rows;
    }
  }
  EXPECT_EQ(rows, 2'578U);
  EXPECT_EQ(of_services.size(), 1'580U);
  EXPECT_EQ(catalog.ConditionKeyCount(), 1'629U) << "10 of the 59 global keys are of services, too";
  size_t global = 0;
  for (uint16_t key = 0; key < catalog.ConditionKeyCount(); ++key) {
    global += catalog.IsGlobal(ConditionKeyId{key}) ? 1 : 0;
  }
  EXPECT_EQ(global, 59U);
  size_t templates = 0;
  for (uint16_t type = 0; type < catalog.ResourceTypeCount(); ++type) {
    templates += catalog.TemplateCount(ResourceTypeId{type});
  }
  EXPECT_EQ(templates, 2'347U);
}

TEST(Catalog, MasksCountTheLevelsOfAllActions) {
  const Catalog catalog = Catalog::Embedded();
  EXPECT_EQ(BitsOf(catalog.MaskOf(AccessLevel::kList)), 3'719U);
  EXPECT_EQ(BitsOf(catalog.MaskOf(AccessLevel::kRead)), 5'871U);
  EXPECT_EQ(BitsOf(catalog.MaskOf(AccessLevel::kWrite)), 11'357U);
  EXPECT_EQ(BitsOf(catalog.MaskOf(AccessLevel::kTagging)), 719U);
  EXPECT_EQ(BitsOf(catalog.MaskOf(AccessLevel::kPermissionsManagement)), 425U);
  EXPECT_EQ(BitsOf(catalog.UnscopableMask()), 6'724U);
}

struct ServiceCase {
  std::string_view prefix;
  size_t actions;
};
constexpr ServiceCase kServiceCases[] = {{"sagemaker", 449}, {"s3", 180},      {"iam", 190},
                                         {"ec2", 826},       {"bedrock", 262}, {"KMS", 56}};

TEST(Catalog, FindsServicesWithoutCaseAndTheirActions) {
  const Catalog catalog = Catalog::Embedded();
  for (const ServiceCase& c : kServiceCases) {
    const std::optional<ServiceId> service = catalog.FindService(c.prefix);
    ASSERT_TRUE(service) << c.prefix;
    EXPECT_EQ(CountOf(catalog.ActionsOf(*service)), c.actions) << c.prefix;
  }
  EXPECT_FALSE(catalog.FindService(""));
  EXPECT_FALSE(catalog.FindService("zzz"));
  EXPECT_FALSE(catalog.FindService("s"));
  EXPECT_EQ(catalog.ServiceName(catalog.FindService("sagemaker").value()), "Amazon SageMaker");
  EXPECT_TRUE(catalog.ServiceSupportsRcp(catalog.FindService("s3").value()));
  EXPECT_FALSE(catalog.ServiceSupportsRcp(catalog.FindService("ec2").value()));
}

struct PrefixCase {
  std::string_view service, prefix;
  size_t actions;
  std::string_view because;
};
constexpr PrefixCase kPrefixCases[] = {
    {"s3", "Get", 63, "a prefix is a range"},
    {"s3", "get", 63, "names are compared without case"},
    {"ec2", "Describe", 194, "the largest service"},
    {"lambda", "Invoke", 3, "a prefix may be part of a word"},
    {"sts", "Assume", 4, "a small service"},
    {"s3", "", 180, "the empty prefix is the whole service"},
    {"s3", "Zzz", 0, "nothing begins so"},
    {"s3", "GetObjectAclAndMore", 0, "a prefix longer than every name"},
};

TEST(Catalog, FindsTheRangeOfAPrefix) {
  const Catalog catalog = Catalog::Embedded();
  for (const PrefixCase& c : kPrefixCases) {
    const ServiceId service = catalog.FindService(c.service).value();
    const ActionRange range = catalog.ActionsWithPrefix(service, c.prefix);
    EXPECT_EQ(CountOf(range), c.actions) << c.service << ":" << c.prefix << ": " << c.because;
  }
}

struct ActionCase {
  std::string_view action;
  char level;
};
constexpr ActionCase kActionCases[] = {
    {"iam:PassRole", 'W'},   {"bedrock:InvokeModel", 'R'},     {"kms:Decrypt", 'W'},
    {"sts:AssumeRole", 'W'}, {"lambda:AddPermission", 'P'},    {"iam:CreateAccessKey", 'W'},
    {"S3:getobject", 'R'},   {"sagemaker:DescribeModel", 'R'},
};

TEST(Catalog, KnowsTheLevelsOfActions) {
  const Catalog catalog = Catalog::Embedded();
  for (const ActionCase& c : kActionCases) {
    const std::optional<ActionId> action = catalog.FindAction(c.action);
    ASSERT_TRUE(action) << c.action;
    EXPECT_EQ(LevelLetter(catalog.LevelOf(*action)), c.level) << c.action;
  }
}

TEST(Catalog, DoesNotListOperationsThatAreNoActions) {
  const Catalog catalog = Catalog::Embedded();
  for (const std::string_view name :
       {"sagemaker:GetModel", "sagemaker:UpdateModel", "bedrock:Converse", "s3:ListObjectsV2",
        "s3:HeadObject", "lambda:Invoke", "s3:", ":GetObject", "GetObject", "", ":", "s3:Get*"}) {
    EXPECT_FALSE(catalog.FindAction(name)) << name;
  }
}

TEST(Catalog, KnowsWhatActionsCanBeLimitedTo) {
  const Catalog catalog = Catalog::Embedded();
  EXPECT_EQ(TypeNamesOf(catalog, "s3:ListBucket"),
            (std::vector<std::string>{"accesspoint", "bucket"}));
  for (const std::string_view name :
       {"s3:ListAllMyBuckets", "ec2:DescribeInstances", "ecr:GetAuthorizationToken"}) {
    EXPECT_FALSE(catalog.IsScopable(catalog.FindAction(name).value())) << name;
  }
  size_t required = 0;
  for (const ActionResource& resource :
       catalog.ResourcesOf(catalog.FindAction("ec2:RunInstances").value())) {
    required += resource.required ? 1 : 0;
  }
  EXPECT_EQ(required, 5U);
}

TEST(Catalog, GivesTheTemplatesOfResourceTypes) {
  const Catalog catalog = Catalog::Embedded();
  const ServiceId s3 = catalog.FindService("s3").value();
  const std::optional<ResourceTypeId> object = catalog.FindResourceType(s3, "object");
  ASSERT_TRUE(object);
  EXPECT_EQ(catalog.TemplateOf(*object), "arn:${Partition}:s3:::${BucketName}/${ObjectName}");
  EXPECT_EQ(catalog.ServiceOf(*object), s3);
  EXPECT_FALSE(catalog.FindResourceType(s3, "Object")) << "type names are compared with case";
  EXPECT_FALSE(catalog.FindResourceType(s3, "zzz"));
}

TEST(Catalog, EveryRangeIsSortedAndEveryNameUniqueWithoutCase) {
  const Catalog catalog = Catalog::Embedded();
  std::set<std::string> names;
  for (uint16_t service = 0; service < catalog.ServiceCount(); ++service) {
    const ActionRange range = catalog.ActionsOf(ServiceId{service});
    for (uint16_t action = range.first; action < range.last; ++action) {
      EXPECT_EQ(catalog.ServiceOf(ActionId{action}).value, service);
      EXPECT_TRUE(names.insert(AsciiLower(catalog.ActionFullName(ActionId{action}))).second);
      if (action == range.first) continue;
      const ActionId previous{static_cast<uint16_t>(action - 1)};
      EXPECT_LT(
          CompareIgnoreCase(catalog.ActionName(previous), catalog.ActionName(ActionId{action})), 0);
    }
  }
  EXPECT_EQ(names.size(), catalog.ActionCount());
}

TEST(Catalog, FindsEveryActionByItsFullName) {
  const Catalog catalog = Catalog::Embedded();
  for (size_t at = 0; at < catalog.ActionCount(); ++at) {
    const ActionId action{static_cast<uint16_t>(at)};
    ASSERT_EQ(catalog.FindAction(catalog.ActionFullName(action)), action);
  }
}

TEST(Catalog, CarriesFlagsDatesAndDependents) {
  const Catalog catalog = Catalog::Embedded();
  const ActionId pass_role = catalog.FindAction("iam:PassRole").value();
  EXPECT_TRUE(catalog.IsPermissionOnly(pass_role));
  EXPECT_FALSE(catalog.HasUnknownFlags(pass_role));
  EXPECT_EQ(catalog.SinceDate(pass_role), "2020-12-05");
  const ActionId run = catalog.FindAction("ssm:UpdateManagedInstancePublicKey").value();
  EXPECT_TRUE(catalog.HasUnknownFlags(run));
  EXPECT_EQ(catalog.SinceDate(run), "2026-08-20");
  size_t unknown = 0;
  size_t permission_only = 0;
  size_t pairs = 0;
  size_t needing_pass_role = 0;
  for (size_t at = 0; at < catalog.ActionCount(); ++at) {
    const ActionId action{static_cast<uint16_t>(at)};
    unknown += catalog.HasUnknownFlags(action) ? 1 : 0;
    permission_only += catalog.IsPermissionOnly(action) ? 1 : 0;
    pairs += catalog.DependentsOf(action).size();
    for (const ActionId dependent : catalog.DependentsOf(action)) {
      needing_pass_role += dependent == pass_role ? 1 : 0;
    }
  }
  EXPECT_EQ(unknown, 706U);
  EXPECT_EQ(permission_only, 1'435U);
  EXPECT_EQ(pairs, 4'477U);
  EXPECT_EQ(needing_pass_role, 278U);
}

TEST(Catalog, CarriesActionTags) {
  const Catalog catalog = Catalog::Embedded();
  size_t tagged = 0;
  for (size_t at = 0; at < catalog.ActionCount(); ++at) {
    tagged += catalog.TagsOf(ActionId{static_cast<uint16_t>(at)}) != 0 ? 1 : 0;
  }
  EXPECT_EQ(tagged, 482U);
  EXPECT_EQ(catalog.TagsOf(catalog.FindAction("acm-pca:PutPolicy").value()), kExposesResource);
  EXPECT_EQ(catalog.TagsOf(catalog.FindAction("s3:ListAllMyBuckets").value()), 0);
}

TEST(Catalog, TellsAWithdrawnActionFromATypo) {
  const Catalog catalog = Catalog::Embedded();
  const std::optional<RetiredAction> gone = catalog.FindRetiredAction("AIDevOps:invokeagent");
  ASSERT_TRUE(gone);
  EXPECT_EQ(gone->name, "aidevops:InvokeAgent");
  EXPECT_EQ(gone->first_seen, "2025-12-06");
  EXPECT_EQ(gone->gone_by, "2025-12-09");
  EXPECT_FALSE(catalog.FindRetiredAction("s3:GetObjekt"));
  EXPECT_FALSE(catalog.FindRetiredAction("s3:GetObject"));
}

TEST(Catalog, KnowsPrincipalsPartitionsAndCloudFormationTypes) {
  const Catalog catalog = Catalog::Embedded();
  EXPECT_TRUE(catalog.IsServicePrincipal("sagemaker.amazonaws.com"));
  EXPECT_FALSE(catalog.IsServicePrincipal("sagemaker.example.com"));
  std::vector<std::string_view> names;
  for (const Partition& partition : catalog.Partitions()) names.push_back(partition.name);
  EXPECT_EQ(names,
            (std::vector<std::string_view>{"aws", "aws-cn", "aws-eusc", "aws-iso", "aws-iso-b",
                                           "aws-iso-e", "aws-iso-f", "aws-us-gov"}));
  EXPECT_EQ(catalog.Partitions()[1].dns_suffix, "amazonaws.com.cn");
  EXPECT_EQ(catalog.Partitions()[1].regions, "cn-north-1 cn-northwest-1");
  const std::optional<CfnType> bucket = catalog.FindCfnType("AWS::S3::Bucket");
  ASSERT_TRUE(bucket);
  EXPECT_EQ(bucket->resource_type, "s3/bucket");
  EXPECT_FALSE(catalog.FindCfnType("AWS::S3::bucket"));
}

TEST(Catalog, MapsCloudTrailNames) {
  const Catalog catalog = Catalog::Embedded();
  EXPECT_EQ(catalog.ServicesOfEventSource("autoscaling.amazonaws.com"),
            "autoscaling application-autoscaling autoscaling-plans");
  EXPECT_EQ(catalog.ServicesOfEventSource("kms.amazonaws.com"), "");
  const std::optional<EventException> renamed =
      catalog.FindEventException("apigateway", "CreateApi");
  ASSERT_TRUE(renamed);
  EXPECT_EQ(renamed->kind, EventKind::kRenamed);
  EXPECT_EQ(renamed->actions, "apigateway:POST");
  const auto all = catalog.FindEventException("cloudfront", "CreateDistributionWithTags");
  ASSERT_TRUE(all);
  EXPECT_EQ(all->kind, EventKind::kAllOf);
  const auto none = catalog.FindEventException("connect", "GetTranscript");
  ASSERT_TRUE(none);
  EXPECT_EQ(none->kind, EventKind::kNoAction);
  EXPECT_FALSE(catalog.FindEventException("s3", "GetObject"));
}

struct KeyCase {
  std::string_view name, found;
  std::string_view because;
};
constexpr KeyCase kKeyCases[] = {
    {"aws:ResourceTag/team", "aws:ResourceTag/${TagKey}", "${TagKey} is a hole"},
    {"AWS:resourcetag/Team", "aws:ResourceTag/${TagKey}", "keys are compared without case"},
    {"aws:ResourceTag/a/b:c", "aws:ResourceTag/${TagKey}", "a tag key may hold / and :"},
    {"aws:ResourceTag/", "", "a hole takes one character or more"},
    {"aws:ResourceTag", "", "the slash belongs to the key"},
    {"aws:PrincipalOrgID", "aws:PrincipalOrgID", "a global key"},
    {"aws:principalorgid", "aws:PrincipalOrgID", "a global key without case"},
    {"s3:ExistingObjectTag/team", "s3:ExistingObjectTag/<key>", "<key> is a hole"},
    {"secretsmanager:ResourceTag/team", "secretsmanager:ResourceTag/tag-key", "/tag-key is a hole"},
    {"ssm:resourceTag/team", "ssm:resourceTag/${TagKey}", "of two spellings the first in order"},
    {"ssm:resourceTag/tag-key", "ssm:resourceTag/${TagKey}", "the other spelling is the same key"},
    {"ssm:resourceTag/aws:ssmmessages:session-id", "ssm:resourceTag/aws:ssmmessages:session-id",
     "a literal key goes before a hole"},
    {"glacier:ResourceTag/team", "glacier:ResourceTag/", "a bare slash at the end is a hole"},
    {"sagemaker:ResourceTag/${TagKey}", "sagemaker:ResourceTag/",
     "the documented name of the other spelling"},
    {"aws:ResourceTag/${TagKey}", "aws:ResourceTag/${TagKey}", "the documented name itself"},
    {"kms:EncryptionContext:app", "kms:EncryptionContext:${EncryptionContextKey}",
     "a hole after a colon"},
    {"codebuild:secondarySources/x.location",
     "codebuild:secondarySources/${sourceIdentifier}.location", "a hole in the middle"},
    {"codebuild:secondarySources/.location", "", "a hole in the middle takes something"},
    {"events:Metadata/x/Matcher", "events:Metadata/${MetadataKey}/Matcher",
     "the key with the most literal text"},
    {"agent.eu.buildkite.dev:cluster_id", "agent.${Domain}.buildkite.dev:cluster_id",
     "a hole in the provider's name"},
    {"token.actions.githubusercontent.com:actor", "token.actions.githubusercontent.com:actor",
     "keys may start with another name than a service"},
    {"aws:PrincipalOrgIDs", "", "no such key"},
    {"", "", "nothing"},
};

TEST(Catalog, FindsTheKeyThatANameIsAnInstanceOf) {
  const Catalog catalog = Catalog::Embedded();
  for (const KeyCase& c : kKeyCases) {
    const std::optional<ConditionKeyId> key = catalog.FindConditionKey(c.name);
    EXPECT_EQ(key ? catalog.ConditionKeyName(*key) : "", c.found) << c.name << ": " << c.because;
  }
}

TEST(Catalog, FindsEveryKeyByItsDocumentedName) {
  const Catalog catalog = Catalog::Embedded();
  size_t spellings = 0;
  for (uint16_t key = 0; key < catalog.ConditionKeyCount(); ++key) {
    EXPECT_EQ(catalog.FindConditionKey(catalog.ConditionKeyName(ConditionKeyId{key})),
              catalog.CanonicalKey(ConditionKeyId{key}));
    spellings += catalog.CanonicalKey(ConditionKeyId{key}) == ConditionKeyId{key} ? 0 : 1;
  }
  EXPECT_EQ(spellings, 3U) << "of ssm, sagemaker and elasticloadbalancing";
}

struct KeyTypeCase {
  std::string_view key, type;
  bool global;
  std::string_view because;
};
constexpr KeyTypeCase kKeyTypeCases[] = {
    {"aws:TagKeys", "ArrayOfString", true, "multivalued in both tables"},
    {"aws:CalledVia", "ArrayOfString", true, "multivalued in the global table alone"},
    {"aws:SourceIp", "IPAddress", true, "a global key of its own type"},
    {"aws:MultiFactorAuthPresent", "Bool", true, "a global key of its own type"},
    {"identitystore:UserId", "String", true, "of two types the global table's"},
    {"s3:TlsVersion", "Numeric", false, "a key of one service"},
};

TEST(Catalog, KnowsTheTypesOfKeys) {
  const Catalog catalog = Catalog::Embedded();
  for (const KeyTypeCase& c : kKeyTypeCases) {
    const std::optional<ConditionKeyId> key = catalog.FindConditionKey(c.key);
    ASSERT_TRUE(key) << c.key;
    EXPECT_EQ(KeyTypeName(catalog.ConditionKeyType(*key)), c.type) << c.key << ": " << c.because;
    EXPECT_EQ(catalog.IsMultivalued(*key), c.type.starts_with("ArrayOf")) << c.key;
    EXPECT_EQ(catalog.IsGlobal(*key), c.global) << c.key;
  }
  const auto arn = catalog.GlobalKeyOf(catalog.FindConditionKey("aws:PrincipalArn").value());
  ASSERT_TRUE(arn);
  EXPECT_EQ(arn->group, "principal");
  EXPECT_TRUE(arn->always_in_context);
  EXPECT_FALSE(catalog.GlobalKeyOf(catalog.FindConditionKey("s3:TlsVersion").value()));
}

TEST(Catalog, KeepsTheTypeThatEachServiceGivesAKey) {
  const Catalog catalog = Catalog::Embedded();
  const ConditionKeyId user = catalog.FindConditionKey("identitystore:UserId").value();
  std::set<KeyType> types;
  for (uint16_t service = 0; service < catalog.ServiceCount(); ++service) {
    for (const ServiceKey& key : catalog.KeysOf(ServiceId{service})) {
      if (key.key == user) types.insert(key.type);
    }
  }
  EXPECT_EQ(types, (std::set<KeyType>{KeyType::kString, KeyType::kArrayOfString}));
}

}  // namespace
}  // namespace iamsift
