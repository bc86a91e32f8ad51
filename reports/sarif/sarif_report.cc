#include "reports/sarif/sarif_report.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "analyzer/base/json_writer.h"
#include "analyzer/base/text.h"
#include "analyzer/finding/rule_table.h"
#include "reports/sarif/descriptors.h"
#include "reports/sarif/line_hashes.h"
#include "reports/sarif/result_writer.h"

namespace iamsift {
namespace {

constexpr std::string_view kSchemaUri = "https://json.schemastore.org/sarif-2.1.0.json";
constexpr size_t kPieceBytes = 256 * 1024;

// The findings that are written, worst first, and what the limit left out.
struct Selection {
  std::vector<const Finding*> findings;
  size_t left_out = 0;
};

// What the baseline had, as a result that is absent.
std::vector<Finding> AbsentFindings(const AuditResult& result) {
  std::vector<Finding> absent;
  for (const FixedFinding& fixed : result.fixed) {
    const auto card = std::find_if(result.rules.begin(), result.rules.end(),
                                   [&](const RuleCard* rule) { return rule->id == fixed.rule; });
    if (card == result.rules.end()) continue;
    Finding& finding = absent.emplace_back();
    finding.card = *card;
    finding.severity = fixed.severity;
    finding.id = fixed.id;
    finding.subject = fixed.subject;
    finding.title = fixed.title;
    finding.message = "The baseline has this finding, this run does not.";
    finding.place.input = kNoInput;
    finding.baseline = BaselineState::kFixed;
  }
  return absent;
}

// Those that count come first, then those that are suppressed, then those that are gone.
int Standing(const Finding& finding) {
  if (finding.baseline == BaselineState::kFixed) return 2;
  return finding.IsSuppressed() ? 1 : 0;
}

Selection Select(const AuditResult& result, const std::vector<Finding>& absent, size_t limit) {
  Selection selection;
  for (const Finding& finding : result.findings) selection.findings.push_back(&finding);
  for (const Finding& finding : absent) selection.findings.push_back(&finding);
  std::stable_sort(
      selection.findings.begin(), selection.findings.end(), [](const Finding* a, const Finding* b) {
        if (Standing(*a) != Standing(*b)) return Standing(*a) < Standing(*b);
        return SarifRank(a->severity, a->confidence) > SarifRank(b->severity, b->confidence);
      });
  const size_t kept = std::min(selection.findings.size(), limit);
  selection.left_out = selection.findings.size() - kept;
  selection.findings.resize(kept);
  return selection;
}

// Those that occur, by id, so that the list doesn't depend on the order of the findings.
std::map<std::string, Descriptor> DescriptorsById(const Selection& selection) {
  std::map<std::string, Descriptor> by_id;
  for (const Finding* finding : selection.findings) {
    const Descriptor descriptor = DescriptorOf(*finding);
    by_id.emplace(DescriptorId(descriptor), descriptor);
  }
  return by_id;
}

class SarifWriter {
 public:
  SarifWriter(const AuditResult& result, const RenderOptions& options, const ReportSink& sink)
      : result_(result),
        options_(options),
        sink_(sink),
        absent_(AbsentFindings(result)),
        selection_(Select(result, absent_, options.sarif.max_results)),
        by_id_(DescriptorsById(selection_)),
        results_(result, options.sarif),
        json_(&piece_) {
    for (const auto& [id, descriptor] : by_id_) descriptors_.push_back(descriptor);
    taxonomies_ = TaxonomiesOf(descriptors_);
    if (options.framework.empty()) return;
    Taxonomy framework = FrameworkTaxonomy(result, options.framework);
    if (!framework.taxa.empty()) taxonomies_.push_back(std::move(framework));
  }

  void Write() {
    json_.BeginObject().Member("$schema", kSchemaUri).Member("version", "2.1.0");
    json_.Key("runs").BeginArray().BeginObject();
    WriteTool();
    WriteRunDetails();
    WriteInvocation();
    results_.WriteArtifacts(json_);
    if (!taxonomies_.empty()) WriteTaxonomies(taxonomies_, json_);
    WriteResults();
    json_.EndObject().EndArray().EndObject();
    piece_ += '\n';
    Flush();
  }

 private:
  void Flush() {
    sink_(piece_);
    piece_.clear();
  }

  void WriteTool() {
    json_.Key("tool").BeginObject().Key("driver").BeginObject().Member("name", "iamsift");
    json_.Member("fullName", "iamsift, offline analyser of AWS IAM");
    json_.Member("version", options_.tool_version);
    json_.Member("semanticVersion", options_.tool_version);
    json_.Key("rules").BeginArray();
    for (const Descriptor& descriptor : descriptors_) {
      WriteDescriptor(descriptor, result_.controls, taxonomies_, json_);
    }
    json_.EndArray();
    if (!taxonomies_.empty()) WriteSupportedTaxonomies();
    json_.EndObject().EndObject();
  }

  void WriteSupportedTaxonomies() {
    json_.Key("supportedTaxonomies").BeginArray();
    for (size_t i = 0; i < taxonomies_.size(); ++i) {
      json_.BeginObject().Member("name", taxonomies_[i].name);
      json_.Member("index", static_cast<int64_t>(i)).EndObject();
    }
    json_.EndArray();
  }

  void WriteRunDetails() {
    json_.Key("automationDetails").BeginObject();
    const std::string& run_id = options_.sarif.run_id;
    json_.Member("id", run_id.empty() ? Concat({options_.sarif.category, "/"}) : run_id);
    if (!options_.sarif.run_properties.empty()) {
      json_.Key("properties").BeginObject();
      for (const auto& [key, value] : options_.sarif.run_properties) json_.Member(key, value);
      json_.EndObject();
    }
    json_.EndObject();
    json_.Member("columnKind", "unicodeCodePoints").Member("defaultEncoding", "utf-8");
    json_.Member("language", "en-US");
    json_.Key("originalUriBaseIds").BeginObject().Key("SRCROOT").BeginObject();
    json_.Key("description").BeginObject();
    json_.Member("text", "The root of the repository.").EndObject().EndObject().EndObject();
    json_.Key("properties").BeginObject().Member("command", result_.command);
    json_.Member("now", result_.now).Member("catalogDate", result_.catalog_date);
    json_.Member("rulesVersion", result_.rules_version).EndObject();
  }

  void WriteInvocation() {
    json_.Key("invocations").BeginArray().BeginObject();
    json_.Key("executionSuccessful").Bool(options_.exit_code < 2);
    json_.Member("exitCode", options_.exit_code);
    json_.Key("toolExecutionNotifications").BeginArray();
    for (const Diagnostic& diagnostic : result_.diagnostics) WriteNotification(diagnostic);
    if (selection_.left_out > 0) WriteNotification(LeftOutDiagnostic());
    json_.EndArray().EndObject().EndArray();
  }

  Diagnostic LeftOutDiagnostic() const {
    Diagnostic diagnostic;
    diagnostic.code = "RESULTS-LEFT-OUT";
    diagnostic.message = Concat({Thousands(selection_.left_out),
                                 " findings were left out, the mildest; the json, ndjson and "
                                 "terminal reports have them all"});
    return diagnostic;
  }

  void WriteNotification(const Diagnostic& diagnostic) {
    json_.BeginObject().Key("descriptor").BeginObject().Member("id", diagnostic.code).EndObject();
    json_.Member("level", DiagnosticLevelName(diagnostic.level));
    json_.Key("message").BeginObject().Member("text", MessageText(diagnostic.message)).EndObject();
    const bool has_place = diagnostic.place && diagnostic.place->input < result_.inputs.size();
    if (has_place) {
      json_.Key("locations").BeginArray().BeginObject();
      results_.WritePhysicalLocation(*diagnostic.place, json_);
      json_.EndObject().EndArray();
    }
    json_.EndObject();
  }

  // Of each finding's primary line, "" where there is none. Each input is hashed once.
  std::vector<std::string> Fingerprints() {
    std::map<uint32_t, std::map<uint32_t, std::string>> by_input_and_line;
    const auto line_of = [&](const Finding& finding) -> std::pair<uint32_t, uint32_t> {
      const Place* const place = results_.PrimaryPlace(finding);
      const std::optional<Region> region =
          place == nullptr ? std::nullopt : results_.RegionOf(*place);
      return region ? std::pair(place->input, region->start.line) : std::pair(kNoInput, 0U);
    };
    for (const Finding* finding : selection_.findings) {
      const auto [input, line] = line_of(*finding);
      by_input_and_line[input][line];
    }
    by_input_and_line.erase(kNoInput);
    for (auto& [input, lines] : by_input_and_line) FingerprintInput(input, lines);
    std::vector<std::string> fingerprints;
    for (const Finding* finding : selection_.findings) {
      const auto [input, line] = line_of(*finding);
      fingerprints.push_back(input == kNoInput ? "" : by_input_and_line[input][line]);
    }
    return fingerprints;
  }

  void FingerprintInput(uint32_t input, std::map<uint32_t, std::string>& lines) {
    std::vector<uint32_t> wanted;
    for (const auto& [line, fingerprint] : lines) wanted.push_back(line);
    const std::vector<std::string> found =
        LineFingerprints(result_.inputs[input].source->text(), wanted);
    size_t next = 0;
    for (auto& [line, fingerprint] : lines) fingerprint = found[next++];
  }

  void WriteResults() {
    const std::vector<std::string> fingerprints = Fingerprints();
    json_.Key("results").BeginArray();
    for (size_t i = 0; i < selection_.findings.size(); ++i) {
      const Finding& finding = *selection_.findings[i];
      const auto rule = by_id_.find(DescriptorId(DescriptorOf(finding)));
      const auto index = static_cast<size_t>(std::distance(by_id_.begin(), rule));
      results_.Write(finding, {.index = index, .id = rule->first}, fingerprints[i], json_);
      if (piece_.size() >= kPieceBytes) Flush();
    }
    json_.EndArray();
  }

  const AuditResult& result_;
  const RenderOptions& options_;
  const ReportSink& sink_;
  const std::vector<Finding> absent_;
  const Selection selection_;
  const std::map<std::string, Descriptor> by_id_;
  std::vector<Descriptor> descriptors_;
  std::vector<Taxonomy> taxonomies_;
  ResultWriter results_;
  std::string piece_;
  JsonWriter json_;
};

}  // namespace

void WriteSarif(const AuditResult& result, const RenderOptions& options, const ReportSink& sink) {
  SarifWriter(result, options, sink).Write();
}

}  // namespace iamsift
