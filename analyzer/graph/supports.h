#pragma once

// What a step of escalation rests on: for each of its requirements the Allows that meet it, and
// whether it falls once they are taken away. Nothing is said to fall that was not asked anew with
// the change made.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/graph/escalation_graph.h"

namespace iamsift {

// One action that one statement of one policy no longer allows.
struct Cut {
  LayerPolicy policy;
  const DecisionStatement* statement = nullptr;
  ActionId action;

  bool IsSameStatement(const Cut& other) const {
    return policy.text == other.policy.text && statement == other.statement;
  }
  friend bool operator==(const Cut& a, const Cut& b) {
    return a.IsSameStatement(b) && a.action == b.action;
  }
};

// One requirement of an edge.
struct Support {
  std::vector<ActionId> actions;  // of those that would meet it, the ones that are allowed
  std::vector<Cut> cuts;          // the Allows that allow them, in the order of the policies
  bool falls = false;             // without them none of the actions is allowed any more
  bool is_passing = false;        // it is iam:PassRole to the edge's service
  bool is_trust = false;          // the cuts are in trust policies, which grant it by themselves
};

class Supports {
 public:
  // It must outlive what is made of it.
  explicit Supports(EscalationGraph& graph);

  // targets  users or roles that the way is not to lead to any more; empty: wherever it leads.
  std::vector<Support> Of(uint32_t principal, const EscalationEdge& edge,
                          std::span<const uint32_t> targets);

  // The same once the principal may pass roles by this policy text alone, beside what stays of its
  // policies without the cuts: none of the targets can be passed to the service.
  bool FallsWithInstead(uint32_t principal, const Support& passing, std::string_view policy,
                        std::span<const uint32_t> targets, std::string_view service);

  // Some requirement of the edge falls under a boundary that denies these actions.
  bool FallsUnderBoundary(uint32_t principal, const EscalationEdge& edge,
                          std::span<const ActionId> denied);
  // Actions by which the principal could take away, replace or rewrite a boundary of its own.
  std::vector<ActionId> ActionsAgainstBoundary(uint32_t principal);

  // What is kept of principals asked before is not wanted any more.
  void Forget() {
    known_.clear();
    asked_.clear();
  }

 private:
  // Any of the actions on any of the resources meets it.
  struct Question {
    std::vector<ActionId> actions;
    std::vector<std::string> resources;
    std::vector<ContextAssumption> context = {};
    bool is_passing = false;
  };

  std::vector<Question> QuestionsOf(uint32_t principal, const EscalationEdge& edge);
  std::vector<std::string> PlacesOf(uint32_t principal, ActionId action,
                                    const EscalationTerm& term);
  const std::vector<Support>& Everywhere(uint32_t principal, const EscalationEdge& edge);
  Support AskOnce(uint32_t principal, const Question& question);
  Support Ask(uint32_t principal, const Question& question);
  Support AskTrust(uint32_t principal, ActionId action, std::span<const std::string> roles);
  bool Falls(uint32_t principal, const Question& question, std::span<const Cut> cuts);
  bool IsAllowed(uint32_t principal, ActionId action, const Question& question,
                 DecisionTrace* trace = nullptr);
  bool IsOpenWhereAsked(uint32_t principal, ActionId action) const;
  DecisionDocument Without(const LayerPolicy& policy, ActionId action, std::span<const Cut> cuts);
  const DecisionDocument* DocumentOf(std::string_view text);

  EscalationGraph& graph_;
  std::optional<ActionId> pass_role_;
  // By principal and edge, wherever it leads.
  std::map<std::pair<uint32_t, const EscalationEdge*>, std::vector<Support>> known_;
  std::map<std::string, Support> asked_;  // by principal and question
  // Documents that no input holds, made for questions.
  DocumentStore store_;
  std::map<uint32_t, std::unique_ptr<DecisionDocument>> documents_;
};

}  // namespace iamsift
