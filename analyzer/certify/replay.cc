#include "analyzer/certify/replay.h"

#include <algorithm>
#include <utility>

#include "analyzer/base/text.h"

namespace iamsift::certify {
namespace {

absl::Status Refused(std::string why) { return absl::FailedPreconditionError(why); }

// What literals on one variable ask of its values.
struct Demands {
  std::vector<const Language*> some_inside, some_outside, all_inside, all_outside;
  bool is_one = false, are_several = false;
};

bool CountsAbsence(Meeting meeting) {
  return meeting == Meeting::kAbsentOrSome || meeting == Meeting::kAbsentOrOutside;
}

// Of values that are there.
Demands DemandsOf(const Atoms& atoms, const Literals& literals) {
  Demands demands;
  for (const Literal literal : literals) {
    const Atom& atom = atoms.At(literal);
    const bool is_inside = atom.meeting == Meeting::kSome || atom.meeting == Meeting::kAbsentOrSome;
    if (atom.meeting == Meeting::kSeveral) {
      (literal < 0 ? demands.is_one : demands.are_several) = true;
    } else if (literal > 0) {
      (is_inside ? demands.some_inside : demands.some_outside).push_back(&atom.language);
    } else {
      (is_inside ? demands.all_outside : demands.all_inside).push_back(&atom.language);
    }
  }
  return demands;
}

using Languages = std::vector<const Language*>;

Languages Joined(Languages a, const Languages& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

Languages WithoutEverything(const Languages& languages) {
  Languages rest;
  for (const Language* language : languages) {
    if (!language->is_everything) rest.push_back(language);
  }
  return rest;
}

// A value in all of `inside` and none of `outside`; its text only of the domain of texts.
Member FindValue(Domain domain, const Languages& inside, const Languages& outside) {
  const Languages in = WithoutEverything(inside), not_in = WithoutEverything(outside);
  if (not_in.size() < outside.size()) return {};
  if (domain != Domain::kText) {
    std::vector<const Bounds*> in_bounds, out_bounds;
    for (const Language* language : in) in_bounds.push_back(&language->bounds);
    for (const Language* language : not_in) out_bounds.push_back(&language->bounds);
    const bool is_found = SomeValueIsIn(domain, in_bounds, out_bounds);
    return {is_found ? Member::Kind::kFound : Member::Kind::kNone, {}};
  }
  std::vector<const Patterns*> in_texts, out_texts;
  for (const Language* language : in) in_texts.push_back(&language->patterns);
  for (const Language* language : not_in) out_texts.push_back(&language->patterns);
  return FindMember(in_texts, out_texts);
}

// Two values or more, each of them where all have to be, and one where each demand wants one.
Member::Kind FindSeveral(Domain domain, const Demands& demands) {
  for (const Language* wanted : demands.some_inside) {
    const Member one = FindValue(domain, Joined({wanted}, demands.all_inside), demands.all_outside);
    if (one.kind == Member::Kind::kNone) return one.kind;
  }
  for (const Language* wanted : demands.some_outside) {
    const Member one = FindValue(domain, demands.all_inside, Joined({wanted}, demands.all_outside));
    if (one.kind == Member::Kind::kNone) return one.kind;
  }
  const Member any = FindValue(domain, demands.all_inside, demands.all_outside);
  // One number in two spellings is two values.
  if (any.kind != Member::Kind::kFound || domain != Domain::kText) return any.kind;
  const Language first{.is_everything = false, .patterns = {any.text}, .bounds = {}};
  return FindValue(domain, demands.all_inside, Joined({&first}, demands.all_outside)).kind;
}

bool HoldsWhenAbsent(const Atoms& atoms, const Literals& literals) {
  return std::all_of(literals.begin(), literals.end(), [&](Literal literal) {
    return CountsAbsence(atoms.At(literal).meeting) == (literal > 0);
  });
}

// --- Propagation -------------------------------------------------------------------------------

// Clauses and what follows from them clause by clause, as long as some has one literal left.
class Propagation {
 public:
  explicit Propagation(const std::vector<Clause>& clauses) : clauses_(clauses) {}

  void Assume(Literal literal) { true_.insert(literal); }

  // Whether some clause has no literal left.
  bool EndsInConflict() {
    for (bool goes_on = true; goes_on;) {
      goes_on = false;
      for (const Clause& clause : clauses_) {
        Literals open;
        if (IsMet(clause, open)) continue;
        if (open.empty()) return true;
        if (open.size() > 1) continue;
        true_.insert(*open.begin());
        goes_on = true;
      }
    }
    return false;
  }

 private:
  bool IsMet(const Clause& clause, Literals& open) const {
    for (const Literal literal : clause) {
      if (true_.contains(literal)) return true;
      if (!true_.contains(-literal)) open.insert(literal);
    }
    return false;
  }

  const std::vector<Clause>& clauses_;
  Literals true_;
};

bool Follows(const Clause& clause, const std::vector<Clause>& from) {
  Propagation propagation(from);
  for (const Literal literal : clause) propagation.Assume(-literal);
  return propagation.EndsInConflict();
}

}  // namespace

absl::Status Lemmas::Decide(const Literals& denied) {
  const Atom& first = atoms_.At(*denied.begin());
  for (const Literal literal : denied) {
    const Atom& atom = atoms_.At(literal);
    if (atom.variable != first.variable) return Refused("a lemma speaks of two variables");
    if (atom.meeting == Meeting::kOpen) return Refused("a lemma settles what is not settled");
  }
  if (first.is_key && HoldsWhenAbsent(atoms_, denied)) {
    return Refused("a lemma does not hold when its key is absent");
  }
  const Demands demands = DemandsOf(atoms_, denied);
  if (!demands.are_several) {
    const Member one = FindValue(first.domain, Joined(demands.some_inside, demands.all_inside),
                                 Joined(demands.some_outside, demands.all_outside));
    if (one.kind == Member::Kind::kTooMany) return Refused("a lemma is too large to check");
    if (one.kind == Member::Kind::kFound) return Refused("a lemma does not hold of every value");
  }
  if (demands.is_one || !first.is_list) return absl::OkStatus();
  const Member::Kind several = FindSeveral(first.domain, demands);
  if (several == Member::Kind::kNone) return absl::OkStatus();
  return Refused(several == Member::Kind::kTooMany ? "a lemma is too large to check"
                                                   : "a lemma does not hold of several values");
}

absl::Status Lemmas::Check(const Clause& clause) {
  if (clause.empty()) return Refused("a lemma is empty");
  Literals denied;
  for (const Literal literal : clause) denied.insert(-literal);
  const auto known = known_.find(denied);
  if (known != known_.end()) return known->second;
  return known_.emplace(denied, Decide(denied)).first->second;
}

absl::Status Replay(std::vector<Clause> clauses, std::span<const Step> steps, Lemmas& lemmas) {
  for (const Step& step : steps) {
    if (step.is_lemma) {
      if (absl::Status status = lemmas.Check(step.clause); !status.ok()) return status;
    } else if (!Follows(step.clause, clauses)) {
      return Refused("a learned clause does not follow from what stands before it");
    }
    clauses.push_back(step.clause);
  }
  if (Follows({}, clauses)) return absl::OkStatus();
  return Refused(steps.empty() ? "the certificate has no steps for it"
                               : "its steps do not end in a contradiction");
}

}  // namespace iamsift::certify
