#pragma once

// Ways from principals to others through any number of steps, over one or several accounts: each
// account's escalation graph, joined by the roles that principals of another account may assume.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "analyzer/eval/decide/role_assumption.h"
#include "analyzer/graph/escalation_graph.h"

namespace iamsift {

// A user, role or policy file of one of the accounts.
struct PathNodeRef {
  uint32_t account = 0;    // into the graphs
  uint32_t principal = 0;  // into Account::principals
};

struct PathStep {
  PathNodeRef from;
  std::optional<PathNodeRef> to;  // nullopt: `from` makes itself an administrator
  const EscalationEdge* edge = nullptr;
};

// Roles that principals of other accounts of the estate may assume.
std::vector<AssumptionEdge> AssumptionsAcrossAccounts(Estate& estate);

class PathSearch {
 public:
  // across  as AssumptionsAcrossAccounts gives them.
  // graphs  one for each account of the estate, in its order; null for accounts that are left out.
  // All must outlive it.
  PathSearch(Estate& estate, std::span<const AssumptionEdge> across,
             std::span<const std::unique_ptr<EscalationGraph>> graphs);

  using Filter = std::function<bool(PathNodeRef)>;

  // The shortest way from each principal that `from` takes; fewest steps first, then by account and
  // principal. `to`: where ways end; nullptr: at an administrator. A principal that is its own goal
  // has no way.
  std::vector<std::vector<PathStep>> Find(const Filter& from, const Filter& to) const;

  // The shortest way from each principal of the account to somebody of another one, or to an
  // administrator there.
  enum class Beyond : uint8_t { kAnybody, kAdministrators };
  std::vector<std::vector<PathStep>> FindBeyond(uint32_t account, Beyond whom) const;

  const Principal& at(PathNodeRef node) const { return graphs_[node.account]->at(node.principal); }

 private:
  PathNodeRef RefOf(uint32_t node) const;
  void AddForeignRoles(Estate& estate, std::span<const AssumptionEdge> across);
  // to    where ways end. last  who counts when it makes itself an administrator.
  std::vector<std::vector<PathStep>> Search(const Filter& from, const Filter& to,
                                            const Filter& last) const;

  std::span<const std::unique_ptr<EscalationGraph>> graphs_;
  std::vector<uint32_t> bases_;  // first node of each account, and one behind the last
  struct Foreign {
    uint32_t node;
    std::unique_ptr<EscalationEdge> edge;  // targets are nodes
  };
  std::vector<Foreign> foreign_;
};

}  // namespace iamsift
