#pragma once

// Which change closes the way that an escalation tells of, with the least else lost: an action is
// taken out of a statement; else what may be passed is limited; else a boundary stands before it.
// Only what closes it when asked anew is told.

#include <cstdint>
#include <list>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/audit/ability_evidence.h"
#include "analyzer/graph/escalations.h"
#include "analyzer/graph/supports.h"

namespace iamsift {

class ClosingChoice {
 public:
  // All must outlive it.
  ClosingChoice(EscalationGraph& graph, const Assembler& assembler,
                const AbilityEvidence& evidence);

  // affected  of whom it is true, at least one; the first is asked.
  // Returns   null where no change is known that closes all that the escalation tells of.
  const Closing* Of(const Escalation& found, std::span<const int32_t> affected);

  // What it returned stays where it is.
  std::list<Closing> Release() { return std::move(kept_); }

  // Others come now than those asked before.
  void Forget();

 private:
  // A step of the way, or of one beside it with the same end.
  struct Step {
    const EscalationEdge* edge;
    std::vector<uint32_t> targets;
    std::vector<Support> supports;
  };
  // A requirement of each step, taken away together.
  struct Choice {
    std::vector<const Support*> supports;  // no two alike
    std::vector<Cut> cuts;
    std::vector<ActionId> actions;
  };
  // What else is lost, the first to count first.
  struct Cost {
    bool is_of_aws = false;  // a policy that nobody here can change
    size_t rests = 0;        // on what is taken: actions that need it, others who hold its policies
    size_t cuts = 0;
    friend auto operator<=>(const Cost&, const Cost&) = default;
  };
  struct Asked {
    const Escalation& found;
    uint32_t principal;
    std::span<const int32_t> affected;
    std::vector<Step> steps;
  };

  std::vector<Step> StepsOf(const Escalation& found, std::span<const int32_t> affected);
  bool IsOfWay(const EscalationEdge& edge, const Escalation& found) const;
  std::optional<Choice> BeginningWith(const Asked& asked, const Support& first);
  std::optional<Choice> Cheapest(const Asked& asked);
  const Support* CheapestOf(const Asked& asked, const Step& step);
  Cost CostOf(const Asked& asked, std::span<const Cut> cuts);
  size_t RestsOnPassing(uint32_t principal);
  std::optional<Closing> Limited(const Asked& asked, const Choice& choice);
  Closing TakenOut(const Asked& asked, const Choice& choice) const;
  PolicyOriginKind OriginOf(const Cut& cut) const;
  std::string Likewise(const Asked& asked, std::span<const Cut> cuts) const;
  std::string WhomOf(const Asked& asked) const;
  std::optional<Closing> Bounded(const Asked& asked);
  std::vector<ActionId> ActionsToDeny(const Asked& asked, const Support& first) const;
  std::string StatementsOf(std::span<const Cut> cuts) const;
  void AddPlaces(std::span<const Cut> cuts, Closing& closing) const;
  std::vector<std::string> NamesOf(std::span<const ActionId> actions) const;
  const std::vector<uint32_t>& HarmlessRoles(uint32_t principal, std::string_view service);
  const Closing* Share(Closing closing);

  EscalationGraph& graph_;
  const Assembler& assembler_;
  const AbilityEvidence& evidence_;
  Supports supports_;
  std::map<uint32_t, size_t> rests_on_passing_;  // by principal
  std::map<std::pair<uint32_t, std::string_view>, std::vector<uint32_t>> harmless_;
  std::list<Closing> kept_;
  std::map<std::string, const Closing*> shared_;  // by text and places
};

}  // namespace iamsift
