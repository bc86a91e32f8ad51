#include "analyzer/finding/rule_card.h"

#include "analyzer/base/text.h"

namespace iamsift {
int RankOf(Severity severity) {
  switch (severity) {
    case Severity::kInfo:
      return 0;
    case Severity::kLow:
    case Severity::kNote:
      return 1;
    case Severity::kMedium:
    case Severity::kWarning:
      return 2;
    case Severity::kHigh:
    case Severity::kError:
      return 3;
    case Severity::kCritical:
      return 4;
  }
  return 0;
}

std::string_view SeverityName(Severity severity) {
  switch (severity) {
    case Severity::kInfo:
      return "info";
    case Severity::kLow:
      return "low";
    case Severity::kMedium:
      return "medium";
    case Severity::kHigh:
      return "high";
    case Severity::kCritical:
      return "critical";
    case Severity::kNote:
      return "note";
    case Severity::kWarning:
      return "warning";
    case Severity::kError:
      return "error";
  }
  return "";
}

std::optional<Severity> SeverityOf(std::string_view name) {
  for (const Severity severity : kSeveritiesWorstFirst) {
    if (SeverityName(severity) == name) return severity;
  }
  return std::nullopt;
}

bool IsCorrectness(Severity severity) {
  return severity == Severity::kError || severity == Severity::kWarning ||
         severity == Severity::kNote;
}

std::string_view ConfidenceName(Confidence confidence) {
  return confidence == Confidence::kCertain ? "certain" : "conditional";
}

std::vector<std::string_view> RuleCard::ReferenceList() const {
  return NonEmptyParts(references, ' ');
}

}  // namespace iamsift
