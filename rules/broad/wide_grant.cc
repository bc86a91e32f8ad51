#include "rules/broad/wide_grant.h"

#include <algorithm>
#include <set>
#include <utility>

namespace iamsift {
namespace {

// aws:ResourceTag/team, ec2:ResourceTag/team, aws:RequestTag/team for what is about to be made.
bool IsTagOfResource(const ConditionAtom& atom) {
  return atom.key.find(":resourcetag/") != std::string::npos ||
         atom.key.find(":requesttag/") != std::string::npos;
}

bool IsScopedByTags(const CompiledStatement& statement) {
  return std::ranges::any_of(statement.conditions, [](const ConditionAtom& atom) {
    return IsTagOfResource(atom) && !atom.op.is_negated && NarrowingOf(atom) != Narrowing::kNone;
  });
}

}  // namespace

ActionSet WideAmong(ActionSet candidates, const GrantView& view, const RuleContext& context) {
  ActionSet wide(context.catalog);
  if (view.statement.resources.is_negated || IsScopedByTags(view.statement)) return wide;
  const Limits& limits = *view.grant.limits;
  if (view.statement.resources.IsEverything() && limits.denies.empty() && !limits.boundary) {
    return candidates;
  }
  GrantTable& grants = context.evaluation.grants();
  candidates.ForEach([&](ActionId action) {
    if (grants.ReachOf(view.grant, action) >= Reach::kOneRegion) wide.Insert(action);
  });
  return wide;
}

bool IsWide(const GrantView& view, const RuleContext& context, ActionId action) {
  return view.grant.IsLive(action) && !view.statement.resources.is_negated &&
         !IsScopedByTags(view.statement) &&
         context.evaluation.grants().ReachOf(view.grant, action) >= Reach::kOneRegion;
}

int ResourceItemReaching(const GrantView& view, const RuleContext& context, ActionId action) {
  if (view.statement.resources.is_negated) return -1;
  int best = -1;
  context.evaluation.reach().ReachOf(view.statement.resources, action, &best);
  return best;
}

std::vector<ElementAt> ResourcesReaching(const GrantView& view, const RuleContext& context,
                                         const ActionSet& actions) {
  std::set<int> items;
  if (view.statement.resources.patterns.size() == 1) {
    items.insert(0);
  } else {
    actions.ForEach(
        [&](ActionId action) { items.insert(ResourceItemReaching(view, context, action)); });
  }
  std::vector<ElementAt> places;
  for (const int item : items) {
    places.push_back(AtResource(view.document.written, *view.statement.written, item));
  }
  return places;
}

Hit& ReportAt(DocumentSink& findings, std::vector<ElementAt> places, Severity severity,
              std::string message) {
  Hit& hit = findings.Report(places.front(), severity, std::move(message));
  if (places.size() == 1) return hit;
  for (ElementAt& place : places) {
    hit.evidence.push_back({.role = EvidenceRole::kGrants, .at = std::move(place), .text = {}});
  }
  return hit;
}

}  // namespace iamsift
