#include <algorithm>
#include <span>
#include <vector>

#include "analyzer/base/text.h"
#include "reports/terminal/layout.h"
#include "reports/terminal/sections.h"

namespace iamsift {
namespace {

using FindingGroup = std::span<const Finding* const>;

constexpr size_t kEvidenceShown = 4;
constexpr size_t kWidestPlace = 56;
constexpr size_t kLongestFix = 120;
constexpr size_t kLabelWidth = 9;
constexpr size_t kDetailIndent = 6;

size_t OrderOf(Severity severity) {
  const auto* const found =
      std::find(std::begin(kSeveritiesWorstFirst), std::end(kSeveritiesWorstFirst), severity);
  return static_cast<size_t>(found - std::begin(kSeveritiesWorstFirst));
}

// New ones first where there is a baseline, then the worst, then by rule; equal ones stay in the
// result's order.
std::vector<const Finding*> Ranked(const AuditResult& result, Severity min_severity) {
  std::vector<const Finding*> ranked;
  for (const Finding& finding : result.findings) {
    const bool is_listed =
        RankOf(finding.severity) >= RankOf(min_severity) && !finding.IsSuppressed();
    if (is_listed) ranked.push_back(&finding);
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const Finding* a, const Finding* b) {
    if (a->baseline != b->baseline) return a->baseline < b->baseline;
    const size_t a_order = OrderOf(a->severity), b_order = OrderOf(b->severity);
    return a_order != b_order ? a_order < b_order : a->card->id < b->card->id;
  });
  return ranked;
}

template <typename Same>
size_t RunLength(FindingGroup findings, Same same) {
  size_t length = 1;
  while (length < findings.size() && same(*findings[0], *findings[length])) ++length;
  return length;
}

std::string StatementText(const Finding& finding) {
  if (finding.policy.kind == PolicyOriginKind::kNone) return "";
  const bool is_the_subject = finding.policy.name == finding.subject;
  std::string text = is_the_subject ? "" : PolicyText(finding.policy);
  if (!finding.statement) return text;
  if (!text.empty()) text += ", ";
  text += Concat({"Statement[", std::to_string(finding.statement->index), "]"});
  if (!finding.statement->sid.empty()) text += Concat({" ", finding.statement->sid});
  return text;
}

void Detail(TerminalContext& context, std::string_view label, std::string_view text) {
  if (text.empty()) return;
  context.page.Paragraph(kDetailIndent, {label, Ink::kDim}, kLabelWidth, text);
}

void PrintEvidence(TerminalContext& context, const Finding& finding) {
  for (size_t i = 0; i < std::min(finding.evidence.size(), kEvidenceShown); ++i) {
    const Evidence& evidence = finding.evidence[i];
    const bool is_elsewhere =
        evidence.place.input != finding.place.input || evidence.place.span != finding.place.span;
    const std::string place =
        is_elsewhere ? Concat({" (", PlaceText(evidence.place, context.places), ")"}) : "";
    Detail(context, EvidenceRoleName(evidence.role), Concat({evidence.text, place}));
  }
  if (finding.evidence.size() > kEvidenceShown) {
    const size_t left = finding.evidence.size() - kEvidenceShown;
    Detail(context, "", Concat({"and ", Counted(left, "more place")}));
  }
}

// A request that is allowed; for correctness findings, what never matches.
std::string WitnessText(const Witness& witness) {
  std::string text = Concat({witness.action, " on ", witness.resource});
  std::string_view joint = " with ";
  for (const auto& [key, value] : witness.context) {
    text += Concat({joint, key, "=", value});
    joint = " and ";
  }
  return text;
}

// A short replacement is shown, a whole policy is left to the suggestions.
std::string FixText(const Fix& fix) {
  const bool is_short =
      fix.replacement.size() <= kLongestFix && fix.replacement.find('\n') == std::string::npos;
  return is_short ? Concat({fix.description, " ", fix.replacement}) : fix.description;
}

void PrintWhere(TerminalContext& context, const Finding& finding, size_t place_width) {
  const std::string place = PlaceText(finding.place, context.places);
  const InputRow* const input = context.places.InputOf(finding.place);
  const bool is_the_file = input != nullptr && input->path == finding.subject;
  const std::string subject =
      is_the_file ? "" : SubjectText(context.result, finding.account, finding.subject);
  if (subject.empty()) {
    context.page.Line(4, {{place, Ink::kCyan}});
    return;
  }
  if (context.page.IsNarrow()) {
    context.page.Line(4, {{place, Ink::kCyan}});
    context.page.Line(kDetailIndent, {{subject, Ink::kBold}});
    return;
  }
  const size_t used = DisplayWidth(place);
  const std::string gap(2 + (place_width > used ? place_width - used : 0), ' ');
  context.page.Line(4, {{place, Ink::kCyan}, {gap}, {subject, Ink::kBold}});
}

void PrintFinding(TerminalContext& context, const Finding& finding, size_t place_width) {
  PrintWhere(context, finding, place_width);
  context.page.Paragraph(kDetailIndent, finding.message);
  Detail(context, "in", StatementText(finding));
  PrintEvidence(context, finding);
  if (!finding.assumptions.empty()) Detail(context, "if", Join(finding.assumptions, ", "));
  const bool is_own = finding.affects.size() == 1 && finding.affects[0] == finding.principal;
  if (!is_own) Detail(context, "affects", PrincipalsText(context.result, finding.affects));
  if (finding.witness) Detail(context, "example", WitnessText(*finding.witness));
  Detail(context, "meant", finding.suggestion);
  Detail(context, "nearest", finding.nearest);
  if (!finding.also.empty()) Detail(context, "also", Join(finding.also, ", "));
  if (finding.closing != nullptr) Detail(context, "close", finding.closing->text);
  if (finding.fix) Detail(context, "fix", FixText(*finding.fix));
}

size_t WidestPlace(TerminalContext& context, FindingGroup shown) {
  size_t widest = 0;
  for (const Finding* finding : shown) {
    widest = std::max(widest, DisplayWidth(PlaceText(finding->place, context.places)));
  }
  return std::min(widest, kWidestPlace);
}

void PrintRule(TerminalContext& context, FindingGroup group) {
  const RuleCard& card = *group[0]->card;
  const FindingGroup shown =
      group.subspan(0, std::min(group.size(), context.options.findings_per_rule));
  context.page.Blank();
  const std::string rule = Concat({card.id, "  "});
  const std::string title = Concat({card.title, " (", card.name, ")"});
  context.page.Paragraph(2, {rule, InkOf(group[0]->severity)}, 0, title);
  const size_t place_width = WidestPlace(context, shown);
  for (const Finding* finding : shown) PrintFinding(context, *finding, place_width);
  if (group.size() > shown.size()) {
    const std::string left = Thousands(group.size() - shown.size());
    context.page.Line(4, {{Concat({"and ", left, " more of ", card.id}), Ink::kBold}});
  }
  context.page.Paragraph(4, {"why", Ink::kDim}, kLabelWidth, card.why);
  context.page.Paragraph(4, {"remedy", Ink::kDim}, kLabelWidth, card.remedy);
}

std::string SeverityHeading(FindingGroup group) {
  const std::string_view state = BaselineStateName(group[0]->baseline);
  const std::string_view severity = SeverityName(group[0]->severity);
  return HeadingText(state.empty() ? std::string(severity) : Concat({state, " ", severity}),
                     group.size());
}

}  // namespace

void PrintFindings(TerminalContext& context) {
  const std::vector<const Finding*> ranked = Ranked(context.result, context.options.min_severity);
  FindingGroup rest = ranked;
  while (!rest.empty()) {
    FindingGroup severity =
        rest.subspan(0, RunLength(rest, [](const Finding& a, const Finding& b) {
                       return a.severity == b.severity && a.baseline == b.baseline;
                     }));
    rest = rest.subspan(severity.size());
    context.page.Heading(SeverityHeading(severity), InkOf(severity[0]->severity));
    while (!severity.empty()) {
      const size_t same_rule =
          RunLength(severity, [](const Finding& a, const Finding& b) { return a.card == b.card; });
      PrintRule(context, severity.subspan(0, same_rule));
      severity = severity.subspan(same_rule);
    }
  }
}

}  // namespace iamsift
