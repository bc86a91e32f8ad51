#pragma once

// Whether literals on one variable can hold together, and a value under which they do. A variable
// is a set of values: of exactly one for the action, the resource and the caller; of none or one
// for a key that carries a single value; of any size for the others.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/node_hash_map.h"
#include "analyzer/proofs/literal_table.h"
#include "analyzer/proofs/representatives.h"

namespace iamsift {

// No words and no representatives: the key is absent.
struct KeyModel {
  std::vector<Word> words;        // of text
  std::vector<uint32_t> ordered;  // of the other domains: indices of representatives

  bool IsAbsent() const { return words.empty() && ordered.empty(); }
};

struct TheoryAnswer {
  enum class Kind : uint8_t { kHolds, kConflict, kGaveUp };
  Kind kind = Kind::kHolds;
  KeyModel model;  // kHolds
};

class KeyTheory {
 public:
  // The table may grow between questions, but not on variables that were asked about.
  // states  what automata may still look at; lowered by what they did.
  KeyTheory(const LiteralTable& table, int64_t& states) : table_(table), states_(states) {}

  // literals  on that variable, each atom once.
  const TheoryAnswer& Check(VariableId variable, std::vector<Literal> literals);

  // kOpen: hangs on the value of a policy variable.
  Membership TruthOf(const ProofAtom& atom, const KeyModel& model);

  // The values as a request would carry them.
  std::vector<std::string> TextsOf(VariableId variable, const KeyModel& model);

 private:
  // What literals on one variable ask of its values.
  struct Demands {
    std::vector<LanguageId> some_inside, some_outside, all_inside, all_outside;
    bool must_be_one = false, must_be_many = false;
  };

  Demands DemandsOf(std::span<const Literal> literals) const;
  TheoryAnswer Decide(VariableId variable, std::span<const Literal> literals);
  bool HoldsWhenAbsent(std::span<const Literal> literals) const;

  // One value that lies in all of `inside` and in none of `outside`.
  TheoryAnswer::Kind FindOne(VariableId variable, const std::vector<LanguageId>& inside,
                             const std::vector<LanguageId>& outside, KeyModel& model);
  std::optional<Word> UsualWord(VariableId variable, std::span<const GlobUnion* const> in,
                                std::span<const GlobUnion* const> not_in) const;
  TheoryAnswer::Kind FindOneOrdered(VariableId variable, const std::vector<LanguageId>& inside,
                                    const std::vector<LanguageId>& outside, KeyModel& model);
  TheoryAnswer::Kind FindSeveral(VariableId variable, const Demands& demands, KeyModel& model);
  TheoryAnswer::Kind FindAnother(const Demands& demands, KeyModel& model);
  bool HasValue(VariableId variable, const KeyModel& model, LanguageId language, bool inside);

  const std::vector<Representative>& Representatives(VariableId variable);

  const LiteralTable& table_;
  int64_t& states_;
  absl::node_hash_map<std::vector<Literal>, TheoryAnswer> answers_;
  absl::flat_hash_map<VariableId, std::vector<Representative>> representatives_;
};

}  // namespace iamsift
