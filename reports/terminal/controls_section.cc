#include <algorithm>
#include <map>
#include <vector>

#include "analyzer/base/named_of.h"
#include "analyzer/base/text.h"
#include "reports/controls.h"
#include "reports/terminal/layout.h"
#include "reports/terminal/sections.h"

namespace iamsift {
namespace {

constexpr size_t kSubjectsNamed = 3;
constexpr size_t kFixedShown = 20;

// "2 high, 1 medium", what is none left out.
std::string NonZeroCounts(const SeverityCounts& counts) {
  std::vector<std::string> parts;
  for (const Severity severity : kSeveritiesWorstFirst) {
    const size_t count = counts.Of(severity);
    if (count > 0) parts.push_back(Concat({Thousands(count), " ", SeverityName(severity)}));
  }
  return Join(parts, ", ");
}

std::string SubjectsOf(const AuditResult& result, const std::vector<const Finding*>& findings) {
  std::vector<std::string> names;
  for (const Finding* const finding : findings) {
    std::string name = SubjectText(result, finding->account, finding->subject);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  const size_t count = names.size();
  names.resize(std::min(count, kSubjectsNamed));
  return NamedOf(names, count);
}

Severity WorstOf(const std::vector<const Finding*>& findings) {
  Severity worst = Severity::kInfo;
  for (const Finding* const finding : findings) {
    if (RankOf(finding->severity) > RankOf(worst)) worst = finding->severity;
  }
  return worst;
}

void PrintControl(TerminalContext& context, const ControlRow& row) {
  std::map<std::string_view, std::vector<const Finding*>> by_rule;
  for (const Finding* const finding : row.findings) by_rule[finding->card->id].push_back(finding);
  const std::string counts = NonZeroCounts(row.counts);
  context.page.Blank();
  context.page.Line(2, {{row.control, Ink::kBold}, {"  "}, {counts, InkOf(WorstOf(row.findings))}});
  for (const auto& [id, findings] : by_rule) {
    const std::string label = Concat({id, "  "});
    const RuleCard& card = *findings.front()->card;
    context.page.Paragraph(4, {label, InkOf(WorstOf(findings))}, 0,
                           Concat({card.title, " (", Thousands(findings.size()), ")"}));
    context.page.Paragraph(6, SubjectsOf(context.result, findings));
  }
}

}  // namespace

void PrintControls(TerminalContext& context, std::string_view framework) {
  const ControlGroups groups = GroupByControl(context.result, framework);
  size_t quiet = 0;
  context.page.Heading(Concat({"Findings by control of ", framework}));
  for (const ControlRow& row : groups.controls) {
    if (row.findings.empty()) {
      ++quiet;
    } else {
      PrintControl(context, row);
    }
  }
  context.page.Blank();
  context.page.Paragraph(
      2, Concat({Counted(quiet, "control"), " without a finding; ",
                 Counted(groups.unmapped, "finding"), " of rules that speak to none of them"}));
}

void PrintFixed(TerminalContext& context) {
  const std::vector<FixedFinding>& fixed = context.result.fixed;
  if (fixed.empty()) return;
  context.page.Heading(HeadingText("fixed", fixed.size()), Ink::kGreen);
  for (size_t i = 0; i < std::min(fixed.size(), kFixedShown); ++i) {
    const std::string label = Concat({fixed[i].rule, "  "});
    context.page.Paragraph(2, {label, Ink::kGreen}, 0,
                           Concat({ShortArn(fixed[i].subject), ": ", fixed[i].title}));
  }
  if (fixed.size() > kFixedShown) {
    context.page.Line(2, Concat({"and ", Thousands(fixed.size() - kFixedShown), " more"}));
  }
}

}  // namespace iamsift
