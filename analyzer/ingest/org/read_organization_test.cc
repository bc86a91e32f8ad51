#include "analyzer/ingest/org/read_organization.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <deque>

#include "analyzer/base/status.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

constexpr int kDepth = 512;

// Files by name, read as one folder.
class Folder {
 public:
  Folder& Add(std::string name, std::string text) {
    files_.emplace_back(std::move(name), std::move(text));
    return *this;
  }

  OrganizationReading Read() const {
    std::vector<JsonText> texts;
    for (const SourceFile& file : files_) {
      texts.push_back({.source = &file,
                       .json = file.text(),
                       .rewritten = nullptr,
                       .input = static_cast<uint32_t>(texts.size())});
    }
    return ReadOrganization(texts, kDepth);
  }

  const SourceFile& file(size_t index) const { return files_[index]; }

 private:
  std::deque<SourceFile> files_;
};

std::vector<std::string> CodesOf(const OrganizationReading& reading) {
  std::vector<std::string> codes;
  for (const Diagnostic& diagnostic : reading.diagnostics) codes.push_back(diagnostic.code);
  return codes;
}

std::vector<std::string> Describe(const std::optional<std::vector<GuardrailLevel>>& levels) {
  if (!levels) return {"none"};
  std::vector<std::string> lines;
  for (const GuardrailLevel& level : *levels) {
    std::string line = Concat({level.target, ":"});
    for (const Guardrail* guardrail : level.guardrails) line += Concat({" ", guardrail->id});
    lines.push_back(std::move(line));
  }
  return lines;
}

constexpr std::string_view kOrganization =
    R"({"Organization": {"Id": "o-fjord", "FeatureSet": "ALL", "MasterAccountId": "999988887777"}})";
constexpr std::string_view kRoots =
    R"({"Roots": [{"Id": "r-fj01", "Name": "Root", "PolicyTypes": [
        {"Type": "SERVICE_CONTROL_POLICY", "Status": "ENABLED"},
        {"Type": "RESOURCE_CONTROL_POLICY", "Status": "PENDING_DISABLE"}]}]})";

Folder Answers() {
  Folder folder;
  folder.Add("org/describe-organization.json", std::string(kOrganization));
  folder.Add("org/list-roots.json", std::string(kRoots));
  folder.Add("org/list-organizational-units-for-parent/r-fj01.json",
             R"({"OrganizationalUnits": [{"Id": "ou-fj01-ml", "Name": "ML"}]})");
  folder.Add("org/list-accounts-for-parent/ou-fj01-ml.json",
             R"({"Accounts": [{"Id": "111122223333", "Name": "ml-prod"}]})");
  folder.Add("org/list-policies/SERVICE_CONTROL_POLICY.json",
             R"({"Policies": [{"Id": "p-FullAWSAccess", "Name": "FullAWSAccess",
                 "Type": "SERVICE_CONTROL_POLICY", "AwsManaged": true}]})");
  folder.Add("org/describe-policy/p-nousers1.json",
             R"({"Policy": {"PolicySummary": {"Id": "p-nousers1", "Name": "no-users",
                 "Type": "SERVICE_CONTROL_POLICY", "AwsManaged": false},
                 "Content": "{\"Statement\": [{\"Effect\": \"Deny\", \"Action\": \"iam:CreateUser\", \"Resource\": \"*\"}]}"}})");
  folder.Add("org/list-targets-for-policy/p-FullAWSAccess.json",
             R"({"Targets": [{"TargetId": "111122223333"}, {"TargetId": "r-fj01"},
                 {"TargetId": "ou-fj01-ml"}]})");
  folder.Add("org/list-targets-for-policy/p-nousers1.json",
             R"({"Targets": [{"TargetId": "ou-fj01-ml"}]})");
  return folder;
}

TEST(Organization, IsReadFromPlainAnswers) {
  const Folder folder = Answers();
  const OrganizationReading reading = folder.Read();
  EXPECT_THAT(reading.errors, IsEmpty());
  EXPECT_THAT(CodesOf(reading), IsEmpty());
  ASSERT_TRUE(reading.organization.has_value());
  const Organization& organization = *reading.organization;
  EXPECT_EQ(organization.id, "o-fjord");
  EXPECT_TRUE(IsManagementAccount(organization, "999988887777"));
  EXPECT_FALSE(IsManagementAccount(organization, "111122223333"));
  EXPECT_THAT(Describe(LevelsOf(organization, "111122223333", GuardrailType::kScp)),
              ElementsAre("r-fj01: p-FullAWSAccess", "ou-fj01-ml: p-FullAWSAccess p-nousers1",
                          "111122223333: p-FullAWSAccess"));
  EXPECT_THAT(Describe(LevelsOf(organization, "111122223333", GuardrailType::kRcp)),
              ElementsAre("none"));
  EXPECT_THAT(Describe(LevelsOf(organization, "444455556666", GuardrailType::kScp)),
              ElementsAre("none"));
  EXPECT_EQ(OrganizationPathOf(organization, "111122223333"), "o-fjord/r-fj01/ou-fj01-ml/");
}

TEST(Organization, DocumentsKeepTheirPlaces) {
  const Folder folder = Answers();
  const OrganizationReading reading = folder.Read();
  const auto guardrail =
      std::find_if(reading.organization->guardrails.begin(), reading.organization->guardrails.end(),
                   [](const Guardrail& g) { return g.id == "p-nousers1"; });
  ASSERT_TRUE(guardrail->text.has_value());
  const PolicyDocument& document = reading.organization->documents.at(guardrail->text->document);
  const TextAt action = document.statements[0].actions.items[0];
  EXPECT_EQ(action.text, "iam:CreateUser");
  EXPECT_EQ(guardrail->text->place.input, 5u);
  EXPECT_EQ(guardrail->text->place.pointer, "/Policy/Content");
  const std::string_view text = folder.file(5).text();
  EXPECT_THAT(text.substr(InputOffsetOf(guardrail->text->place, text, action.span.begin)),
              StartsWith(R"(\"iam:CreateUser\")"));
}

TEST(Organization, AllowAllNeedsNoDocument) {
  const OrganizationReading reading = Answers().Read();
  const Guardrail& full = reading.organization->guardrails[0];
  EXPECT_EQ(full.id, "p-FullAWSAccess");
  EXPECT_TRUE(full.is_allow_all);
  EXPECT_TRUE(full.is_aws_managed);
  EXPECT_FALSE(full.text.has_value());
}

TEST(Organization, PathsOfNewerAnswersBeatFileNames) {
  Folder folder = Answers();
  folder.Add("org/list-accounts.json",
             R"({"Accounts": [{"Id": "111122223333", "Name": "ml-prod",
                 "Paths": ["o-fjord/r-fj01/ou-fj01-new/111122223333/"]}]})");
  const OrganizationReading reading = folder.Read();
  EXPECT_EQ(OrganizationPathOf(*reading.organization, "111122223333"),
            "o-fjord/r-fj01/ou-fj01-new/");
  EXPECT_THAT(CodesOf(reading), Contains("ORG-TREE"));
}

TEST(Organization, ALevelWithoutScpIsSaid) {
  Folder folder = Answers();
  folder.Add("org/list-accounts-for-parent/r-fj01.json",
             R"({"Accounts": [{"Id": "444455556666", "Name": "forgotten"},
                              {"Id": "999988887777", "Name": "management"}]})");
  const OrganizationReading reading = folder.Read();
  EXPECT_THAT(CodesOf(reading), ElementsAre("ORG-EMPTY-LEVEL"));
  EXPECT_THAT(reading.diagnostics[0].message, HasSubstr("`444455556666`"));
  EXPECT_THAT(Describe(LevelsOf(*reading.organization, "444455556666", GuardrailType::kScp)),
              ElementsAre("r-fj01: p-FullAWSAccess", "444455556666:"));
}

TEST(Organization, WhatIsMissingIsSaid) {
  Folder folder = Answers();
  folder.Add(
      "org/list-policies/more.json",
      R"({"Policies": [{"Id": "p-lost0001", "Name": "lost", "Type": "SERVICE_CONTROL_POLICY"},
                 {"Id": "p-tags0001", "Name": "tags", "Type": "TAG_POLICY"}], "NextToken": "x"})");
  folder.Add("org/list-targets-for-policy/p-tags0001.json",
             R"({"Targets": [{"TargetId": "r-fj01"}]})");
  folder.Add("org/list-targets-for-policy/p-unheard1.json",
             R"({"Targets": [{"TargetId": "r-fj01"}]})");
  folder.Add("org/list-targets-for-policy/p-lost0001.json",
             R"({"Targets": [{"TargetId": "ou-fj01-gone"}]})");
  folder.Add("org/list-accounts.json", R"({"Accounts": [{"Id": "777766665555"}]})");
  folder.Add("org/describe-policy/p-broken01.json",
             R"({"Policy": {"PolicySummary": {"Id": "p-broken01", "Name": "broken",
                 "Type": "SERVICE_CONTROL_POLICY"}, "Content": "no policy at all"}})");
  const OrganizationReading reading = folder.Read();
  EXPECT_THAT(reading.errors, IsEmpty());
  for (const char* code :
       {"INPUT-INCOMPLETE", "ORG-NO-DOCUMENT", "ORG-NO-POLICY", "ORG-TREE", "ORG-BAD-DOCUMENT"}) {
    EXPECT_THAT(CodesOf(reading), Contains(code));
  }
  EXPECT_EQ(LevelsOf(*reading.organization, "777766665555", GuardrailType::kScp), std::nullopt);
}

TEST(Organization, TypesAreGuessedOnlyWithoutRoots) {
  Folder folder;
  folder.Add("describe-organization.json", std::string(kOrganization));
  folder.Add("list-policies.json",
             R"({"Policies": [{"Id": "p-FullAWSAccess", "Type": "SERVICE_CONTROL_POLICY"}]})");
  const OrganizationReading reading = folder.Read();
  EXPECT_TRUE(reading.organization->has_scps);
  EXPECT_FALSE(reading.organization->has_rcps);
  EXPECT_THAT(CodesOf(reading), Contains("ORG-TYPES"));
}

TEST(Organization, ACircleOfUnitsIsCut) {
  Folder folder;
  folder.Add("org/list-roots.json", std::string(kRoots));
  folder.Add("org/list-organizational-units-for-parent/ou-fj01-a.json",
             R"({"OrganizationalUnits": [{"Id": "ou-fj01-b"}]})");
  folder.Add("org/list-organizational-units-for-parent/ou-fj01-b.json",
             R"({"OrganizationalUnits": [{"Id": "ou-fj01-a"}]})");
  const OrganizationReading reading = folder.Read();
  EXPECT_THAT(CodesOf(reading), Contains("ORG-TREE"));
  for (size_t i = 0; i < reading.organization->nodes.size(); ++i) {
    EXPECT_LT(reading.organization->nodes[i].parent, static_cast<int32_t>(i));
  }
}

struct BrokenFile {
  std::string_view name, text, error;
};
constexpr BrokenFile kBroken[] = {
    {"org/list-roots.json", "{\"Roots\": [\n{\"Id\": ]}", "org/list-roots.json:2:8: "},
    {"org/list-roots.json", "{\"Roots\": [\n{\"Name\": \"x\"}]}",
     "org/list-roots.json:2:1: expected `Id`, a string"},
    {"org/list-accounts-for-parent/r-fj01.json", R"({"Accounts": [{"Id": "12"}]})",
     "org/list-accounts-for-parent/r-fj01.json:1:22: expected an account of 12 digits, found `12`"},
    {"org/targets.json", R"({"Targets": []})",
     "org/targets.json:1:13: expected a file named after the policy"},
    {"org/describe-policy/p-1.json", R"({"Policy": {"Content": "{}"}})",
     "org/describe-policy/p-1.json:1:12: expected `PolicySummary`"},
    {"org/describe-policy/p-1.json",
     R"({"Policy": {"PolicySummary": {"Id": "p-1", "Type": "SERVICE_CONTROL_POLICY"}, "Content": "{\"a\" 1}"}})",
     "org/describe-policy/p-1.json:1:98: "},
    {"other.json", R"({"Organization": {"Id": "o-other"}})",
     "other.json:1:25: expected one organization, found `o-other` beside `o-fjord`"},
    {"org.json", R"({"schema": "iamsift.org/9"})",
     "org.json:1:12: expected schema `iamsift.org/1`, found `iamsift.org/9`"},
    {"org.json", R"({"schema": "iamsift.org/1"})", "org.json:1:1: expected `organization`"},
    {"org.json",
     R"({"schema": "iamsift.org/1", "organization": {"id": "o-fjord"}, "nodes": [{"id": "x", "type": "FOLDER"}]})",
     "org.json:1:94: `FOLDER` is no type of node"},
    {"org.json",
     R"({"schema": "iamsift.org/1", "organization": {"id": "o-fjord"}, "policies": [{"id": "p", "type": "TAG_POLICY"}]})",
     "org.json:1:97: `TAG_POLICY` is no type of guardrail"},
};

TEST(Organization, WhatCannotBeReadIsAnErrorWithItsPlace) {
  for (const BrokenFile& broken : kBroken) {
    Folder folder = Answers();
    folder.Add(std::string(broken.name), std::string(broken.text));
    const OrganizationReading reading = folder.Read();
    ASSERT_THAT(reading.errors, SizeIs(1)) << broken.text;
    EXPECT_THAT(MessageOf(reading.errors[0]), StartsWith(broken.error)) << broken.text;
    EXPECT_TRUE(IsMember(*reading.organization, "111122223333")) << "the other files still count";
  }
}

TEST(Organization, FilesOfSomethingElseAreToldApart) {
  Folder folder = Answers();
  folder.Add("package.json", R"({"name": "x", "version": "1"})");
  const OrganizationReading reading = folder.Read();
  EXPECT_THAT(reading.errors, IsEmpty());
  ASSERT_THAT(reading.unfit, SizeIs(1));
  EXPECT_EQ(reading.unfit[0].input, 8u);
}

constexpr std::string_view kPacked = R"({
  "schema": "iamsift.org/1",
  "organization": {"id": "o-fjord", "management_account": "999988887777",
                   "policy_types": ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"]},
  "nodes": [
    {"id": "111122223333", "parent": "r-fj01", "name": "ml-prod", "type": "ACCOUNT"},
    {"id": "r-fj01", "parent": null, "name": "Root", "type": "ROOT"}
  ],
  "policies": [
    {"id": "p-FullAWSAccess", "type": "SERVICE_CONTROL_POLICY", "name": "FullAWSAccess",
     "targets": ["r-fj01", "111122223333"]},
    {"id": "p-perim01", "type": "RESOURCE_CONTROL_POLICY", "name": "perimeter",
     "document": {"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}]},
     "targets": ["r-fj01"]}
  ]
})";

TEST(Organization, IsReadFromAPackedFile) {
  Folder folder;
  folder.Add("org.json", std::string(kPacked));
  const OrganizationReading reading = folder.Read();
  EXPECT_THAT(reading.errors, IsEmpty());
  EXPECT_THAT(CodesOf(reading), IsEmpty());
  const Organization& organization = *reading.organization;
  EXPECT_THAT(Describe(LevelsOf(organization, "111122223333", GuardrailType::kScp)),
              ElementsAre("r-fj01: p-FullAWSAccess", "111122223333: p-FullAWSAccess"));
  EXPECT_THAT(Describe(LevelsOf(organization, "111122223333", GuardrailType::kRcp)),
              ElementsAre("r-fj01: p-perim01", "111122223333:"));
  const PolicyText& text = *organization.guardrails[1].text;
  EXPECT_EQ(text.place.encoding, DocumentEncoding::kJson);
  EXPECT_EQ(organization.documents.at(text.document).statements[0].actions.items[0].text, "s3:*");
}

TEST(Organization, IsReadFromAFolderOfIamCollect) {
  const std::string at = "data/aws/aws/organizations/o-fjord/";
  Folder folder;
  folder.Add(at + "metadata.json",
             R"({"id": "o-fjord", "rootOu": "r-fj01", "rootAccountId": "999988887777",
                 "features": {"SERVICE_CONTROL_POLICY": true, "RESOURCE_CONTROL_POLICY": false}})");
  folder.Add(at + "accounts.json",
             R"({"111122223333": {"ou": "ou-fj01-ml",
                 "scps": ["arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess"],
                 "rcps": ["arn:aws:organizations::aws:policy/resource_control_policy/p-RCPFullAWSAccess"]}})");
  folder.Add(
      at + "ous.json",
      R"({"r-fj01": {"scps": ["arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess"]},
                 "ou-fj01-ml": {"parent": "r-fj01",
                   "scps": ["arn:aws:organizations::999988887777:policy/o-fjord/service_control_policy/p-nousers1"]}})");
  folder.Add(at + "structure.json", R"({"r-fj01": {"children": {"ou-fj01-ml": {}}}})");
  folder.Add(at + "ous/ou-fj01-ml/metadata.json", R"({"name": "ML"})");
  folder.Add(at + "scps/p-nousers1/metadata.json", R"({"name": "no-users", "awsManaged": false})");
  folder.Add(at + "scps/p-nousers1/policy.json",
             R"({"Statement": [{"Effect": "Deny", "Action": "iam:CreateUser", "Resource": "*"}]})");
  folder.Add(at + "scps/p-fullawsaccess/metadata.json",
             R"({"name": "FullAWSAccess", "awsManaged": true})");
  const OrganizationReading reading = folder.Read();
  EXPECT_THAT(reading.errors, IsEmpty());
  EXPECT_THAT(reading.unfit, IsEmpty());
  EXPECT_THAT(CodesOf(reading), IsEmpty());
  EXPECT_THAT(Describe(LevelsOf(*reading.organization, "111122223333", GuardrailType::kScp)),
              ElementsAre("r-fj01: p-FullAWSAccess", "ou-fj01-ml: p-nousers1",
                          "111122223333: p-FullAWSAccess"));
  EXPECT_EQ(LevelsOf(*reading.organization, "111122223333", GuardrailType::kRcp), std::nullopt);
}

}  // namespace
}  // namespace iamsift
