#include "analyzer/ingest/export/export_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzer/base/status.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

struct Reading {
  std::unique_ptr<SourceFile> source;
  ExportFragment fragment;
  absl::Status status;

  const Account& account() const { return fragment.account; }
  std::string_view TextAt(SourceSpan span) const {
    return source->text().substr(span.begin, span.end - span.begin);
  }
  std::string_view DocumentOf(const PolicyText& text) const {
    return account().documents.TextOf(text.document);
  }
};

Reading Read(std::string json) {
  Reading reading;
  reading.source = std::make_unique<SourceFile>("export.json", std::move(json));
  const JsonText text{.source = reading.source.get(), .json = reading.source->text()};
  reading.status = ReadExport(text, LoadOptions{}, reading.fragment);
  return reading;
}

Reading ReadRole(std::string_view members) {
  return Read(Concat(
      {R"({"RoleDetailList": [{"Arn": "arn:aws:iam::111122223333:role/r", )", members, "}]}"}));
}

constexpr std::string_view kPolicy = R"({"Version":"2012-10-17","Statement":[]})";

TEST(ExportReader, ReadsEveryMemberOfAUser) {
  const Reading reading = Read(R"({"UserDetailList": [{
    "Path": "/people/", "UserName": "bo", "UserId": "AIDA1", "Arn": "arn:aws:iam::1:user/people/bo",
    "CreateDate": "2025-03-04T05:06:07Z",
    "UserPolicyList": [{"PolicyName": "keys", "PolicyDocument": {"Statement": []}}],
    "GroupList": ["ml-team"],
    "AttachedManagedPolicies": [{"PolicyName": "p", "PolicyArn": "arn:aws:iam::1:policy/p"}],
    "PermissionsBoundary": {"PermissionsBoundaryType": "Policy",
                            "PermissionsBoundaryArn": "arn:aws:iam::1:policy/edge"},
    "Tags": [{"Key": "team", "Value": "ml"}]}]})");
  ASSERT_TRUE(reading.status.ok()) << reading.status;
  ASSERT_THAT(reading.account().principals, SizeIs(1));
  const Principal& user = reading.account().principals[0];
  EXPECT_EQ(user.kind, PrincipalKind::kUser);
  EXPECT_EQ(user.path, "/people/");
  EXPECT_EQ(user.name, "bo");
  EXPECT_EQ(user.id, "AIDA1");
  EXPECT_EQ(user.arn, "arn:aws:iam::1:user/people/bo");
  ASSERT_TRUE(user.created.has_value());
  EXPECT_EQ(FormatDate(*user.created), "2025-03-04");
  ASSERT_THAT(user.inline_policies, SizeIs(1));
  EXPECT_EQ(user.inline_policies[0].name, "keys");
  EXPECT_EQ(reading.DocumentOf(user.inline_policies[0].text), R"({"Statement": []})");
  ASSERT_THAT(user.groups, SizeIs(1));
  EXPECT_EQ(user.groups[0].name, "ml-team");
  ASSERT_THAT(user.attachments, SizeIs(1));
  EXPECT_EQ(user.attachments[0].arn, "arn:aws:iam::1:policy/p");
  ASSERT_TRUE(user.boundary.has_value());
  EXPECT_EQ(user.boundary->arn, "arn:aws:iam::1:policy/edge");
  EXPECT_EQ(user.boundary->name, "edge");
  ASSERT_THAT(user.tags, SizeIs(1));
  EXPECT_EQ(user.tags[0].value, "ml");
}

TEST(ExportReader, GivesEveryEntityItsPlace) {
  const Reading reading = ReadRole(R"("RolePolicyList": [{"PolicyName": "x", "PolicyDocument":
    {"Statement": []} }], "AttachedManagedPolicies": [ {"PolicyArn": "a:b"} , {"PolicyArn": "c:d"}],
    "PermissionsBoundary": {"PermissionsBoundaryArn": "e:f"} )");
  ASSERT_TRUE(reading.status.ok()) << reading.status;
  const Principal& role = reading.account().principals[0];
  EXPECT_EQ(role.place.pointer, "/RoleDetailList/0");
  EXPECT_EQ(reading.TextAt(role.place.span).substr(0, 7), R"({"Arn":)");
  EXPECT_EQ(reading.TextAt(role.place.span).substr(role.place.span.end - role.place.span.begin - 3),
            "} }");
  EXPECT_EQ(role.attachments[1].place.pointer, "/RoleDetailList/0/AttachedManagedPolicies/1");
  EXPECT_EQ(reading.TextAt(role.attachments[0].place.span), R"({"PolicyArn": "a:b"})");
  EXPECT_EQ(reading.TextAt(role.attachments[1].place.span), R"({"PolicyArn": "c:d"})");
  const DocumentPlace& document = role.inline_policies[0].text.place;
  EXPECT_EQ(document.pointer, "/RoleDetailList/0/RolePolicyList/0/PolicyDocument");
  EXPECT_EQ(reading.TextAt(document.span), R"({"Statement": []})");
  EXPECT_EQ(role.boundary->place.pointer, "/RoleDetailList/0/PermissionsBoundary");
}

struct EncodingCase {
  std::string_view written;
  std::string_view text;
  DocumentEncoding encoding;
  bool is_reported;
  std::string_view because;
};
constexpr EncodingCase kEncodings[] = {
    {R"({"Version":"2012-10-17","Statement":[]})", kPolicy, DocumentEncoding::kJson, false,
     "the CLI and boto3 print the object"},
    {R"("{\"Version\":\"2012-10-17\",\"Statement\":[]}")", kPolicy, DocumentEncoding::kJsonString,
     false, "a string that holds the document's text"},
    {R"("%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%5D%7D")", kPolicy,
     DocumentEncoding::kUrlEncoded, false, "what the API answers"},
    {R"("%7b%22Sid%22:%22a+b%22%7d")", R"({"Sid":"a+b"})", DocumentEncoding::kUrlEncoded, false,
     "lower-case digits; a plus is no blank in RFC 3986"},
    {R"("%0A%7B%7D")", "\n{}", DocumentEncoding::kUrlEncoded, false, "an encoded line break first"},
    {R"("")", "", DocumentEncoding::kJsonString, true, "nothing"},
    {R"("<xml>")", "<xml>", DocumentEncoding::kJsonString, true, "neither JSON nor encoded"},
    {R"("%41%42")", "%41%42", DocumentEncoding::kJsonString, true, "encoded, but no object"},
    {R"([{"Version":"2012-10-17"}])", R"([{"Version":"2012-10-17"}])", DocumentEncoding::kJson,
     true, "a list of documents"},
    {"17", "17", DocumentEncoding::kJson, true, "a number"},
};

TEST(ExportReader, ReadsDocumentsInEveryEncoding) {
  for (const EncodingCase& c : kEncodings) {
    const Reading reading = ReadRole(Concat({R"("AssumeRolePolicyDocument" : )", c.written, " "}));
    ASSERT_TRUE(reading.status.ok()) << c.because << ": " << reading.status;
    const PolicyText& trust = *reading.account().principals[0].trust;
    EXPECT_EQ(reading.DocumentOf(trust), c.text) << c.because;
    EXPECT_EQ(trust.place.encoding, c.encoding) << c.because;
    EXPECT_EQ(reading.TextAt(trust.place.span), c.written) << c.because;
    EXPECT_EQ(reading.account().documents.KindOf(trust.document), PolicyKind::kTrust);
    EXPECT_EQ(reading.fragment.diagnostics.size(), c.is_reported ? 1U : 0U) << c.because;
  }
}

TEST(ExportReader, NamesTheHolderOfADocumentThatItCannotRead) {
  const Reading reading =
      ReadRole(R"("RolePolicyList": [{"PolicyName": "x", "PolicyDocument": "garbage"}])");
  ASSERT_THAT(reading.fragment.diagnostics, SizeIs(1));
  EXPECT_EQ(reading.fragment.diagnostics[0].code, "INPUT-DOCUMENT");
  EXPECT_THAT(reading.fragment.diagnostics[0].message,
              HasSubstr("arn:aws:iam::111122223333:role/r"));
}

TEST(ExportReader, KeepsAnInlinePolicyWithoutDocumentAsUnreadable) {
  const Reading reading = ReadRole(R"("RolePolicyList": [{"PolicyName": "x"}])");
  ASSERT_TRUE(reading.status.ok());
  const Principal& role = reading.account().principals[0];
  ASSERT_THAT(role.inline_policies, SizeIs(1));
  EXPECT_EQ(reading.DocumentOf(role.inline_policies[0].text), "");
  EXPECT_THAT(reading.fragment.diagnostics, SizeIs(1));
}

TEST(ExportReader, InternsADocumentThatOccursTwiceOnce) {
  const Reading reading = ReadRole(
      R"("RolePolicyList": [{"PolicyName": "x", "PolicyDocument": {"Statement": []}},
                            {"PolicyName": "y", "PolicyDocument": {"Statement": []}}])");
  const Principal& role = reading.account().principals[0];
  EXPECT_EQ(role.inline_policies[0].text.document, role.inline_policies[1].text.document);
  EXPECT_NE(role.inline_policies[0].text.place.span, role.inline_policies[1].text.place.span);
  EXPECT_EQ(reading.account().documents.size(), 1U);
}

struct ShapeCase {
  std::string_view member;
  size_t attachments;
  std::string_view first_pointer;
  std::string_view because;
};
constexpr ShapeCase kOneOrMany[] = {
    {R"([{"PolicyArn": "a"}, {"PolicyArn": "b"}])", 2,
     "/RoleDetailList/0/AttachedManagedPolicies/0", "the model's list"},
    {R"({"PolicyArn": "a"})", 1, "/RoleDetailList/0/AttachedManagedPolicies",
     "the CLI's own example has a bare object"},
    {R"([null, {"PolicyArn": "b"}])", 1, "/RoleDetailList/0/AttachedManagedPolicies/1",
     "a null is nothing, but counts in the pointer"},
};

TEST(ExportReader, TakesOneWhereManyMayStand) {
  for (const ShapeCase& c : kOneOrMany) {
    const Reading reading = ReadRole(Concat({R"("AttachedManagedPolicies": )", c.member}));
    ASSERT_TRUE(reading.status.ok()) << c.because;
    const Principal& role = reading.account().principals[0];
    ASSERT_EQ(role.attachments.size(), c.attachments) << c.because;
    EXPECT_EQ(role.attachments[0].place.pointer, c.first_pointer) << c.because;
  }
}

TEST(ExportReader, TakesABareGroupName) {
  const Reading reading = Read(R"({"UserDetailList": {"UserName": "u", "GroupList": "ops"}})");
  ASSERT_TRUE(reading.status.ok()) << reading.status;
  ASSERT_THAT(reading.account().principals, SizeIs(1));
  EXPECT_EQ(reading.account().principals[0].groups[0].name, "ops");
  EXPECT_EQ(reading.account().principals[0].groups[0].place.pointer, "/UserDetailList/GroupList");
}

TEST(ExportReader, TellsNeverUsedFromNotToldAndUsed) {
  const Principal never = ReadRole(R"("RoleLastUsed": {})").account().principals[0];
  EXPECT_TRUE(never.has_last_used);
  EXPECT_FALSE(never.last_used.has_value());
  const Principal untold = ReadRole(R"("Path": "/")").account().principals[0];
  EXPECT_FALSE(untold.has_last_used);
  const Principal used =
      ReadRole(R"("RoleLastUsed": {"LastUsedDate": "2025-01-02 03:04:05+00:00", "Region": "x"})")
          .account()
          .principals[0];
  ASSERT_TRUE(used.last_used.has_value());
  EXPECT_EQ(FormatInstant(*used.last_used), "2025-01-02T03:04:05Z");
}

TEST(ExportReader, CountsTheRoleInAnInstanceProfileOnce) {
  const Reading reading = ReadRole(R"("InstanceProfileList": [{"InstanceProfileName": "ip",
      "Arn": "arn:aws:iam::1:instance-profile/ip", "Roles": [{"RoleName": "r",
      "Arn": "arn:aws:iam::111122223333:role/r", "AssumeRolePolicyDocument": {"Statement": []}}]}])");
  ASSERT_TRUE(reading.status.ok());
  EXPECT_THAT(reading.account().principals, SizeIs(1));
  EXPECT_EQ(reading.account().documents.size(), 0U);
  const Principal& role = reading.account().principals[0];
  ASSERT_THAT(role.instance_profiles, SizeIs(1));
  EXPECT_EQ(role.instance_profiles[0].arn, "arn:aws:iam::1:instance-profile/ip");
  EXPECT_EQ(role.arn, "arn:aws:iam::111122223333:role/r");
}

TEST(ExportReader, KeepsGoingOverARepeatedKeyWithoutHidingAccess) {
  const Reading reading = ReadRole(R"("AttachedManagedPolicies": [{"PolicyArn": "a"}],
                  "AttachedManagedPolicies": [{"PolicyArn": "b"}], "Path": "/a/", "Path": "/b/")");
  ASSERT_TRUE(reading.status.ok());
  EXPECT_THAT(reading.account().principals[0].attachments, SizeIs(2));
  EXPECT_EQ(reading.account().principals[0].path, "/b/");
  ASSERT_THAT(reading.fragment.diagnostics, SizeIs(2));
  EXPECT_EQ(reading.fragment.diagnostics[0].code, "INPUT-DUPLICATE-KEY");
  EXPECT_EQ(reading.TextAt(reading.fragment.diagnostics[1].place->span), "Path");
}

TEST(ExportReader, ReadsNamesThatAreWrittenWithEscapes) {
  const Reading reading = ReadRole(R"("RoleName": "a\u00e9\"b", "P\u0061th": "\/x\/")");
  ASSERT_TRUE(reading.status.ok());
  EXPECT_EQ(reading.account().principals[0].name, "a\xC3\xA9\"b");
  EXPECT_EQ(reading.account().principals[0].path, "/x/");
}

TEST(ExportReader, IgnoresMembersThatItDoesNotKnow) {
  const Reading reading = Read(R"({"ResponseMetadata": {"HTTPHeaders": {"a": [1, {"b": 2}]}},
      "RoleDetailList": [{"New": [[{}]], "Arn": "x", "Other": {"Arn": "no"}}], "Marker": "m"})");
  ASSERT_TRUE(reading.status.ok()) << reading.status;
  EXPECT_EQ(reading.account().principals[0].arn, "x");
}

TEST(ExportReader, ReadsPagesOneAfterAnotherAndInAList) {
  const std::string page = R"({"RoleDetailList": [{"Arn": "x"}], "IsTruncated": true})";
  for (const std::string& text :
       {Concat({page, "\n", page, "\n"}), Concat({page, page}), Concat({"[", page, ",", page, "]"}),
        Concat({" \r\n", page, " \r\n ", page, " "})}) {
    const Reading reading = Read(text);
    ASSERT_TRUE(reading.status.ok()) << text << reading.status;
    EXPECT_THAT(reading.account().principals, SizeIs(2)) << text;
    ASSERT_THAT(reading.fragment.pages, SizeIs(2)) << text;
    EXPECT_TRUE(reading.fragment.pages[1].is_truncated);
    EXPECT_EQ(reading.fragment.pages[1].first_principal, 1U);
    EXPECT_EQ(reading.TextAt(reading.account().principals[1].place.span), R"({"Arn": "x"})")
        << text;
  }
}

TEST(ExportReader, TakesANextTokenForAMissingPage) {
  EXPECT_TRUE(Read(R"({"RoleDetailList": [], "NextToken": "x"})").fragment.pages[0].is_truncated);
  EXPECT_FALSE(Read(R"({"RoleDetailList": [], "NextToken": null})").fragment.pages[0].is_truncated);
  EXPECT_FALSE(
      Read(R"({"RoleDetailList": [], "IsTruncated": false})").fragment.pages[0].is_truncated);
}

TEST(ExportReader, ReadsDatesAsEveryToolWritesThem) {
  constexpr std::string_view kDates[] = {R"("2025-03-04T05:06:07Z")",
                                         R"("2025-03-04 05:06:07+00:00")",
                                         R"("2025-03-04T06:06:07+01:00")",
                                         R"("2025-03-04T05:06:07.123456")",
                                         "1741064767",
                                         "1741064767.0"};
  for (const std::string_view date : kDates) {
    const Reading reading = ReadRole(Concat({R"("CreateDate": )", date}));
    ASSERT_TRUE(reading.status.ok()) << date;
    ASSERT_TRUE(reading.account().principals[0].created.has_value()) << date;
    EXPECT_EQ(reading.account().principals[0].created->seconds, 1741064767) << date;
    EXPECT_EQ(reading.fragment.latest, 1741064767) << date;
  }
}

TEST(ExportReader, SaysOnceThatDatesAreNone) {
  const Reading reading =
      ReadRole(R"("CreateDate": "yesterday", "RoleLastUsed": {"LastUsedDate": "x"})");
  ASSERT_TRUE(reading.status.ok());
  EXPECT_FALSE(reading.account().principals[0].created.has_value());
  ASSERT_THAT(reading.fragment.diagnostics, SizeIs(1));
  EXPECT_EQ(reading.fragment.diagnostics[0].code, "INPUT-DATE");
}

TEST(ExportReader, ReadsManagedPoliciesWithTheirVersions) {
  const Reading reading = Read(R"({"Policies": [{"PolicyName": "p", "PolicyId": "ANPA1",
      "Arn": "arn:aws:iam::1:policy/p", "Path": "/", "DefaultVersionId": "v2", "AttachmentCount": 3,
      "PermissionsBoundaryUsageCount": "1", "IsAttachable": true, "Description": "d",
      "UpdateDate": "2025-03-04T05:06:07Z", "PolicyVersionList": [
        {"Document": {"Statement": []}, "VersionId": "v2", "IsDefaultVersion": true,
         "CreateDate": "2025-03-04T05:06:07Z"},
        {"Document": {"Statement": [ ]}, "VersionId": "v1", "IsDefaultVersion": false}]}]})");
  ASSERT_TRUE(reading.status.ok()) << reading.status;
  ASSERT_THAT(reading.account().policies, SizeIs(1));
  const ManagedPolicy& policy = reading.account().policies[0];
  EXPECT_EQ(policy.attachment_count, 3);
  EXPECT_EQ(policy.boundary_usage_count, 1);
  ASSERT_THAT(policy.versions, SizeIs(2));
  ASSERT_NE(policy.DefaultVersion(), nullptr);
  EXPECT_EQ(policy.DefaultVersion()->id, "v2");
  EXPECT_EQ(policy.versions[1].text.place.pointer, "/Policies/0/PolicyVersionList/1/Document");
}

struct FaultCase {
  std::string_view json;
  std::string_view error;
  std::string_view because;
};
constexpr FaultCase kFaults[] = {
    {R"({"RoleDetailList": [)",
     "export.json:1:21: expected a JSON value, found the end of the input", "cut off in a list"},
    {R"({"RoleDetailList": [{"Arn": "x)",
     "export.json:1:29: expected a closing `\"` for this string", "cut off in a string"},
    {"{\"RoleDetailList\": [\n{\"Arn\" \"x\"}]}", "export.json:2:8: expected `:`, found `\"`",
     "a colon is missing"},
    {R"({"RoleDetailList": [{"Arn": "x"} {"Arn": "y"}]})",
     "export.json:1:34: expected `,` or `]`, found `{`", "a comma is missing"},
    {R"({"RoleDetailList": [17]})",
     "export.json:1:21: expected an object for a role at `/RoleDetailList/0`, found a number",
     "a role that is a number"},
    {R"({"RoleDetailList": "none"})",
     "export.json:1:20: expected an object for a role at `/RoleDetailList`, found a string",
     "a list that is a string"},
    {R"({"UserDetailList": [{"UserName": ["u"]}]})",
     "export.json:1:34: expected a string for UserName at `/UserDetailList/0`, found a list",
     "a name that is a list"},
    {R"({"RoleDetailList": [{"AttachedManagedPolicies": ["arn"]}]})",
     "export.json:1:50: expected an object for an attached policy at "
     "`/RoleDetailList/0/AttachedManagedPolicies/0`, found a string",
     "an attachment that is a string"},
    {R"({"Policies": [{"AttachmentCount": "many"}]})",
     "export.json:1:35: expected a whole number for a count at `/Policies/0`, found a string",
     "a count in words"},
    {R"({"RoleDetailList": []} x)", "export.json:1:24: expected a JSON value, found `x`",
     "something behind the end"},
    {"{\"RoleDetailList\": [{\"RoleName\": \"\xFF\"}]}",
     "export.json:1:35: expected UTF-8, found a byte that cannot be", "invalid UTF-8"},
    {R"({"RoleDetailList": [{"RoleName": "\q"}]})",
     "export.json:1:35: expected an escape that JSON knows", "an escape that JSON lacks"},
    {R"({"RoleDetailList": []}])", "export.json:1:23: expected a JSON value, found `]`",
     "a bracket too many"},
    {R"({"RoleDetailList": [}})", "export.json:1:21: expected `,` or `]`, found `}`",
     "the wrong bracket"},
};

TEST(ExportReader, NamesThePlaceOfWhatIsWrong) {
  for (const FaultCase& c : kFaults) {
    const Reading reading = Read(std::string(c.json));
    EXPECT_FALSE(reading.status.ok()) << c.because;
    EXPECT_EQ(MessageOf(reading.status), c.error) << c.because;
  }
}

TEST(ExportReader, LeavesAMalformedPolicyToTheLints) {
  const Reading reading = ReadRole(R"("RolePolicyList": [{"PolicyName": "x", "PolicyDocument":
      {"Statement": [{"Effect" "Allow"}]}}])");
  ASSERT_TRUE(reading.status.ok()) << reading.status;
  EXPECT_EQ(reading.DocumentOf(reading.account().principals[0].inline_policies[0].text),
            R"({"Statement": [{"Effect" "Allow"}]})");
}

TEST(ExportReader, FailsAtEveryCutOfAnExportButNeverCrashes) {
  const std::string whole =
      Concat({R"({"RoleDetailList": [{"Arn": "x\n", "AssumeRolePolicyDocument": )", kPolicy,
              R"(, "RolePolicyList": [{"PolicyName": "p", "PolicyDocument": "%7B%7D"}],)",
              R"( "RoleLastUsed": {}}], "IsTruncated": false})"});
  ASSERT_TRUE(Read(whole).status.ok());
  for (size_t size = 1; size < whole.size(); ++size) {
    const Reading reading = Read(whole.substr(0, size));
    EXPECT_FALSE(reading.status.ok()) << whole.substr(0, size);
    EXPECT_THAT(MessageOf(reading.status), HasSubstr("export.json:1:")) << size;
  }
}

}  // namespace
}  // namespace iamsift
