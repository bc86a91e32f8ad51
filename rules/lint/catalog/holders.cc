#include "rules/lint/catalog/holders.h"

#include <algorithm>

namespace iamsift {

std::vector<const PrincipalPermissions*> HoldersOf(const DocumentView& document,
                                                   const RuleContext& context) {
  std::vector<const PrincipalPermissions*> holders;
  for (const PrincipalPermissions& permissions : context.evaluation.principals()) {
    const bool holds = std::ranges::any_of(permissions.held, [&](const HeldPolicy& held) {
      return held.text != nullptr && held.text->document == document.id;
    });
    if (holds) holders.push_back(&permissions);
  }
  return holders;
}

}  // namespace iamsift
