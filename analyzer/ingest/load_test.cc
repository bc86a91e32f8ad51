#include "analyzer/ingest/load.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "analyzer/base/sha256.h"
#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/ingest/load_stages.h"

namespace iamsift {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

std::string Shape(std::string_view name) {
  return Concat({IAMSIFT_SOURCE_DIR, "/corpus/accounts/shapes/", name});
}

LoadResult LoadText(std::string name, std::string text, const LoadOptions& options = {}) {
  std::vector<NamedBytes> files;
  files.push_back({std::move(name), std::move(text)});
  return LoadBytes(std::move(files), options);
}

LoadResult LoadTexts(const std::vector<std::string>& texts, const LoadOptions& options = {}) {
  std::vector<NamedBytes> files;
  for (const std::string& text : texts) {
    files.push_back({Concat({"in", std::to_string(files.size()), ".json"}), text});
  }
  return LoadBytes(std::move(files), options);
}

std::vector<std::string> CodesOf(const LoadResult& result) {
  std::vector<std::string> codes;
  for (const Diagnostic& diagnostic : result.diagnostics) codes.push_back(diagnostic.code);
  return codes;
}

std::vector<std::string> MessagesOf(const std::vector<absl::Status>& errors) {
  std::vector<std::string> messages;
  for (const absl::Status& error : errors) messages.push_back(MessageOf(error));
  return messages;
}

// The account as lines of text, without places and without the layout of documents.
std::string Describe(const Account& account) {
  std::string text = Concat({account.partition, " ", account.id, "\n"});
  const auto add_document = [&](const PolicyText& written) {
    const PolicyDocument& document = account.documents.at(written.document);
    for (const Statement& statement : document.statements) {
      for (const TextAt& action : statement.actions.items) text += Concat({" ", action.text});
      for (const TextAt& resource : statement.resources.items) text += Concat({" ", resource.text});
      for (const ConditionTest& test : statement.conditions) text += Concat({" ", test.key.text});
    }
    text += document.is_invalid ? " INVALID\n" : "\n";
  };
  const auto add_holder = [&](const PolicyHolder& holder) {
    text += Concat({holder.arn, " ", holder.name, " ", holder.id, " ", holder.path, " ",
                    holder.created ? FormatInstant(*holder.created) : "-", "\n"});
    for (const InlinePolicy& policy : holder.inline_policies) add_document(policy.text);
    for (const Attachment& attachment : holder.attachments) {
      text += Concat({" attached ", attachment.arn, " ", std::to_string(attachment.policy), "\n"});
    }
  };
  for (const Principal& principal : account.principals) {
    add_holder(principal);
    for (const GroupMembership& group : principal.groups) {
      text += Concat({" in ", group.name, " ", std::to_string(group.group), "\n"});
    }
    if (principal.boundary) text += Concat({" within ", principal.boundary->arn, "\n"});
    if (principal.trust) add_document(*principal.trust);
  }
  for (const Group& group : account.groups) add_holder(group);
  for (const ManagedPolicy& policy : account.policies) {
    text += Concat({policy.arn, " ", std::to_string(policy.default_version), "\n"});
    for (const PolicyVersion& version : policy.versions) add_document(version.text);
  }
  return text;
}

TEST(Load, ReadsTheSameAccountFromEveryShape) {
  const std::vector<std::vector<std::string>> shapes = {
      {Shape("authz.cli.json")},
      {Shape("authz.boto3.json")},
      {Shape("authz.raw.page1.json"), Shape("authz.raw.page2.json")},
      {Shape("authz.raw.page2.json"), Shape("authz.raw.page1.json")},
      {Shape("authz.raw.pages.ndjson")},
  };
  std::set<std::string> descriptions;
  for (const std::vector<std::string>& paths : shapes) {
    const LoadResult result = LoadInputs(paths, {});
    EXPECT_THAT(MessagesOf(result.errors), IsEmpty()) << paths[0];
    EXPECT_THAT(result.diagnostics, IsEmpty()) << paths[0] << CodesOf(result)[0];
    ASSERT_THAT(result.accounts, SizeIs(1)) << paths[0];
    const Account& account = result.accounts[0];
    EXPECT_EQ(account.id, "111122223333");
    EXPECT_TRUE(account.is_export);
    EXPECT_THAT(account.gaps, IsEmpty());
    EXPECT_THAT(account.principals, SizeIs(5)) << paths[0];
    std::vector<std::string> lines;
    const std::string description = Describe(account);
    for (const std::string_view line : Split(description, '\n')) lines.emplace_back(line);
    EXPECT_THAT(description, testing::Not(HasSubstr("INVALID"))) << paths[0];
    std::sort(lines.begin(), lines.end());
    descriptions.insert(Join(lines, "\n"));
  }
  EXPECT_THAT(descriptions, SizeIs(1)) << Join(descriptions, "\n-----\n");
}

TEST(Load, LinksGroupsAttachmentsAndBoundaries) {
  const LoadResult result = LoadInputs({Shape("authz.cli.json")}, {});
  const Account& account = result.accounts[0];
  ASSERT_THAT(account.groups, SizeIs(1));
  EXPECT_THAT(account.groups[0].members, ElementsAre(0, 1));
  EXPECT_EQ(account.principals[0].groups[0].group, 0);
  const Attachment& shared = account.groups[0].attachments[0];
  EXPECT_EQ(account.policies[static_cast<size_t>(shared.policy)].arn, shared.arn);
  const Attachment& boundary = *account.principals[1].boundary;
  EXPECT_EQ(account.policies[static_cast<size_t>(boundary.policy)].name, "ml-boundary");
}

TEST(Load, DescribesTheInput) {
  const std::string text = R"({"RoleDetailList": [{"Arn": "arn:aws:iam::111122223333:role/r"}]})";
  const LoadResult result = LoadText("a.json", text);
  ASSERT_THAT(result.inputs, SizeIs(1));
  const InputRow& row = result.inputs[0].row;
  EXPECT_EQ(row.path, "a.json");
  EXPECT_EQ(row.type, "aws-authorization-details");
  EXPECT_EQ(row.because, "has `RoleDetailList`");
  EXPECT_EQ(row.sha256, Sha256Hex(text));
  EXPECT_THAT(row.accounts, ElementsAre("111122223333"));
  EXPECT_EQ(row.source, result.inputs[0].source.get());
  LoadOptions options;
  options.hash_inputs = false;
  EXPECT_EQ(LoadText("a.json", text, options).inputs[0].row.sha256, "");
}

TEST(Load, SplitsAnInputThatHoldsSeveralAccounts) {
  const LoadResult result = LoadText("two.json", R"({
    "UserDetailList": [{"UserName": "u", "Arn": "arn:aws:iam::222222222222:user/u",
      "AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/Shared"}]}],
    "GroupDetailList": [],
    "RoleDetailList": [{"RoleName": "r", "Arn": "arn:aws-cn:iam::111111111111:role/r",
      "AssumeRolePolicyDocument": "%7B%22Statement%22%3A%5B%5D%7D",
      "AttachedManagedPolicies": [{"PolicyArn": "arn:aws-cn:iam::111111111111:policy/p"}]}],
    "Policies": [{"Arn": "arn:aws:iam::aws:policy/Shared", "PolicyVersionList": [
        {"IsDefaultVersion": true, "VersionId": "v1", "Document": {"Statement": []}}]},
      {"Arn": "arn:aws-cn:iam::111111111111:policy/p", "PolicyVersionList": [
        {"IsDefaultVersion": true, "VersionId": "v1", "Document": {"Statement": [ ]}}]}]})");
  EXPECT_THAT(MessagesOf(result.errors), IsEmpty());
  ASSERT_THAT(result.accounts, SizeIs(2));
  const Account& first = result.accounts[0];
  const Account& second = result.accounts[1];
  EXPECT_EQ(first.id, "111111111111");
  EXPECT_EQ(first.partition, "aws-cn");
  EXPECT_EQ(second.id, "222222222222");
  EXPECT_EQ(second.partition, "aws");
  ASSERT_THAT(first.principals, SizeIs(1));
  EXPECT_EQ(first.documents.TextOf(first.principals[0].trust->document), R"({"Statement":[]})");
  EXPECT_EQ(first.principals[0].attachments[0].policy, 0);
  ASSERT_THAT(first.policies, SizeIs(2)) << "AWS managed policies belong to every account";
  ASSERT_THAT(second.policies, SizeIs(1));
  EXPECT_EQ(second.principals[0].attachments[0].policy, 0);
  EXPECT_THAT(result.inputs[0].row.accounts, ElementsAre("111111111111", "222222222222"));
}

std::string RolePage(std::string_view members, std::string_view tail = "") {
  return Concat({R"({"UserDetailList": [], "GroupDetailList": [], "Policies": [],)",
                 R"("RoleDetailList": [{"Arn": "arn:aws:iam::111122223333:role/r", )",
                 R"("RoleName": "r")", members, "}]", tail, "}"});
}

TEST(Load, DropsADuplicateThatTellsTheSame) {
  const LoadResult result =
      LoadTexts({RolePage(R"(, "Path": "/")"), RolePage(R"(,   "Path": "/")")});
  ASSERT_THAT(result.accounts, SizeIs(1));
  EXPECT_THAT(result.accounts[0].principals, SizeIs(1));
  EXPECT_THAT(CodesOf(result), IsEmpty());
}

TEST(Load, LetsTheNewerPullCountWhicheverComesFirst) {
  const std::string older =
      RolePage(R"(, "Path": "/old/", "RoleLastUsed": {"LastUsedDate": "2025-01-01T00:00:00Z"})");
  const std::string newer =
      RolePage(R"(, "Path": "/new/", "RoleLastUsed": {"LastUsedDate": "2025-06-01T00:00:00Z"})");
  for (const std::vector<std::string>& order :
       {std::vector<std::string>{older, newer}, std::vector<std::string>{newer, older}}) {
    const LoadResult result = LoadTexts(order);
    ASSERT_THAT(result.accounts[0].principals, SizeIs(1));
    EXPECT_EQ(result.accounts[0].principals[0].path, "/new/");
    EXPECT_THAT(CodesOf(result), ElementsAre("INPUT-DUPLICATE"));
  }
}

TEST(Load, OrdersUsersBeforeRolesWhateverThePagesDo) {
  const LoadResult result =
      LoadText("x.json", R"({"RoleDetailList": [{"Arn": "arn:aws:iam::111122223333:role/r"}],
                    "UserDetailList": [{"Arn": "arn:aws:iam::111122223333:user/u",
                                        "UserName": "u", "GroupList": ["g"]}],
                    "GroupDetailList": [{"GroupName": "g"}], "Policies": []})");
  const Account& account = result.accounts[0];
  ASSERT_THAT(account.principals, SizeIs(2));
  EXPECT_EQ(account.principals[0].kind, PrincipalKind::kUser);
  EXPECT_THAT(account.groups[0].members, ElementsAre(0));
}

struct GapCase {
  std::string text;
  std::vector<std::string> codes;
  std::string_view because;
};

TEST(Load, SaysAloudWhatAnExportLacks) {
  const std::string no_lists =
      R"({"RoleDetailList": [{"Arn": "arn:aws:iam::111122223333:role/r"}]})";
  const std::vector<GapCase> cases = {
      {RolePage("", R"(, "IsTruncated": true, "Marker": "m")"),
       {"INPUT-INCOMPLETE"},
       "the last page is truncated"},
      {RolePage("", R"(, "NextToken": "m")"), {"INPUT-INCOMPLETE"}, "taken with --max-items"},
      {RolePage("", R"(, "IsTruncated": true)") + RolePage("", R"(, "IsTruncated": false)"),
       {},
       "the last page is there"},
      {RolePage("", R"(, "IsTruncated": false)") + RolePage("", R"(, "IsTruncated": true)"),
       {},
       "the last page is there and comes first"},
      {no_lists, {"INPUT-PARTIAL"}, "whole lists are missing"},
      {RolePage(R"(, "AttachedManagedPolicies": [
          {"PolicyArn": "arn:aws:iam::111122223333:policy/gone"}])"),
       {"INPUT-UNRESOLVED"},
       "an own policy that is not there"},
      {R"({"UserDetailList": [], "GroupDetailList": [],
          "RoleDetailList": [{"Arn": "arn:aws:iam::111122223333:role/r", "RoleName": "r",
            "AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::111122223333:policy/bare"}]}],
          "Policies": [{"PolicyName": "bare", "Arn": "arn:aws:iam::111122223333:policy/bare",
            "PolicyVersionList": []}]})",
       {"INPUT-UNRESOLVED"},
       "an own policy without a version"},
      {RolePage(R"(, "PermissionsBoundary": {
          "PermissionsBoundaryArn": "arn:aws:iam::111122223333:policy/gone"})"),
       {"INPUT-UNRESOLVED"},
       "a boundary that is not there"},
      {RolePage(R"(, "AttachedManagedPolicies": [
          {"PolicyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"}])"),
       {},
       "the catalog may know an AWS managed policy"},
  };
  for (const GapCase& c : cases) {
    const LoadResult result = LoadText("x.json", c.text);
    EXPECT_EQ(CodesOf(result), c.codes) << c.because;
    ASSERT_THAT(result.accounts, SizeIs(1)) << c.because;
    EXPECT_EQ(result.accounts[0].gaps.size(), c.codes.size()) << c.because;
  }
}

TEST(Load, LeavesMissingReferencesUnresolved) {
  const LoadResult result =
      LoadText("x.json", R"({"UserDetailList": [{"Arn": "arn:aws:iam::111122223333:user/u",
         "UserName": "u", "GroupList": ["gone"]}], "GroupDetailList": [], "RoleDetailList": [],
         "Policies": []})");
  EXPECT_EQ(result.accounts[0].principals[0].groups[0].group, kUnresolved);
  ASSERT_THAT(result.diagnostics, SizeIs(1));
  EXPECT_THAT(result.diagnostics[0].message, HasSubstr("`gone`"));
  EXPECT_EQ(result.diagnostics[0].place->json_pointer, "/UserDetailList/0/GroupList/0");
}

TEST(Load, GivesALastPageWithoutEntitiesToTheOnlyAccount) {
  const LoadResult result =
      LoadTexts({RolePage("", R"(, "IsTruncated": true)"),
                 R"({"UserDetailList": [], "RoleDetailList": [], "IsTruncated": false})"});
  EXPECT_THAT(result.accounts, SizeIs(1));
  EXPECT_THAT(CodesOf(result), IsEmpty());
}

TEST(Load, ReadsAnExportWithoutAnyArn) {
  const std::string text = R"({"UserDetailList": [{"UserName": "u"}], "GroupDetailList": [],
                               "RoleDetailList": [], "Policies": []})";
  EXPECT_EQ(LoadText("x.json", text).accounts[0].id, "");
  LoadOptions options;
  options.account = "444455556666";
  EXPECT_EQ(LoadText("x.json", text, options).accounts[0].id, "444455556666");
}

struct KindCase {
  std::string_view text;
  std::optional<PolicyKind> forced;
  PolicyKind kind;
  bool is_held;
  std::string_view because;
};

TEST(Load, ReadsPolicyFilesByWhatTheyAre) {
  const KindCase cases[] = {
      {R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]})",
       {},
       PolicyKind::kIdentity,
       true,
       "no Principal"},
      {R"({"Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},
           "Action":"sts:AssumeRole"}})",
       {},
       PolicyKind::kTrust,
       false,
       "a Principal, and sts actions alone"},
      {R"({"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject",
           "Resource":"*"}]})",
       {},
       PolicyKind::kResource,
       false,
       "a Principal, and other actions"},
      {R"({"Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]})", PolicyKind::kScp,
       PolicyKind::kScp, false, "--policy-kind"},
  };
  for (const KindCase& c : cases) {
    LoadOptions options;
    options.policy_kind = c.forced;
    const LoadResult result = LoadText("p.json", std::string(c.text), options);
    ASSERT_THAT(result.accounts, SizeIs(1)) << c.because;
    const Account& account = result.accounts[0];
    EXPECT_FALSE(account.is_export);
    ASSERT_EQ(account.principals.size(), c.is_held ? 1U : 0U) << c.because;
    ASSERT_EQ(account.loose_documents.size(), c.is_held ? 0U : 1U) << c.because;
    const PolicyText& text =
        c.is_held ? account.principals[0].inline_policies[0].text : account.loose_documents[0].text;
    EXPECT_EQ(account.documents.KindOf(text.document), c.kind) << c.because;
    EXPECT_EQ(account.documents.TextOf(text.document), c.text) << c.because;
    EXPECT_EQ(text.place.pointer, "");
  }
}

TEST(Load, GivesAPolicyFileToTheAccountThatIsNamed) {
  LoadOptions options;
  options.account = "111122223333";
  const LoadResult result =
      LoadTexts({RolePage(""), R"({"Statement": [{"Effect": "Allow"}]})"}, options);
  ASSERT_THAT(result.accounts, SizeIs(1));
  ASSERT_THAT(result.accounts[0].principals, SizeIs(2));
  EXPECT_EQ(result.accounts[0].principals[1].kind, PrincipalKind::kDocument);
  EXPECT_EQ(result.accounts[0].principals[1].name, "in1.json");
  EXPECT_THAT(LoadTexts({RolePage(""), R"({"Statement": [{"Effect": "Allow"}]})"}).accounts,
              SizeIs(2));
}

TEST(Load, ReadsAListOfPoliciesAsOneDocumentOfTheWrongType) {
  const LoadResult result =
      LoadText("p.json",
               R"([{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*"}]}])");
  EXPECT_THAT(MessagesOf(result.errors), IsEmpty());
  const Account& account = result.accounts[0];
  ASSERT_THAT(account.principals, SizeIs(1));
  const PolicyDocument& document =
      account.documents.at(account.principals[0].inline_policies[0].text.document);
  ASSERT_THAT(document.oddities, SizeIs(1));
  EXPECT_EQ(document.oddities[0].kind, OddityKind::kWrongType);
  EXPECT_EQ(document.oddities[0].pointer, "");
  EXPECT_THAT(document.statements, IsEmpty());
}

TEST(Load, ReadsSeveralPoliciesInOneStream) {
  const LoadResult result = LoadText(
      "p.ndjson", "{\"Statement\": []}\n{\"Version\": \"2012-10-17\", \"Statement\": []}\n");
  const Account& account = result.accounts[0];
  ASSERT_THAT(account.principals, SizeIs(2));
  EXPECT_EQ(account.principals[0].name, "p.ndjson");
  EXPECT_EQ(account.principals[1].name, "p.ndjson#2");
  EXPECT_EQ(account.principals[1].place.span.begin, 18U);
}

TEST(Load, UnwrapsWhatTheCliPrintsAroundAPolicy) {
  const std::pair<std::string_view, std::string_view> wrappers[] = {
      {R"({"PolicyDocument": {"Statement": []}})", "/PolicyDocument"},
      {R"({"RoleName": "r", "PolicyName": "p", "PolicyDocument": {"Statement": []}})",
       "/PolicyDocument"},
      {R"({"RoleName": "r", "PolicyName": "p", "PolicyDocument": "%7B%22Statement%22: []}"})",
       "/PolicyDocument"},
      {R"({"PolicyVersion": {"VersionId": "v1", "Document": {"Statement": []}}})",
       "/PolicyVersion/Document"},
  };
  for (const auto& [text, pointer] : wrappers) {
    const LoadResult result = LoadText("p.json", std::string(text));
    ASSERT_THAT(result.accounts, SizeIs(1)) << text;
    const Account& account = result.accounts[0];
    ASSERT_THAT(account.principals, SizeIs(1)) << text;
    const PolicyText& policy = account.principals[0].inline_policies[0].text;
    EXPECT_EQ(policy.place.pointer, pointer);
    EXPECT_EQ(account.documents.TextOf(policy.document), R"({"Statement": []})") << text;
  }
}

struct RefusedCase {
  std::string name;
  std::string text;
  std::string error;
  std::string_view because;
};

TEST(Load, RefusesByNameWhatItCannotUse) {
  const std::vector<RefusedCase> cases = {
      {"a.json", "", "a.json:1:1: expected JSON, found nothing", "an empty file"},
      {"a.json", " \n", "a.json:1:1: expected JSON, found nothing", "blanks"},
      {"a.txt", "hello", "a.txt:1:1: expected a JSON object or list, or YAML that stands for one",
       "a word"},
      {"a.json", R"({"a": 1})",
       "a.json:1:1: expected an account export or a policy document, but its members are those of "
       "nothing that is known; `--input-type` can tell",
       "JSON that is nothing known"},
      {"a.json", R"({"a" 1})", "a.json:1:6: expected `:`, found `1`", "no JSON"},
      {"p.json", "{\"Statement\": [\n  {\"Effect\": \"Allow\",}]}",
       "p.json:2:22: expected a member name in double quotes, found `}`", "a broken policy"},
      {"p.json", "{\"Statement\": [] // why\n}",
       "p.json:1:18: expected `,` or `}`, found a comment, which only .jsonc files or `--relaxed` "
       "allow",
       "a comment in strict JSON"},
      {"a.json", std::string("{\"a\": \0 1}", 10),
       "a.json: holds NUL bytes, so it is neither JSON nor YAML text", "NUL bytes"},
      {"t.json", R"({"format_version": "1.2", "resource_changes": []})",
       "t.json: recognised as terraform-plan (has `format_version` and `resource_changes`), not "
       "read by this version",
       "recognised, not read"},
      {"t.txt", "USERDETAILLIST\tarn:aws:iam::1:user/u\n",
       "t.txt:1:1: expected JSON, found the CLI's text or table format: run `aws iam "
       "get-account-authorization-details --output json`",
       "--output text"},
      {"t.txt", "-----\n|    GetAccountAuthorizationDetails    |\n+----+\n",
       "t.txt:1:1: expected JSON, found the CLI's text or table format: run `aws iam "
       "get-account-authorization-details --output json`",
       "--output table"},
  };
  for (const RefusedCase& c : cases) {
    const LoadResult result = LoadText(c.name, c.text);
    EXPECT_THAT(MessagesOf(result.errors), ElementsAre(c.error)) << c.because;
    EXPECT_THAT(result.accounts, IsEmpty()) << c.because;
  }
}

TEST(Load, TakesNothingFromABrokenInputAndAllFromTheOthers) {
  const LoadResult result = LoadTexts({RolePage("").substr(0, 100), RolePage("")});
  EXPECT_THAT(MessagesOf(result.errors), ElementsAre(StartsWith("in0.json:1:")));
  ASSERT_THAT(result.accounts, SizeIs(1));
  EXPECT_THAT(result.accounts[0].principals, SizeIs(1));
  EXPECT_EQ(result.accounts[0].principals[0].place.input, 1U);
  EXPECT_THAT(result.inputs, SizeIs(2));
}

TEST(Load, ObeysInputType) {
  LoadOptions options;
  options.input_types = {"policy=x.json"};
  const LoadResult result = LoadText("x.json", R"({"a": 1})", options);
  EXPECT_THAT(MessagesOf(result.errors), IsEmpty());
  EXPECT_EQ(result.inputs[0].row.type, "policy");
  EXPECT_THAT(result.inputs[0].row.because, StartsWith("`--input-type` says so"));
  options.input_types = {"nonsense=x.json"};
  EXPECT_THAT(MessagesOf(LoadText("x.json", R"({"a": 1})", options).errors),
              ElementsAre("x.json: `--input-type`: no input type is called `nonsense`"));
}

TEST(Load, ReadsCommentsWhereTheyAreAllowedWithoutMovingPlaces) {
  const std::string text = "// ours\n{\"Statement\": [/* a */ {\"Effect\": \"Allow\",}]}";
  const LoadResult result = LoadText("p.jsonc", text);
  EXPECT_THAT(MessagesOf(result.errors), IsEmpty());
  const Account& account = result.accounts[0];
  const PolicyText& policy = account.principals[0].inline_policies[0].text;
  EXPECT_EQ(policy.place.span.begin, 8U);
  EXPECT_EQ(InputOffsetOf(policy.place, text, 23), text.find("{\"Effect"));
  LoadOptions relaxed;
  relaxed.relaxed = true;
  EXPECT_THAT(MessagesOf(LoadText("p.json", text, relaxed).errors), IsEmpty());
}

TEST(Load, PointsIntoTheYamlThatWasWritten) {
  const std::string text =
      "RoleDetailList:\n"
      "- Arn: arn:aws:iam::111122223333:role/r\n"
      "  CreateDate: 2025-03-04T05:06:07+00:00\n"
      "  AttachedManagedPolicies:\n"
      "  - PolicyArn: arn:aws:iam::aws:policy/P\n"
      "  RolePolicyList:\n"
      "  - PolicyName: in\xC3\xA9line\n"
      "    PolicyDocument:\n"
      "      Version: 2012-10-17\n"
      "      Statement:\n"
      "      - Effect: Allow\n"
      "        Action: s3:GetObject\n"
      "        Resource: '*'\n";
  const LoadResult result = LoadText("export.yaml", text);
  EXPECT_THAT(MessagesOf(result.errors), IsEmpty());
  const Account& account = result.accounts[0];
  const Principal& role = account.principals[0];
  EXPECT_EQ(text.substr(role.attachments[0].place.span.begin, 9), "PolicyArn");
  EXPECT_EQ(role.created->seconds, 1741064767);
  const PolicyText& policy = role.inline_policies[0].text;
  const PolicyDocument& document = account.documents.at(policy.document);
  ASSERT_THAT(document.statements, SizeIs(1));
  EXPECT_EQ(document.version, LanguageVersion::k2012);
  const TextAt& action = document.statements[0].actions.items[0];
  EXPECT_EQ(InputOffsetOf(policy.place, text, action.span.begin), text.find("s3:GetObject"));
  EXPECT_EQ(InputOffsetOf(policy.place, text, document.statements[0].span.begin),
            text.find("Effect: Allow"));
}

TEST(Load, ReadsAPolicyInYaml) {
  const LoadResult result =
      LoadText("p.yaml", "Version: '2012-10-17'\nStatement:\n  Effect: Allow\n  Action: s3:*\n");
  EXPECT_EQ(result.inputs[0].row.type, "policy");
  EXPECT_EQ(result.accounts[0].principals[0].name, "p.yaml");
  EXPECT_THAT(MessagesOf(LoadText("p.yaml", "Statement:\n  - a: [1\n").errors),
              ElementsAre(StartsWith("p.yaml:3:1: expected JSON or YAML")));
}

TEST(LoadStages, GiveTheSameInStepsAsInOne) {
  const LoadOptions options;
  LoadResult result;
  for (const std::string_view name : {"authz.raw.page2.json", "authz.raw.page1.json"}) {
    for (OpenedInput& opened : OpenAndClassify(FoundInput{.path = Shape(name)}, options)) {
      ASSERT_TRUE(opened.is_listed);
      result.inputs.push_back(std::move(opened.loaded));
    }
  }
  std::vector<InputReading> readings(2);
  readings[1] = ReadInput(result.inputs[1], 1, options);
  readings[0] = ReadInput(result.inputs[0], 0, options);
  CombineReadings(std::move(readings), options, result);
  const LoadResult whole =
      LoadInputs({Shape("authz.raw.page2.json"), Shape("authz.raw.page1.json")}, options);
  ASSERT_THAT(result.accounts, SizeIs(1));
  EXPECT_EQ(Describe(result.accounts[0]), Describe(whole.accounts[0]));
}

}  // namespace
}  // namespace iamsift
