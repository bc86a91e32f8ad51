#pragma once

// Writes each object of the findings format into a string. What repeats in every finding (a rule's
// texts, a principal's name) is escaped once and copied from then on.

#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "analyzer/finding/finding.h"
#include "reports/findings/field_writer.h"
#include "reports/places.h"
#include "reports/render_options.h"

namespace iamsift {

inline constexpr std::string_view kFindingsSchemaId = "iamsift.findings/1";

class ObjectWriter {
 public:
  // out  grows by one object a call; outlives the writer, as `result` does.
  ObjectWriter(const AuditResult& result, std::string* out);

  void Header(std::string_view tool_version);
  void Principal(const PrincipalRow& row);
  void Finding(const iamsift::Finding& finding);
  void Suggestion(const SuggestionRow& row);
  void Diagnostic(const iamsift::Diagnostic& diagnostic);
  void Fixed(const FixedFinding& fixed);
  // framework  whose controls are listed; "": none
  void Summary(int exit_code, std::string_view framework);

 private:
  // The texts of a rule as JSON values.
  struct CardJson {
    std::string id, name, impact, remedy, compliance, references;
  };

  const CardJson& JsonOf(const RuleCard& card);
  std::string_view PrincipalJson(int32_t principal) const;
  std::string_view AccountId(uint32_t account) const;

  FieldWriter& Open(std::string_view kind);
  void Input(size_t index);
  void Counts(const SeverityCounts& counts);
  void Baseline();
  void Controls(std::string_view framework);
  void Judgement(const iamsift::Finding& finding);
  void Holders(const iamsift::Finding& finding);
  void Affects(const std::vector<int32_t>& principals);
  void Policy(const PolicyName& policy);
  void Statement(const StatementName& statement);
  void Location(const Place& place);
  void EvidenceItem(const Evidence& evidence);
  void WitnessOf(const Witness& witness);
  void FixOf(const Fix& fix);
  void ClosingOf(const Closing& closing);
  void Levels(const LevelCounts& levels);
  void InputIndex(const Place& place);
  void Pointers(const Place& place);

  const AuditResult& result_;
  FieldWriter json_;
  Places places_;
  absl::flat_hash_map<const RuleCard*, CardJson> cards_;
  std::vector<std::string> principals_;  // the ARN of each as a JSON string
};

}  // namespace iamsift
