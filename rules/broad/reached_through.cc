#include "rules/broad/reached_through.h"

namespace iamsift {

ActionSet ActionsReachedThrough(const GrantView& view, const RuleContext& context,
                                const ResourcePattern& pattern) {
  const ResourceList alone{.is_negated = false, .patterns = {pattern}};
  ActionSet reached(context.catalog);
  view.grant.Live().ForEach([&](ActionId action) {
    if (context.evaluation.reach().ReachOf(alone, action) != Reach::kNone) reached.Insert(action);
  });
  return reached;
}

}  // namespace iamsift
