#include <algorithm>
#include <map>
#include <tuple>
#include <vector>

#include "analyzer/base/text.h"
#include "reports/terminal/diff.h"
#include "reports/terminal/sections.h"
#include "reports/terminal/table.h"

namespace iamsift {
namespace {

// The suggestions of one kind for one policy: a narrowing has a row a tier. What offers no policy
// stands with the narrowings.
struct PolicySuggestions {
  std::vector<const SuggestionRow*> tiers;
  std::vector<const SuggestionRow*> advice;

  // The one that takes most away, which is the one to show; what rests on an assumption only where
  // there is no other.
  const SuggestionRow& Furthest() const {
    if (tiers.empty()) return *advice.front();
    return **std::max_element(tiers.begin(), tiers.end(),
                              [](const auto* a, const auto* b) { return Rank(*a) < Rank(*b); });
  }

  static std::tuple<bool, int32_t, uint32_t> Rank(const SuggestionRow& row) {
    return {row.tier != Tier::kSelfService, Gain(row), GoneCount(row)};
  }

  static int32_t Gain(const SuggestionRow& row) { return row.breadth_before - row.breadth_after; }
  static uint32_t GoneCount(const SuggestionRow& row) { return row.actions_gone.Total(); }
};

// Narrowings before repairs, the greatest gain first, else in the result's order.
std::vector<PolicySuggestions> ByPolicy(const AuditResult& result) {
  using PolicyKey =
      std::tuple<SuggestionKind, uint32_t, uint32_t, uint32_t, std::string_view, std::string_view>;
  std::map<PolicyKey, size_t> index_of;
  std::vector<PolicySuggestions> policies;
  for (const SuggestionRow& row : result.suggestions) {
    const bool is_advice = row.kind == SuggestionKind::kAdvice;
    const PolicyKey key{is_advice ? SuggestionKind::kNarrowing : row.kind,
                        row.account,
                        row.place.input,
                        row.place.span.begin,
                        row.policy.name,
                        row.policy.owner};
    const auto [entry, is_new] = index_of.try_emplace(key, policies.size());
    if (is_new) policies.emplace_back();
    PolicySuggestions& policy = policies[entry->second];
    (is_advice ? policy.advice : policy.tiers).push_back(&row);
  }
  std::stable_sort(policies.begin(), policies.end(),
                   [](const PolicySuggestions& a, const PolicySuggestions& b) {
                     const SuggestionRow &first = a.Furthest(), &second = b.Furthest();
                     return std::make_tuple(first.kind, -PolicySuggestions::Gain(first)) <
                            std::make_tuple(second.kind, -PolicySuggestions::Gain(second));
                   });
  return policies;
}

std::string FromTo(int64_t before, int64_t after) {
  return Concat(
      {Thousands(static_cast<size_t>(before)), " -> ", Thousands(static_cast<size_t>(after))});
}

void PrintTiers(TerminalContext& context, const PolicySuggestions& policy) {
  Table table({{"tier"}, {"breadth"}, {"actions"}});
  for (const SuggestionRow* row : policy.tiers) {
    const Ink ink = row == &policy.Furthest() ? Ink::kBold : Ink::kPlain;
    table.Add({{TierLabel(*row), ink},
               {FromTo(row->breadth_before, row->breadth_after), ink},
               {FromTo(row->actions_before, row->actions_after), ink}});
  }
  table.Print(4, context.page);
}

void PrintSteps(TerminalContext& context, const SuggestionRow& row) {
  for (const SuggestionStep& step : row.steps) {
    const std::string_view separator = step.why.empty() ? "" : ": ";
    context.page.Paragraph(4, {"- "}, 0, Concat({step.what, separator, step.why}));
  }
  for (const std::string& added : row.actions_added) {
    context.page.Paragraph(4, {"+ ", Ink::kYellow}, 0, Concat({"adds ", added}));
  }
}

void PrintAdvice(TerminalContext& context, const SuggestionRow& row) {
  for (const std::string& advice : row.advice) {
    context.page.Paragraph(4, {"advice ", Ink::kDim}, 0, advice);
  }
}

void PrintPolicyDiff(TerminalContext& context, const SuggestionRow& row) {
  if (row.policies.empty()) {
    context.page.Line(4, "nothing is left of the policy: detach it");
    return;
  }
  const std::string suffix =
      row.policies.size() == 1
          ? ""
          : Concat({", split over ", Counted(row.policies.size(), "policy document")});
  context.page.Line(0, {{"--- as it is", Ink::kBold}});
  context.page.Line(0, {{Concat({"+++ suggested", suffix}), Ink::kBold}});
  PrintDiff(row.original, Join(row.policies, "\n"), context.options.diff_lines, context.page);
}

void PrintPolicy(TerminalContext& context, const PolicySuggestions& policy) {
  const SuggestionRow& row = policy.Furthest();
  context.page.Blank();
  const bool is_repair = row.kind == SuggestionKind::kRepair;
  const std::string name = Concat({is_repair ? "repair " : "", PolicyText(row.policy)});
  context.page.Line(2, {{name, Ink::kBold}});
  context.page.Line(4, {{PlaceText(row.place, context.places), Ink::kCyan}});
  const std::string affected = PrincipalsText(context.result, row.affects);
  if (!affected.empty()) context.page.Paragraph(4, {"for ", Ink::kDim}, 0, affected);
  if (!is_repair && !policy.tiers.empty()) PrintTiers(context, policy);
  PrintSteps(context, row);
  if (row.kind != SuggestionKind::kAdvice) PrintAdvice(context, row);
  for (const SuggestionRow* const advice : policy.advice) PrintAdvice(context, *advice);
  if (row.kind == SuggestionKind::kAdvice) return;
  PrintPolicyDiff(context, row);
  if (!row.proof.empty()) context.page.Paragraph(4, {"proof ", Ink::kDim}, 0, row.proof);
}

}  // namespace

void PrintSuggestions(TerminalContext& context) {
  const std::vector<PolicySuggestions> policies = ByPolicy(context.result);
  const size_t shown = std::min(policies.size(), context.options.suggestions);
  if (shown == 0) return;
  context.page.Heading(shown == policies.size() ? "Suggested policies"
                                                : Concat({"Suggested policies, ", Thousands(shown),
                                                          " of ", Thousands(policies.size())}));
  for (size_t i = 0; i < shown; ++i) PrintPolicy(context, policies[i]);
}

}  // namespace iamsift
