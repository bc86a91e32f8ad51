#pragma once

// Whether literals can hold together, some of each clause and all of some box of each choice: a
// search that learns a clause from every conflict, over the theory of single variables. It looks
// for a request, so it only branches where the request at hand breaks a clause.
//
// Conflict-driven clause learning with first unique implication points and restarts by Luby's
// sequence, over lazily checked theory conflicts that are shrunk by deletion.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "analyzer/proofs/key_theory.h"
#include "analyzer/proofs/literal_table.h"

namespace iamsift {

enum class SearchResult : uint8_t { kFound, kNone, kGaveUp };

// What the search found out on its way, in order: a set of literals on one variable that cannot
// hold together, or a clause that follows from what was known before.
struct ProofStep {
  bool is_lemma = false;
  std::vector<Literal> clause;  // one of them has to hold
};

// What the searches over one table write into, one after another. Each leaves it as it was, so that
// a search costs what it asks and not what the table holds.
struct SearchSpace {
  std::vector<std::vector<uint32_t>> watches;  // clauses, by the code of the watched literal
  std::vector<int8_t> values;                  // by atom: 1 true, -1 false, 0 open
  std::vector<uint32_t> levels, reasons;       // by atom, where there is a value
  std::vector<KeyModel> models;                // by variable
  std::vector<std::vector<Literal>> asserted;  // by variable, in the trail's order
};

class ClauseSearch {
 public:
  // nodes  how many decisions and conflicts are left; lowered by those that were made.
  // space  of this search alone, until it ends.
  ClauseSearch(const LiteralTable& table, KeyTheory& theory, int64_t& nodes, SearchSpace& space);
  ~ClauseSearch();
  ClauseSearch(const ClauseSearch&) = delete;
  ClauseSearch& operator=(const ClauseSearch&) = delete;

  void Assert(Literal literal) { clauses_to_add_.push_back({literal}); }
  void AddClause(std::vector<Literal> clause) { clauses_to_add_.push_back(std::move(clause)); }
  // All literals of one of the boxes.
  void AddChoice(std::span<const std::vector<Literal>* const> boxes);

  SearchResult Solve();
  // Goes on behind kFound for a request that does not hang on what policy variables stand for: what
  // is open is decided one way and the other. kNone: the request that was found is none.
  SearchResult SolveSurely();

  // After kFound.
  const KeyModel& ModelOf(VariableId variable) const { return space_.models[variable]; }
  Membership TruthOf(Literal literal);
  bool IsAsserted(VariableId variable) const { return !space_.asserted[variable].empty(); }
  // This value meets the clauses just as the model's does.
  bool Admits(VariableId variable, const Word& value);

  const std::vector<ProofStep>& Steps() const { return steps_; }

 private:
  using ClauseId = uint32_t;
  static constexpr ClauseId kNoClause = UINT32_MAX;

  struct Clause {
    std::vector<Literal> literals;  // the first two are watched
  };

  // Literals beyond the table's stand for a box of a choice.
  bool IsSelector(Literal literal) const { return literal.atom() >= first_selector_; }
  int8_t ValueOf(Literal literal) const {
    const int8_t value = space_.values[literal.atom()];
    return literal.IsNegated() ? static_cast<int8_t>(-value) : value;
  }
  uint32_t Level() const { return static_cast<uint32_t>(level_starts_.size()); }

  void Prepare();
  SearchResult Run();
  bool Attach(ClauseId id);  // false: the clause is false at level 0
  void Enqueue(Literal literal, ClauseId reason);
  void SetModel(VariableId variable, KeyModel model);
  void Backtrack(uint32_t level);

  // The id of a clause that is false.
  std::optional<ClauseId> Propagate();
  std::optional<ClauseId> PropagateLiteral(Literal made_true);
  std::optional<ClauseId> CheckTheory();
  std::vector<Literal> Shrunk(VariableId variable, std::vector<Literal> conflict);

  // False: the conflict is there without any decision.
  bool Resolve(ClauseId conflict);
  std::vector<Literal> Learn(ClauseId conflict, uint32_t& back_to);

  // A literal to decide next; nullopt: the model meets every clause.
  std::optional<Literal> Pick();
  // The model has a literal or a box hold, as far as has to be known.
  bool IsEnough(Membership truth) const {
    return truth == Membership::kYes || (truth == Membership::kOpen && !must_be_sure_);
  }
  bool IsMet(const Clause& clause);
  Literal BestOf(const Clause& clause) const;
  bool SelectorHolds(Literal selector);

  const LiteralTable& table_;
  KeyTheory& theory_;
  int64_t& nodes_;
  AtomId first_selector_;
  std::vector<std::vector<Literal>> clauses_to_add_;
  std::vector<std::vector<Literal>> selected_;  // the literals of each selector's box

  std::vector<Clause> clauses_;
  size_t given_count_ = 0;  // clauses that were not learned
  SearchSpace& space_;
  std::vector<VariableId> modelled_;  // variables whose model is not that of absence
  std::vector<Literal> trail_;
  std::vector<size_t> level_starts_;
  size_t propagated_ = 0, checked_ = 0;  // of the trail
  std::vector<ProofStep> steps_;
  int64_t conflicts_ = 0;
  int64_t most_conflicts_ = INT64_MAX;
  bool gave_up_ = false, is_contradictory_ = false, must_be_sure_ = false;
};

}  // namespace iamsift
