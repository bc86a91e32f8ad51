#pragma once

// The connectives of a decision. Without a formula they only say true, false or unknown; with one
// they also keep what an unknown hangs on. One code path serves both, so that they cannot differ.

#include <utility>

#include "analyzer/eval/decide/formula.h"
#include "analyzer/match/truth.h"

namespace iamsift {

struct LogicValue {
  Truth truth = Truth::kFalse;
  FormulaId formula = Formula::kFalse;  // meaningful when the logic keeps formulas
};

class Logic {
 public:
  explicit Logic(Formula* formula) : formula_(formula) {}

  bool KeepsFormulas() const { return formula_ != nullptr; }

  LogicValue Of(bool value) const {
    return {TruthOf(value), value ? Formula::kTrue : Formula::kFalse};
  }
  // An unknown fact. `leaf` makes a FormulaLeaf and is only called when formulas are kept.
  template <typename MakeLeaf>
  LogicValue Unknown(MakeLeaf leaf) const {
    return {Truth::kUnknown, formula_ == nullptr ? Formula::kFalse : formula_->Leaf(leaf())};
  }
  LogicValue And(LogicValue a, LogicValue b) const {
    const FormulaId both =
        formula_ == nullptr ? Formula::kFalse : formula_->And({a.formula, b.formula});
    return {a.truth & b.truth, both};
  }
  LogicValue Or(LogicValue a, LogicValue b) const {
    const FormulaId either =
        formula_ == nullptr ? Formula::kFalse : formula_->Or({a.formula, b.formula});
    return {a.truth | b.truth, either};
  }
  LogicValue Not(LogicValue a) const {
    return {!a.truth, formula_ == nullptr ? Formula::kFalse : formula_->Not(a.formula)};
  }

 private:
  Formula* formula_;
};

}  // namespace iamsift
