// OB-018

#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/broad/certainty.h"
#include "rules/broad/narrowed_by.h"
#include "rules/broad/needed_conditions.h"
#include "rules/broad/wording.h"
#include "rules/broad/written_actions.h"

namespace iamsift {
namespace {

// A whole service is judged as such; the condition would be the least of it.
int ItemMeaning(const Catalog& catalog, const CompiledStatement& statement, ActionId action) {
  for (size_t i = 0; i < statement.patterns.size(); ++i) {
    const ActionPattern& pattern = statement.patterns[i];
    if (!pattern.Contains(action)) continue;
    if (!pattern.has_wildcard || !CoversWholeService(catalog, pattern)) return static_cast<int>(i);
  }
  return -1;
}

struct Unlimited {
  ActionSet actions;
  int item = -1;
};

// The actions of each needed condition.
struct ConditionedActions {
  std::vector<ActionSet> by_condition;
};

ConditionedActions MakeConditionedActions(const RuleContext& context) {
  ConditionedActions made;
  for (const NeededCondition& needed : NeededConditions()) {
    ActionSet& actions = made.by_condition.emplace_back(context.catalog);
    for (const std::string_view name : needed.actions) {
      if (const auto action = context.Action(name)) actions.Insert(*action);
    }
  }
  return made;
}

Unlimited UnlimitedBy(const GrantView& view, const RuleContext& context,
                      const NeededCondition& needed) {
  Unlimited unlimited{.actions = ActionSet(context.catalog)};
  for (const std::string_view name : needed.actions) {
    const std::optional<ActionId> action = NamedAction(context.catalog, view.statement, name);
    if (!action || !view.grant.IsLive(*action)) continue;
    const int item = ItemMeaning(context.catalog, view.statement, *action);
    if (item < 0 || IsNarrowedBy(view, context, *action, needed.keys)) continue;
    unlimited.actions.Insert(*action);
    if (unlimited.item < 0 || item < unlimited.item) unlimited.item = item;
  }
  return unlimited;
}

void Check(const GrantView& view, const RuleContext& context, DocumentSink& findings) {
  const ConditionedActions& conditioned =
      context.memory->Once<ConditionedActions>([&] { return MakeConditionedActions(context); });
  auto actions = conditioned.by_condition.begin();
  for (const NeededCondition& needed : NeededConditions()) {
    if (!(actions++)->Intersects(view.statement.actions)) continue;
    const Unlimited unlimited = UnlimitedBy(view, context, needed);
    if (unlimited.item < 0) continue;
    Hit& hit = findings.Report(
        AtAction(view.document.written, *view.statement.written, unlimited.item),
        Concat({NameSome(context.catalog, unlimited.actions),
                unlimited.actions.Count() == 1 ? " is" : " are", " allowed without a condition on ",
                needed.keys_text, ", which would limit ", needed.what, "."}));
    hit.discriminator = std::string(needed.actions.front());
    SetActions(hit, view, context, unlimited.actions);
  }
}

}  // namespace

extern constinit const Rule kMissingCondition = {
    .card = {.id = "OB-018",
             .name = "missing-narrowing-condition",
             .title = "A sensitive action lacks the condition that limits it",
             .severity = Severity::kLow,
             .why = "For these actions a resource does not say enough: what is asked for decides "
                    "how much harm can be done, and a condition key limits just that.",
             .remedy = "Add the condition with the values that the work needs.",
             .references = "CWE-250 T1078.004",
             .source = "Service Authorization Reference, Condition keys"},
    .check = &Check,
};

}  // namespace iamsift
