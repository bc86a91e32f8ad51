#include "analyzer/audit/run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

void ReportEverywhere(const GrantView& view, const RuleContext& context, DocumentSink& findings) {
  if (view.grant.everywhere.IsEmpty()) return;
  const Statement& statement = *view.statement.written;
  Hit& hit = findings.Report(AtAction(view.document.written, statement, -1), "Too much.");
  view.grant.everywhere.ForEach(
      [&](ActionId action) { hit.actions.push_back(context.catalog.ActionFullName(action)); });
  hit.discriminator = "everywhere";
}

void ReportEveryDocument(const DocumentView& view, const RuleContext&, DocumentSink& findings) {
  Hit& hit = findings.Report(AtDocument(view.written), Severity::kNote, "Seen.");
  hit.discriminator = "seen";
  hit.fix_replacement = R"("a")";
}

void ReportEveryPrincipal(const PrincipalView& view, const RuleContext&, PlaceSink& findings) {
  findings.Report(view.principal, "Here.").severity = Severity::kLow;
}

extern constinit const Rule kEverywhereRule = {
    .card = {.id = "OB-900", .name = "everywhere", .title = "t", .severity = Severity::kHigh},
    .check = &ReportEverywhere};
extern constinit const Rule kDocumentRule = {
    .card = {.id = "LINT-900", .name = "document", .title = "t", .severity = Severity::kNote},
    .check = &ReportEveryDocument};
extern constinit const Rule kPrincipalRule = {
    .card = {.id = "HY-900", .name = "principal", .title = "t", .severity = Severity::kLow},
    .check = &ReportEveryPrincipal};
constexpr const Rule* kRules[] = {&kPrincipalRule, &kDocumentRule, &kEverywhereRule};

constexpr std::string_view kAllowS3 =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]})";
constexpr std::string_view kDenyS3 =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]})";

// An export with roles that all hold the shared policy; `extra` is added to role number 1.
std::string ExportOf(std::string_view account, int roles, std::string_view extra) {
  std::string list;
  for (int i = 0; i < roles; ++i) {
    const std::string name = Concat({"r", std::to_string(i)});
    list += Concat({i == 0 ? "" : ",", R"({"RoleName":")", name, R"(","Arn":"arn:aws:iam::)",
                    account, ":role/", name, R"(","Path":"/","RolePolicyList":[)",
                    i == 1 ? extra : "", R"(],"AttachedManagedPolicies":[{"PolicyName":"shared",)",
                    R"("PolicyArn":"arn:aws:iam::)", account, R"(:policy/shared"}]})"});
  }
  return Concat(
      {R"({"RoleDetailList":[)", list,
       R"(],"Policies":[{"PolicyName":"shared","Arn":"arn:aws:iam::)", account,
       R"(:policy/shared","DefaultVersionId":"v1","PolicyVersionList":[{"VersionId":"v1",)",
       R"("IsDefaultVersion":true,"Document":)", kAllowS3, "}]}]}"});
}

class RunAuditTest : public testing::Test {
 protected:
  AuditResult Run(const std::vector<std::string>& exports, AuditOptions options = {}) {
    std::vector<NamedBytes> files;
    for (size_t i = 0; i < exports.size(); ++i) {
      files.push_back({Concat({"export-", std::to_string(i), ".json"}), exports[i]});
    }
    loaded_ = LoadBytes(std::move(files), {});
    EXPECT_TRUE(loaded_.errors.empty());
    const auto sensitive = SensitiveActions::Parse(catalog_, {});
    return RunAudit(loaded_, catalog_, *sensitive, kRules, options);
  }

  static std::vector<const Finding*> Of(const AuditResult& result, std::string_view rule) {
    std::vector<const Finding*> found;
    for (const Finding& finding : result.findings) {
      if (finding.card->id == rule) found.push_back(&finding);
    }
    return found;
  }

  const Catalog catalog_ = Catalog::Embedded();
  LoadResult loaded_;
};

TEST_F(RunAuditTest, ReportsASharedPolicyOnceWithAllWhomItAffects) {
  const AuditResult result = Run({ExportOf("111122223333", 3, "")});
  const auto found = Of(result, "OB-900");
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_THAT(found[0]->affects, ElementsAre(0, 1, 2));
  EXPECT_EQ(found[0]->principal, kNoPrincipal);
  EXPECT_EQ(found[0]->subject, "arn:aws:iam::111122223333:policy/shared");
  EXPECT_EQ(found[0]->place.json_pointer,
            "/Policies/0/PolicyVersionList/0/Document/Statement/0/Action");
  EXPECT_EQ(found[0]->place.document_pointer, "/Statement/0/Action");
  EXPECT_EQ(found[0]->evidence.front().text, "\"s3:GetObject\"");
}

TEST_F(RunAuditTest, ADenyTakesItsHolderOutOfTheAffected) {
  const AuditResult result = Run({ExportOf(
      "111122223333", 3, Concat({R"({"PolicyName":"deny","PolicyDocument":)", kDenyS3, "}"}))});
  const auto found = Of(result, "OB-900");
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_THAT(found[0]->affects, ElementsAre(0, 2));
}

TEST_F(RunAuditTest, WhatRestsOnAMissingDocumentIsConditionalForItsHolderAlone) {
  const std::string broken = R"({"PolicyName":"broken","PolicyDocument":{"Statement":7}})";
  const AuditResult one = Run({ExportOf("111122223333", 2, broken)});
  ASSERT_THAT(Of(one, "OB-900"), SizeIs(1));
  EXPECT_EQ(Of(one, "OB-900")[0]->confidence, Confidence::kCertain) << "certain for the other role";
  EXPECT_TRUE(one.principals[1].is_incomplete);
  EXPECT_FALSE(one.principals[0].is_incomplete);
}

TEST_F(RunAuditTest, SaysTheSameWhateverTheNumberOfJobs) {
  std::vector<std::string> exports;
  for (const char* const account : {"111122223333", "222233334444", "333344445555"}) {
    exports.push_back(ExportOf(account, 5, ""));
  }
  const auto told = [&](int jobs) {
    AuditOptions options;
    options.jobs = jobs;
    std::string text;
    for (const Finding& finding : Run(exports, options).findings) {
      text += Concat({finding.id, " ", finding.subject, " ",
                      std::to_string(finding.affects.empty() ? -1 : finding.affects[0]), "\n"});
    }
    return text;
  };
  EXPECT_EQ(told(1), told(4));
}

TEST_F(RunAuditTest, CountsPrincipalsOverAllAccounts) {
  const AuditResult result =
      Run({ExportOf("111122223333", 2, ""), ExportOf("222233334444", 2, "")});
  ASSERT_THAT(result.principals, SizeIs(4));
  for (const Finding* const finding : Of(result, "HY-900")) {
    EXPECT_EQ(result.principals[static_cast<size_t>(finding->principal)].arn, finding->subject);
  }
}

TEST_F(RunAuditTest, OrdersByAccountThenSeverity) {
  const AuditResult result = Run({ExportOf("111122223333", 2, "")});
  std::vector<std::string_view> rules;
  for (const Finding& finding : result.findings) rules.push_back(finding.card->id);
  EXPECT_THAT(rules, ElementsAre("OB-900", "LINT-900", "HY-900", "HY-900"));
}

TEST_F(RunAuditTest, IdentifiesAFindingWhereverItsFileStands) {
  const AuditResult a = Run({ExportOf("111122223333", 2, "")});
  const AuditResult b = Run({"\n\n" + ExportOf("111122223333", 4, "")});
  EXPECT_EQ(Of(a, "OB-900")[0]->id, Of(b, "OB-900")[0]->id)
      << "lines and other holders don't count";
}

TEST_F(RunAuditTest, RunsTheRulesThatAreChosen) {
  AuditOptions options;
  options.select = {"OB", "HY"};
  options.ignore = {"HY-900"};
  const AuditResult result = Run({ExportOf("111122223333", 2, "")}, options);
  EXPECT_THAT(result.rules, SizeIs(1));
  EXPECT_THAT(result.findings, SizeIs(1));
}

TEST_F(RunAuditTest, SpellsAFixAsTheInputDoes) {
  struct Case {
    std::string_view document, replacement;
  };
  constexpr Case kCases[] = {{R"({"Statement":[]})", R"("a")"},
                             {R"("{\"Statement\":[]}")", R"(\"a\")"},
                             {R"("%7B%22Statement%22%3A%5B%5D%7D")", ""}};
  for (const Case& c : kCases) {
    const AuditResult result = Run({Concat(
        {R"({"RoleDetailList":[{"RoleName":"r","Arn":"arn:aws:iam::111122223333:role/r",)",
         R"("RolePolicyList":[{"PolicyName":"p","PolicyDocument":)", c.document, "}]}]}"})});
    const std::vector<const Finding*> found = Of(result, "LINT-900");
    ASSERT_THAT(found, SizeIs(1)) << c.document;
    EXPECT_EQ(found[0]->fix ? found[0]->fix->replacement : "", c.replacement) << c.document;
  }
}

}  // namespace
}  // namespace iamsift
