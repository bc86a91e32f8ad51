#include "analyzer/proofs/key_theory.h"

#include <algorithm>
#include <utility>

namespace iamsift {
namespace {

using Kind = TheoryAnswer::Kind;

std::vector<LanguageId> Joined(const std::vector<LanguageId>& a, const std::vector<LanguageId>& b) {
  std::vector<LanguageId> both = a;
  both.insert(both.end(), b.begin(), b.end());
  return both;
}

}  // namespace

// --- Truth under a model -----------------------------------------------------------------------

const std::vector<Representative>& KeyTheory::Representatives(VariableId variable) {
  const auto [known, is_new] = representatives_.try_emplace(variable);
  if (is_new) {
    std::vector<const ProofLanguage*> languages;
    for (AtomId atom = 0; atom < table_.AtomCount(); ++atom) {
      if (table_.AtomAt(atom).variable != variable) continue;
      languages.push_back(&table_.LanguageAt(table_.AtomAt(atom).language));
    }
    known->second = RepresentativesOf(table_.VariableAt(variable).domain, languages);
  }
  return known->second;
}

Membership KeyTheory::TruthOf(const ProofAtom& atom, const KeyModel& model) {
  const size_t size = model.words.size() + model.ordered.size();
  if (atom.kind == AtomKind::kFree) return Membership::kNo;
  if (atom.kind == AtomKind::kMany) return size > 1 ? Membership::kYes : Membership::kNo;
  const bool counts_absence =
      atom.kind == AtomKind::kAbsentOrSome || atom.kind == AtomKind::kAbsentOrSomeOutside;
  if (size == 0) return counts_absence ? Membership::kYes : Membership::kNo;
  const bool is_outside =
      atom.kind == AtomKind::kSomeOutside || atom.kind == AtomKind::kAbsentOrSomeOutside;
  const ProofLanguage& language = table_.LanguageAt(atom.language);
  Membership best = Membership::kNo;
  for (const Word& word : model.words) {
    const Membership inside =
        language.is_everything ? Membership::kYes : MembershipOf(word, language.globs);
    best = std::max(best, is_outside ? !inside : inside);
  }
  for (const uint32_t index : model.ordered) {
    const bool inside = LiesIn(Representatives(atom.variable)[index], language);
    best = std::max(best, inside != is_outside ? Membership::kYes : Membership::kNo);
  }
  return best;
}

std::vector<std::string> KeyTheory::TextsOf(VariableId variable, const KeyModel& model) {
  std::vector<std::string> texts;
  for (const Word& word : model.words) texts.push_back(TextOf(word));
  for (const uint32_t index : model.ordered) {
    texts.push_back(Representatives(variable)[index].text);
  }
  return texts;
}

// --- Deciding ----------------------------------------------------------------------------------

bool KeyTheory::HoldsWhenAbsent(std::span<const Literal> literals) const {
  return std::all_of(literals.begin(), literals.end(), [&](Literal literal) {
    const AtomKind kind = table_.AtomAt(literal.atom()).kind;
    const bool is_true = kind == AtomKind::kAbsentOrSome || kind == AtomKind::kAbsentOrSomeOutside;
    return is_true != literal.IsNegated();
  });
}

// Of a key that is there.
KeyTheory::Demands KeyTheory::DemandsOf(std::span<const Literal> literals) const {
  Demands demands;
  for (const Literal literal : literals) {
    const ProofAtom& atom = table_.AtomAt(literal.atom());
    const bool is_inside = atom.kind == AtomKind::kSome || atom.kind == AtomKind::kAbsentOrSome;
    if (atom.kind == AtomKind::kMany) {
      (literal.IsNegated() ? demands.must_be_one : demands.must_be_many) = true;
    } else if (!literal.IsNegated()) {
      (is_inside ? demands.some_inside : demands.some_outside).push_back(atom.language);
    } else {
      (is_inside ? demands.all_outside : demands.all_inside).push_back(atom.language);
    }
  }
  return demands;
}

Kind KeyTheory::FindOneOrdered(VariableId variable, const std::vector<LanguageId>& inside,
                               const std::vector<LanguageId>& outside, KeyModel& model) {
  const std::vector<Representative>& all = Representatives(variable);
  for (uint32_t index = 0; index < all.size(); ++index) {
    const auto lies = [&](LanguageId id) { return LiesIn(all[index], table_.LanguageAt(id)); };
    if (std::all_of(inside.begin(), inside.end(), lies) &&
        std::none_of(outside.begin(), outside.end(), lies)) {
      model.ordered.push_back(index);
      return Kind::kHolds;
    }
  }
  return Kind::kConflict;
}

// A value that a reader expects of the key, where one does.
std::optional<Word> KeyTheory::UsualWord(VariableId variable, std::span<const GlobUnion* const> in,
                                         std::span<const GlobUnion* const> not_in) const {
  if (!table_.VariableAt(variable).is_boolean) return std::nullopt;
  for (const std::string_view text : {"true", "false"}) {
    const Word word = WordOf(text);
    const auto holds = [&](const GlobUnion* globs) {
      return MembershipOf(word, *globs) == Membership::kYes;
    };
    const auto may_hold = [&](const GlobUnion* globs) {
      return MembershipOf(word, *globs) != Membership::kNo;
    };
    if (std::all_of(in.begin(), in.end(), holds) &&
        std::none_of(not_in.begin(), not_in.end(), may_hold)) {
      return word;
    }
  }
  return std::nullopt;
}

Kind KeyTheory::FindOne(VariableId variable, const std::vector<LanguageId>& inside,
                        const std::vector<LanguageId>& outside, KeyModel& model) {
  if (table_.VariableAt(variable).domain != Domain::kText) {
    return FindOneOrdered(variable, inside, outside, model);
  }
  std::vector<const GlobUnion*> in, not_in;
  for (const LanguageId id : inside) {
    if (!table_.LanguageAt(id).is_everything) in.push_back(&table_.LanguageAt(id).globs);
  }
  for (const LanguageId id : outside) {
    if (table_.LanguageAt(id).is_everything) return Kind::kConflict;
    not_in.push_back(&table_.LanguageAt(id).globs);
  }
  if (std::optional<Word> usual = UsualWord(variable, in, not_in)) {
    model.words.push_back(*std::move(usual));
    return Kind::kHolds;
  }
  WordAnswer answer = FindWord(in, not_in, states_);
  switch (answer.kind) {
    case WordAnswer::Kind::kFound:
      model.words.push_back(std::move(answer.word));
      return Kind::kHolds;
    case WordAnswer::Kind::kNone:
      return Kind::kConflict;
    default:
      return Kind::kGaveUp;
  }
}

bool KeyTheory::HasValue(VariableId variable, const KeyModel& model, LanguageId language,
                         bool is_inside) {
  const ProofAtom atom{variable, is_inside ? AtomKind::kSome : AtomKind::kSomeOutside, language};
  return TruthOf(atom, model) == Membership::kYes && !model.IsAbsent();
}

// A value for each language that wants one: more values never hurt what all of them must be.
Kind KeyTheory::FindSeveral(VariableId variable, const Demands& demands, KeyModel& model) {
  for (const bool is_inside : {true, false}) {
    for (const LanguageId wanted : is_inside ? demands.some_inside : demands.some_outside) {
      if (HasValue(variable, model, wanted, is_inside)) continue;
      std::vector<LanguageId> inside = demands.all_inside, outside = demands.all_outside;
      (is_inside ? inside : outside).push_back(wanted);
      const Kind kind = FindOne(variable, inside, outside, model);
      if (kind != Kind::kHolds) return kind;
    }
  }
  if (model.IsAbsent()) {
    const Kind kind = FindOne(variable, demands.all_inside, demands.all_outside, model);
    if (kind != Kind::kHolds) return kind;
  }
  const bool is_single = model.words.size() + model.ordered.size() == 1;
  return demands.must_be_many && is_single ? FindAnother(demands, model) : Kind::kHolds;
}

// Texts of a set differ. Values of the other domains may be one value in two spellings.
Kind KeyTheory::FindAnother(const Demands& demands, KeyModel& model) {
  if (!model.ordered.empty()) {
    model.ordered.push_back(model.ordered[0]);
    return Kind::kHolds;
  }
  std::vector<const GlobUnion*> in, not_in;
  for (const LanguageId id : demands.all_inside) in.push_back(&table_.LanguageAt(id).globs);
  for (const LanguageId id : demands.all_outside) not_in.push_back(&table_.LanguageAt(id).globs);
  const GlobUnion first = {model.words[0]};
  not_in.push_back(&first);
  WordAnswer answer = FindWord(in, not_in, states_);
  if (answer.kind == WordAnswer::Kind::kGaveUp) return Kind::kGaveUp;
  if (answer.kind == WordAnswer::Kind::kNone) return Kind::kConflict;
  model.words.push_back(std::move(answer.word));
  return Kind::kHolds;
}

TheoryAnswer KeyTheory::Decide(VariableId variable, std::span<const Literal> literals) {
  const ProofVariable& of = table_.VariableAt(variable);
  if (of.kind == ProofVariable::Kind::kOpaque) return {};
  if (!of.IsRequired() && HoldsWhenAbsent(literals)) return {};
  const Demands demands = DemandsOf(literals);
  TheoryAnswer one;
  if (!demands.must_be_many) {
    one.kind = FindOne(variable, Joined(demands.some_inside, demands.all_inside),
                       Joined(demands.some_outside, demands.all_outside), one.model);
    if (one.kind == Kind::kHolds) return one;
  }
  if (demands.must_be_one || !of.is_multivalued) return one;
  TheoryAnswer several;
  several.kind = FindSeveral(variable, demands, several.model);
  if (several.kind == Kind::kConflict && one.kind == Kind::kGaveUp) return one;
  return several;
}

const TheoryAnswer& KeyTheory::Check(VariableId variable, std::vector<Literal> literals) {
  std::sort(literals.begin(), literals.end());
  const auto known = answers_.find(literals);
  if (known != answers_.end()) return known->second;
  TheoryAnswer answer = Decide(variable, literals);
  return answers_.try_emplace(std::move(literals), std::move(answer)).first->second;
}

}  // namespace iamsift
