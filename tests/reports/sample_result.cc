#include "tests/reports/sample_result.h"

#include <utility>

#include "analyzer/base/check.h"
#include "analyzer/base/sha256.h"
#include "analyzer/finding/rule_table.h"
#include "tests/support/golden.h"

namespace iamsift {
namespace {

constexpr RuleCard kPassRole = {
    .id = "OB-010",
    .name = "pass-role-to-any-service",
    .title = "Any role can be handed to any service",
    .severity = Severity::kHigh,
    .why = "Whoever may start a compute service can run code as any role that trusts it.",
    .remedy = "Name the roles in Resource and the service in iam:PassedToService.",
    .references = "CWE-269 T1098.003",
    .source = "IAM User Guide, Grant permissions to pass a role to an AWS service"};

constexpr RuleCard kAdministrator = {
    .id = "OB-001",
    .name = "administrator",
    .title = "A principal can do everything",
    .severity = Severity::kCritical,
    .why = "Every secret, every guardrail and every other principal are within its reach.",
    .remedy = "Detach the policy and grant what the work needs.",
    .references = "CWE-250"};

constexpr RuleCard kServiceWildcard = {.id = "OB-003",
                                       .name = "service-wildcard",
                                       .title = "Every action of a service is allowed",
                                       .severity = Severity::kHigh,
                                       .why = "It grants what AWS adds next year, too.",
                                       .remedy = "List the actions that the work needs.",
                                       .references = "CWE-250 CWE-1220"};

constexpr RuleCard kUnknownAction = {.id = "LINT-102",
                                     .name = "unknown-action",
                                     .title = "The action does not exist",
                                     .severity = Severity::kWarning,
                                     .why = "An Allow of it grants nothing.",
                                     .remedy = "Write the action that was meant."};

constexpr RuleCard kUnusedRole = {.id = "HY-004",
                                  .name = "role-without-policy",
                                  .title = "The role has no policy",
                                  .severity = Severity::kInfo,
                                  .why = "It may be a leftover.",
                                  .remedy = "Delete it if nothing needs it."};

constexpr std::string_view kTraining = "arn:aws:iam::111122223333:role/ml-training";
constexpr std::string_view kSized = "arn:aws:iam::111122223333:role/größe-日本";

std::string TestData(std::string_view name) {
  return ReadFile(std::string(IAMSIFT_SOURCE_DIR "/reports/testdata/") + std::string(name));
}

// Adds a file to the run, and the row of the input it becomes.
void AddInput(SampleRun& run, const std::string& path, std::string bytes, std::string type) {
  InputRow row;
  row.path = path;
  row.type = std::move(type);
  row.because = "its first members";
  row.sha256 = Sha256Hex(bytes);
  row.accounts = {"111122223333"};
  run.files.push_back(std::make_unique<SourceFile>(path, std::move(bytes)));
  row.source = run.files.back().get();
  run.result.inputs.push_back(std::move(row));
}

// Where `text` stands in an input, the first time.
Place PlaceOf(const SampleRun& run, uint32_t input, std::string_view text, std::string pointer) {
  const size_t found = run.result.inputs[input].source->text().find(text);
  IAMSIFT_CHECK(found != std::string_view::npos);
  const auto begin = static_cast<uint32_t>(found);
  return {.input = input,
          .span = {.begin = begin, .end = begin + static_cast<uint32_t>(text.size())},
          .json_pointer = std::move(pointer)};
}

Finding MakeFinding(const RuleCard& card, std::string_view id_digit, Place place) {
  Finding finding;
  finding.card = &card;
  finding.severity = card.severity;
  std::string id;
  for (int i = 0; i < 32; ++i) id.append(id_digit);
  finding.id = id;
  finding.evidence.push_back({EvidenceRole::kGrants, place, "iam:PassRole"});
  finding.place = std::move(place);
  return finding;
}

void About(Finding& finding, int32_t principal, std::string_view subject) {
  finding.principal = principal;
  finding.subject = subject;
  finding.affects = {principal};
}

Finding AdministratorFinding(const SampleRun& run) {
  Finding finding = MakeFinding(
      kAdministrator, "0",
      {.input = kNoInput, .json_pointer = "/Statement/0", .document_pointer = "/Statement/0"});
  About(finding, 0, kTraining);
  finding.policy = {PolicyOriginKind::kAwsManaged, "AdministratorAccess",
                    "arn:aws:iam::aws:policy/AdministratorAccess"};
  finding.title = "Role ml-training is an administrator";
  finding.message = "'*' is allowed on every resource.";
  finding.actions = {"*"};
  finding.resources = {"*"};
  finding.evidence[0].text = "*";
  finding.evidence.push_back({EvidenceRole::kAttaches,
                              PlaceOf(run, 0, "\"arn:aws:iam::aws:policy/AdministratorAccess\"",
                                      "/RoleDetailList/0/AttachedManagedPolicies/0/PolicyArn"),
                              "arn:aws:iam::aws:policy/AdministratorAccess"});
  return finding;
}

Finding PassRoleFinding(const SampleRun& run) {
  constexpr std::string_view kStatement =
      "/RoleDetailList/0/RolePolicyList/0/PolicyDocument/Statement/0";
  Finding finding = MakeFinding(
      kPassRole, "1", PlaceOf(run, 0, "\"iam:PassRole\"", std::string(kStatement) + "/Action"));
  About(finding, 0, kTraining);
  finding.policy = {PolicyOriginKind::kInline, "pass", std::string(kTraining)};
  finding.statement = StatementName{.index = 0, .sid = "PassAnything"};
  finding.title = "Role ml-training can pass any role";
  finding.message = "iam:PassRole is allowed on every role, to any service.";
  finding.actions = {"iam:PassRole"};
  finding.resources = {"*"};
  finding.witness = Witness{.principal = std::string(kTraining),
                            .action = "iam:PassRole",
                            .resource = "arn:aws:iam::111122223333:role/any",
                            .context = {{"iam:PassedToService", "lambda.amazonaws.com"}}};
  finding.also = {"PE-211", "PE-212"};
  finding.fix = Fix{.description = "Allow passing only roles of training jobs.",
                    .kind = "replace-value",
                    .place = PlaceOf(run, 0, "\"*\"", std::string(kStatement) + "/Resource"),
                    .replacement = "\"arn:aws:iam::111122223333:role/ml-*\""};
  static const Closing kClosing = {
      .kind = ClosingKind::kLimitPassing,
      .actions = {"iam:PassRole"},
      .text =
          "limit iam:PassRole in Statement[0] PassAnything of inline policy `pass` to "
          "role `ml-batch` with iam:PassedToService sagemaker.amazonaws.com",
      .places = {finding.place}};
  finding.closing = &kClosing;
  return finding;
}

Finding ConditionalFinding(const SampleRun& run) {
  Finding finding = MakeFinding(
      kServiceWildcard, "2",
      PlaceOf(run, 0, "\"sagemaker:*\"",
              "/RoleDetailList/0/RolePolicyList/0/PolicyDocument/Statement/1/Action/0"));
  About(finding, 0, kTraining);
  finding.affects = {0, 1};
  finding.severity = Severity::kMedium;
  finding.confidence = Confidence::kConditional;
  finding.assumptions = {"mfa", "context:aws:SourceIp"};
  finding.policy = {PolicyOriginKind::kInline, "pass", std::string(kTraining)};
  finding.statement = StatementName{.index = 1, .sid = {}};
  finding.title = "Role ml-training can do everything in sagemaker";
  finding.message = "'sagemaker:*' allows 449 actions, see [the list](1).";
  finding.actions = {"sagemaker:*"};
  finding.resources = {"*"};
  finding.evidence[0].text = "sagemaker:*";
  finding.evidence.push_back({EvidenceRole::kLimits, PlaceOf(run, 0, "{\"Bool\"", ""),
                              "Bool aws:MultiFactorAuthPresent true"});
  return finding;
}

Finding FileFinding(const SampleRun& run) {
  Finding finding =
      MakeFinding(kServiceWildcard, "3", PlaceOf(run, 1, "\"s3:*\"", "/Statement/Action/1"));
  finding.place.document_pointer = "/Statement/Action/1";
  finding.account = 1;
  finding.subject = "policies/s3 data.policy.json";
  finding.policy = {PolicyOriginKind::kFile, "policies/s3 data.policy.json", ""};
  finding.statement = StatementName{};
  finding.title = "The policy allows everything in s3";
  finding.message = "'s3:*' allows 166 actions.";
  finding.evidence[0].text = "s3:*";
  finding.witness = Witness{.principal = {},
                            .action = "s3:PutObjectAcl",
                            .resource = "arn:aws:s3:::data/x",
                            .context = {}};
  finding.fix = Fix{.description = "Allow only reading.",
                    .kind = "replace-policy",
                    .place = PlaceOf(run, 1, run.files[1]->text(), ""),
                    .replacement = "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": []\n}"};
  return finding;
}

Finding LintFinding(const SampleRun& run) {
  Finding finding = MakeFinding(
      kUnknownAction, "4",
      PlaceOf(run, 0, "\"sagemaker:GetModel\"",
              "/RoleDetailList/0/RolePolicyList/0/PolicyDocument/Statement/1/Action/1"));
  About(finding, 0, kTraining);
  finding.policy = {PolicyOriginKind::kInline, "pass", std::string(kTraining)};
  finding.statement = StatementName{.index = 1, .sid = {}};
  finding.title = "sagemaker:GetModel does not exist";
  finding.message = "'sagemaker:GetModel' is no action of sagemaker.";
  finding.evidence[0] = {EvidenceRole::kMisses, finding.place, "sagemaker:GetModel"};
  finding.suggestion = "sagemaker:DescribeModel";
  finding.nearest = "sagemaker:GetModelPackageGroupPolicy";
  return finding;
}

Finding InfoFinding(const SampleRun& run) {
  Finding finding = MakeFinding(kUnusedRole, "5",
                                PlaceOf(run, 0, "\"größe-日本\"", "/RoleDetailList/1/RoleName"));
  About(finding, 1, kSized);
  finding.title = "Role größe-日本 has no policy";
  finding.message = "No policy is attached to it.";
  finding.evidence[0].text = "größe-日本";
  return finding;
}

void AddPrincipals(SampleRun& run) {
  PrincipalRow training;
  training.kind = SubjectKind::kRole;
  training.arn = kTraining;
  training.name = "ml-training";
  training.everywhere = {.counts = {1200, 5400, 9000, 800, 691}};
  training.conditional = {.counts = {90, 97, 262, 0, 0}};
  training.breadth = 100;
  training.is_admin = true;
  training.place = PlaceOf(run, 0, "\"ml-training\"", "/RoleDetailList/0");
  PrincipalRow sized;
  sized.kind = SubjectKind::kRole;
  sized.arn = kSized;
  sized.name = "größe-日本";
  sized.on_resources = {.counts = {0, 3, 0, 0, 0}};
  sized.breadth = 2;
  sized.is_incomplete = true;
  sized.incomplete_because = {"the document of policy Shared is not in the input",
                              "a group is missing"};
  sized.place = PlaceOf(run, 0, "\"größe-日本\"", "/RoleDetailList/1");
  run.result.principals = {training, sized};
}

constexpr std::string_view kOriginal = R"({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "sagemaker:*",
      "Resource": "*"
    }
  ]
})";

constexpr std::string_view kNarrowed = R"({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["sagemaker:Describe*", "sagemaker:List*"],
      "Resource": "arn:aws:sagemaker:*:111122223333:*"
    },
    {
      "Effect": "Allow",
      "Action": "sagemaker:Search*",
      "Resource": "*"
    }
  ]
})";

SuggestionRow MakeNarrowing(const SampleRun& run, Tier tier) {
  SuggestionRow row;
  row.tier = tier;
  row.policy = {PolicyOriginKind::kInline, "pass", std::string(kTraining)};
  row.affects = {0};
  row.original = kOriginal;
  row.place = PlaceOf(run, 0, "{\n            \"Version\"", "/RoleDetailList/0/RolePolicyList/0");
  row.breadth_before = 65;
  row.actions_before = 449;
  row.policies = {std::string(kNarrowed)};
  row.proof = "each statement of the suggestion is contained in a statement of the original";
  return row;
}

void AddSuggestions(SampleRun& run) {
  SuggestionRow operate = MakeNarrowing(run, Tier::kOperate);
  operate.breadth_after = 62;
  operate.actions_after = 416;
  operate.actions_gone = {.counts = {0, 0, 31, 0, 2}};
  SuggestionRow tighter = operate;
  tighter.is_tighter = true;
  tighter.breadth_after = 58;
  tighter.steps = {{"limits 40 actions to arn:aws:sagemaker:*:111122223333:endpoint/ml-*",
                    "other statements show these names"}};
  SuggestionRow view = MakeNarrowing(run, Tier::kView);
  view.breadth_after = 49;
  view.actions_after = 187;
  view.actions_gone = {.counts = {0, 0, 239, 21, 2}};
  view.steps = {{"drops 262 actions above the view tier", "only reading was asked for"},
                {"scopes 103 actions to the account", ""}};
  SuggestionRow repair;
  repair.kind = SuggestionKind::kRepair;
  repair.account = 1;
  repair.policy = {PolicyOriginKind::kFile, "policies/s3 data.policy.json", ""};
  repair.policies = {"{\"Statement\": []}", "{\"Statement\": [ {\"Sid\": \"a b\"} ]}"};
  repair.original = "{\"Statement\": []}";
  repair.place = PlaceOf(run, 1, "{", "");
  repair.actions_added = {"s3:ListBucket on arn:aws:s3:::data"};
  SuggestionRow advice = operate;
  advice.kind = SuggestionKind::kAdvice;
  advice.tier = Tier::kEquivalent;
  advice.policies = {};
  advice.breadth_before = advice.breadth_after = 0;
  advice.actions_before = advice.actions_after = 0;
  advice.actions_gone = {};
  advice.proof = "";
  advice.advice = {"no policy is offered for tier use: it would take too many",
                   "ask for a tag (`aws:RequestTag/<tag>`)"};
  run.result.suggestions = {operate, tighter, view, repair, advice};
}

void AddDiagnostics(SampleRun& run) {
  Diagnostic guardrails;
  guardrails.code = "INPUT-INCOMPLETE";
  guardrails.message = "no SCPs were given: results assume that none apply";
  Diagnostic unread;
  unread.level = DiagnosticLevel::kError;
  unread.code = "INPUT-UNREADABLE";
  unread.message = "expected a value";
  unread.place = Place{.input = 2};
  Diagnostic catalog;
  catalog.level = DiagnosticLevel::kNote;
  catalog.code = "FROM-CATALOG";
  catalog.message = "AdministratorAccess was taken from the catalog";
  catalog.place = PlaceOf(run, 0, "\"AdministratorAccess\"", "/RoleDetailList/0");
  run.result.diagnostics = {guardrails, unread, catalog};
}

const RuleTable& SampleControls() {
  static const RuleTable* const kTable =
      new RuleTable(*RuleTable::Parse("sample.tsv",
                                      "OB-010\tNIST SP 800-53\tAC-6(1)\n"
                                      "OB-001,OB-003\tNIST SP 800-53\tAC-6; AC-6(10)\n"
                                      "LINT\tNIST SP 800-53\tCM-6\n"
                                      "OB-010\tPCI DSS 4.0\t7.2.2\n"));
  return *kTable;
}

void FillIn(AuditResult& result) {
  result.controls = &SampleControls();
  result.command = "scan";
  result.now = "2026-10-01";
  result.catalog_date = "2026-09-26";
  result.rules_version = "0.1.0";
}

}  // namespace

RenderOptions SampleOptions() {
  RenderOptions options;
  options.tool_version = "0.1.0";
  options.exit_code = 1;
  return options;
}

SampleRun MakeEmptyRun() {
  SampleRun run;
  FillIn(run.result);
  return run;
}

SampleRun MakeSampleRun() {
  SampleRun run = MakeEmptyRun();
  AuditResult& result = run.result;
  AddInput(run, "account/authz export.json", TestData("export.json"), "aws-authorization-details");
  AddInput(run, "policies/s3 data.policy.json", TestData("policy.json"), "policy");
  InputRow broken;
  broken.path = "broken.json";
  broken.type = "unknown";
  result.inputs.push_back(broken);
  result.accounts = {{.id = "111122223333", .partition = "aws"},
                     {.id = "444455556666", .partition = "aws"}};
  AddPrincipals(run);
  result.findings = {AdministratorFinding(run), PassRoleFinding(run), ConditionalFinding(run),
                     LintFinding(run),          InfoFinding(run),     FileFinding(run)};
  result.rules = {&kUnusedRole, &kUnknownAction, &kAdministrator, &kServiceWildcard, &kPassRole};
  AddSuggestions(run);
  AddDiagnostics(run);
  result.statements = 3;
  result.policies = 2;
  return run;
}

SampleRun MakeComparedRun() {
  SampleRun run = MakeSampleRun();
  AuditResult& result = run.result;
  result.has_baseline = true;
  for (Finding& finding : result.findings) finding.baseline = BaselineState::kUnchanged;
  result.findings[1].baseline = result.findings[3].baseline = BaselineState::kNew;
  result.findings[0].suppression = Suppression{
      .reason = "The break-glass role.", .owner = "security@example.com", .until = "2027-01-31"};
  result.findings[5].suppression =
      Suppression{.reason = "Until the move.", .until = "2026-09-30", .is_expired = true};
  result.fixed = {{.id = std::string(32, '8'),
                   .rule = "OB-003",
                   .severity = Severity::kHigh,
                   .account = "111122223333",
                   .subject = std::string(kSized),
                   .title = "Role größe-日本 can do everything in s3"}};
  return run;
}

SampleRun MakeRunNamed(const std::string& name) {
  SampleRun run = MakeEmptyRun();
  AuditResult& result = run.result;
  AddInput(run, name, name + "\n" + name, name);
  result.accounts = {{.id = name, .partition = name}};
  const Place place = {.input = 0, .span = {0, 1}, .json_pointer = name, .document_pointer = name};
  PrincipalRow row;
  row.arn = row.name = name;
  row.is_incomplete = true;
  row.incomplete_because = {name};
  row.place = place;
  result.principals = {row};
  Finding finding = MakeFinding(kPassRole, "6", place);
  About(finding, 0, name);
  finding.affects = {0, 0};
  finding.policy = {PolicyOriginKind::kInline, name, name};
  finding.statement = StatementName{.index = 0, .sid = name};
  finding.title = finding.message = finding.suggestion = finding.nearest = name;
  finding.assumptions = finding.actions = finding.resources = finding.also = {name};
  finding.evidence[0].text = name;
  finding.witness = Witness{name, name, name, {{name, name}}};
  finding.fix = Fix{name, "replace-value", place, name};
  result.shared.closings.push_back({ClosingKind::kTakeOut, {name}, name, {place}});
  finding.closing = &result.shared.closings.back();
  finding.suppression = Suppression{.reason = name, .owner = name, .is_expired = true};
  finding.baseline = BaselineState::kNew;
  result.findings = {finding};
  result.rules = {&kPassRole};
  result.has_baseline = true;
  result.fixed = {{name, "OB-010", Severity::kHigh, name, name, name}};
  SuggestionRow suggestion;
  suggestion.policy = finding.policy;
  suggestion.affects = {0};
  suggestion.place = place;
  suggestion.original = name;
  suggestion.policies = {"{}"};
  suggestion.steps = {{name, name}};
  suggestion.actions_added = {name};
  suggestion.proof = name;
  suggestion.advice = {name};
  result.suggestions = {suggestion};
  result.diagnostics = {{DiagnosticLevel::kWarning, name, name, place}};
  return run;
}

SampleRun MakeLargeRun(size_t roles) {
  SampleRun run = MakeEmptyRun();
  std::string bytes;
  for (size_t i = 0; i < roles; ++i)
    bytes += "{\"RoleName\": \"role-" + std::to_string(i) + "\"}\n";
  AddInput(run, "large.json", std::move(bytes), "aws-authorization-details");
  run.result.accounts = {{.id = "111122223333", .partition = "aws"}};
  uint32_t begin = 0;
  for (size_t i = 0; i < roles; ++i) {
    const std::string name = "role-" + std::to_string(i);
    PrincipalRow row;
    row.kind = SubjectKind::kRole;
    row.arn = "arn:aws:iam::111122223333:role/" + name;
    row.name = name;
    const auto length = static_cast<uint32_t>(name.size());
    const Place place = {.input = 0,
                         .span = {begin + 13, begin + 15 + length},
                         .json_pointer = "/" + std::to_string(i) + "/RoleName"};
    begin += length + 17;
    row.place = place;
    for (const RuleCard* card : {&kPassRole, &kServiceWildcard, &kUnusedRole}) {
      Finding finding = MakeFinding(*card, "7", place);
      About(finding, static_cast<int32_t>(i), row.arn);
      finding.title = "Role " + name + " can pass any role";
      finding.message = "iam:PassRole is allowed on every role, to any service.";
      run.result.findings.push_back(std::move(finding));
    }
    run.result.principals.push_back(std::move(row));
  }
  return run;
}

}  // namespace iamsift
