#include "rules/trust/reaches_admin.h"

namespace iamsift {

bool IsOrReachesAdmin(const Principal& role, const RuleContext& context) {
  const auto index = static_cast<size_t>(&role - context.account().principals.data());
  return context.evaluation.principals()[index].effective->is_admin;
}

}  // namespace iamsift
