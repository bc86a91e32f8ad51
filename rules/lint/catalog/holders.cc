#include "rules/lint/catalog/holders.h"

namespace iamsift {

std::vector<const PrincipalPermissions*> HoldersOf(const DocumentView& document,
                                                   const RuleContext& context) {
  std::vector<const PrincipalPermissions*> holders;
  for (const int32_t index : context.evaluation.HoldersOf(document.id)) {
    holders.push_back(&context.evaluation.principals()[static_cast<size_t>(index)]);
  }
  return holders;
}

}  // namespace iamsift
