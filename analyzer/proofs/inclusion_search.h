#pragma once

// Is there a request that one formula allows and another does not? Cut into cases, one for each
// class of actions, each way in which the first may allow and each in which the second may fail;
// every case is a search that ends with a request or a proof that there is none.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "analyzer/catalog/catalog.h"
#include "analyzer/proofs/access_formula.h"
#include "analyzer/proofs/action_classes.h"
#include "analyzer/proofs/clause_search.h"
#include "analyzer/proofs/inclusion_question.h"
#include "analyzer/proofs/key_theory.h"
#include "analyzer/proofs/literal_table.h"
#include "analyzer/proofs/question_boxes.h"

namespace iamsift {

// Counts only: no clock is read, so that the same question always gives the same answer.
struct ProofBudget {
  int64_t nodes = 200'000;               // decisions and conflicts
  int64_t automaton_states = 2'000'000;  // states of products of patterns
};

struct ProofStats {
  int64_t classes = 0, cases = 0, covered_cases = 0, nodes = 0, automaton_states = 0;
  int64_t rejected_witnesses = 0;  // what the evaluator would not confirm; always a fault
};

// A request that the search came up with, before the evaluator has seen it.
struct FoundRequest {
  ProofRequest request;
  std::optional<ActionId> listed_action;
  bool is_settled = true;  // false: it rests on what no policy text settles
};

using RequestVisitor = std::function<bool(const FoundRequest&)>;

class InclusionSearch {
 public:
  enum class Result : uint8_t { kProved, kFound, kUnknown };

  // All but the budget and stats must outlive the search; these are lowered and raised by it.
  InclusionSearch(const Catalog& catalog, const InclusionQuestion& question, ProofBudget& budget,
                  ProofStats& stats);

  // `is_wanted` is shown each request that the search finds; false lets it go on, and then nothing
  // is proved any more.
  Result Run(const RequestVisitor& is_wanted);

  const std::string& Reason() const { return reason_; }  // of kUnknown
  // Keys of policy variables that were left open.
  const std::set<std::string>& OpenVariables() const { return boxes_.OpenVariables(); }

 private:
  // The actions of one round of cases, and what is known of requests with them.
  struct Cell {
    ActionClass actions;
    std::vector<Literal> known;
    std::optional<ActionId> listed;
  };
  // One way in which the wider formula fails.
  struct Failure {
    std::vector<uint32_t> refuted;     // boxes that must not hold
    std::optional<uint32_t> asserted;  // a Deny of the wider that holds
  };
  // What a statement says in the cell at hand.
  struct MeaningHere {
    uint64_t named_in = 0;                           // the number of a cell whose actions it names
    uint64_t cell = 0;                               // that of which the rest is
    const std::vector<Literal>* literals = nullptr;  // null: it does not apply
    std::vector<Literal> narrowed;                   // with a literal on the action
  };
  struct Case {
    uint32_t allow = 0;            // of the narrower, whose literals are asserted
    std::optional<uint32_t> deny;  // of the wider, as well
    std::vector<Literal> asserted;
    std::vector<const std::vector<Literal>*> refuted;
    std::vector<std::vector<const std::vector<Literal>*>> choices;
  };

  std::vector<uint32_t> SignatureOf(const Cell& cell) const;
  bool MayAllow(const Cell& cell);
  std::vector<Literal> RealisticFacts(ActionId action);
  bool CarriesKey(ActionId action, ConditionKeyId key) const;

  bool IsNewClass(const ActionClass& actions);
  // False: stop, since a request was found or the budget is spent.
  bool RunClass(const ActionClass& actions, const RequestVisitor& is_wanted);
  bool RunCell(const Cell& cell, const RequestVisitor& is_wanted);
  // `posed` is the case but for what is asserted by its Allow and its Deny.
  bool RunCases(const Cell& cell, Case posed, std::span<const uint32_t> allows,
                const RequestVisitor& is_wanted);
  bool RunCase(const Cell& cell, Case posed, const RequestVisitor& is_wanted);
  void Enter(const Cell& cell);
  // The literals of a box in the cell that was entered last; null: it does not apply there.
  const std::vector<Literal>* BoxIn(uint32_t box, const Cell& cell);
  std::vector<Failure> FailuresOf(const Cell& cell);
  static bool IsCovered(const std::vector<Literal>& asserted,
                        const std::vector<const std::vector<Literal>*>& refuted);
  std::vector<uint32_t> KeyOf(const Case& posed) const;
  void AddRegion(const Cell& cell, Case& posed);
  CertificatePlace PlaceOf(const Cell& cell, const Case& posed) const;
  FoundRequest RequestOf(const Cell& cell, const Case& posed, ClauseSearch& search);
  std::string ActionOf(const Cell& cell, ClauseSearch& search, std::optional<ActionId>& listed);
  std::string UnsettledIn(const Case& posed) const;  // for people
  bool IsSettled(const Case& posed, ClauseSearch& search) const;
  void GiveUp(std::string reason);

  const Catalog& catalog_;
  const InclusionQuestion& question_;
  ProofBudget& budget_;
  ProofStats& stats_;
  QuestionBoxes boxes_;
  LiteralTable& table_;  // of the boxes
  KeyTheory theory_;
  SearchSpace space_;

  std::vector<std::vector<uint32_t>> layer_failures_;  // of the wider
  std::vector<uint32_t> inner_meanings_;               // those with patterns that cut no classes
  std::vector<MeaningHere> here_;                      // by meaning
  uint64_t cell_number_ = 0;
  absl::flat_hash_set<const void*> seen_sets_;  // of statements, where none has inner patterns
  absl::flat_hash_set<std::vector<uint32_t>> seen_classes_;
  absl::flat_hash_set<std::vector<uint32_t>> decided_;
  std::string reason_;
  bool is_found_ = false;
};

}  // namespace iamsift
