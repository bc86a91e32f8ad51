#pragma once

// The parts of the terminal report, in the order in which they are printed. Each prints nothing
// when it has nothing to say.

#include <string>

#include "analyzer/finding/finding.h"
#include "reports/places.h"
#include "reports/render_options.h"
#include "reports/terminal/page.h"

namespace iamsift {

// What every section is made from.
struct TerminalContext {
  const AuditResult& result;
  const TerminalOptions& options;
  Places& places;
  Page& page;
};

// By severity, then rule; in a group the first `findings_per_rule`.
void PrintFindings(TerminalContext& context);

// The principals with the widest permissions, then those that were judged on partial knowledge.
void PrintInventory(TerminalContext& context);

// The policies that would lose most, each with its tiers and the difference as a diff.
void PrintSuggestions(TerminalContext& context);

void PrintDiagnostics(TerminalContext& context);
void PrintSummary(TerminalContext& context);

// "account/export.json:100:43"; the file alone, or "AWS managed policy", where there is no line.
std::string PlaceText(const Place& place, Places& places);

// "role/ml-training", after its account's id when the result has several accounts.
std::string SubjectText(const AuditResult& result, uint32_t account, std::string_view arn);

// "role/a, role/b, role/c and 9 more".
std::string PrincipalsText(const AuditResult& result, const std::vector<int32_t>& principals);

// "inline policy pass of role/ml-training".
std::string PolicyText(const PolicyName& policy);

}  // namespace iamsift
