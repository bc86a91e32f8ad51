#pragma once

// Rules as SARIF describes them. Readers take severity and precision from the rule, ours vary by
// finding: so there is one descriptor for each (rule, severity, confidence) that occurs.

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/json_writer.h"
#include "analyzer/finding/finding.h"
#include "analyzer/finding/rule_table.h"

namespace iamsift {

struct Descriptor {
  const RuleCard* card = nullptr;
  Severity severity = Severity::kMedium;
  Confidence confidence = Confidence::kCertain;

  friend bool operator==(const Descriptor&, const Descriptor&) = default;
};

Descriptor DescriptorOf(const Finding& finding);

// "OB-010" where severity and confidence are the card's own and certain, else "OB-010/medium" or
// "OB-010/high-conditional".
std::string DescriptorId(const Descriptor& descriptor);

std::string_view SarifLevel(Severity severity);  // error, warning, note

// "8.5"; "" for correctness findings, which are no security alerts.
std::string_view SecuritySeverity(Severity severity, Confidence confidence);

// 0 to 100, rising with SecuritySeverity; correctness findings take the middle of their rank.
int SarifRank(Severity severity, Confidence confidence);

// A list of outside names that rules refer to.
struct Taxonomy {
  std::string_view name;  // CWE, MITRE ATT&CK
  std::string_view organization;
  std::string_view description;
  std::vector<std::string_view> taxa;  // those that occur, in order
  std::string_view framework = {};     // of controls: its topic in the table; "": of references
  std::string_view version = {};
};

// The taxonomies that the descriptors' references belong to; those that don't occur are left out.
std::vector<Taxonomy> TaxonomiesOf(const std::vector<Descriptor>& descriptors);

// The controls of a framework that the rules of the run speak to, as a taxonomy; without taxa when
// they speak to none of it.
Taxonomy FrameworkTaxonomy(const AuditResult& result, std::string_view framework);

// controls  of all frameworks, by rule; null: not known.
void WriteDescriptor(const Descriptor& descriptor, const RuleTable* controls,
                     const std::vector<Taxonomy>& taxonomies, JsonWriter& json);
void WriteTaxonomies(const std::vector<Taxonomy>& taxonomies, JsonWriter& json);

}  // namespace iamsift
