#include "analyzer/eval/breadth.h"

#include <algorithm>
#include <cmath>

namespace iamsift {
namespace {

double ConditionFactor(const Grant& grant) {
  double factor = 1.0;
  for (const ConditionAtom& atom : grant.statement->conditions) {
    switch (NarrowingOf(atom)) {
      case Narrowing::kNone:
        break;
      case Narrowing::kNarrows:
        factor = std::min(factor, 0.5);
        break;
      case Narrowing::kTagEquality:
        factor = std::min(factor, 0.2);
        break;
    }
  }
  return factor;
}

}  // namespace

int WeightOf(AccessLevel level) {
  switch (level) {
    case AccessLevel::kList:
      return 1;
    case AccessLevel::kRead:
      return 2;
    case AccessLevel::kTagging:
      return 3;
    case AccessLevel::kWrite:
      return 5;
    case AccessLevel::kPermissionsManagement:
      return 10;
  }
  return 0;
}

double BreadthSum(const Catalog& catalog, GrantTable& table,
                  const std::vector<const Grant*>& grants) {
  std::vector<double> best(catalog.ActionCount());
  for (const Grant* const grant : grants) {
    const double own = ConditionFactor(*grant);
    const auto raise = [&](ActionId action, double reach, double condition) {
      double& value = best[action.value];
      value = std::max(value, WeightOf(catalog.LevelOf(action)) * reach * condition);
    };
    grant->everywhere.ForEach([&](ActionId action) { raise(action, 1.0, 1.0); });
    grant->on_resources.ForEach(
        [&](ActionId action) { raise(action, WeightOf(table.ReachOf(*grant, action)), 1.0); });
    // What a Deny or the boundary makes conditional counts as under a narrowing condition.
    const double condition = grant->statement->IsUnconditional() ? 0.5 : own;
    grant->conditional.ForEach([&](ActionId action) {
      raise(action, WeightOf(table.ReachOf(*grant, action)), condition);
    });
  }
  double sum = 0;
  for (const double value : best) sum += value;
  return sum;
}

double FullBreadthSum(const Catalog& catalog) {
  double sum = 0;
  for (uint16_t id = 0; id < catalog.ActionCount(); ++id) {
    sum += WeightOf(catalog.LevelOf(ActionId{id}));
  }
  return sum;
}

int BreadthScore(double sum, double full_sum) {
  return static_cast<int>(std::lround(100.0 * std::log1p(sum) / std::log1p(full_sum)));
}

}  // namespace iamsift
