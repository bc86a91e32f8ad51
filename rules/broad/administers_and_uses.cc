// OB-020

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/broad/certainty.h"
#include "rules/broad/duties.h"
#include "rules/broad/wording.h"

namespace iamsift {
namespace {

ActionSet SetOf(const RuleContext& context, std::span<const std::string_view> names) {
  ActionSet set(context.catalog);
  for (const std::string_view name : names) {
    if (const auto action = context.Action(name)) set.Insert(*action);
  }
  return set;
}

struct DutySets {
  struct Pair {
    const DutyPair* names;
    ActionSet shapes, uses;
  };
  std::vector<Pair> pairs;
};

DutySets MakeDutySets(const RuleContext& context) {
  DutySets sets;
  for (const DutyPair& pair : DutyPairs()) {
    sets.pairs.push_back(
        {.names = &pair, .shapes = SetOf(context, pair.shapes), .uses = SetOf(context, pair.uses)});
  }
  return sets;
}

// One half of a pair of duties, as the principal's policies together grant it.
struct Half {
  ActionSet granted;
  bool is_own = false;      // by a policy that is not AWS's: those are judged where attached
  bool is_certain = false;  // unconditioned
  std::set<std::string> needs;
};

void AddGrant(Half& half, const Grant& grant, const HeldPolicy& held, const ActionSet& wanted,
              const RuleContext& context) {
  if (!wanted.Intersects(grant.statement->actions)) return;
  ActionSet granted(context.catalog);
  wanted.ForEach([&](ActionId action) {
    if (grant.IsLive(action)) granted.Insert(action);
  });
  if (granted.IsEmpty()) return;
  half.granted |= granted;
  if (held.managed == nullptr || !held.managed->IsAwsManaged()) half.is_own = true;
  const std::vector<std::string> needs = NeedsOf(grant, context, granted);
  if (needs.empty()) half.is_certain = true;
  half.needs.insert(needs.begin(), needs.end());
}

bool HasAny(const EffectivePermissions& effective, const ActionSet& wanted) {
  return wanted.Intersects(effective.everywhere) || wanted.Intersects(effective.on_resources) ||
         wanted.Intersects(effective.conditional);
}

Half HalfOf(const PrincipalView& view, const RuleContext& context, const ActionSet& wanted) {
  Half half{.granted = ActionSet(context.catalog), .needs = {}};
  for (const HeldPolicy& held : view.permissions.held) {
    if (held.text == nullptr) continue;
    for (const Grant& grant :
         context.evaluation.grants().Of(held.text->document, view.permissions.limits)) {
      AddGrant(half, grant, held, wanted, context);
    }
  }
  return half;
}

void Report(const PrincipalView& view, const RuleContext& context, const DutyPair& pair,
            const Half& shapes, const Half& uses, PlaceSink& findings) {
  Hit& hit = findings.Report(view.principal,
                             Concat({"`", view.principal.name, "` ", pair.conflict, ": ",
                                     NameSome(context.catalog, shapes.granted), " together with ",
                                     NameSome(context.catalog, uses.granted), "."}));
  hit.discriminator = std::string(pair.name);
  ActionSet both = shapes.granted;
  both |= uses.granted;
  hit.actions = NamesOf(context.catalog, both);
  std::set<std::string> needs;
  if (!shapes.is_certain) needs.insert(shapes.needs.begin(), shapes.needs.end());
  if (!uses.is_certain) needs.insert(uses.needs.begin(), uses.needs.end());
  hit.assumptions.assign(needs.begin(), needs.end());
  if (!needs.empty()) hit.confidence = Confidence::kConditional;
}

void Check(const PrincipalView& view, const RuleContext& context, PlaceSink& findings) {
  if (view.principal.kind == PrincipalKind::kDocument || view.is_admin()) return;
  const DutySets& sets = context.memory->Once<DutySets>([&] { return MakeDutySets(context); });
  for (const DutySets::Pair& pair : sets.pairs) {
    if (!HasAny(*view.permissions.effective, pair.shapes)) continue;
    if (!HasAny(*view.permissions.effective, pair.uses)) continue;
    const Half shapes = HalfOf(view, context, pair.shapes);
    const Half uses = HalfOf(view, context, pair.uses);
    if (shapes.is_own || uses.is_own) Report(view, context, *pair.names, shapes, uses, findings);
  }
}

}  // namespace

extern constinit const Rule kAdministersAndUses = {
    .card = {.id = "OB-020",
             .name = "administers-and-uses",
             .title = "One principal both administers and uses an asset",
             .severity = Severity::kLow,
             .why = "Two duties in one hand leave nobody to notice: who writes the rules of a key, "
                    "a release or a pipeline also profits from them.",
             .remedy = "Give the two duties to two roles.",
             .references = "CWE-250 T1078.004",
             .source = "AWS Key Management Service Developer Guide, Key policies: Allows key "
                       "administrators to administer the key"},
    .check = &Check,
};

}  // namespace iamsift
