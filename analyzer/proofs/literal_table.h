#pragma once

// What a question is made of: variables (the action, the resource, each condition key), languages
// of values, and atoms, which say how the values of a variable meet a language. Equal texts get
// equal numbers across all policies of a question, so that what two versions of a policy share
// costs nothing.

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "analyzer/catalog/catalog.h"
#include "analyzer/match/condition.h"
#include "analyzer/match/condition_value.h"
#include "analyzer/match/word_search.h"

namespace iamsift {

using VariableId = uint32_t;
using LanguageId = uint32_t;
using AtomId = uint32_t;

// An atom or its negation.
struct Literal {
  uint32_t code = 0;

  static Literal Of(AtomId atom, bool is_negated) { return {atom * 2 + (is_negated ? 1 : 0)}; }
  AtomId atom() const { return code / 2; }
  bool IsNegated() const { return (code & 1) != 0; }
  Literal operator!() const { return {code ^ 1}; }
  friend auto operator<=>(Literal, Literal) = default;
  template <typename H>
  friend H AbslHashValue(H h, Literal literal) {
    return H::combine(std::move(h), literal.code);
  }
};

// What the values of a variable are compared as.
enum class Domain : uint8_t { kText, kNumber, kInstant, kAddress, kBytes };
inline constexpr size_t kDomains = 5;

struct ProofVariable {
  // kOpaque: a fact that no policy text settles, true or false as it likes.
  enum class Kind : uint8_t { kAction, kResource, kPrincipal, kKey, kOpaque };
  Kind kind = Kind::kKey;
  Domain domain = Domain::kText;
  bool is_multivalued = false;
  bool is_boolean = false;  // of the keys: what services send is true or false
  std::string name;         // a key in lower case; of kOpaque what is not settled, for people

  // Has exactly one value in every request.
  bool IsRequired() const {
    return kind == Kind::kAction || kind == Kind::kResource || kind == Kind::kPrincipal;
  }
};

// A range of a domain whose values have an order, or one value of it.
struct OrderedPiece {
  BaseOperator relation;  // of the operator: a value x is in it when `x relation bound`
  std::variant<Decimal, DateValue, AddressBlock, std::string> bound;
};

// A set of values: of texts by globs, else by pieces. Also what other text than a domain's there
// is lies in none.
struct ProofLanguage {
  GlobUnion globs;
  std::vector<OrderedPiece> pieces;
  bool is_everything = false;
};

// How the values of a variable meet a language. An absent key has no values.
enum class AtomKind : uint8_t {
  kSome,                 // some value lies inside
  kSomeOutside,          // some value lies outside
  kAbsentOrSome,         // no value at all, or some inside
  kAbsentOrSomeOutside,  // no value at all, or some outside
  kMany,                 // two values or more
  kFree,                 // of an opaque variable
};

struct ProofAtom {
  VariableId variable = 0;
  AtomKind kind = AtomKind::kSome;
  LanguageId language = 0;
};

class LiteralTable {
 public:
  static constexpr VariableId kAction = 0, kResource = 1, kPrincipal = 2;
  static constexpr LanguageId kEverything = 0;

  explicit LiteralTable(const Catalog& catalog);

  // key  lower case.
  VariableId KeyVariable(const std::string& key, Domain domain);
  // The key's text variable, when the question has one.
  std::optional<VariableId> FindKey(std::string_view key) const;
  // A fact that nothing settles; one for each text.
  Literal Opaque(std::string_view why);

  // `text` tells the language from all others of its variable's domain.
  template <typename Make>
  LanguageId Language(std::string text, Make make) {
    const auto [entry, is_new] =
        language_ids_.try_emplace(std::move(text), static_cast<LanguageId>(languages_.size()));
    if (is_new) languages_.push_back({make(), nullptr});
    return entry->second;
  }
  // The same, made when somebody looks at it: most languages of a question settle nothing.
  // make  may be called as long as the table lives.
  LanguageId LanguageWhenNeeded(std::string text, std::function<ProofLanguage()> make) {
    const auto [entry, is_new] =
        language_ids_.try_emplace(std::move(text), static_cast<LanguageId>(languages_.size()));
    if (is_new) languages_.push_back({{}, std::move(make)});
    return entry->second;
  }

  AtomId Atom(VariableId variable, AtomKind kind, LanguageId language);
  Literal Is(VariableId variable, AtomKind kind, LanguageId language) {
    return Literal::Of(Atom(variable, kind, language), false);
  }
  Literal IsPresent(VariableId variable) { return Is(variable, AtomKind::kSome, kEverything); }

  const Catalog& catalog() const { return catalog_; }
  // The catalog says that requests carry the key as a list. Policy variables don't read lists.
  bool IsList(std::string_view lower_key) const;
  const ProofVariable& VariableAt(VariableId id) const { return variables_[id]; }
  const ProofLanguage& LanguageAt(LanguageId id) const {
    KeptLanguage& kept = languages_[id];
    if (kept.make) {
      kept.language = kept.make();
      kept.make = nullptr;
    }
    return kept.language;
  }
  const ProofAtom& AtomAt(AtomId id) const { return atoms_[id]; }
  const ProofVariable& VariableOf(Literal literal) const {
    return variables_[atoms_[literal.atom()].variable];
  }
  // What tells the languages apart, by their numbers; "" for that of everything. Valid until the
  // table grows.
  std::vector<std::string_view> LanguageTexts() const;
  size_t VariableCount() const { return variables_.size(); }
  size_t AtomCount() const { return atoms_.size(); }

  // The number of a policy variable's letter: equal for equal names and defaults.
  uint16_t LetterOf(std::string_view name_and_default);
  // One key, read in several domains: its variables.
  std::vector<std::vector<VariableId>> LinkedVariables() const;

 private:
  struct KeptLanguage {
    ProofLanguage language;
    std::function<ProofLanguage()> make;  // empty: it is made
  };

  const Catalog& catalog_;
  std::vector<ProofVariable> variables_;
  mutable std::vector<KeptLanguage> languages_;
  std::vector<ProofAtom> atoms_;
  // Of each key by domain; 0: none.
  absl::flat_hash_map<std::string, std::array<VariableId, kDomains>> key_variables_;
  absl::flat_hash_map<std::string, VariableId> opaque_;
  absl::flat_hash_map<std::string, LanguageId> language_ids_;
  absl::flat_hash_map<uint64_t, AtomId> atom_ids_;
  absl::flat_hash_map<std::string, uint16_t> letters_;
};

}  // namespace iamsift
