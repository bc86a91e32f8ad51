#include "reports/terminal/terminal_report.h"

#include <algorithm>
#include <map>
#include <vector>

#include "analyzer/base/text.h"
#include "reports/terminal/sections.h"

namespace iamsift {
namespace {

constexpr size_t kInputsNamed = 5;
constexpr size_t kAccountsNamed = 5;
constexpr size_t kPerDiagnosticCode = 3;
constexpr size_t kLabelWidth = 9;

std::string InputText(const InputRow& input) {
  const std::string_view unread = input.source == nullptr ? ", not read" : "";
  return Concat({input.path, " (", input.type, unread, ")"});
}

void PrintHeader(TerminalContext& context) {
  const AuditResult& result = context.result;
  Page& page = context.page;
  page.Line(0,
            {{Concat({"iamsift ", result.command}), Ink::kBold}, {"  "}, {result.now, Ink::kDim}});
  for (size_t i = 0; i < std::min(result.inputs.size(), kInputsNamed); ++i) {
    page.Paragraph(2, {i == 0 ? "input" : "", Ink::kDim}, kLabelWidth, InputText(result.inputs[i]));
  }
  if (result.inputs.size() > kInputsNamed) {
    page.Paragraph(2, {}, kLabelWidth,
                   Concat({"and ", Thousands(result.inputs.size() - kInputsNamed), " more"}));
  }
  std::vector<std::string_view> accounts;
  for (const AccountRow& account : result.accounts) {
    if (!account.id.empty()) accounts.push_back(account.id);
  }
  const size_t left = accounts.size() - std::min(accounts.size(), kAccountsNamed);
  accounts.resize(accounts.size() - left);
  const std::string more = left == 0 ? "" : Concat({" and ", Thousands(left), " more"});
  if (!accounts.empty()) {
    page.Paragraph(2, {"account", Ink::kDim}, kLabelWidth, Concat({Join(accounts, ", "), more}));
  }
  page.Paragraph(2, {"catalog", Ink::kDim}, kLabelWidth,
                 Concat({result.catalog_date, ", rules ", result.rules_version}));
}

Ink InkOf(DiagnosticLevel level) {
  if (level == DiagnosticLevel::kError) return Ink::kRed;
  return level == DiagnosticLevel::kWarning ? Ink::kYellow : Ink::kCyan;
}

void PrintDiagnostic(TerminalContext& context, const Diagnostic& diagnostic) {
  const std::string place =
      diagnostic.place ? Concat({PlaceText(*diagnostic.place, context.places), ": "}) : "";
  const std::string label = Concat({DiagnosticLevelName(diagnostic.level), "  "});
  context.page.Paragraph(2, {label, InkOf(diagnostic.level)}, kLabelWidth,
                         Concat({place, diagnostic.message, " (", diagnostic.code, ")"}));
}

// Findings that are counted but were not listed, for being milder than what was asked for.
size_t HiddenCount(const AuditResult& result, Severity min_severity) {
  return static_cast<size_t>(
      std::count_if(result.findings.begin(), result.findings.end(), [&](const Finding& finding) {
        return RankOf(finding.severity) < RankOf(min_severity) && !finding.IsSuppressed();
      }));
}

size_t CountInState(const AuditResult& result, BaselineState state) {
  return static_cast<size_t>(
      std::count_if(result.findings.begin(), result.findings.end(), [&](const Finding& finding) {
        return finding.baseline == state && !finding.IsSuppressed();
      }));
}

// What became of the findings beyond their severity; "" where there is nothing to say.
std::string StandingText(const AuditResult& result) {
  std::vector<std::string> parts;
  if (result.has_baseline) {
    parts.push_back(
        Concat({"against the baseline ", Thousands(CountInState(result, BaselineState::kNew)),
                " new, ", Thousands(CountInState(result, BaselineState::kUnchanged)),
                " unchanged, ", Thousands(result.fixed.size()), " fixed"}));
  }
  const auto suppressed =
      static_cast<size_t>(std::count_if(result.findings.begin(), result.findings.end(),
                                        [](const Finding& f) { return f.IsSuppressed(); }));
  if (suppressed > 0) parts.push_back(Concat({Thousands(suppressed), " suppressed"}));
  return Join(parts, "; ");
}

Ink SummaryInk(const SeverityCounts& counts) {
  if (counts.Of(Severity::kCritical) + counts.Of(Severity::kHigh) > 0) return Ink::kRedBold;
  return counts.Total() == counts.Of(Severity::kInfo) ? Ink::kGreen : Ink::kBold;
}

}  // namespace

void PrintDiagnostics(TerminalContext& context) {
  const std::vector<Diagnostic>& diagnostics = context.result.diagnostics;
  if (diagnostics.empty()) return;
  context.page.Heading("Notes on the input");
  std::map<std::string_view, size_t> seen;
  size_t printed = 0;
  for (const DiagnosticLevel level :
       {DiagnosticLevel::kError, DiagnosticLevel::kWarning, DiagnosticLevel::kNote}) {
    for (const Diagnostic& diagnostic : diagnostics) {
      if (diagnostic.level != level || printed == context.options.diagnostics) continue;
      if (seen[diagnostic.code]++ >= kPerDiagnosticCode) continue;
      PrintDiagnostic(context, diagnostic);
      ++printed;
    }
  }
  if (diagnostics.size() > printed) {
    context.page.Line(2, Concat({"and ", Thousands(diagnostics.size() - printed), " more"}));
  }
}

void PrintSummary(TerminalContext& context) {
  const AuditResult& result = context.result;
  const SeverityCounts counts = CountBySeverity(result.findings);
  const auto where = [&](bool PrincipalRow::*flag) {
    return Thousands(
        static_cast<size_t>(std::count_if(result.principals.begin(), result.principals.end(),
                                          [&](const PrincipalRow& row) { return row.*flag; })));
  };
  context.page.Heading(CountsText(counts, false), SummaryInk(counts));
  const size_t hidden = HiddenCount(result, context.options.min_severity);
  const std::string not_listed =
      hidden == 0 ? "" : Concat({"; ", Thousands(hidden), " milder not listed"});
  context.page.Paragraph(0, Concat({CountsText(counts, true), ", ",
                                    Thousands(counts.Of(Severity::kInfo)), " info", not_listed}));
  const std::string standing = StandingText(result);
  if (!standing.empty()) context.page.Paragraph(0, standing);
  context.page.Paragraph(
      0,
      Concat({Counted(result.principals.size(), "principal"), " (", where(&PrincipalRow::is_admin),
              " admin, ", where(&PrincipalRow::is_incomplete), " incomplete), ",
              Thousands(result.policies), result.policies == 1 ? " policy, " : " policies, ",
              Counted(result.statements, "statement"), ", ",
              Counted(result.suggestions.size(), "suggestion")}));
}

void WriteTerminal(const AuditResult& result, const RenderOptions& options,
                   const ReportSink& sink) {
  Places places(result);
  Page page(options.terminal.width, options.terminal.colour);
  TerminalContext context{result, options.terminal, places, page};
  PrintHeader(context);
  if (options.framework.empty()) {
    PrintFindings(context);
  } else {
    PrintControls(context, options.framework);
  }
  PrintFixed(context);
  PrintInventory(context);
  PrintSuggestions(context);
  PrintDiagnostics(context);
  PrintSummary(context);
  sink(page.Take());
}

}  // namespace iamsift
