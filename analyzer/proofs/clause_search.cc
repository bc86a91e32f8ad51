#include "analyzer/proofs/clause_search.h"

#include <algorithm>
#include <utility>

#include "analyzer/base/each_once.h"

namespace iamsift {
namespace {

constexpr int64_t kRestartUnit = 64;
// A request that hangs on policy variables is tried with values for them as well: not at any price.
constexpr int64_t kMostSureConflicts = 2'000;

// 1 1 2 1 1 2 4 1 1 2 …
int64_t Luby(int64_t i) {
  int64_t power = 1;
  while (power < i + 1) power *= 2;
  while (power - 1 != i) {
    power /= 2;
    if (i >= power) i -= power - 1;
    power = 1;
    while (power < i + 1) power *= 2;
  }
  return power / 2;
}

}  // namespace

ClauseSearch::ClauseSearch(const LiteralTable& table, KeyTheory& theory, int64_t& nodes,
                           SearchSpace& space)
    : table_(table),
      theory_(theory),
      nodes_(nodes),
      first_selector_(static_cast<AtomId>(table.AtomCount())),
      space_(space) {}

ClauseSearch::~ClauseSearch() {
  for (const Clause& clause : clauses_) {
    for (const Literal literal : clause.literals) space_.watches[literal.code].clear();
  }
  for (const Literal literal : trail_) {
    space_.values[literal.atom()] = 0;
    if (IsSelector(literal)) continue;
    space_.asserted[table_.AtomAt(literal.atom()).variable].clear();
  }
  for (const VariableId variable : modelled_) space_.models[variable] = {};
}

void ClauseSearch::AddChoice(std::span<const std::vector<Literal>* const> boxes) {
  if (boxes.size() == 1) {
    for (const Literal literal : *boxes[0]) Assert(literal);
    return;
  }
  std::vector<Literal> some;
  for (const std::vector<Literal>* box : boxes) {
    const auto selector =
        Literal::Of(first_selector_ + static_cast<AtomId>(selected_.size()), /*is_negated=*/false);
    selected_.push_back(*box);
    some.push_back(selector);
    for (const Literal literal : *box) AddClause({!selector, literal});
  }
  AddClause(std::move(some));
}

// --- Assignment --------------------------------------------------------------------------------

void ClauseSearch::Enqueue(Literal literal, ClauseId reason) {
  space_.values[literal.atom()] = literal.IsNegated() ? -1 : 1;
  space_.levels[literal.atom()] = Level();
  space_.reasons[literal.atom()] = reason;
  trail_.push_back(literal);
  if (!IsSelector(literal))
    space_.asserted[table_.AtomAt(literal.atom()).variable].push_back(literal);
}

void ClauseSearch::SetModel(VariableId variable, KeyModel model) {
  space_.models[variable] = std::move(model);
  modelled_.push_back(variable);
}

// Models stay: they meet what is left, too.
void ClauseSearch::Backtrack(uint32_t level) {
  if (Level() <= level) return;
  const size_t start = level_starts_[level];
  while (trail_.size() > start) {
    const Literal literal = trail_.back();
    trail_.pop_back();
    space_.values[literal.atom()] = 0;
    if (!IsSelector(literal)) space_.asserted[table_.AtomAt(literal.atom()).variable].pop_back();
  }
  level_starts_.resize(level);
  propagated_ = checked_ = trail_.size();
}

bool ClauseSearch::Attach(ClauseId id) {
  const std::vector<Literal>& literals = clauses_[id].literals;
  if (literals.empty()) return false;
  if (literals.size() == 1) {
    if (ValueOf(literals[0]) < 0) return false;
    if (ValueOf(literals[0]) == 0) Enqueue(literals[0], id);
    return true;
  }
  space_.watches[literals[0].code].push_back(id);
  space_.watches[literals[1].code].push_back(id);
  return true;
}

void ClauseSearch::Prepare() {
  const size_t atoms = first_selector_ + selected_.size();
  if (space_.values.size() < atoms) {
    space_.values.resize(atoms);
    space_.levels.resize(atoms);
    space_.reasons.resize(atoms);
    space_.watches.resize(atoms * 2);
  }
  space_.models.resize(table_.VariableCount());
  space_.asserted.resize(table_.VariableCount());
  for (std::vector<Literal>& clause : clauses_to_add_) {
    KeepEachOnce(clause);
    clauses_.push_back({std::move(clause)});
    is_contradictory_ |= !Attach(static_cast<ClauseId>(clauses_.size() - 1));
  }
  given_count_ = clauses_.size();
}

// --- Propagation -------------------------------------------------------------------------------

std::optional<ClauseSearch::ClauseId> ClauseSearch::PropagateLiteral(Literal made_true) {
  std::vector<ClauseId>& watching = space_.watches[(!made_true).code];
  size_t kept = 0;
  for (size_t i = 0; i < watching.size(); ++i) {
    const ClauseId id = watching[i];
    std::vector<Literal>& literals = clauses_[id].literals;
    if (literals[0] == !made_true) std::swap(literals[0], literals[1]);
    if (ValueOf(literals[0]) > 0) {
      watching[kept++] = id;
      continue;
    }
    const auto next = std::find_if(literals.begin() + 2, literals.end(),
                                   [&](Literal literal) { return ValueOf(literal) >= 0; });
    if (next != literals.end()) {
      std::swap(literals[1], *next);
      space_.watches[literals[1].code].push_back(id);
      continue;
    }
    watching[kept++] = id;
    if (ValueOf(literals[0]) == 0) {
      Enqueue(literals[0], id);
      continue;
    }
    for (size_t rest = i + 1; rest < watching.size(); ++rest) watching[kept++] = watching[rest];
    watching.resize(kept);
    return id;
  }
  watching.resize(kept);
  return std::nullopt;
}

// Boolean consequences first, then the theory on the variables that they touched.
std::optional<ClauseSearch::ClauseId> ClauseSearch::Propagate() {
  while (propagated_ < trail_.size()) {
    if (const auto conflict = PropagateLiteral(trail_[propagated_++])) return conflict;
  }
  return CheckTheory();
}

std::optional<ClauseSearch::ClauseId> ClauseSearch::CheckTheory() {
  for (; checked_ < trail_.size(); ++checked_) {
    const Literal literal = trail_[checked_];
    if (IsSelector(literal)) continue;
    const ProofAtom& atom = table_.AtomAt(literal.atom());
    const Membership truth = theory_.TruthOf(atom, space_.models[atom.variable]);
    const bool is_met = truth == (literal.IsNegated() ? Membership::kNo : Membership::kYes);
    if (is_met && !table_.VariableAt(atom.variable).IsRequired()) continue;
    const TheoryAnswer& answer = theory_.Check(atom.variable, space_.asserted[atom.variable]);
    if (answer.kind == TheoryAnswer::Kind::kHolds) {
      SetModel(atom.variable, answer.model);
      continue;
    }
    if (answer.kind == TheoryAnswer::Kind::kGaveUp) {
      gave_up_ = true;
      return std::nullopt;
    }
    std::vector<Literal> lemma = Shrunk(atom.variable, space_.asserted[atom.variable]);
    for (Literal& each : lemma) each = !each;
    steps_.push_back({.is_lemma = true, .clause = lemma});
    clauses_.push_back({std::move(lemma)});
    return static_cast<ClauseId>(clauses_.size() - 1);
  }
  return std::nullopt;
}

// Literals without which the others still cannot hold together are left out, the latest first.
std::vector<Literal> ClauseSearch::Shrunk(VariableId variable, std::vector<Literal> conflict) {
  for (size_t i = conflict.size(); i-- > 0 && conflict.size() > 1;) {
    std::vector<Literal> fewer = conflict;
    fewer.erase(fewer.begin() + static_cast<ptrdiff_t>(i));
    if (theory_.Check(variable, fewer).kind == TheoryAnswer::Kind::kConflict) {
      conflict = std::move(fewer);
    }
  }
  return conflict;
}

// --- Conflicts ---------------------------------------------------------------------------------

std::vector<Literal> ClauseSearch::Learn(ClauseId conflict, uint32_t& back_to) {
  std::vector<bool> seen(space_.values.size());
  std::vector<Literal> learned;
  size_t open = 0, at = trail_.size();
  const auto visit = [&](ClauseId id, std::optional<Literal> except) {
    for (const Literal literal : clauses_[id].literals) {
      if (literal == except || seen[literal.atom()] || space_.levels[literal.atom()] == 0) continue;
      seen[literal.atom()] = true;
      if (space_.levels[literal.atom()] == Level()) {
        ++open;
      } else {
        learned.push_back(literal);
      }
    }
  };
  visit(conflict, std::nullopt);
  while (true) {
    while (!seen[trail_[--at].atom()]) {
    }
    const Literal literal = trail_[at];
    if (--open == 0) {
      learned.push_back(!literal);
      break;
    }
    visit(space_.reasons[literal.atom()], literal);
  }
  std::swap(learned.front(), learned.back());
  back_to = 0;
  for (size_t i = 1; i < learned.size(); ++i) {
    if (space_.levels[learned[i].atom()] <= back_to && i != 1) continue;
    back_to = space_.levels[learned[i].atom()];
    std::swap(learned[1], learned[i]);
  }
  return learned;
}

bool ClauseSearch::Resolve(ClauseId conflict) {
  uint32_t highest = 0;
  for (const Literal literal : clauses_[conflict].literals) {
    highest = std::max(highest, space_.levels[literal.atom()]);
  }
  Backtrack(highest);
  if (highest == 0) return false;
  uint32_t back_to = 0;
  std::vector<Literal> learned = Learn(conflict, back_to);
  Backtrack(back_to);
  steps_.push_back({.is_lemma = false, .clause = learned});
  const Literal asserting = learned[0];
  const bool is_unit = learned.size() == 1;
  clauses_.push_back({std::move(learned)});
  const auto id = static_cast<ClauseId>(clauses_.size() - 1);
  if (!is_unit) {
    space_.watches[clauses_[id].literals[0].code].push_back(id);
    space_.watches[clauses_[id].literals[1].code].push_back(id);
  }
  Enqueue(asserting, id);
  return true;
}

// --- Decisions ---------------------------------------------------------------------------------

bool ClauseSearch::SelectorHolds(Literal selector) {
  const std::vector<Literal>& box = selected_[selector.atom() - first_selector_];
  return std::all_of(box.begin(), box.end(),
                     [&](Literal literal) { return IsEnough(TruthOf(literal)); });
}

// kOpen where it hangs on a policy variable.
Membership ClauseSearch::TruthOf(Literal literal) {
  const int8_t value = ValueOf(literal);
  if (value != 0) return value > 0 ? Membership::kYes : Membership::kNo;
  if (IsSelector(literal)) {
    // Nothing speaks against a box that is not needed.
    if (literal.IsNegated()) return Membership::kYes;
    return SelectorHolds(literal) ? Membership::kYes : Membership::kNo;
  }
  const ProofAtom& atom = table_.AtomAt(literal.atom());
  const Membership truth = theory_.TruthOf(atom, space_.models[atom.variable]);
  return literal.IsNegated() ? !truth : truth;
}

bool ClauseSearch::Admits(VariableId variable, const Word& value) {
  const KeyModel other{.words = {value}, .ordered = {}};
  for (const Clause& clause : clauses_) {
    for (const Literal literal : clause.literals) {
      if (IsSelector(literal) || table_.AtomAt(literal.atom()).variable != variable) continue;
      const ProofAtom& atom = table_.AtomAt(literal.atom());
      if (theory_.TruthOf(atom, other) != theory_.TruthOf(atom, space_.models[variable]))
        return false;
    }
  }
  return true;
}

bool ClauseSearch::IsMet(const Clause& clause) {
  return std::any_of(clause.literals.begin(), clause.literals.end(),
                     [&](Literal literal) { return IsEnough(TruthOf(literal)); });
}

// Condition keys first, the resource last: a key is settled in passing, a resource by automata.
Literal ClauseSearch::BestOf(const Clause& clause) const {
  const auto cost = [&](Literal literal) {
    if (IsSelector(literal)) return 1;
    const ProofVariable& variable = table_.VariableOf(literal);
    return variable.IsRequired() ? 2 + static_cast<int>(variable.kind) : 0;
  };
  std::optional<Literal> best;
  for (const Literal literal : clause.literals) {
    if (ValueOf(literal) != 0) continue;
    if (!best || cost(literal) < cost(*best)) best = literal;
  }
  return *best;
}

std::optional<Literal> ClauseSearch::Pick() {
  const Clause* chosen = nullptr;
  size_t fewest = SIZE_MAX;
  for (size_t i = 0; i < given_count_; ++i) {
    const Clause& clause = clauses_[i];
    if (IsMet(clause)) continue;
    const auto open =
        static_cast<size_t>(std::count_if(clause.literals.begin(), clause.literals.end(),
                                          [&](Literal literal) { return ValueOf(literal) == 0; }));
    if (open >= fewest) continue;
    fewest = open;
    chosen = &clause;
  }
  if (chosen == nullptr) return std::nullopt;
  return BestOf(*chosen);
}

SearchResult ClauseSearch::Solve() {
  Prepare();
  if (is_contradictory_) return SearchResult::kNone;
  for (VariableId id : {LiteralTable::kAction, LiteralTable::kResource, LiteralTable::kPrincipal}) {
    SetModel(id, theory_.Check(id, space_.asserted[id]).model);
  }
  return Run();
}

SearchResult ClauseSearch::SolveSurely() {
  must_be_sure_ = true;
  most_conflicts_ = conflicts_ + kMostSureConflicts;
  return Run();
}

SearchResult ClauseSearch::Run() {
  int64_t until_restart = conflicts_ + kRestartUnit, restarts = 0;
  while (true) {
    const std::optional<ClauseId> conflict = Propagate();
    if (gave_up_ || --nodes_ < 0 || conflicts_ > most_conflicts_) return SearchResult::kGaveUp;
    if (conflict) {
      if (!Resolve(*conflict)) return SearchResult::kNone;
      if (++conflicts_ < until_restart) continue;
      until_restart = conflicts_ + kRestartUnit * Luby(++restarts);
      Backtrack(0);
      continue;
    }
    const std::optional<Literal> next = Pick();
    if (!next) return SearchResult::kFound;
    level_starts_.push_back(trail_.size());
    Enqueue(*next, kNoClause);
  }
}

}  // namespace iamsift
