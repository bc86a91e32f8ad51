#include "rules/broad/certainty.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "analyzer/base/text.h"
#include "rules/broad/wording.h"

namespace iamsift {
namespace {

constexpr std::string_view kChosenByCaller[] = {
    "aws:referer", "aws:requestedregion", "aws:securetransport", "aws:tagkeys", "aws:useragent"};

bool IsTagOfResource(std::string_view key) {
  return key.find(":resourcetag/") != std::string_view::npos;
}

std::string NeedOfKey(std::string_view key) {
  if (StartsWithIgnoreCase(key, "aws:MultiFactorAuth")) return "mfa";
  return Concat({"context:", key});
}

void AddAllowNeeds(const CompiledStatement& allow, const Catalog& catalog,
                   std::set<std::string>& needs) {
  for (const ConditionAtom& atom : allow.conditions) {
    if (NarrowingOf(atom) == Narrowing::kNone || CallerChooses(catalog, atom)) continue;
    needs.insert(NeedOf(atom));
  }
  if (!allow.has_unknown_test) return;
  for (const ConditionTest& test : allow.written->conditions)
    needs.insert(NeedOfKey(test.key.text));
}

// Refuses a Region, an unsafe connection, the resources of others: the caller asks otherwise.
bool IsAvoidable(const CompiledStatement& deny, const Catalog& catalog) {
  return std::ranges::any_of(deny.conditions, [&](const ConditionAtom& atom) {
    if (!atom.catalog_key || !catalog.IsGlobal(*atom.catalog_key)) return false;
    return CallerChooses(catalog, atom) ||
           (atom.op.is_negated && atom.key.starts_with("aws:resource") &&
            !IsTagOfResource(atom.key));
  });
}

void AddDenyNeeds(const CompiledStatement& deny, const Catalog& catalog,
                  std::set<std::string>& needs) {
  if (IsAvoidable(deny, catalog)) return;
  for (const ConditionAtom& atom : deny.conditions) {
    needs.insert(NeedOf(atom));
  }
  const bool is_short = !deny.resources.is_negated &&
                        std::ranges::any_of(deny.resources.patterns, &ResourcePattern::IsShort);
  if (is_short) needs.insert("resource");
}

void AddLimitNeeds(const Limits& limits, const RuleContext& context, const ActionSet& actions,
                   std::set<std::string>& needs) {
  const CompiledAccount& compiled = context.evaluation.compiled();
  for (const StatementRef& ref : limits.denies) {
    const CompiledStatement& deny = compiled.at(ref.document).statements[ref.statement];
    if (deny.actions.Intersects(actions)) AddDenyNeeds(deny, context.catalog, needs);
  }
  if (!limits.boundary) return;
  for (const CompiledStatement& statement : compiled.at(*limits.boundary).statements) {
    if (statement.effect != Effect::kAllow || !statement.actions.Intersects(actions)) continue;
    AddAllowNeeds(statement, context.catalog, needs);
  }
}

}  // namespace

bool CallerChooses(const Catalog& catalog, const ConditionAtom& atom) {
  if (IsTagOfResource(atom.key) || !atom.catalog_key) return false;
  if (!catalog.IsGlobal(*atom.catalog_key)) return true;
  return atom.key.starts_with("aws:requesttag/") ||
         std::ranges::find(kChosenByCaller, atom.key) != std::end(kChosenByCaller);
}

std::string NeedOf(const ConditionAtom& atom) {
  return NeedOfKey(atom.written == nullptr ? std::string_view(atom.key) : atom.written->key.text);
}

std::vector<std::string> NeedsOf(const Grant& grant, const RuleContext& context,
                                 const ActionSet& actions) {
  if (actions.Intersects(grant.everywhere) || actions.Intersects(grant.on_resources)) return {};
  std::set<std::string> needs;
  AddAllowNeeds(*grant.statement, context.catalog, needs);
  AddLimitNeeds(*grant.limits, context, actions, needs);
  return {needs.begin(), needs.end()};
}

std::vector<std::string> NeedsOfLimits(const Grant& grant, const RuleContext& context,
                                       const ActionSet& actions) {
  std::set<std::string> needs;
  AddLimitNeeds(*grant.limits, context, actions, needs);
  return {needs.begin(), needs.end()};
}

void SetConfidence(Hit& hit, const GrantView& view, const RuleContext& context,
                   const ActionSet& decided_by) {
  hit.assumptions = NeedsOf(view.grant, context, decided_by);
  hit.confidence = hit.assumptions.empty() ? Confidence::kCertain : Confidence::kConditional;
}

void SetActions(Hit& hit, const GrantView& view, const RuleContext& context,
                const ActionSet& actions) {
  hit.actions = NamesOf(context.catalog, actions);
  SetConfidence(hit, view, context, actions);
}

}  // namespace iamsift
