// TR-018

#include <algorithm>
#include <string>
#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/trust/assume_grants.h"

namespace iamsift {
namespace {

// Strongly connected roles, by Tarjan's walk without recursion. Edges lead from a role to those
// that can take it on; a cycle is one either way round.
class CycleFinder {
 public:
  explicit CycleFinder(std::vector<std::vector<AssumeGrant>> edges)
      : edges_(std::move(edges)), order_(edges_.size(), kNew), low_(edges_.size()) {}

  // Each cycle sorted, of two roles or more.
  std::vector<std::vector<size_t>> Find() {
    for (size_t node = 0; node < edges_.size(); ++node) {
      if (order_[node] == kNew && !edges_[node].empty()) Walk(node);
    }
    return std::move(cycles_);
  }

 private:
  static constexpr size_t kNew = SIZE_MAX, kDone = SIZE_MAX - 1;
  struct Step {
    size_t node = 0, next_edge = 0;
  };

  void Enter(size_t node) {
    order_[node] = low_[node] = counter_++;
    open_.push_back(node);
    way_.push_back({node, 0});
  }

  void Walk(size_t start) {
    Enter(start);
    while (!way_.empty()) {
      const size_t node = way_.back().node;
      if (way_.back().next_edge < edges_[node].size()) {
        const auto next = static_cast<size_t>(edges_[node][way_.back().next_edge++].principal);
        if (order_[next] == kNew) {
          Enter(next);
        } else if (order_[next] != kDone) {
          low_[node] = std::min(low_[node], order_[next]);
        }
        continue;
      }
      way_.pop_back();
      if (!way_.empty()) low_[way_.back().node] = std::min(low_[way_.back().node], low_[node]);
      if (low_[node] == order_[node]) Close(node);
    }
  }

  void Close(size_t root) {
    const auto first = std::ranges::find(open_, root);
    std::vector<size_t> members(first, open_.end());
    open_.erase(first, open_.end());
    for (const size_t member : members) order_[member] = kDone;
    std::ranges::sort(members);
    if (members.size() > 1) cycles_.push_back(std::move(members));
  }

  std::vector<std::vector<AssumeGrant>> edges_;
  std::vector<size_t> order_, low_, open_;
  std::vector<Step> way_;
  size_t counter_ = 0;
  std::vector<std::vector<size_t>> cycles_;
};

bool TrustsItself(size_t index, const std::vector<AssumeGrant>& roles) {
  return std::ranges::any_of(
      roles, [&](const AssumeGrant& role) { return static_cast<size_t>(role.principal) == index; });
}

void ReportCycle(const std::vector<size_t>& cycle, const Account& account, PlaceSink& findings) {
  std::vector<std::string> names;
  for (const size_t index : cycle)
    names.push_back(Concat({"`", account.principals[index].name, "`"}));
  const Principal& first = account.principals[cycle.front()];
  Hit& hit =
      findings.Report(first, Concat({"The roles ", Join(names, ", "),
                                     " can be taken on from one another, round and round."}));
  hit.discriminator = Join(names, " ");
  for (const size_t index : cycle) {
    const Principal& role = account.principals[index];
    hit.placed_evidence.push_back({EvidenceRole::kTrusts, role.place, std::string(role.arn)});
  }
}

void Check(const AccountView& view, const RuleContext& context, PlaceSink& findings) {
  const std::vector<Principal>& principals = view.account.principals;
  std::vector<std::vector<AssumeGrant>> edges(principals.size());
  for (size_t i = 0; i < principals.size(); ++i) {
    if (principals[i].IsServiceLinked() || principals[i].IsReservedSso()) continue;
    edges[i] = RolesInto(principals[i], context);
    if (!TrustsItself(i, edges[i])) continue;
    findings.Report(principals[i], Concat({"The role `", principals[i].name, "` trusts itself."}))
        .discriminator = "itself";
  }
  for (const std::vector<size_t>& cycle : CycleFinder(std::move(edges)).Find()) {
    ReportCycle(cycle, view.account, findings);
  }
}

}  // namespace

extern constinit const Rule kRoleCycle = {
    .card = {.id = "TR-018",
             .name = "roles-trust-in-a-circle",
             .title = "Roles can be taken on in a circle",
             .severity = Severity::kLow,
             .why = "Who holds one of the roles holds them all, and keeps a session alive by "
                    "going round for as long as it pleases.",
             .remedy = "Let trust lead one way: from the roles that work starts with to those "
                       "that it needs.",
             .references = "CWE-266 CWE-613 T1078.004 T1550.001",
             .source = "IAM User Guide, Roles terms and concepts, role chaining"},
    .check = &Check,
};

}  // namespace iamsift
