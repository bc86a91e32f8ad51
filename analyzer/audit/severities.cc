#include "analyzer/audit/severities.h"

#include "analyzer/audit/assemble.h"
#include "analyzer/finding/rule_selector.h"

namespace iamsift {

void OverrideSeverities(const std::vector<SeverityChoice>& choices, AuditResult& result) {
  if (choices.empty()) return;
  for (Finding& finding : result.findings) {
    for (const auto& [selector, severity] : choices) {
      if (SelectsRule(selector, finding.card->id, finding.card->name)) finding.severity = severity;
    }
  }
  SortFindings(result.principals, result.findings);
}

}  // namespace iamsift
