#include "reports/findings/object_writer.h"

#include <algorithm>
#include <iterator>

#include "analyzer/base/json_writer.h"
#include "analyzer/finding/rule_table.h"
#include "reports/controls.h"

namespace iamsift {
namespace {

std::string JsonString(std::string_view text) {
  std::string json;
  AppendJsonString(json, text);
  return json;
}

template <typename Range>
std::string JsonStrings(const Range& texts) {
  std::string json;
  FieldWriter(&json).Strings(texts);
  return json;
}

int64_t Signed(size_t count) { return static_cast<int64_t>(count); }

}  // namespace

ObjectWriter::ObjectWriter(const AuditResult& result, std::string* out)
    : result_(result), json_(out), places_(result) {
  principals_.reserve(result.principals.size());
  for (const PrincipalRow& row : result.principals) principals_.push_back(JsonString(row.arn));
}

const ObjectWriter::CardJson& ObjectWriter::JsonOf(const RuleCard& card) {
  const auto [entry, is_new] = cards_.try_emplace(&card);
  if (is_new) {
    entry->second = {.id = JsonString(card.id),
                     .name = JsonString(card.name),
                     .impact = JsonString(card.why),
                     .remedy = JsonString(card.remedy),
                     .compliance = JsonStrings(ControlsOf(result_.controls, card.id)),
                     .references = JsonStrings(card.ReferenceList())};
  }
  return entry->second;
}

std::string_view ObjectWriter::PrincipalJson(int32_t principal) const {
  const auto index = static_cast<size_t>(principal);
  return index < principals_.size() ? std::string_view(principals_[index]) : "null";
}

std::string_view ObjectWriter::AccountId(uint32_t account) const {
  return account < result_.accounts.size() ? std::string_view(result_.accounts[account].id) : "";
}

FieldWriter& ObjectWriter::Open(std::string_view kind) {
  return json_.NextDocument().BeginObject().Member("kind", kind);
}

void ObjectWriter::Header(std::string_view tool_version) {
  Open("header").Member("schema", kFindingsSchemaId);
  json_.Key("tool").BeginObject().Member("name", "iamsift");
  json_.Member("version", tool_version).EndObject();
  json_.Key("data").BeginObject().Member("actions", result_.catalog_date);
  json_.Member("rules", result_.rules_version).EndObject();
  json_.Member("command", result_.command).Member("now", result_.now);
  json_.Key("inputs").BeginArray();
  for (size_t i = 0; i < result_.inputs.size(); ++i) Input(i);
  json_.EndArray().EndObject();
}

void ObjectWriter::Input(size_t index) {
  const InputRow& input = result_.inputs[index];
  json_.BeginObject().Member("id", Signed(index)).Member("path", input.path);
  json_.Member("type", input.type).Member("because", input.because);
  json_.Member("sha256", input.sha256);
  if (input.accounts.size() == 1) json_.Member("account", input.accounts[0]);
  json_.Key("accounts").Strings(input.accounts);
  json_.EndObject();
}

void ObjectWriter::Levels(const LevelCounts& levels) {
  json_.BeginObject().Member("list", levels.counts[0]).Member("read", levels.counts[1]);
  json_.Member("write", levels.counts[2]).Member("tagging", levels.counts[3]);
  json_.Member("permissions_management", levels.counts[4]);
  json_.Member("total", levels.Total()).EndObject();
}

void ObjectWriter::Principal(const PrincipalRow& row) {
  Open("principal").Member("account", AccountId(row.account));
  json_.Member("type", SubjectKindName(row.kind)).Member("arn", row.arn).Member("name", row.name);
  json_.Member("breadth", row.breadth).Key("admin").Bool(row.is_admin);
  json_.Key("incomplete").Bool(row.is_incomplete);
  json_.Key("incomplete_because").Strings(row.incomplete_because);
  json_.Key("actions").BeginObject();
  json_.Key("everywhere");
  Levels(row.everywhere);
  json_.Key("on_resources");
  Levels(row.on_resources);
  json_.Key("conditional");
  Levels(row.conditional);
  json_.EndObject().Key("location");
  Location(row.place);
  json_.EndObject();
}

void ObjectWriter::Judgement(const iamsift::Finding& finding) {
  const CardJson& card = JsonOf(*finding.card);
  json_.Member("id", finding.id).Key("rule").Raw(card.id).Key("name").Raw(card.name);
  json_.Member("severity", SeverityName(finding.severity));
  json_.Member("confidence", ConfidenceName(finding.confidence));
  json_.Key("assumptions").Strings(finding.assumptions);
  json_.Member("title", finding.title).Member("message", finding.message);
}

void ObjectWriter::Affects(const std::vector<int32_t>& principals) {
  json_.Key("affects").BeginArray();
  for (const int32_t principal : principals) json_.Raw(PrincipalJson(principal));
  json_.EndArray();
}

void ObjectWriter::Policy(const PolicyName& policy) {
  json_.Key("policy");
  if (policy.kind == PolicyOriginKind::kNone) {
    json_.Null();
    return;
  }
  json_.BeginObject().Member("kind", PolicyOriginName(policy.kind)).Member("name", policy.name);
  json_.Member("owner", policy.owner).EndObject();
}

void ObjectWriter::Statement(const StatementName& statement) {
  json_.Key("statement").BeginObject().Member("index", statement.index);
  if (!statement.sid.empty()) json_.Member("sid", statement.sid);
  json_.EndObject();
}

void ObjectWriter::Holders(const iamsift::Finding& finding) {
  json_.Member("account", AccountId(finding.account)).Member("subject", finding.subject);
  json_.Key("principal").Raw(PrincipalJson(finding.principal));
  Affects(finding.affects);
  Policy(finding.policy);
  if (finding.statement) Statement(*finding.statement);
}

void ObjectWriter::InputIndex(const Place& place) {
  json_.Key("input");
  if (places_.InputOf(place) == nullptr) {
    json_.Null();
  } else {
    json_.Number(place.input);
  }
}

void ObjectWriter::Pointers(const Place& place) {
  json_.Member("json_pointer", place.json_pointer);
  if (!place.document_pointer.empty()) json_.Member("document_pointer", place.document_pointer);
}

void ObjectWriter::Location(const Place& place) {
  json_.BeginObject();
  InputIndex(place);
  if (const std::optional<Region> region = places_.RegionOf(place)) {
    json_.Member("line", region->start.line).Member("column", region->start.column);
    json_.Member("end_line", region->end.line).Member("end_column", region->end.column);
  }
  Pointers(place);
  json_.EndObject();
}

void ObjectWriter::EvidenceItem(const Evidence& evidence) {
  json_.BeginObject().Member("role", EvidenceRoleName(evidence.role));
  InputIndex(evidence.place);
  Pointers(evidence.place);
  if (const std::optional<Region> region = places_.RegionOf(evidence.place)) {
    json_.Member("line", region->start.line).Member("column", region->start.column);
  }
  json_.Member("text", evidence.text).EndObject();
}

void ObjectWriter::WitnessOf(const Witness& witness) {
  json_.Key("witness").BeginObject().Key("principal");
  if (witness.principal.empty()) {
    json_.Null();
  } else {
    json_.BeginObject().Member("arn", witness.principal).EndObject();
  }
  json_.Key("request").BeginObject().Member("action", witness.action);
  json_.Member("resource", witness.resource).Key("context").BeginObject();
  for (const auto& [key, value] : witness.context) json_.KeyText(key).String(value);
  json_.EndObject().EndObject().EndObject();
}

void ObjectWriter::FixOf(const Fix& fix) {
  json_.Key("fix").BeginObject().Member("kind", fix.kind).Member("description", fix.description);
  json_.Key("location");
  Location(fix.place);
  json_.Member("replacement", fix.replacement);
  if (fix.kind == "replace-policy") json_.Key("policy").Compacted(fix.replacement);
  json_.EndObject();
}

void ObjectWriter::ClosingOf(const Closing& closing) {
  json_.Key("closed_by").BeginObject().Member("kind", ClosingKindName(closing.kind));
  json_.Key("actions").Strings(closing.actions).Member("text", closing.text);
  json_.Key("statements").BeginArray();
  for (const Place& place : closing.places) {
    json_.BeginObject();
    InputIndex(place);
    Pointers(place);
    json_.EndObject();
  }
  json_.EndArray().EndObject();
}

void ObjectWriter::Finding(const iamsift::Finding& finding) {
  Open("finding");
  Judgement(finding);
  Holders(finding);
  json_.Key("actions").Strings(finding.actions).Key("resources").Strings(finding.resources);
  json_.Key("location");
  Location(finding.place);
  json_.Key("evidence").BeginArray();
  for (const Evidence& evidence : finding.evidence) EvidenceItem(evidence);
  json_.EndArray();
  if (finding.witness) WitnessOf(*finding.witness);
  const CardJson& card = JsonOf(*finding.card);
  json_.Key("impact").Raw(card.impact).Key("remedy").Raw(card.remedy);
  json_.Key("also").Strings(finding.also);
  if (!finding.suggestion.empty()) json_.Member("suggestion", finding.suggestion);
  if (!finding.nearest.empty()) json_.Member("nearest", finding.nearest);
  if (finding.fix) FixOf(*finding.fix);
  if (finding.closing != nullptr) ClosingOf(*finding.closing);
  json_.Key("compliance").Raw(card.compliance).Key("references").Raw(card.references);
  if (finding.IsSuppressed()) {
    const Suppression& suppression = *finding.suppression;
    json_.Key("suppressed").BeginObject().Member("reason", suppression.reason);
    if (!suppression.owner.empty()) json_.Member("owner", suppression.owner);
    if (!suppression.until.empty()) json_.Member("until", suppression.until);
    if (suppression.is_inline) json_.Key("inline").Bool(true);
    json_.EndObject();
  }
  if (finding.baseline != BaselineState::kNone) {
    json_.Member("baseline", BaselineStateName(finding.baseline));
  }
  json_.EndObject();
}

void ObjectWriter::Fixed(const FixedFinding& fixed) {
  Open("fixed").Member("id", fixed.id).Member("rule", fixed.rule);
  json_.Member("severity", SeverityName(fixed.severity)).Member("account", fixed.account);
  json_.Member("subject", fixed.subject).Member("title", fixed.title).EndObject();
}

void ObjectWriter::Suggestion(const SuggestionRow& row) {
  Open("suggestion").Member("type", SuggestionKindName(row.kind));
  json_.Member("tier", TierName(row.tier)).Key("tighter").Bool(row.is_tighter);
  json_.Member("account", AccountId(row.account)).Member("subject", row.policy.owner);
  Affects(row.affects);
  Policy(row.policy);
  json_.Key("location");
  Location(row.place);
  json_.Member("breadth_before", row.breadth_before).Member("breadth_after", row.breadth_after);
  json_.Member("actions_before", row.actions_before).Member("actions_after", row.actions_after);
  json_.Key("actions_gone");
  Levels(row.actions_gone);
  json_.Key("actions_added").Strings(row.actions_added);
  json_.Key("policies").BeginArray();
  for (const SharedText& policy : row.policies) json_.Compacted(policy);
  json_.EndArray().Key("steps").BeginArray();
  for (const SuggestionStep& step : row.steps) {
    json_.BeginObject().Member("what", step.what).Member("why", step.why).EndObject();
  }
  json_.EndArray().Key("advice").Strings(row.advice);
  json_.Member("proof", row.proof).EndObject();
}

void ObjectWriter::Diagnostic(const iamsift::Diagnostic& diagnostic) {
  Open("diagnostic");
  json_.Member("level", DiagnosticLevelName(diagnostic.level)).Member("code", diagnostic.code);
  json_.Member("message", diagnostic.message);
  if (diagnostic.place) {
    InputIndex(*diagnostic.place);
    json_.Key("location");
    Location(*diagnostic.place);
  }
  json_.EndObject();
}

void ObjectWriter::Counts(const SeverityCounts& counts) {
  json_.BeginObject();
  for (const Severity severity : kSeveritiesWorstFirst) {
    json_.KeyText(SeverityName(severity)).Number(Signed(counts.Of(severity)));
  }
  json_.EndObject();
}

void ObjectWriter::Baseline() {
  const auto in = [&](BaselineState state) {
    return Signed(static_cast<size_t>(
        std::count_if(result_.findings.begin(), result_.findings.end(), [&](const auto& finding) {
          return finding.baseline == state && !finding.IsSuppressed();
        })));
  };
  json_.Key("baseline").BeginObject().Member("new", in(BaselineState::kNew));
  json_.Member("unchanged", in(BaselineState::kUnchanged));
  json_.Member("fixed", Signed(result_.fixed.size())).EndObject();
}

void ObjectWriter::Controls(std::string_view framework) {
  const ControlGroups groups = GroupByControl(result_, framework);
  json_.Key("controls").BeginObject().Member("framework", framework);
  json_.Key("controls").BeginArray();
  for (const ControlRow& row : groups.controls) {
    std::vector<std::string_view> rules;
    for (const iamsift::Finding* const finding : row.findings) rules.push_back(finding->card->id);
    std::sort(rules.begin(), rules.end());
    rules.erase(std::unique(rules.begin(), rules.end()), rules.end());
    json_.BeginObject().Member("control", row.control).Key("findings");
    Counts(row.counts);
    json_.Key("rules").Strings(rules).EndObject();
  }
  json_.EndArray().Member("unmapped", Signed(groups.unmapped)).EndObject();
}

void ObjectWriter::Summary(int exit_code, std::string_view framework) {
  Open("summary").Key("findings");
  Counts(CountBySeverity(result_.findings));
  const auto principals_where = [&](bool PrincipalRow::*flag) {
    return static_cast<size_t>(std::count_if(result_.principals.begin(), result_.principals.end(),
                                             [&](const PrincipalRow& row) { return row.*flag; }));
  };
  const auto suppressed =
      std::count_if(result_.findings.begin(), result_.findings.end(),
                    [](const iamsift::Finding& finding) { return finding.IsSuppressed(); });
  json_.Member("suppressed", suppressed);
  if (result_.has_baseline) Baseline();
  if (!framework.empty()) Controls(framework);
  json_.Member("principals", Signed(result_.principals.size()));
  json_.Member("admins", Signed(principals_where(&PrincipalRow::is_admin)));
  json_.Member("incomplete", Signed(principals_where(&PrincipalRow::is_incomplete)));
  json_.Member("policies", Signed(result_.policies));
  json_.Member("statements", Signed(result_.statements));
  json_.Member("suggestions", Signed(result_.suggestions.size()));
  json_.Member("exit_code", exit_code).EndObject();
}

}  // namespace iamsift
