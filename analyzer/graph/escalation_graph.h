#pragma once

// Who can become whom in one account: every escalation path asked of every principal, as edges.
// Principals with the same policies share theirs, and an edge to thousands of roles is one object,
// so that an account in which everybody may pass every role stays small.

#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <vector>

#include "analyzer/base/check.h"
#include "analyzer/graph/assumptions.h"
#include "analyzer/graph/edge_builder.h"
#include "analyzer/graph/reverse_search.h"
#include "analyzer/graph/subjects.h"

namespace iamsift {

struct GraphInputs {
  AccountEvaluation& evaluation;
  Estate& estate;        // over accounts that hold the evaluated one
  uint32_t account = 0;  // its index in the estate
  const SensitiveActions& sensitive;
  std::span<const EscalationPath> paths;
  Instant now;                                  // for conditions on the date
  std::vector<ContextAssumption> assumed = {};  // condition keys that the user knows
};

// The edge itself makes an administrator of the own account.
bool MakesAdmin(const EscalationEdge& edge);

class EscalationGraph {
 public:
  // All that it is given must outlive it.
  explicit EscalationGraph(const GraphInputs& inputs);
  EscalationGraph(const EscalationGraph&) = delete;  // its parts refer to each other
  EscalationGraph& operator=(const EscalationGraph&) = delete;

  // Of a principal, in order of the paths' ids. Empty for an administrator, who has nothing to
  // gain. Not of those that were let go.
  const std::vector<const EscalationEdge*>& EdgesOf(uint32_t principal) const {
    IAMSIFT_CHECK(!is_let_go_[principal]);
    return edges_[principal];
  }

  // Calls `visit` with the principals of each subject, ascending.
  template <typename Visit>
  void ForEachSubject(Visit visit) const {
    for (size_t first = 0, end = 0; first < by_subject_.size(); first = end) {
      const uint32_t subject = subjects_[by_subject_[first]];
      while (end < by_subject_.size() && subjects_[by_subject_[end]] == subject) ++end;
      visit(std::span(by_subject_).subspan(first, end - first));
    }
  }

  bool IsAdmin(uint32_t principal) const;
  // The principal is an administrator, or certainly becomes one.
  bool IsOrReachesAdmin(uint32_t principal) const { return reaches_admin_[principal]; }

  // Steps to an administrator: 0 is one, 1 becomes or takes one at once, -1: no way.
  int StepsToAdmin(uint32_t principal) const { return steps_[principal]; }
  // The first edge of a shortest way, and the principal that it goes to; -1: it makes P ADMIN.
  const ReverseSearch::Step& FirstStep(uint32_t principal) const { return first_steps_[principal]; }

  size_t size() const { return subjects_.size(); }
  const Principal& at(uint32_t principal) const { return requirements_.at(principal); }
  const AbilityDetail& DetailOf(const Ability& ability) { return abilities_.DetailOf(ability); }
  // For whoever has told of all principals of a subject: nobody asks about their edges any more.
  // Whom they lead to and the first steps to an administrator stay.
  void LetGo(std::span<const uint32_t> principals);
  Requirements& requirements() { return requirements_; }
  Gains& gains() { return gains_; }
  const GraphInputs& inputs() const { return inputs_; }

 private:
  void AddEdgesOf(uint32_t p, Assumptions& assumptions);
  void AddAssumptions(uint32_t p, const EscalationPath& path, Assumptions& assumptions);
  void Tidy(std::vector<EscalationEdge>& edges);
  void KeepAbilities(std::span<const uint32_t> principals);
  std::vector<const EscalationEdge*> Ordered(uint32_t principal) const;
  void FindAdmins();
  void KeepFirstStep(uint32_t principal);
  ReverseSearch SearchForAdmins(bool certain_only) const;

  GraphInputs inputs_;
  std::vector<uint32_t> subjects_;
  std::vector<uint32_t> by_subject_;  // principals: those of one subject together, ascending
  AbilityTable abilities_;
  TrustedRoles trusted_;
  Requirements requirements_;
  Gains gains_;
  EdgeBuilder builder_;
  // By subject and by principal. Edges don't move once the graph is made.
  std::vector<std::unique_ptr<std::vector<EscalationEdge>>> shared_;
  std::vector<std::vector<EscalationEdge>> own_;
  std::vector<std::vector<const EscalationEdge*>> edges_;  // shared and own together, in order
  std::vector<bool> reaches_admin_;
  std::vector<int> steps_;
  std::vector<ReverseSearch::Step> first_steps_;
  std::vector<bool> is_let_go_;
  std::deque<EscalationEdge> kept_;  // first steps of those
  std::deque<Ability> abilities_of_kept_;
};

}  // namespace iamsift
