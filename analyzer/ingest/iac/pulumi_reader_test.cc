#include "analyzer/ingest/iac/pulumi_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/ingest/load.h"

namespace iamsift {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::string_view kUnknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

LoadResult LoadText(std::string text, const LoadOptions& options = {}) {
  std::vector<NamedBytes> files;
  files.push_back({"in.json", std::move(text)});
  return LoadBytes(std::move(files), options);
}

// One resource of a stack; `more` are further members of its row.
std::string Row(std::string_view type, std::string_view name, std::string_view inputs,
                std::string_view more = "") {
  return Concat({R"({"urn":"urn:pulumi:dev::ml::)", type, "::", name, R"(","type":")", type,
                 R"(","inputs":)", inputs, more, "}"});
}

std::string Stack(const std::vector<std::string>& rows) {
  return Concat({R"({"version":3,"deployment":{"resources":[)", Join(rows, ","), "]}}"});
}

std::string Step(std::string_view op, const std::string& row) {
  return Concat({R"({"op":")", op, R"(","urn":"u","newState":)", row, "}"});
}

std::string Preview(const std::vector<std::string>& steps) {
  return Concat({R"({"steps":[)", Join(steps, ","), "]}"});
}

constexpr std::string_view kRole = "aws:iam/role:Role";
constexpr std::string_view kPolicy = "aws:iam/policy:Policy";
constexpr std::string_view kAttachment = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
constexpr std::string_view kDocument =
    R"("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\"}]}")";

std::vector<std::string_view> NamesIn(const LoadResult& loaded) {
  std::vector<std::string_view> names;
  for (const Account& account : loaded.accounts) {
    for (const InfrastructureResource& resource : account.infrastructure) {
      names.push_back(resource.name);
    }
  }
  return names;
}

TEST(PulumiReader, KeepsWhatWillBeThere) {
  const LoadResult loaded = LoadText(Preview({
      Step("same", Row(kRole, "kept", "{}")),
      Step("delete", Row(kRole, "gone", "{}")),
      Step("create-replacement", Row(kRole, "new", R"({"name":"first"})")),
      Step("replace", Row(kRole, "new", R"({"name":"second"})")),
      Step("delete-replaced", Row(kRole, "new", R"({"name":"old"})")),
      Step("create", Row("pulumi:pulumi:Stack", "stack", "{}")),
      R"({"op":"refresh","urn":"u"})",
  }));
  EXPECT_THAT(loaded.errors, IsEmpty());
  EXPECT_THAT(NamesIn(loaded), ElementsAre("kept", "new"));
  EXPECT_EQ(loaded.accounts[0].infrastructure[1].Find("name")->text, "second");
}

TEST(PulumiReader, LeavesOutRowsThatAreOnlyContext) {
  const LoadResult loaded = LoadText(
      Stack({Row(kRole, "looked-up", "{}", R"(,"external":true)"),
             Row(kRole, "replaced", "{}", R"(,"delete":true)"), Row(kRole, "made", "{}")}));
  EXPECT_THAT(NamesIn(loaded), ElementsAre("made"));
}

TEST(PulumiReader, TakesAccountAndArnsFromOutputs) {
  const LoadResult loaded =
      LoadText(Stack({Row(kRole, "train", R"({"name":"train-1a2b"})",
                          R"(,"outputs":{"arn":"arn:aws:iam::111122223333:role/train-1a2b"})"),
                      Row(kPolicy, "data", R"({"name":"data","path":"/ml/"})")}),
               {.account = "444455556666"});
  ASSERT_THAT(loaded.accounts, SizeIs(1));
  EXPECT_EQ(loaded.accounts[0].id, "111122223333");
  EXPECT_FALSE(loaded.accounts[0].is_export);
  EXPECT_THAT(loaded.inputs[0].row.accounts, ElementsAre("111122223333"));
  EXPECT_EQ(loaded.accounts[0].principals[0].arn, "arn:aws:iam::111122223333:role/train-1a2b");
  EXPECT_EQ(loaded.accounts[0].policies[0].arn, "arn:aws:iam::111122223333:policy/ml/data");
}

// What is there, and what the code makes of it.
TEST(PulumiReader, ShowsTheAccountAfterTheDeployment) {
  constexpr std::string_view kArn = R"(,"outputs":{"arn":"arn:aws:iam::111122223333:)";
  const std::string trust = R"({\"Statement\":[{\"Action\":\"sts:AssumeRole\"}]})";
  std::vector<NamedBytes> files;
  files.push_back({"export.json", R"({"RoleDetailList":[{"RoleName":"train",
      "Arn":"arn:aws:iam::111122223333:role/train","AssumeRolePolicyDocument":{"Statement":[]},
      "AttachedManagedPolicies":[{"PolicyName":"other","PolicyArn":"arn:aws:iam::aws:policy/Other"}],
      "RolePolicyList":[{"PolicyName":"in","PolicyDocument":{"Statement":[]}}]}],
    "Policies":[{"PolicyName":"data","Arn":"arn:aws:iam::111122223333:policy/data",
      "DefaultVersionId":"v1","PolicyVersionList":[
        {"VersionId":"v1","IsDefaultVersion":true,"Document":{"Statement":[]}}]}]})"});
  files.push_back(
      {"stack.json",
       Stack(
           {Row(kRole, "train", Concat({R"({"name":"train","assumeRolePolicy":")", trust, R"("})"}),
                Concat({kArn, R"(role/train"})"})),
            Row("aws:iam/rolePolicy:RolePolicy", "in",
                Concat({R"({"name":"in","role":"train","policy":)", kDocument, "}"})),
            Row(kPolicy, "data", Concat({R"({"name":"data","policy":)", kDocument, "}"}),
                Concat({kArn, R"(policy/data"})"}))})});
  const LoadResult loaded = LoadBytes(std::move(files), {});
  const Account& account = loaded.accounts.at(0);
  ASSERT_THAT(account.principals, SizeIs(1));
  const Principal& role = account.principals[0];
  EXPECT_THAT(role.attachments, SizeIs(1));
  EXPECT_EQ(account.documents.at(role.trust->document).statements.size(), 1u);
  ASSERT_THAT(role.inline_policies, SizeIs(1));
  EXPECT_EQ(account.documents.at(role.inline_policies[0].text.document).statements.size(), 1u);
  ASSERT_THAT(account.policies, SizeIs(1));
  const PolicyText& text = account.policies[0].DefaultVersion()->text;
  EXPECT_EQ(account.documents.at(text.document).statements.size(), 1u);
}

TEST(PulumiReader, TellsAccountsApart) {
  const LoadResult loaded = LoadText(Stack(
      {Row(kRole, "here", "{}", R"(,"outputs":{"arn":"arn:aws:iam::111122223333:role/here"})"),
       Row(kRole, "there", R"({"assumeRolePolicy":{"Statement":[]}})",
           R"(,"outputs":{"arn":"arn:aws:iam::444455556666:role/there"})")}));
  ASSERT_THAT(loaded.accounts, SizeIs(2));
  EXPECT_EQ(loaded.accounts[0].principals.at(0).name, "here");
  EXPECT_EQ(loaded.accounts[1].principals.at(0).name, "there");
  EXPECT_TRUE(loaded.accounts[1].principals[0].trust.has_value());
}

TEST(PulumiReader, SaysThatAFailedPreviewIsIncomplete) {
  const LoadResult loaded = LoadText(
      R"({"steps":[],"diagnostics":[{"message":"no","severity":"error"}],"changeSummary":{}})");
  ASSERT_THAT(loaded.diagnostics, SizeIs(1));
  EXPECT_EQ(loaded.diagnostics[0].code, "INPUT-INCOMPLETE");
}

// The names and ARNs of what is not made yet come from the resources that will tell them.
TEST(PulumiReader, FollowsUnknownValuesToTheirResource) {
  const std::string inputs =
      Concat({R"({"role":")", kUnknown, R"(","policyArn":")", kUnknown, R"("})"});
  const LoadResult loaded = LoadText(
      Preview({Step("create", Row(kRole, "train", R"({"name":"train"})")),
               Step("create", Row(kPolicy, "data", Concat({R"({"policy":)", kDocument, "}"}))),
               Step("create", Row(kAttachment, "both", inputs,
                                  R"(,"propertyDependencies":{
                                     "role":["urn:pulumi:dev::ml::aws:iam/role:Role::train"],
                                     "policyArn":["urn:pulumi:dev::ml::aws:iam/policy:Policy::data"]})"))}));
  const Account& account = loaded.accounts.at(0);
  ASSERT_THAT(account.principals, SizeIs(1));
  ASSERT_THAT(account.principals[0].attachments, SizeIs(1));
  EXPECT_EQ(account.principals[0].attachments[0].policy, 0);
}

TEST(PulumiReader, JudgesWithoutWhatIsSecretAndSaysSo) {
  const LoadResult loaded =
      LoadText(Stack({Row(kRole, "train", "{}"),
                      Row("aws:iam/rolePolicy:RolePolicy", "hidden",
                          R"({"role":"train","policy":{"4dabf18193072939515e22adb298388d":
                     "1b47061264138c4ac30d75fd1eb44270","ciphertext":"v1:x"}})")}));
  ASSERT_THAT(loaded.diagnostics, SizeIs(1));
  EXPECT_EQ(loaded.diagnostics[0].code, "INPUT-SECRET");
  const Account& account = loaded.accounts.at(0);
  ASSERT_THAT(account.principals[0].inline_policies, SizeIs(1));
  const PolicyDocument& document =
      account.documents.at(account.principals[0].inline_policies[0].text.document);
  EXPECT_TRUE(document.is_invalid);
  EXPECT_THAT(document.oddities, IsEmpty());
}

TEST(PulumiReader, HoldsPoliciesOfNobodyByDocuments) {
  const LoadResult loaded =
      LoadText(Stack({Row(kPolicy, "data", Concat({R"({"policy":)", kDocument, "}"})),
                      Row("aws:iam/rolePolicy:RolePolicy", "lone",
                          Concat({R"({"role":"elsewhere","policy":)", kDocument, "}"}))}));
  const Account& account = loaded.accounts.at(0);
  ASSERT_THAT(account.principals, SizeIs(2));
  EXPECT_EQ(account.principals[0].kind, PrincipalKind::kDocument);
  EXPECT_EQ(account.principals[0].name, "lone");
  EXPECT_THAT(account.principals[0].inline_policies, SizeIs(1));
  EXPECT_EQ(account.principals[1].name, "data");
  EXPECT_EQ(account.principals[1].attachments.at(0).policy, 0);
}

TEST(PulumiReader, AttachesToRolesOfAnExport) {
  std::vector<NamedBytes> files;
  files.push_back({"export.json",
                   R"({"UserDetailList":[],"GroupDetailList":[],"Policies":[],"RoleDetailList":[
                      {"RoleName":"train","Arn":"arn:aws:iam::111122223333:role/train"}]})"});
  files.push_back({"stack.json", Stack({Row(kAttachment, "a",
                                            R"({"role":"train",
                                  "policyArn":"arn:aws:iam::aws:policy/AmazonSageMakerFullAccess"})")})});
  const LoadResult loaded = LoadBytes(std::move(files), {});
  ASSERT_THAT(loaded.accounts, SizeIs(1));
  EXPECT_TRUE(loaded.accounts[0].is_export);
  ASSERT_THAT(loaded.accounts[0].principals, SizeIs(1));
  EXPECT_THAT(loaded.accounts[0].principals[0].attachments, SizeIs(1));
}

struct FaultCase {
  std::string_view text, message, because;
};
constexpr FaultCase kFaults[] = {
    {R"({"version":3,"deployment":{"resources":{}}})", "in.json:1:40: expected `resources`, a list",
     "no list"},
    {"{\"version\":3,\n \"deployment\":{\"resources\":[{\"type\":\"aws:iam/role:Role\"}]}}",
     "in.json:2:29: expected a resource with `urn`, a string", "no URN"},
    {R"({"version":2,"deployment":{"resources":[]}})",
     "in.json:1:12: expected version 3 or 4 of a stack export, found `2`", "an old version"},
    {R"({"steps":[{"op":"create","urn":"u","newState":[1]}]})",
     "in.json:1:47: expected a resource, an object", "a state that is a list"},
    {R"({"steps":[{"op":"create","urn":"u"},7]})", "in.json:1:37: expected a step, an object",
     "a step that is a number"},
    {R"({"version":3,"deployment":{"resources":[}})",
     "in.json:1:41: expected `,` or `]`, found `}`", "not JSON"},
};

TEST(PulumiReader, SaysWhereAFileIsWrong) {
  for (const FaultCase& c : kFaults) {
    const LoadResult loaded = LoadText(std::string(c.text));
    ASSERT_THAT(loaded.errors, SizeIs(1)) << c.because;
    EXPECT_EQ(MessageOf(loaded.errors[0]), c.message) << c.because;
    EXPECT_THAT(loaded.accounts, IsEmpty()) << c.because;
  }
}

constexpr std::string_view kRead =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]})";
constexpr std::string_view kTrust =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]})";

// The Cloud Control provider: CloudFormation's names, documents as objects.
TEST(CloudControl, DeclaresRolesUsersAndGroups) {
  const LoadResult loaded = LoadText(Stack(
      {Row("aws-native:iam:Role", "job",
           Concat({R"({"roleName":"job","path":"/ml/","assumeRolePolicyDocument":)", kTrust,
                   R"(,"policies":[{"policyName":"read","policyDocument":)", kRead,
                   R"(}],"managedPolicyArns":["arn:aws:iam::aws:policy/ReadOnlyAccess"],)",
                   R"("permissionsBoundary":"arn:aws:iam::111122223333:policy/most",)",
                   R"("tags":[{"key":"team","value":"ml"}]})"})),
       Row("aws-native:iam:Group", "team",
           Concat({R"({"groupName":"team","policies":[{"policyName":"read","policyDocument":)",
                   kRead, "}]}"})),
       Row("aws-native:iam:User", "ann", R"({"userName":"ann","groups":["team"]})"),
       Row("aws-native:iam:InstanceProfile", "box", R"({"roles":["job"]})")}));
  ASSERT_THAT(loaded.errors, IsEmpty());
  const Account& account = loaded.accounts.front();
  ASSERT_THAT(account.principals, SizeIs(2));
  const Principal& user = account.principals[0];  // users come first
  const Principal& role = account.principals[1];
  EXPECT_EQ(role.name, "job");
  EXPECT_EQ(role.path, "/ml/");
  ASSERT_TRUE(role.trust.has_value());
  ASSERT_THAT(role.inline_policies, SizeIs(1));
  EXPECT_EQ(role.inline_policies[0].name, "read");
  EXPECT_EQ(account.documents.at(role.inline_policies[0].text.document).statements.size(), 1U);
  ASSERT_THAT(role.attachments, SizeIs(1));
  EXPECT_EQ(role.boundary->name, "most");
  ASSERT_THAT(role.tags, SizeIs(1));
  EXPECT_EQ(role.tags[0].key, "team");
  EXPECT_EQ(role.tags[0].value, "ml");
  EXPECT_THAT(role.instance_profiles, SizeIs(1));
  EXPECT_THAT(account.groups[0].inline_policies, SizeIs(1));
  ASSERT_THAT(user.groups, SizeIs(1));
  EXPECT_EQ(user.groups[0].name, "team");
}

TEST(CloudControl, PutsPoliciesOnThoseThatTheyName) {
  const LoadResult loaded = LoadText(Stack(
      {Row("aws-native:iam:Role", "job", R"({"roleName":"job"})"),
       Row("aws-native:iam:ManagedPolicy", "read",
           Concat(
               {R"({"managedPolicyName":"read","roles":["job"],"policyDocument":)", kRead, "}"})),
       Row("aws-native:iam:RolePolicy", "more",
           Concat({R"({"policyName":"more","roleName":"job","policyDocument":)", kRead, "}"}))}));
  ASSERT_THAT(loaded.errors, IsEmpty());
  const Account& account = loaded.accounts.front();
  ASSERT_THAT(account.principals, SizeIs(1)) << "nobody is made up for a policy that has a holder";
  ASSERT_THAT(account.principals[0].attachments, SizeIs(1));
  EXPECT_EQ(account.principals[0].attachments[0].name, "read");
  ASSERT_THAT(account.principals[0].inline_policies, SizeIs(1));
  EXPECT_EQ(account.principals[0].inline_policies[0].name, "more");
}

TEST(CloudControl, WarnsOfTypesThatMayGrantAndAreNotRead) {
  const LoadResult loaded = LoadText(Stack(
      {Row("aws-native:iam:Fresh", "a", "{}"), Row("aws-native:iam:OidcProvider", "b", "{}")}));
  ASSERT_THAT(loaded.diagnostics, SizeIs(1));
  EXPECT_EQ(loaded.diagnostics[0].code, "INPUT-NOT-READ");
}

}  // namespace
}  // namespace iamsift
