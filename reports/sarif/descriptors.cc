#include "reports/sarif/descriptors.h"

#include <algorithm>
#include <set>

#include "analyzer/base/text.h"
#include "reports/controls.h"

namespace iamsift {
namespace {

struct WeaknessName {
  std::string_view id, name;
};

// MITRE, Common Weakness Enumeration: the entries that rules of this field refer to.
constexpr WeaknessName kWeaknesses[] = {
    {"CWE-250", "Execution with Unnecessary Privileges"},
    {"CWE-266", "Incorrect Privilege Assignment"},
    {"CWE-269", "Improper Privilege Management"},
    {"CWE-272", "Least Privilege Violation"},
    {"CWE-284", "Improper Access Control"},
    {"CWE-285", "Improper Authorization"},
    {"CWE-441", "Unintended Proxy or Intermediary ('Confused Deputy')"},
    {"CWE-522", "Insufficiently Protected Credentials"},
    {"CWE-668", "Exposure of Resource to Wrong Sphere"},
    {"CWE-732", "Incorrect Permission Assignment for Critical Resource"},
    {"CWE-798", "Use of Hard-coded Credentials"},
    {"CWE-863", "Incorrect Authorization"},
    {"CWE-1220", "Insufficient Granularity of Access Control"},
};

struct Framework {
  std::string_view topic, name, version, organization, description;
};

// Who publishes the frameworks of rules/facts/compliance.tsv.
constexpr Framework kFrameworks[] = {
    {"CIS AWS Foundations 1.4", "CIS AWS Foundations", "1.4", "Center for Internet Security",
     "CIS Amazon Web Services Foundations Benchmark."},
    {"CIS AWS Foundations 3.0", "CIS AWS Foundations", "3.0", "Center for Internet Security",
     "CIS Amazon Web Services Foundations Benchmark."},
    {"CIS AWS Foundations 5.0", "CIS AWS Foundations", "5.0", "Center for Internet Security",
     "CIS Amazon Web Services Foundations Benchmark."},
    {"AWS Security Hub", "AWS Security Hub", "", "Amazon Web Services",
     "AWS Foundational Security Best Practices."},
    {"NIST SP 800-53r5", "NIST SP 800-53", "5", "National Institute of Standards and Technology",
     "Security and Privacy Controls for Information Systems and Organizations."},
    {"PCI DSS 4.0", "PCI DSS", "4.0", "PCI Security Standards Council",
     "Payment Card Industry Data Security Standard."},
    {"SOC 2", "SOC 2", "", "AICPA", "Trust Services Criteria."},
    {"ISO 27001:2022", "ISO/IEC 27001", "2022", "International Organization for Standardization",
     "Information security controls of annex A."},
};

std::string_view NameOfTaxon(std::string_view id) {
  for (const WeaknessName& weakness : kWeaknesses) {
    if (weakness.id == id) return weakness.name;
  }
  return "";
}

bool IsWeakness(std::string_view reference) { return reference.starts_with("CWE-"); }

bool IsTechnique(std::string_view reference) {
  return reference.size() > 1 && reference[0] == 'T' && IsAsciiDigit(reference[1]);
}

// `pass-role-to-any-service` as `PassRoleToAnyService`.
std::string PascalCase(std::string_view kebab) {
  std::string name;
  for (const std::string_view word : Split(kebab, '-')) {
    if (word.empty()) continue;
    const bool is_lower = word[0] >= 'a' && word[0] <= 'z';
    name += is_lower ? static_cast<char>(word[0] - 32) : word[0];
    name.append(word.substr(1));
  }
  return name;
}

std::string AsSentence(std::string_view text) {
  return text.ends_with('.') ? std::string(text) : Concat({text, "."});
}

void WriteText(JsonWriter& json, std::string_view key, std::string_view text) {
  json.Key(key).BeginObject().Member("text", text).EndObject();
}

std::string HelpMarkdown(const RuleCard& card, const std::vector<std::string>& compliance) {
  std::string help = Concat({"**Why it matters.** ", card.why, "\n\n**Remedy.** ", card.remedy});
  if (!compliance.empty()) help += Concat({"\n\n**Compliance.** ", Join(compliance, "; ")});
  if (!card.source.empty()) help += Concat({"\n\n**Source.** ", card.source});
  return help;
}

std::string HelpText(const RuleCard& card) {
  std::string help = Concat({card.why, " ", card.remedy});
  if (!card.source.empty()) help += Concat({" Source: ", card.source, "."});
  return help;
}

std::string_view ProblemSeverity(Severity severity) {
  const std::string_view level = SarifLevel(severity);
  return level == "note" ? "recommendation" : level;
}

void WriteTags(const Descriptor& descriptor, JsonWriter& json) {
  json.Key("tags").BeginArray();
  json.String(IsCorrectness(descriptor.severity) ? "correctness" : "security").String("iam");
  for (const std::string_view reference : descriptor.card->ReferenceList()) {
    if (IsWeakness(reference)) json.String(Concat({"external/cwe/", AsciiLower(reference)}));
  }
  json.EndArray();
}

void WriteRuleProperties(const Descriptor& descriptor, const std::vector<std::string>& compliance,
                         JsonWriter& json) {
  json.Key("properties").BeginObject();
  WriteTags(descriptor, json);
  json.Member("precision", descriptor.confidence == Confidence::kCertain ? "very-high" : "medium");
  const std::string_view score = SecuritySeverity(descriptor.severity, descriptor.confidence);
  if (!score.empty()) json.Member("security-severity", score);
  json.Member("problem.severity", ProblemSeverity(descriptor.severity));
  if (!compliance.empty()) json.Key("compliance").Strings(compliance);
  json.EndObject();
}

void WriteRelationship(const Taxonomy& taxonomy, size_t index, std::string_view taxon,
                       JsonWriter& json) {
  json.BeginObject().Key("target").BeginObject().Member("id", taxon);
  json.Key("toolComponent").BeginObject().Member("name", taxonomy.name);
  json.Member("index", static_cast<int64_t>(index)).EndObject().EndObject();
  json.Key("kinds").BeginArray().String("relevant").EndArray().EndObject();
}

// What the rule refers to, or the controls of the framework that it speaks to.
std::vector<std::string_view> TaxaOf(const RuleCard& card, const Taxonomy& taxonomy,
                                     const RuleTable* controls) {
  if (taxonomy.framework.empty()) return card.ReferenceList();
  if (controls == nullptr) return {};
  for (const RuleFact& fact : controls->Of(card.id)) {
    if (fact.topic == taxonomy.framework) return fact.entries;
  }
  return {};
}

void WriteRelationships(const RuleCard& card, const RuleTable* controls,
                        const std::vector<Taxonomy>& taxonomies, JsonWriter& json) {
  std::vector<std::pair<size_t, std::string_view>> taxa;
  for (size_t i = 0; i < taxonomies.size(); ++i) {
    const std::vector<std::string_view> meant = TaxaOf(card, taxonomies[i], controls);
    for (const std::string_view taxon : taxonomies[i].taxa) {
      if (std::find(meant.begin(), meant.end(), taxon) != meant.end()) taxa.emplace_back(i, taxon);
    }
  }
  if (taxa.empty()) return;
  json.Key("relationships").BeginArray();
  for (const auto& [index, taxon] : taxa) WriteRelationship(taxonomies[index], index, taxon, json);
  json.EndArray();
}

std::vector<std::string_view> ReferencesWhere(const std::vector<Descriptor>& descriptors,
                                              bool (*belongs)(std::string_view)) {
  std::set<std::string_view> taxa;
  for (const Descriptor& descriptor : descriptors) {
    for (const std::string_view reference : descriptor.card->ReferenceList()) {
      if (belongs(reference)) taxa.insert(reference);
    }
  }
  return {taxa.begin(), taxa.end()};
}

}  // namespace

Descriptor DescriptorOf(const Finding& finding) {
  return {.card = finding.card, .severity = finding.severity, .confidence = finding.confidence};
}

std::string DescriptorId(const Descriptor& descriptor) {
  const bool is_certain = descriptor.confidence == Confidence::kCertain;
  if (is_certain && descriptor.severity == descriptor.card->severity) {
    return std::string(descriptor.card->id);
  }
  return Concat({descriptor.card->id, "/", SeverityName(descriptor.severity),
                 is_certain ? "" : "-conditional"});
}

std::string_view SarifLevel(Severity severity) {
  switch (RankOf(severity)) {
    case 4:
    case 3:
      return "error";
    case 2:
      return "warning";
    default:
      return "note";
  }
}

std::string_view SecuritySeverity(Severity severity, Confidence confidence) {
  const bool is_certain = confidence == Confidence::kCertain;
  switch (severity) {
    case Severity::kCritical:
      return is_certain ? "9.8" : "9.1";
    case Severity::kHigh:
      return is_certain ? "8.5" : "7.5";
    case Severity::kMedium:
      return is_certain ? "6.0" : "5.0";
    case Severity::kLow:
      return is_certain ? "3.5" : "2.5";
    case Severity::kInfo:
      return "0.0";
    case Severity::kNote:
    case Severity::kWarning:
    case Severity::kError:
      return "";
  }
  return "";
}

int SarifRank(Severity severity, Confidence confidence) {
  constexpr int kMiddleOfRank[] = {0, 30, 55, 80, 95};
  const std::string_view score = SecuritySeverity(severity, confidence);
  if (score.empty()) return kMiddleOfRank[RankOf(severity)];
  return (score[0] - '0') * 10 + (score[2] - '0');
}

std::vector<Taxonomy> TaxonomiesOf(const std::vector<Descriptor>& descriptors) {
  std::vector<Taxonomy> taxonomies = {
      {.name = "CWE",
       .organization = "MITRE",
       .description = "Common Weakness Enumeration.",
       .taxa = ReferencesWhere(descriptors, &IsWeakness)},
      {.name = "MITRE ATT&CK",
       .organization = "MITRE",
       .description = "Adversary tactics and techniques.",
       .taxa = ReferencesWhere(descriptors, &IsTechnique)},
  };
  std::erase_if(taxonomies, [](const Taxonomy& taxonomy) { return taxonomy.taxa.empty(); });
  return taxonomies;
}

Taxonomy FrameworkTaxonomy(const AuditResult& result, std::string_view framework) {
  Taxonomy taxonomy{.name = framework, .framework = framework};
  for (const Framework& known : kFrameworks) {
    if (known.topic != framework) continue;
    taxonomy.name = known.name;
    taxonomy.version = known.version;
    taxonomy.organization = known.organization;
    taxonomy.description = known.description;
  }
  for (const ControlRow& row : GroupByControl(result, framework).controls) {
    taxonomy.taxa.push_back(row.control);
  }
  return taxonomy;
}

void WriteDescriptor(const Descriptor& descriptor, const RuleTable* controls,
                     const std::vector<Taxonomy>& taxonomies, JsonWriter& json) {
  const RuleCard& card = *descriptor.card;
  const std::vector<std::string> compliance = ControlsOf(controls, card.id);
  json.BeginObject().Member("id", DescriptorId(descriptor)).Member("name", PascalCase(card.name));
  WriteText(json, "shortDescription", AsSentence(card.title));
  WriteText(json, "fullDescription", AsSentence(card.why));
  json.Key("help").BeginObject().Member("text", HelpText(card));
  json.Member("markdown", HelpMarkdown(card, compliance)).EndObject();
  json.Key("defaultConfiguration").BeginObject();
  json.Member("level", SarifLevel(descriptor.severity)).EndObject();
  WriteRuleProperties(descriptor, compliance, json);
  WriteRelationships(card, controls, taxonomies, json);
  json.EndObject();
}

void WriteTaxonomies(const std::vector<Taxonomy>& taxonomies, JsonWriter& json) {
  json.Key("taxonomies").BeginArray();
  for (const Taxonomy& taxonomy : taxonomies) {
    json.BeginObject().Member("name", taxonomy.name);
    if (!taxonomy.version.empty()) json.Member("version", taxonomy.version);
    if (!taxonomy.organization.empty()) json.Member("organization", taxonomy.organization);
    if (!taxonomy.description.empty()) WriteText(json, "shortDescription", taxonomy.description);
    json.Key("isComprehensive").Bool(false);
    json.Key("taxa").BeginArray();
    for (const std::string_view taxon : taxonomy.taxa) {
      json.BeginObject().Member("id", taxon);
      const std::string_view name = NameOfTaxon(taxon);
      if (!name.empty()) WriteText(json, "shortDescription", AsSentence(name));
      json.EndObject();
    }
    json.EndArray().EndObject();
  }
  json.EndArray();
}

}  // namespace iamsift
