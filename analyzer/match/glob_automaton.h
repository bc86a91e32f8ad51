#pragma once

// Globs as automata: what containment, intersection and the search for a word have in common.
// Private to this room; others ask glob_language.h and word_search.h.

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "analyzer/match/glob_language.h"

namespace iamsift {

// A glob as a line of states: state i consumes `steps[i]` to reach state i+1, and may loop first.
// Runs are the loops, so that every transition consumes one symbol.
enum class Loop : uint8_t { kNone, kInPart, kAny };

struct GlobLine {
  std::vector<GlobToken> steps;
  std::vector<Loop> loops;  // one more than steps

  size_t StateCount() const { return loops.size(); }
};

GlobLine LineOf(const Glob& glob);
std::vector<GlobLine> LinesOf(const std::vector<Glob>& globs);

// Variables read as runs: all that a pattern may become once they are filled in.
Glob WithVariablesAsRuns(const Glob& glob);

// One letter of the alphabet on which the globs at hand can differ: one that occurs nowhere and
// stands for all the others, a character that occurs, the colon, or a whole variable.
struct GlobSymbol {
  enum class Kind : uint8_t { kOther, kCharacter, kVariable };
  Kind kind = Kind::kOther;
  char32_t character = 0;
  uint16_t variable = 0;

  friend auto operator<=>(const GlobSymbol&, const GlobSymbol&) = default;

  bool IsColon() const { return kind == Kind::kCharacter && character == ':'; }
};

// The letters on which the lines can differ, sorted: the other character first.
std::vector<GlobSymbol> AlphabetOf(const std::vector<GlobLine>& lines);

std::optional<size_t> FindSymbol(const std::vector<GlobSymbol>& alphabet, const GlobSymbol& symbol);

// A variable as a symbol is read by an unrestricted run or by the same variable only.
bool Consumes(const GlobToken& step, const GlobSymbol& symbol);
bool Loops(Loop loop, const GlobSymbol& symbol);
// Whether the step may consume this character.
bool ConsumesCharacter(const GlobToken& step, char32_t character);

bool HasVariable(const Glob& glob);
bool HasVariable(const std::vector<Glob>& globs);

// Some string is in both; a variable may be any text. Polynomial, so without a budget.
bool LinesMeet(const GlobLine& a, const GlobLine& b);

// Reads the inner pattern as if it were a text whose wildcards only a run takes: a yes is sure.
bool PlainlyHolds(const GlobLine& outer, const Glob& inner);

// The states of several globs side by side, as bits; one step of all of them is two masks.
class ParallelGlobs {
 public:
  using States = absl::InlinedVector<uint64_t, 6>;

  ParallelGlobs(const std::vector<GlobLine>& lines, const std::vector<GlobSymbol>& alphabet);

  const States& Start() const { return start_; }
  // symbol  an index into the alphabet.
  States Step(const States& states, size_t symbol) const;
  // From here the symbol leads where the first one does, the other character.
  bool StepsLikeOther(const States& states, size_t symbol) const {
    return !Meets(states, unlike_other_[symbol]);
  }
  // All states that some text leads to: what a variable does where it may be anything.
  // lines  indices of the lines that it concerns, [first, last).
  void AddAllBehind(const States& before, size_t first, size_t last, States& states) const;

  bool Accepts(const States& states) const { return Meets(states, accept_); }
  // From here on every string is accepted.
  bool AcceptsAll(const States& states) const { return Meets(states, accept_all_); }
  static bool IsDead(const States& states);

  // The same of the lines [first, last) alone.
  bool Accepts(const States& states, size_t first, size_t last) const;
  bool AcceptsAll(const States& states, size_t first, size_t last) const;
  bool IsDead(const States& states, size_t first, size_t last) const;

 private:
  struct Span {
    size_t begin = 0, end = 0;
  };

  // States that read more symbols than one.
  struct Wildcards {
    States ones, ones_in_part, loops_in_part;
  };

  static bool Meets(const States& a, const States& b);
  static void Include(const States& bits, States& in);
  void Add(const GlobLine& line, size_t begin, const std::vector<GlobSymbol>& alphabet,
           Wildcards& wildcards);
  void AddStep(const GlobToken& step, size_t state, const std::vector<GlobSymbol>& alphabet,
               Wildcards& wildcards);
  void DropSubsumed(States& states) const;

  States start_, accept_, accept_all_, any_loop_;
  std::vector<States> step_masks_, loop_masks_;  // by symbol
  std::vector<States> unlike_other_;             // by symbol: where it is told from the first
  std::vector<Span> spans_;                      // the states of each glob
  std::vector<uint32_t> begins_;                 // by state: the first one of its glob
};

// A state of one line beside states of others.
struct ProductState {
  size_t state = 0;
  ParallelGlobs::States others;

  friend bool operator==(const ProductState&, const ProductState&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const ProductState& node) {
    return H::combine(std::move(h), node.state, node.others);
  }
};

}  // namespace iamsift
