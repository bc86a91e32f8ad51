#include "analyzer/eval/breadth.h"

#include <algorithm>
#include <cmath>

namespace iamsift {
namespace {

// Sums are kept in whole numbers, so that they do not depend on the order: reach is a multiple of
// 1/20, a condition's factor one of 1/10.
constexpr int kReachUnits = 20, kConditionUnits = 10;
constexpr int kUnits = kReachUnits * kConditionUnits;

// WeightOf(Reach), in whole units.
int UnitsOf(Reach reach) {
  constexpr int kUnitsByReach[] = {0, 1, 4, 10, 14, 18, 20};
  return kUnitsByReach[static_cast<size_t>(reach)];
}

int ConditionUnits(const Grant& grant) {
  int units = kConditionUnits;
  for (const ConditionAtom& atom : grant.statement->conditions) {
    switch (NarrowingOf(atom)) {
      case Narrowing::kNone:
        break;
      case Narrowing::kNarrows:
        units = std::min(units, 5);
        break;
      case Narrowing::kTagEquality:
        units = std::min(units, 2);
        break;
    }
  }
  return units;
}

int64_t LevelSum(const Catalog& catalog, const ActionSet& actions) {
  int64_t sum = 0;
  for (int i = 0; i < kAccessLevelCount; ++i) {
    const auto level = static_cast<AccessLevel>(i);
    sum += WeightOf(level) * static_cast<int64_t>(actions.CountIn(catalog.MaskOf(level)));
  }
  return sum;
}

// The best of each action that is not granted everywhere, and their sum.
class PartialGrants {
 public:
  PartialGrants(const Catalog& catalog, GrantTable& table, const ActionSet& everywhere)
      : catalog_(catalog), table_(table), everywhere_(everywhere), best_(table.zeros()) {}
  ~PartialGrants() {
    for (const ActionId action : raised_) best_[action.value] = 0;
  }
  PartialGrants(const PartialGrants&) = delete;
  PartialGrants& operator=(const PartialGrants&) = delete;

  void Add(const Grant& grant) {
    AddAll(grant, grant.on_resources, kConditionUnits);
    // What a Deny or the boundary makes conditional counts as under a narrowing condition.
    AddAll(grant, grant.conditional,
           grant.statement->IsUnconditional() ? kConditionUnits / 2 : ConditionUnits(grant));
  }

  int64_t sum() const { return sum_; }

 private:
  void AddAll(const Grant& grant, const ActionSet& actions, int condition) {
    actions.ForEach([&](ActionId action) {
      if (everywhere_.Contains(action)) return;
      const int most = WeightOf(catalog_.LevelOf(action)) * kReachUnits * condition;
      if (best_[action.value] >= most) return;
      Raise(action, WeightOf(catalog_.LevelOf(action)) * UnitsOf(table_.ReachOf(grant, action)) *
                        condition);
    });
  }

  void Raise(ActionId action, int value) {
    uint16_t& best = best_[action.value];
    if (value <= best) return;
    if (best == 0) raised_.push_back(action);
    sum_ += value - best;
    best = static_cast<uint16_t>(value);
  }

  const Catalog& catalog_;
  GrantTable& table_;
  const ActionSet& everywhere_;
  std::vector<uint16_t>& best_;  // by action; at most 10 * kUnits
  std::vector<ActionId> raised_;
  int64_t sum_ = 0;
};

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
  ActionSet everywhere(catalog);
  for (const Grant* const grant : grants) everywhere |= grant->everywhere;
  PartialGrants partial(catalog, table, everywhere);
  for (const Grant* const grant : grants) partial.Add(*grant);
  return static_cast<double>(LevelSum(catalog, everywhere) * kUnits + partial.sum()) / kUnits;
}

double FullBreadthSum(const Catalog& catalog) {
  int64_t sum = 0;
  for (int i = 0; i < kAccessLevelCount; ++i) {
    const auto level = static_cast<AccessLevel>(i);
    sum +=
        WeightOf(level) * static_cast<int64_t>(ActionSet::FromMask(catalog.MaskOf(level)).Count());
  }
  return static_cast<double>(sum);
}

int BreadthScore(double sum, double full_sum) {
  return static_cast<int>(std::lround(100.0 * std::log1p(sum) / std::log1p(full_sum)));
}

}  // namespace iamsift
