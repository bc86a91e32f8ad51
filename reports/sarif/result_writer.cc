#include "reports/sarif/result_writer.h"

#include <algorithm>

#include "analyzer/base/text.h"
#include "reports/sarif/descriptors.h"
#include "reports/utf8.h"

namespace iamsift {
namespace {

constexpr size_t kMostRelated = 100;     // a result's locations that services keep
constexpr size_t kMostAffected = 100;    // named in a result; all are counted
constexpr size_t kLongestSnippet = 400;  // bytes

std::string FindingText(const Finding& finding) {
  const std::string_view title = finding.title;
  const std::string_view stop = title.empty() || title.ends_with('.') ? "" : ".";
  const std::string_view blank = title.empty() ? "" : " ";
  const std::string closed_by =
      finding.closing == nullptr ? "" : Concat({" Closed by: ", finding.closing->text, "."});
  return MessageText(Concat({title, stop, blank, finding.message, closed_by}));
}

void WriteMessage(std::string_view text, JsonWriter& json) {
  json.Key("message").BeginObject().Member("text", text).EndObject();
}

// The steps of an escalation path, as what its principal may do, or a role lets it do.
std::string StepText(const Finding& finding, const Evidence& evidence) {
  const bool is_granted =
      evidence.role == EvidenceRole::kGrants || evidence.role == EvidenceRole::kPasses;
  if (!is_granted)
    return MessageText(Concat({EvidenceRoleName(evidence.role), ": ", evidence.text, "."}));
  return MessageText(Concat({"principal '", finding.subject, "' may ", evidence.text, "."}));
}

// Only escalation has a way to show; its rules are one family.
bool IsEscalation(const Finding& finding) { return finding.card->id.starts_with("PE-"); }

std::string_view SarifState(BaselineState state) {
  return state == BaselineState::kFixed ? "absent" : BaselineStateName(state);
}

// An expired one is told as well: the finding came back.
void WriteSuppression(const Suppression& suppression, JsonWriter& json) {
  std::string justification = suppression.reason;
  if (!suppression.owner.empty()) justification += Concat({" Owner: ", suppression.owner, "."});
  if (!suppression.until.empty()) justification += Concat({" Until: ", suppression.until, "."});
  json.Key("suppressions").BeginArray().BeginObject();
  json.Member("kind", suppression.is_inline ? "inSource" : "external");
  json.Member("status", suppression.is_expired ? "rejected" : "accepted");
  json.Member("justification", VisibleText(justification)).EndObject().EndArray();
}

}  // namespace

std::string MessageText(std::string_view text) {
  std::string escaped;
  for (const char c : VisibleText(text)) {
    if (c == '[' || c == ']' || c == '\\') escaped += '\\';
    escaped += c == '`' ? '\'' : c;
  }
  return escaped;
}

ResultWriter::ResultWriter(const AuditResult& result, const SarifOptions& options)
    : result_(result), places_(result) {
  uris_.reserve(result.inputs.size());
  for (const InputRow& input : result.inputs) {
    uris_.push_back(MakeArtifactUri(input.path, options.source_root));
  }
}

const Place* ResultWriter::PrimaryPlace(const Finding& finding) const {
  const auto is_shown = [&](const Place& place) { return places_.InputOf(place) != nullptr; };
  const auto place_of = [&](int32_t principal) -> const Place* {
    const auto index = static_cast<size_t>(principal);
    if (index >= result_.principals.size()) return nullptr;
    const Place& place = result_.principals[index].place;
    return is_shown(place) ? &place : nullptr;
  };
  if (is_shown(finding.place)) return &finding.place;
  for (const Evidence& evidence : finding.evidence) {
    if (is_shown(evidence.place)) return &evidence.place;
  }
  if (const Place* place = place_of(finding.principal)) return place;
  for (const int32_t principal : finding.affects) {
    if (const Place* place = place_of(principal)) return place;
  }
  return result_.inputs.empty() ? nullptr : &first_input_;
}

void ResultWriter::WriteUri(size_t input, JsonWriter& json) const {
  json.Member("uri", uris_[input].uri);
  if (uris_[input].is_below_root) json.Member("uriBaseId", "SRCROOT");
}

void ResultWriter::WriteArtifactLocation(std::string_view key, const Place& place,
                                         JsonWriter& json) const {
  json.Key(key).BeginObject();
  WriteUri(place.input, json);
  json.Member("index", place.input).EndObject();
}

void ResultWriter::WriteRegion(std::string_view key, const Place& place, JsonWriter& json) {
  const Region region = places_.RegionOf(place).value_or(Region{});
  json.Key(key).BeginObject();
  json.Member("startLine", region.start.line).Member("startColumn", region.start.column);
  json.Member("endLine", region.end.line).Member("endColumn", region.end.column);
  const std::string_view text = places_.TextOf(place);
  const bool has_snippet = key == "region" && !text.empty() && text.size() <= kLongestSnippet;
  if (has_snippet) json.Key("snippet").BeginObject().Member("text", text).EndObject();
  json.EndObject();
}

void ResultWriter::WritePhysicalLocation(const Place& place, JsonWriter& json) {
  json.Key("physicalLocation").BeginObject();
  WriteArtifactLocation("artifactLocation", place, json);
  WriteRegion("region", place, json);
  json.EndObject();
}

void ResultWriter::WriteLocations(const Finding& finding, JsonWriter& json) {
  const Place* const place = PrimaryPlace(finding);
  if (place == nullptr) return;
  json.Key("locations").BeginArray().BeginObject();
  WritePhysicalLocation(*place, json);
  json.Key("logicalLocations").BeginArray().BeginObject();
  json.Member("fullyQualifiedName", finding.subject).Member("kind", "resource");
  json.EndObject().EndArray().EndObject().EndArray();
}

std::vector<const Evidence*> ResultWriter::ShownEvidence(const Finding& finding) const {
  std::vector<const Evidence*> shown;
  for (const Evidence& evidence : finding.evidence) {
    const bool has_place = places_.InputOf(evidence.place) != nullptr;
    if (has_place && shown.size() < kMostRelated - 1) shown.push_back(&evidence);
  }
  return shown;
}

void ResultWriter::WriteRelatedLocation(int64_t id, const Place& place, std::string_view text,
                                        JsonWriter& json) {
  json.BeginObject().Member("id", id);
  WritePhysicalLocation(place, json);
  WriteMessage(MessageText(text), json);
  json.EndObject();
}

void ResultWriter::WriteRelatedLocations(const Finding& finding, JsonWriter& json) {
  const std::vector<const Evidence*> shown = ShownEvidence(finding);
  // The place of the finding is small, so that it lies within what a change touches.
  const bool has_statement = finding.statement && !finding.statement->span.IsEmpty() &&
                             places_.InputOf(finding.place) != nullptr &&
                             !(finding.statement->span == finding.place.span);
  if (shown.empty() && !has_statement) return;
  json.Key("relatedLocations").BeginArray();
  int64_t id = 0;
  for (const Evidence* const evidence : shown) {
    WriteRelatedLocation(++id, evidence->place,
                         Concat({EvidenceRoleName(evidence->role), ": ", evidence->text, "."}),
                         json);
  }
  if (has_statement) {
    const Place whole{.input = finding.place.input, .span = finding.statement->span};
    const std::string& sid = finding.statement->sid.str();
    WriteRelatedLocation(++id, whole,
                         sid.empty() ? std::string("The whole statement.")
                                     : Concat({"The whole statement `", sid, "`."}),
                         json);
  }
  json.EndArray();
}

void ResultWriter::WriteCodeFlow(const Finding& finding, JsonWriter& json) {
  const std::vector<const Evidence*> steps = ShownEvidence(finding);
  if (!IsEscalation(finding) || steps.empty()) return;
  json.Key("codeFlows").BeginArray().BeginObject();
  json.Key("threadFlows").BeginArray().BeginObject().Key("locations").BeginArray();
  for (const Evidence* const step : steps) {
    json.BeginObject().Key("location").BeginObject();
    WritePhysicalLocation(step->place, json);
    WriteMessage(StepText(finding, *step), json);
    json.EndObject().Member("importance", "essential").EndObject();
  }
  json.EndArray().EndObject().EndArray().EndObject().EndArray();
}

void ResultWriter::WriteFix(const Fix& fix, JsonWriter& json) {
  if (places_.InputOf(fix.place) == nullptr) return;
  json.Key("fixes").BeginArray().BeginObject();
  json.Key("description").BeginObject().Member("text", MessageText(fix.description)).EndObject();
  json.Key("artifactChanges").BeginArray().BeginObject();
  WriteArtifactLocation("artifactLocation", fix.place, json);
  json.Key("replacements").BeginArray().BeginObject();
  WriteRegion("deletedRegion", fix.place, json);
  json.Key("insertedContent").BeginObject().Member("text", fix.replacement).EndObject();
  json.EndObject().EndArray().EndObject().EndArray().EndObject().EndArray();
}

void ResultWriter::WriteProperties(const Finding& finding, JsonWriter& json) const {
  json.Key("properties").BeginObject().Member("subject", finding.subject);
  json.Member("severity", SeverityName(finding.severity));
  json.Member("confidence", ConfidenceName(finding.confidence));
  if (!finding.assumptions.empty()) json.Key("assumptions").Strings(finding.assumptions);
  json.Member("affectedPrincipals", static_cast<int64_t>(finding.affects.size()));
  json.Key("affects").BeginArray();
  for (size_t i = 0; i < std::min(finding.affects.size(), kMostAffected); ++i) {
    const auto index = static_cast<size_t>(finding.affects[i]);
    if (index < result_.principals.size()) json.String(result_.principals[index].arn);
  }
  json.EndArray().EndObject();
}

void ResultWriter::Write(const Finding& finding, RuleReference rule, std::string_view fingerprint,
                         JsonWriter& json) {
  json.BeginObject().Member("ruleId", rule.id);
  json.Member("ruleIndex", static_cast<int64_t>(rule.index));
  json.Member("level", SarifLevel(finding.severity));
  json.Member("rank", SarifRank(finding.severity, finding.confidence));
  WriteMessage(FindingText(finding), json);
  WriteLocations(finding, json);
  WriteRelatedLocations(finding, json);
  WriteCodeFlow(finding, json);
  json.Key("partialFingerprints").BeginObject();
  if (!fingerprint.empty()) json.Member("primaryLocationLineHash", fingerprint);
  json.Member("findingId/v1", finding.id).EndObject();
  if (finding.baseline != BaselineState::kNone) {
    json.Member("baselineState", SarifState(finding.baseline));
  }
  if (finding.suppression) WriteSuppression(*finding.suppression, json);
  if (finding.fix) WriteFix(*finding.fix, json);
  WriteProperties(finding, json);
  json.EndObject();
}

void ResultWriter::WriteArtifacts(JsonWriter& json) const {
  json.Key("artifacts").BeginArray();
  for (size_t i = 0; i < result_.inputs.size(); ++i) {
    json.BeginObject().Key("location").BeginObject();
    WriteUri(i, json);
    json.EndObject();
    const std::string& hash = result_.inputs[i].sha256;
    if (!hash.empty()) json.Key("hashes").BeginObject().Member("sha-256", hash).EndObject();
    json.EndObject();
  }
  json.EndArray();
}

}  // namespace iamsift
