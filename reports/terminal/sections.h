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

// By severity, then rule; in a group the first `findings_per_rule`. With a baseline the new ones
// come first.
void PrintFindings(TerminalContext& context);

// By control of the framework, each with its counts and its rules.
void PrintControls(TerminalContext& context, std::string_view framework);

// What the baseline had and this run has not.
void PrintFixed(TerminalContext& context);

// The principals with the widest permissions, then those that were judged on partial knowledge.
void PrintInventory(TerminalContext& context);

// The policies that would lose most, each with its tiers and the difference as a diff.
void PrintSuggestions(TerminalContext& context);

void PrintDiagnostics(TerminalContext& context);
void PrintSummary(TerminalContext& context);

// "CRITICAL  1 finding", "NEW HIGH  2 findings".
std::string HeadingText(std::string_view name, size_t count);

// "1 critical, 2 high, 0 medium, 3 low", or the same of error, warning and note.
std::string CountsText(const SeverityCounts& counts, bool is_correctness);

// "account/export.json:100:43"; the file alone, or "AWS managed policy", where there is no line.
std::string PlaceText(const Place& place, Places& places);

// "role/ml-training", after its account's id when the result has several accounts.
std::string SubjectText(const AuditResult& result, uint32_t account, std::string_view arn);

// "role/a, role/b, role/c and 9 more".
std::string PrincipalsText(const AuditResult& result, const std::vector<int32_t>& principals);

// "inline policy pass of role/ml-training".
std::string PolicyText(const PolicyName& policy);

}  // namespace iamsift
