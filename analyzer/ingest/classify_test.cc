#include "analyzer/ingest/classify.h"

#include <gtest/gtest.h>

namespace iamsift {
namespace {

struct ClassifyCase {
  std::string_view json;
  std::string_view type;
  std::string_view because;
};
constexpr ClassifyCase kCases[] = {
    {R"({"UserDetailList": []})", "aws-authorization-details", "has `UserDetailList`"},
    {R"({"IsTruncated": false, "GroupDetailList": []})", "aws-authorization-details",
     "has `GroupDetailList`"},
    {R"({"Policies": [{"Arn": "x", "PolicyVersionList": []}]})", "aws-authorization-details",
     "has `Policies.PolicyVersionList`"},
    {R"([{"RoleDetailList": []}])", "aws-authorization-details",
     "is a list whose first object has `RoleDetailList`"},
    {R"({"RoleDetailList": [{"broken)", "aws-authorization-details", "has `RoleDetailList`"},
    {R"({"Records": [{"eventSource": "s", "eventName": "n"}]})", "cloudtrail-log",
     "has `Records.eventSource` and `Records.eventName`"},
    {R"({"Events": [{"CloudTrailEvent": "{}"}]})", "cloudtrail-lookup",
     "has `Events.CloudTrailEvent`"},
    {R"({"JobStatus": "x", "ServicesLastAccessed": []})", "service-last-accessed",
     "has `ServicesLastAccessed`"},
    {R"({"Content": "", "ReportFormat": "text/csv", "GeneratedTime": "x"})", "credential-report",
     "has `Content` and `ReportFormat` and `GeneratedTime`"},
    {R"({"Organization": {"Id": "o", "FeatureSet": "ALL"}})", "org-organization",
     "has `Organization.FeatureSet`"},
    {R"({"Policies": [{"Id": "p", "AwsManaged": true}]})", "org-policies",
     "has `Policies.AwsManaged`"},
    {R"({"Policy": {"PolicySummary": {}, "Content": "{}"}})", "org-policy",
     "has `Policy.PolicySummary`"},
    {R"({"configurationItems": []})", "aws-config", "has `configurationItems`"},
    {R"({"findings": [{"resourceOwnerAccount": "1"}]})", "access-analyzer",
     "has `findings.resourceOwnerAccount`"},
    {R"({"format_version": "1.2", "planned_values": {}})", "terraform-plan",
     "has `format_version` and `planned_values`"},
    {R"({"format_version": "1.0", "values": {}})", "terraform-state-show",
     "has `format_version` and `values`"},
    {R"({"version": 4, "lineage": "x", "resources": [{"mode": "m", "instances": []}]})",
     "terraform-state-raw", "has `version=4` and `lineage` and `resources.instances`"},
    {R"({"steps": [{"op": "create", "urn": "u"}]})", "pulumi-preview",
     "has `steps.op` and `steps.urn`"},
    {R"({"version": 3, "deployment": {"resources": [{"urn": "u"}]}})", "pulumi-stack",
     "has `deployment` and `version`"},
    {R"({"sequence": 0, "timestamp": 1, "preludeEvent": {}})", "pulumi-events",
     "has `sequence` and `timestamp`"},
    {R"({"Resources": {"R": {"Type": "AWS::IAM::Role"}}})", "cloudformation",
     "has `Resources.Type`"},
    {R"({"version": "36.0.0", "artifacts": {}})", "cdk-manifest", "has `artifacts` and `version`"},
    {R"({"apiVersion": "v1", "kind": "ServiceAccount"})", "kubernetes",
     "has `apiVersion` and `kind`"},
    {R"({"service": "x", "provider": {"name": "aws"}})", "serverless",
     "has `service` and `provider.name=aws`"},
    {R"({"version": "2.1.0", "runs": []})", "sarif", "has `runs` and `version=2.1.0`"},
    {R"({"Version": "2012-10-17", "Statement": []})", "policy", "has `Version=2012-10-17`"},
    {R"({"Statement": {"Effect": "Allow"}})", "policy", "has `Statement.Effect`"},
    {R"({"Statement": [{"Action": "*"}]})", "policy", "has `Statement.Action`"},
    {R"([{"Version": "2012-10-17"}])", "policy",
     "is a list whose first object has `Version=2012-10-17`"},
    {R"({"PolicyDocument": {"Statement": []}})", "policy", "has `PolicyDocument.Statement`"},
    {R"({"PolicyVersion": {"Document": "%7B%7D"}})", "policy", "has `PolicyVersion.Document`"},
    {R"({"RoleName": "r", "PolicyName": "p", "PolicyDocument": "%7B"})", "policy",
     "has `PolicyName` and `PolicyDocument`"},
    {R"({"Policy": "{\"Statement\": []}"})", "resource-policy", "has `Policy`"},
    {R"({"Attributes": {"Policy": "{\"Statement\": []}", "TopicArn": "t"}})", "resource-policy",
     "has `Attributes.Policy`"},
    {R"({"name": "web", "version": "1.0.0"})", "", ""},
    {R"({"version": 40, "lineage": "x", "resources": [{"instances": []}]})", "", ""},
    {R"({})", "", ""},
    {R"([1, 2])", "", ""},
    {R"({"broken)", "", ""},
};

TEST(Classify, TellsAnInputByItsKeys) {
  for (const ClassifyCase& c : kCases) {
    const Classification found = ClassifyJson(c.json, LoadOptions{});
    EXPECT_EQ(found.type, c.type) << c.json;
    EXPECT_EQ(found.because, c.because) << c.json;
  }
}

TEST(Classify, KnowsEveryTypeByName) {
  EXPECT_EQ(FindType("policy"), "policy");
  EXPECT_EQ(FindType("terraform-plan"), "terraform-plan");
  EXPECT_EQ(FindType("Policy"), "");
  EXPECT_TRUE(IsReadType("policy"));
  EXPECT_FALSE(IsReadType("kubernetes"));
}

}  // namespace
}  // namespace iamsift
