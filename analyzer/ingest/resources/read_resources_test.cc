#include "analyzer/ingest/resources/read_resources.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>

#include "analyzer/base/json_writer.h"
#include "analyzer/base/status.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

class Files {
 public:
  Files() = default;
  Files(std::string name, std::string text) { Add(std::move(name), std::move(text)); }

  Files& Add(std::string name, std::string text) {
    files_.emplace_back(std::move(name), std::move(text));
    return *this;
  }

  std::vector<JsonText> Texts() const {
    std::vector<JsonText> texts;
    for (const SourceFile& file : files_) {
      texts.push_back({.source = &file,
                       .json = file.text(),
                       .rewritten = nullptr,
                       .input = static_cast<uint32_t>(texts.size())});
    }
    return texts;
  }

  ResourcePoliciesReading Read(const LoadOptions& options = {}) const {
    return ReadResourcePolicies(Texts(), options);
  }

  std::string_view text(size_t index) const { return files_[index].text(); }

 private:
  std::deque<SourceFile> files_;
};

std::string Quoted(std::string_view text) {
  std::string quoted;
  AppendJsonString(quoted, text);
  return quoted;
}

constexpr std::string_view kPolicy =
    R"({"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "x:Use", "Resource": "*"}]})";

// `@` stands for the policy as a string, `#` for the policy as an object.
std::string WithPolicy(std::string_view answer) {
  std::string text;
  for (const char c : answer) {
    if (c == '@') {
      text += Quoted(kPolicy);
    } else if (c == '#') {
      text += kPolicy;
    } else {
      text += c;
    }
  }
  return text;
}

// What the row's first action is, by the input's own bytes.
std::string_view ActionInInput(const ResourcePolicies& policies, const ResourcePolicy& row,
                               std::string_view input) {
  const TextAt action =
      policies.documents().at(row.text->document).statements.at(0).actions.items.at(0);
  const size_t at = InputOffsetOf(row.text->place, input, action.span.begin);
  return input.substr(input.find("x:Use", at), action.text.size());
}

struct AnswerCase {
  std::string_view file, answer, arn, account, service;
};
constexpr AnswerCase kAnswers[] = {
    {"s3api.get-bucket-policy/fjord.json", R"({"Policy": @})", "arn:aws:s3:::fjord", "", "s3"},
    {"111122223333/s3api.get-bucket-policy/fjord.json", R"({"Policy": @})", "arn:aws:s3:::fjord",
     "111122223333", "s3"},
    {"111122223333/eu-west-1/s3control.get-access-point-policy/ap.json", R"({"Policy": @})",
     "arn:aws:s3:eu-west-1:111122223333:accesspoint/ap", "111122223333", "s3"},
    {"efs.describe-file-system-policy/x.json", R"({"FileSystemId": "fs-1", "Policy": @})",
     "arn:aws:elasticfilesystem:*:*:file-system/fs-1", "", "elasticfilesystem"},
    {"111122223333/us-gov-west-1/kms.get-key-policy/k1.json",
     R"({"Policy": @, "PolicyName": "default"})",
     "arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/k1", "111122223333", "kms"},
    {"kms.get-key-policy/arn%3Aaws%3Akms%3Aeu-west-1%3A111122223333%3Akey%2Fk1.json",
     R"({"Policy": @})", "arn:aws:kms:eu-west-1:111122223333:key/k1", "111122223333", "kms"},
    {"sqs.get-queue-attributes/jobs.json",
     R"({"Attributes": {"QueueArn": "arn:aws:sqs:eu-west-1:111122223333:jobs", "Policy": @}})",
     "arn:aws:sqs:eu-west-1:111122223333:jobs", "111122223333", "sqs"},
    {"sns.get-topic-attributes/t.json",
     R"({"Attributes": {"TopicArn": "arn:aws:sns:eu-west-1:111122223333:t", "Policy": @}})",
     "arn:aws:sns:eu-west-1:111122223333:t", "111122223333", "sns"},
    {"lambda.get-policy/f.json", R"({"Policy": #, "RevisionId": "1"})",
     "arn:aws:lambda:*:*:function:f", "", "lambda"},
    {"lambda.get-policy/f.json",
     R"({"Policy": {"Statement": [{"Effect": "Allow", "Action": "x:Use", "Principal": "*",
         "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:f"}]}})",
     "arn:aws:lambda:eu-west-1:111122223333:function:f", "111122223333", "lambda"},
    {"secretsmanager.get-resource-policy/s.json",
     R"({"ARN": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:s-a1b2c3", "ResourcePolicy": @})",
     "arn:aws:secretsmanager:eu-west-1:111122223333:secret:s-a1b2c3", "111122223333",
     "secretsmanager"},
    {"eu-west-1/ecr.get-repository-policy/x.json",
     R"({"registryId": "111122223333", "repositoryName": "team/train", "policyText": @})",
     "arn:aws:ecr:eu-west-1:111122223333:repository/team/train", "111122223333", "ecr"},
    {"ecr.get-registry-policy.json", R"({"registryId": "111122223333", "policyText": @})", "",
     "111122223333", "ecr"},
    {"111122223333/eu-west-1/sagemaker.get-model-package-group-policy/fraud.json",
     R"({"ResourcePolicy": @})",
     "arn:aws:sagemaker:eu-west-1:111122223333:model-package-group/fraud", "111122223333",
     "sagemaker"},
    {"111122223333/eu-west-1/glue.get-resource-policy.json", R"({"PolicyInJson": @})",
     "arn:aws:glue:eu-west-1:111122223333:catalog", "111122223333", "glue"},
    {"dynamodb.get-resource-policy/t.json", R"({"Policy": @})", "arn:aws:dynamodb:*:*:table/t", "",
     "dynamodb"},
    {"kinesis.get-resource-policy/s.json", R"({"Policy": @})", "arn:aws:kinesis:*:*:stream/s", "",
     "kinesis"},
    {"acm-pca.get-policy/c.json", R"({"Policy": @})", "arn:aws:acm-pca:*:*:certificate-authority/c",
     "", "acm-pca"},
    {"backup.get-backup-vault-access-policy/v.json",
     R"({"BackupVaultArn": "arn:aws:backup:eu-west-1:111122223333:backup-vault:v", "Policy": @})",
     "arn:aws:backup:eu-west-1:111122223333:backup-vault:v", "111122223333", "backup"},
    {"kafka.get-cluster-policy/c.json", R"({"Policy": @})", "arn:aws:kafka:*:*:cluster/c", "",
     "kafka"},
    {"events.describe-event-bus/b.json",
     R"({"Name": "b", "Arn": "arn:aws:events:eu-west-1:111122223333:event-bus/b", "Policy": @})",
     "arn:aws:events:eu-west-1:111122223333:event-bus/b", "111122223333", "events"},
    {"mediastore.get-container-policy/c.json", R"({"Policy": @})",
     "arn:aws:mediastore:*:*:container/c", "", "mediastore"},
    {"network-firewall.describe-resource-policy/"
     "arn%3Aaws%3Anetwork-firewall%3Aeu-west-1%3A111122223333%3Afirewall-policy%2Fp.json",
     R"({"Policy": @})", "arn:aws:network-firewall:eu-west-1:111122223333:firewall-policy/p",
     "111122223333", "network-firewall"},
    {"redshift.get-resource-policy/x.json",
     R"({"ResourcePolicy": {"ResourceArn": "arn:aws:redshift:eu-west-1:111122223333:namespace:n", "Policy": @}})",
     "arn:aws:redshift:eu-west-1:111122223333:namespace:n", "111122223333", "redshift"},
    {"codebuild.get-resource-policy/p.json", R"({"policy": @})", "arn:aws:codebuild:*:*:project/p",
     "", "codebuild"},
    {"cloudtrail.get-resource-policy/x.json",
     R"({"ResourceArn": "arn:aws:cloudtrail:eu-west-1:111122223333:eventdatastore/e", "ResourcePolicy": @})",
     "arn:aws:cloudtrail:eu-west-1:111122223333:eventdatastore/e", "111122223333", "cloudtrail"},
    {"s3tables.get-table-bucket-policy/b.json", R"({"resourcePolicy": @})",
     "arn:aws:s3tables:*:*:bucket/b", "", "s3tables"},
    {"codeartifact.get-domain-permissions-policy/d.json",
     R"({"policy": {"resourceArn": "arn:aws:codeartifact:eu-west-1:111122223333:domain/d", "revision": "1", "document": @}})",
     "arn:aws:codeartifact:eu-west-1:111122223333:domain/d", "111122223333", "codeartifact"},
    {"111122223333/eu-west-1/apigateway.get-rest-api/x.json",
     R"({"id": "a1b2c3", "name": "api", "policy": @})",
     "arn:aws:execute-api:eu-west-1:111122223333:a1b2c3", "111122223333", "execute-api"},
    {"eu-west-1/ec2.describe-vpc-endpoints/all.json",
     R"({"VpcEndpoints": [{"VpcEndpointId": "vpce-1", "OwnerId": "111122223333", "PolicyDocument": @}]})",
     "arn:aws:ec2:eu-west-1:111122223333:vpc-endpoint/vpce-1", "111122223333", "ec2"},
    {"glacier.get-vault-access-policy/v.json", R"({"policy": {"Policy": @}})",
     "arn:aws:glacier:*:*:vaults/v", "", "glacier"},
    {"111122223333/logs.describe-resource-policies/all.json",
     R"({"resourcePolicies": [{"policyName": "p", "policyDocument": @}]})", "", "111122223333",
     "logs"},
    {"111122223333/xray.list-resource-policies/all.json",
     R"({"ResourcePolicies": [{"PolicyName": "p", "PolicyDocument": @}]})", "", "111122223333",
     "xray"},
    {"rows.ndjson", R"({"arn": "arn:aws:s3:::fjord", "account": "111122223333", "policy": @})",
     "arn:aws:s3:::fjord", "111122223333", "s3"},
    {"rows.ndjson", R"({"arn": "arn:aws:sqs:eu-west-1:111122223333:q", "policy": #})",
     "arn:aws:sqs:eu-west-1:111122223333:q", "111122223333", "sqs"},
};

TEST(ResourcePolicyAnswers, AreReadOfEveryService) {
  for (const AnswerCase& c : kAnswers) {
    const Files files(std::string(c.file), WithPolicy(c.answer));
    const ResourcePoliciesReading reading = files.Read();
    ASSERT_THAT(reading.errors, IsEmpty()) << c.file << ": " << reading.errors[0];
    ASSERT_THAT(reading.unfit, IsEmpty()) << c.file;
    ASSERT_THAT(reading.policies.all(), SizeIs(1)) << c.file;
    const ResourcePolicy& row = reading.policies.all()[0];
    EXPECT_EQ(row.arn, c.arn) << c.file;
    EXPECT_EQ(row.account, c.account) << c.file;
    EXPECT_EQ(row.service, c.service) << c.file;
    ASSERT_TRUE(row.text.has_value()) << c.file;
    EXPECT_EQ(ActionInInput(reading.policies, row, files.text(0)), "x:Use") << c.file;
  }
}

TEST(ResourcePolicyAnswers, TakeAccountAndRegionFromTheOptions) {
  LoadOptions options;
  options.account = "111122223333";
  options.region = "cn-north-1";
  const Files files("kms.get-key-policy/k1.json", WithPolicy(R"({"Policy": @})"));
  const ResourcePoliciesReading reading = files.Read(options);
  EXPECT_EQ(reading.policies.all()[0].arn, "arn:aws-cn:kms:cn-north-1:111122223333:key/k1");
}

TEST(ResourcePolicyAnswers, WithoutAPolicySayThatThereIsNone) {
  Files files;
  files.Add("kinesis.get-resource-policy/s.json", "{}");
  files.Add("secretsmanager.get-resource-policy/s.json",
            R"({"ARN": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:s", "Name": "s"})");
  files.Add("eu-west-1/111122223333/apigateway.get-rest-api/x.json",
            R"({"id": "x", "policy": ""})");
  const ResourcePoliciesReading reading = files.Read();
  EXPECT_THAT(reading.errors, IsEmpty());
  ASSERT_THAT(reading.policies.all(), SizeIs(3));
  for (const ResourcePolicy& row : reading.policies.all()) EXPECT_FALSE(row.text.has_value());
}

TEST(ResourcePolicyAnswers, OfThingsAndFindingsAreLeftOut) {
  Files files;
  files.Add("iot.get-policy/p.json", R"({"policyDocument": "{}"})");
  files.Add("access-analyzer.get-finding-v2.json",
            R"({"resourceOwnerAccount": "111122223333", "findingDetails": []})");
  const ResourcePoliciesReading reading = files.Read();
  EXPECT_THAT(reading.errors, IsEmpty());
  EXPECT_THAT(reading.unfit, IsEmpty());
  EXPECT_TRUE(reading.policies.empty());
}

TEST(ResourcePolicyAnswers, APolicyThatIsNoneIsKeptAsUnreadable) {
  const Files files(
      "sqs.get-queue-attributes/q.json",
      R"({"Attributes": {"QueueArn": "arn:aws:sqs:eu-west-1:111122223333:q", "Policy": "nonsense"}})");
  const ResourcePoliciesReading reading = files.Read();
  EXPECT_THAT(reading.errors, IsEmpty());
  const ResourcePolicy& row = reading.policies.all()[0];
  ASSERT_TRUE(row.text.has_value());
  EXPECT_TRUE(reading.policies.documents().at(row.text->document).is_invalid);
}

TEST(BucketSettings, ComeFromTheirOwnAnswers) {
  Files files;
  files.Add("111122223333/s3api.get-bucket-policy/fjord.json", WithPolicy(R"({"Policy": @})"));
  files.Add(
      "111122223333/s3api.get-public-access-block/fjord.json",
      R"({"PublicAccessBlockConfiguration": {"RestrictPublicBuckets": true, "IgnorePublicAcls": false}})");
  files.Add("s3api.get-bucket-ownership-controls/fjord.json",
            R"({"OwnershipControls": {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}})");
  files.Add("s3control.get-public-access-block/111122223333.json",
            R"({"PublicAccessBlockConfiguration": {"IgnorePublicAcls": true}})");
  const ResourcePoliciesReading reading = files.Read();
  EXPECT_THAT(reading.errors, IsEmpty());
  ASSERT_THAT(reading.policies.all(), SizeIs(1));
  const BucketSettings& settings = reading.policies.all()[0].settings;
  EXPECT_TRUE(settings.is_known);
  EXPECT_TRUE(settings.restrict_public_buckets);
  EXPECT_TRUE(settings.ignore_public_acls) << "the account's";
  EXPECT_EQ(settings.ownership, ObjectOwnership::kBucketOwnerEnforced);
}

TEST(BucketSettings, AnEmptyAnswerSaysThatNothingIsSwitched) {
  Files files("s3api.get-public-access-block/fjord.json", "{}");
  files.Add("s3api.get-bucket-ownership-controls/fjord.json", "{}");
  const ResourcePoliciesReading reading = files.Read();
  EXPECT_THAT(reading.unfit, IsEmpty());
  const BucketSettings& settings = reading.policies.all()[0].settings;
  EXPECT_TRUE(settings.is_known);
  EXPECT_FALSE(settings.restrict_public_buckets);
  EXPECT_EQ(settings.ownership, ObjectOwnership::kAclsInForce);
}

std::string ConfigItem(std::string_view time, std::string_view policy_action,
                       std::string_view status = "OK") {
  const std::string policy =
      Concat({R"({"Statement": [{"Effect": "Allow", "Principal": "*", "Action": ")", policy_action,
              R"(", "Resource": "*"}]})"});
  return Concat({R"({"configurationItemCaptureTime": ")", time,
                 R"(", "configurationItemStatus": ")", status,
                 R"(", "awsAccountId": "111122223333", "resourceType": "AWS::S3::Bucket", )",
                 R"("ARN": "arn:aws:s3:::fjord", "supplementaryConfiguration": {"BucketPolicy": )",
                 Quoted(Concat({R"({"policyText": )", Quoted(policy), "}"})),
                 R"(, "PublicAccessBlockConfiguration": )",
                 Quoted(R"({"restrictPublicBuckets": true})"), "}}"});
}

std::string ActionOf(const ResourcePoliciesReading& reading, size_t index) {
  const ResourcePolicy& row = reading.policies.all()[index];
  if (!row.text) return "none";
  return std::string(reading.policies.documents()
                         .at(row.text->document)
                         .statements.at(0)
                         .actions.items.at(0)
                         .text);
}

TEST(ConfigItems, AreReadFromASnapshotWithTheirPlaces) {
  const Files files("snapshot.json", Concat({R"({"fileVersion": "1.0", "configurationItems": [)",
                                             ConfigItem("2026-01-02T00:00:00Z", "x:Use"), "]}"}));
  const ResourcePoliciesReading reading = files.Read();
  ASSERT_THAT(reading.errors, IsEmpty()) << reading.errors[0];
  ASSERT_THAT(reading.policies.all(), SizeIs(1));
  const ResourcePolicy& row = reading.policies.all()[0];
  EXPECT_EQ(row.account, "111122223333");
  EXPECT_TRUE(row.settings.restrict_public_buckets);
  EXPECT_EQ(row.text->place.pointer,
            "/configurationItems/0/supplementaryConfiguration/BucketPolicy");
  const TextAt action =
      reading.policies.documents().at(row.text->document).statements[0].actions.items[0];
  const size_t at = InputOffsetOf(row.text->place, files.text(0), action.span.begin);
  EXPECT_THAT(files.text(0).substr(at), StartsWith(R"(\\\"x:Use\\\")"));
}

TEST(ConfigItems, TheYoungestCaptureCounts) {
  const Files files(
      "history.json",
      Concat({R"({"configurationItems": [)", ConfigItem("2026-01-02T00:00:00Z", "x:B"), ",",
              ConfigItem("2026-01-03T00:00:00Z", "x:C"), ",",
              ConfigItem("2026-01-01T00:00:00Z", "x:A"), ",",
              ConfigItem("2026-01-04T00:00:00Z", "x:D", "ResourceDeleted"), "]}"}));
  const ResourcePoliciesReading reading = files.Read();
  ASSERT_THAT(reading.policies.all(), SizeIs(1));
  EXPECT_EQ(ActionOf(reading, 0), "x:C");
  EXPECT_THAT(reading.diagnostics, IsEmpty());
}

TEST(ConfigItems, AreReadFromQueriesWhereEachIsText) {
  const std::string item =
      Concat({R"({"accountId": "111122223333", "arn": "arn:aws:sqs:eu-west-1:111122223333:q", )",
              R"("resourceType": "AWS::SQS::Queue", "configuration": )",
              Quoted(Concat({R"({"Policy": )", Quoted(kPolicy), "}"})), "}"});
  const Files files("query.json",
                    Concat({R"({"Results": [)", Quoted(item), R"(], "QueryInfo": {}})"}));
  const ResourcePoliciesReading reading = files.Read();
  ASSERT_THAT(reading.errors, IsEmpty()) << reading.errors[0];
  ASSERT_THAT(reading.policies.all(), SizeIs(1));
  EXPECT_EQ(ActionInInput(reading.policies, reading.policies.all()[0], files.text(0)), "x:Use");
}

TEST(ConfigItems, ABrokenOneDoesNotHideTheOthers) {
  const Files files("snapshot.json",
                    Concat({R"({"configurationItems": [{"resourceType": "AWS::S3::Bucket"}, 7, )",
                            ConfigItem("2026-01-02T00:00:00Z", "x:Use"), "]}"}));
  const ResourcePoliciesReading reading = files.Read();
  ASSERT_THAT(reading.errors, SizeIs(2));
  EXPECT_EQ(MessageOf(reading.errors[0]), "snapshot.json:1:25: expected `ARN`, an ARN");
  EXPECT_EQ(MessageOf(reading.errors[1]), "snapshot.json:1:62: expected a configuration item");
  EXPECT_THAT(reading.policies.all(), SizeIs(1));
}

TEST(Collected, PoliciesTakeTheirArnFromTheFileBeside) {
  const std::string at = "data/aws/aws/accounts/111122223333/";
  Files files;
  files.Add(at + "kms/eu-west-1/key/k1/policy.json", std::string(kPolicy));
  files.Add(at + "kms/eu-west-1/key/k1/metadata.json",
            R"({"arn": "arn:aws:kms:eu-west-1:111122223333:key/K1"})");
  files.Add(at + "s3/fjord/metadata.json", R"({"arn": "arn:aws:s3:::Fjord"})");
  files.Add(at + "s3/fjord/bpa.json",
            R"({"blockPublicAcls": true, "restrictPublicBuckets": true})");
  files.Add(at + "s3/fjord/encryption.json", "{}");
  files.Add(at + "iam/policy/p/policy.json", std::string(kPolicy));
  files.Add(at + "ec2/eu-west-1/vpc-endpoint/vpce-1/metadata.json",
            R"({"arn": "arn:aws:ec2:eu-west-1:111122223333:vpc-endpoint/vpce-1"})");
  files.Add(at + "ec2/eu-west-1/vpc-endpoint/vpce-1/endpoint-policy.json", std::string(kPolicy));
  files.Add(at + "sqs/eu-west-1/lost/policy.json", std::string(kPolicy));
  const ResourcePoliciesReading reading = files.Read();
  ASSERT_THAT(reading.errors, SizeIs(1));
  EXPECT_THAT(MessageOf(reading.errors[0]), HasSubstr("lost/policy.json:1:1: expected a file"));
  EXPECT_THAT(reading.unfit, IsEmpty());
  const ResourcePolicies& policies = reading.policies;
  ASSERT_THAT(policies.all(), SizeIs(3));
  EXPECT_TRUE(policies.Find("arn:aws:kms:eu-west-1:111122223333:key/K1")->text.has_value());
  EXPECT_TRUE(policies.Find("arn:aws:s3:::Fjord/key")->settings.restrict_public_buckets);
  EXPECT_EQ(policies.all()[2].role, ResourcePolicyRole::kEndpoint);
}

TEST(PolicyRows, ASecondPolicyIsSaid) {
  const std::string row = R"({"arn": "arn:aws:s3:::fjord", "account": "111122223333", "policy": )";
  Files files("rows.ndjson",
              row + "null}\n" + row + Quoted(kPolicy) + "}\n" + row + R"({"Statement": []}})");
  const ResourcePoliciesReading reading = files.Read();
  EXPECT_THAT(reading.errors, IsEmpty());
  ASSERT_THAT(reading.diagnostics, SizeIs(1));
  EXPECT_EQ(reading.diagnostics[0].code, "RESOURCE-TWICE");
  EXPECT_THAT(reading.policies.all(), SizeIs(1));
}

struct BrokenCase {
  std::string_view file, text, error;
};
constexpr BrokenCase kBroken[] = {
    {"kms.get-key-policy/k.json", "{\"Policy\": \"x\"", "kms.get-key-policy/k.json:1:15: "},
    {"kms.get-key-policy/k.json", R"(["Policy"])",
     "kms.get-key-policy/k.json:1:2: expected an answer"},
    {"kms.get-key-policy/k.json", R"({"Policy": 12})",
     "kms.get-key-policy/k.json:1:12: expected a policy document"},
    {"kms.get-key-policy/k.json", R"({"Policy": "{\"Statement\": [}"})",
     "kms.get-key-policy/k.json:1:30: "},
    {"redshift.get-resource-policy/x.json", R"({"Policy": "{}"})",
     "redshift.get-resource-policy/x.json:1:1: expected a file named after the resource"},
    {"rows.ndjson",
     "{\"arn\": \"arn:aws:s3:::a\", \"policy\": null}\n{\"arn\": \"bucket\", \"policy\": null}",
     "rows.ndjson:2:9: expected an ARN, found `bucket`"},
    {"rows.ndjson", R"({"arn": "arn:aws:s3:::a", "account": "me", "policy": null})",
     "rows.ndjson:1:38: expected an account of 12 digits, found `me`"},
};

TEST(ResourcePolicyFiles, WhatCannotBeReadIsAnErrorWithItsPlace) {
  for (const BrokenCase& broken : kBroken) {
    Files files(std::string(broken.file), std::string(broken.text));
    files.Add("s3api.get-bucket-policy/fjord.json", WithPolicy(R"({"Policy": @})"));
    const ResourcePoliciesReading reading = files.Read();
    ASSERT_THAT(reading.errors, SizeIs(1)) << broken.text;
    EXPECT_THAT(MessageOf(reading.errors[0]), StartsWith(broken.error)) << broken.text;
    EXPECT_NE(reading.policies.Find("arn:aws:s3:::fjord"), nullptr) << "the other file counts";
  }
}

TEST(ResourcePolicyFiles, OfSomethingElseAreToldApart) {
  Files files("notes/readme.json", R"({"hello": "world"})");
  files.Add("rows.ndjson", R"({"policy": null})");
  const ResourcePoliciesReading reading = files.Read();
  EXPECT_THAT(reading.errors, IsEmpty());
  EXPECT_THAT(reading.unfit, SizeIs(2));
}

TEST(InventoryRows, HaveTagsInEitherSpelling) {
  Files files("inventory.ndjson",
              "{\"arn\": \"arn:aws:s3:::fjord\", \"account\": \"111122223333\", \"tags\": "
              "{\"team\": \"data\"}}\n"
              "{\"arn\": \"arn:aws:sqs:eu-west-1:111122223333:q\", \"tags\": [{\"Key\": \"a\", "
              "\"Value\": \"b\"}]}");
  files.Add("tagged.json",
            R"({"ResourceTagMappingList": [{"ResourceARN": "arn:aws:s3:::other", "Tags": []}]})");
  const InventoryReading reading = ReadInventory(files.Texts(), {});
  EXPECT_THAT(reading.errors, IsEmpty());
  EXPECT_THAT(reading.inventory.rows(), SizeIs(3));
  const InventoryRow* const bucket = reading.inventory.Find("arn:aws:s3:::fjord");
  EXPECT_EQ(bucket->account, "111122223333");
  EXPECT_EQ(bucket->tags[0].key, "team");
  EXPECT_EQ(bucket->tags[0].value, "data");
  EXPECT_EQ(reading.inventory.rows()[1].account, "111122223333");
  EXPECT_EQ(reading.inventory.rows()[1].tags[0].value, "b");
}

TEST(InventoryRows, WhatCannotBeReadIsAnErrorWithItsPlace) {
  const Files files("inventory.ndjson",
                    "{\"account\": \"111122223333\"}\n"
                    "{\"arn\": \"arn:aws:s3:::a\", \"account\": \"12\"}\n"
                    "{\"arn\": \"arn:aws:s3:::a\", \"tags\": {\"k\": 1}}\n"
                    "{\"arn\": \"arn:aws:s3:::b\", \"tags\": {\"k\": \"v\"}}\n");
  const InventoryReading reading = ReadInventory(files.Texts(), {});
  std::vector<std::string> messages;
  for (const absl::Status& error : reading.errors) messages.push_back(MessageOf(error));
  EXPECT_THAT(messages,
              ElementsAre(StartsWith("inventory.ndjson:1:1: expected a row"),
                          StartsWith("inventory.ndjson:2:38: expected an account of 12 digits"),
                          StartsWith("inventory.ndjson:3:41: expected a tag's value, a string")));
  EXPECT_THAT(reading.inventory.rows(), SizeIs(1));
}

}  // namespace
}  // namespace iamsift
