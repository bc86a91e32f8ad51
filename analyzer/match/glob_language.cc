#include "analyzer/match/glob_language.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

bool IsRun(TokenKind kind) { return kind == TokenKind::kRun || kind == TokenKind::kRunInPart; }

// A glob as a line of states: state i consumes `steps[i]` to reach state i+1, and may loop first.
// Runs are the loops, so that every transition consumes one symbol.
enum class Loop : uint8_t { kNone, kInPart, kAny };

struct Line {
  std::vector<GlobToken> steps;
  std::vector<Loop> loops;  // one more than steps

  size_t StateCount() const { return loops.size(); }
};

Line LineOf(const Glob& glob) {
  Line line;
  line.steps.reserve(glob.size());
  line.loops.reserve(glob.size() + 1);
  line.loops.push_back(Loop::kNone);
  for (const GlobToken& token : glob) {
    if (!IsRun(token.kind)) {
      line.steps.push_back(token);
      line.loops.push_back(Loop::kNone);
      continue;
    }
    const Loop loop = token.kind == TokenKind::kRun ? Loop::kAny : Loop::kInPart;
    line.loops.back() = std::max(line.loops.back(), loop);
  }
  return line;
}

// One letter of the alphabet on which the globs at hand can differ: a character that occurs, the
// colon, one that occurs nowhere and stands for all the others, or a whole variable.
struct Symbol {
  enum class Kind : uint8_t { kCharacter, kOther, kVariable };
  Kind kind = Kind::kOther;
  char32_t character = 0;
  uint16_t variable = 0;

  bool IsColon() const { return kind == Kind::kCharacter && character == ':'; }
};

// A variable as a symbol is read by an unrestricted run or by the same variable only.
bool Consumes(const GlobToken& step, const Symbol& symbol) {
  if (symbol.kind == Symbol::Kind::kVariable) {
    return step.kind == TokenKind::kVariable && step.variable == symbol.variable;
  }
  switch (step.kind) {
    case TokenKind::kLiteral:
      return symbol.kind == Symbol::Kind::kCharacter && step.character == symbol.character;
    case TokenKind::kOne:
      return true;
    case TokenKind::kOneInPart:
      return !symbol.IsColon();
    default:
      return false;
  }
}

bool Loops(Loop loop, const Symbol& symbol) {
  if (loop == Loop::kAny) return true;
  return loop == Loop::kInPart && symbol.kind != Symbol::Kind::kVariable && !symbol.IsColon();
}

template <typename T>
void KeepEachOnce(std::vector<T>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

std::vector<Symbol> AlphabetOf(const std::vector<Line>& lines) {
  std::vector<char32_t> characters = {U':'};
  std::vector<uint16_t> variables;
  for (const Line& line : lines) {
    for (const GlobToken& step : line.steps) {
      if (step.kind == TokenKind::kLiteral) characters.push_back(step.character);
      if (step.kind == TokenKind::kVariable) variables.push_back(step.variable);
    }
  }
  KeepEachOnce(characters);
  KeepEachOnce(variables);
  std::vector<Symbol> alphabet = {{.kind = Symbol::Kind::kOther}};
  for (const char32_t character : characters) {
    alphabet.push_back({Symbol::Kind::kCharacter, character, 0});
  }
  for (const uint16_t variable : variables) {
    alphabet.push_back({Symbol::Kind::kVariable, 0, variable});
  }
  return alphabet;
}

// The states of all outer globs side by side, as bits; one step of all of them is two masks.
class OuterUnion {
 public:
  using States = std::vector<uint64_t>;

  OuterUnion(const std::vector<Line>& lines, const std::vector<Symbol>& alphabet);

  const States& Start() const { return start_; }
  States Step(const States& states, size_t symbol) const;
  bool Accepts(const States& states) const { return Meets(states, accept_); }
  // From here on every string is accepted.
  bool AcceptsAll(const States& states) const { return Meets(states, accept_all_); }
  static bool IsDead(const States& states) {
    return std::all_of(states.begin(), states.end(), [](uint64_t word) { return word == 0; });
  }

 private:
  struct Span {
    size_t begin = 0, end = 0;
  };

  static bool Meets(const States& a, const States& b) {
    for (size_t word = 0; word < a.size(); ++word) {
      if ((a[word] & b[word]) != 0) return true;
    }
    return false;
  }
  static void Set(States& states, size_t bit) { states[bit / 64] |= uint64_t{1} << (bit % 64); }
  static bool Has(const States& states, size_t bit) {
    return (states[bit / 64] >> (bit % 64) & 1) != 0;
  }
  void Add(const Line& line, size_t begin, const std::vector<Symbol>& alphabet);
  void DropSubsumed(States& states) const;

  States start_, accept_, accept_all_, any_loop_;
  std::vector<States> step_masks_, loop_masks_;  // by symbol
  std::vector<Span> spans_;                      // the states of each glob
};

OuterUnion::OuterUnion(const std::vector<Line>& lines, const std::vector<Symbol>& alphabet) {
  size_t bits = 0;
  for (const Line& line : lines) bits += line.StateCount();
  const States none((bits + 63) / 64);
  start_ = accept_ = accept_all_ = any_loop_ = none;
  step_masks_.assign(alphabet.size(), none);
  loop_masks_.assign(alphabet.size(), none);
  size_t begin = 0;
  for (const Line& line : lines) {
    Add(line, begin, alphabet);
    begin += line.StateCount();
  }
  DropSubsumed(start_);
}

void OuterUnion::Add(const Line& line, size_t begin, const std::vector<Symbol>& alphabet) {
  const size_t last = begin + line.steps.size();
  Set(start_, begin);
  Set(accept_, last);
  if (line.loops.back() == Loop::kAny) Set(accept_all_, last);
  spans_.push_back({begin, last + 1});
  for (size_t i = 0; i < line.StateCount(); ++i) {
    if (line.loops[i] == Loop::kAny) Set(any_loop_, begin + i);
    for (size_t symbol = 0; symbol < alphabet.size(); ++symbol) {
      if (Loops(line.loops[i], alphabet[symbol])) Set(loop_masks_[symbol], begin + i);
      if (i < line.steps.size() && Consumes(line.steps[i], alphabet[symbol])) {
        Set(step_masks_[symbol], begin + i);
      }
    }
  }
}

OuterUnion::States OuterUnion::Step(const States& states, size_t symbol) const {
  const States& steps = step_masks_[symbol];
  const States& loops = loop_masks_[symbol];
  States next(states.size());
  uint64_t carry = 0;
  for (size_t word = 0; word < states.size(); ++word) {
    const uint64_t moved = states[word] & steps[word];
    next[word] = (moved << 1) | carry | (states[word] & loops[word]);
    carry = moved >> 63;
  }
  DropSubsumed(next);
  return next;
}

// A state behind an active unrestricted run accepts nothing that the run's own state doesn't.
void OuterUnion::DropSubsumed(States& states) const {
  if (!Meets(states, any_loop_)) return;
  for (const Span& span : spans_) {
    size_t bit = span.end;
    while (bit > span.begin && !(Has(states, bit - 1) && Has(any_loop_, bit - 1))) --bit;
    for (size_t lower = span.begin; lower + 1 < bit; ++lower) {
      states[lower / 64] &= ~(uint64_t{1} << (lower % 64));
    }
  }
}

// Searches the product of one inner glob and the outer union for a string of the inner glob that
// the union does not accept. Depth first, moving on before looping: most refutations are short.
class ContainmentSearch {
 public:
  ContainmentSearch(const OuterUnion& outer, const std::vector<Symbol>& alphabet, int64_t& budget)
      : outer_(outer), alphabet_(alphabet), budget_(budget) {}

  bool IsContained(const Line& inner) {
    if (!Push(inner, 0, outer_.Start())) return false;
    while (!open_.empty()) {
      const Node node = std::move(open_.back());
      open_.pop_back();
      if (!Expand(inner, node)) return false;
    }
    return true;
  }

 private:
  struct Node {
    size_t state = 0;
    OuterUnion::States outer;

    friend bool operator==(const Node&, const Node&) = default;
    template <typename H>
    friend H AbslHashValue(H h, const Node& node) {
      return H::combine(std::move(h), node.state, node.outer);
    }
  };

  // False: a string outside the union is found, or the budget is spent.
  bool Push(const Line& inner, size_t state, OuterUnion::States outer) {
    if (outer_.AcceptsAll(outer)) return true;
    if (OuterUnion::IsDead(outer)) return false;  // every state of a glob can be completed
    if (state == inner.steps.size() && !outer_.Accepts(outer)) return false;
    Node node{state, std::move(outer)};
    if (!seen_.insert(node).second) return true;
    if (--budget_ < 0) return false;
    open_.push_back(std::move(node));
    return true;
  }

  // A run of the inner glob writes characters, never variables: a value is made of characters.
  bool Expand(const Line& inner, const Node& node) {
    for (size_t symbol = 0; symbol < alphabet_.size(); ++symbol) {
      const bool is_variable = alphabet_[symbol].kind == Symbol::Kind::kVariable;
      const bool loops = !is_variable && Loops(inner.loops[node.state], alphabet_[symbol]);
      const bool steps =
          node.state < inner.steps.size() && Consumes(inner.steps[node.state], alphabet_[symbol]);
      if (!loops && !steps) continue;
      const OuterUnion::States next = outer_.Step(node.outer, symbol);
      if (loops && !Push(inner, node.state, next)) return false;
      if (steps && !Push(inner, node.state + 1, next)) return false;
    }
    return true;
  }

  const OuterUnion& outer_;
  const std::vector<Symbol>& alphabet_;
  int64_t& budget_;
  absl::flat_hash_set<Node> seen_;
  std::vector<Node> open_;
};

std::vector<Line> LinesOf(const std::vector<Glob>& globs) {
  std::vector<Line> lines;
  lines.reserve(globs.size());
  for (const Glob& glob : globs) lines.push_back(LineOf(glob));
  return lines;
}

// Whether two steps can consume one character together, given that a variable may be anything.
bool StepsMeet(const GlobToken& a, const GlobToken& b) {
  if (a.kind == TokenKind::kLiteral && b.kind == TokenKind::kLiteral) {
    return a.character == b.character;
  }
  const bool a_in_part = a.kind == TokenKind::kOneInPart,
             b_in_part = b.kind == TokenKind::kOneInPart;
  if (a.kind == TokenKind::kLiteral) return !b_in_part || a.character != ':';
  if (b.kind == TokenKind::kLiteral) return !a_in_part || b.character != ':';
  return true;
}

bool LoopMeets(Loop loop, const GlobToken& step) {
  if (loop == Loop::kNone) return false;
  return loop == Loop::kAny || step.kind != TokenKind::kLiteral || step.character != ':';
}

// Reachable pairs of states; polynomial, so without a budget. A variable is read as any run.
bool LinesMeet(const Line& a, const Line& b) {
  const size_t width = b.StateCount();
  std::vector<bool> reached(a.StateCount() * width);
  reached[0] = true;
  for (size_t i = 0; i < a.StateCount(); ++i) {
    for (size_t j = 0; j < width; ++j) {
      if (!reached[i * width + j]) continue;
      const bool a_steps = i < a.steps.size(), b_steps = j < b.steps.size();
      if (a_steps && b_steps && StepsMeet(a.steps[i], b.steps[j])) {
        reached[(i + 1) * width + j + 1] = true;
      }
      if (a_steps && LoopMeets(b.loops[j], a.steps[i])) reached[(i + 1) * width + j] = true;
      if (b_steps && LoopMeets(a.loops[i], b.steps[j])) reached[i * width + j + 1] = true;
    }
  }
  return reached.back();
}

Glob WithVariablesAsRuns(const Glob& glob) {
  Glob runs = glob;
  for (GlobToken& token : runs) {
    if (token.kind == TokenKind::kVariable) token = {.kind = TokenKind::kRun};
  }
  return runs;
}

std::vector<Line> OverApproximation(const std::vector<Glob>& globs) {
  std::vector<Line> lines;
  lines.reserve(globs.size());
  for (const Glob& glob : globs) lines.push_back(LineOf(WithVariablesAsRuns(glob)));
  return lines;
}

bool ConsumesCharacter(const GlobToken& token, char32_t c) {
  switch (token.kind) {
    case TokenKind::kLiteral:
      return token.character == c;
    case TokenKind::kOne:
      return true;
    case TokenKind::kOneInPart:
      return c != ':';
    default:
      return false;
  }
}

// Going back to the latest run only is exact as long as every run may take every character.
bool MatchesGreedily(const Glob& glob, std::string_view text) {
  size_t g = 0, t = 0;
  size_t after_run = glob.size() + 1, resume = 0;
  while (t < text.size()) {
    if (g < glob.size() && glob[g].kind == TokenKind::kRun) {
      after_run = ++g;
      resume = t;
      continue;
    }
    size_t behind = t;
    if (g < glob.size() && ConsumesCharacter(glob[g], TakeCodePoint(text, behind))) {
      ++g;
      t = behind;
    } else if (after_run <= glob.size()) {
      g = after_run;
      TakeCodePoint(text, resume);
      t = resume;
    } else {
      return false;
    }
  }
  while (g < glob.size() && glob[g].kind == TokenKind::kRun) ++g;
  return g == glob.size();
}

bool MatchesByStates(const Glob& glob, std::string_view text) {
  const Line line = LineOf(glob);
  std::vector<uint8_t> active(line.StateCount());
  active[0] = 1;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = TakeCodePoint(text, at);
    bool is_alive = false;
    for (size_t state = line.StateCount(); state-- > 0;) {
      const bool stays = active[state] != 0 && (line.loops[state] == Loop::kAny ||
                                                (line.loops[state] == Loop::kInPart && c != ':'));
      const bool arrives =
          state > 0 && active[state - 1] != 0 && ConsumesCharacter(line.steps[state - 1], c);
      active[state] = stays || arrives ? 1 : 0;
      is_alive |= active[state] != 0;
    }
    if (!is_alive) return false;  // the literal beginning decides most
  }
  return active.back() != 0;
}

// The quick answers. Nearly all questions are about patterns that plainly differ or plainly hold
// one another; the automata are for the rest.

bool HasVariables(const std::vector<Glob>& globs) {
  return std::any_of(globs.begin(), globs.end(), [](const Glob& glob) {
    return std::any_of(glob.begin(), glob.end(),
                       [](const GlobToken& token) { return token.kind == TokenKind::kVariable; });
  });
}

// A string of the language, one that a pattern of literals is unlikely to match.
std::string SampleOf(const Glob& glob) {
  std::string sample;
  sample.reserve(glob.size());
  for (const GlobToken& token : glob) {
    AppendCodePoint(sample, token.kind == TokenKind::kLiteral ? token.character : U'\x01');
  }
  return sample;
}

bool MatchesSome(const std::vector<Glob>& globs, std::string_view text) {
  return std::any_of(globs.begin(), globs.end(),
                     [&](const Glob& glob) { return Matches(glob, text); });
}

// Whatever `inner` stands for at this token, `outer` consumes: sound, not complete.
bool ConsumesToken(const GlobToken& outer, const GlobToken& inner) {
  const bool is_one = inner.kind == TokenKind::kOne || inner.kind == TokenKind::kOneInPart;
  const bool is_literal = inner.kind == TokenKind::kLiteral;
  switch (outer.kind) {
    case TokenKind::kLiteral:
      return outer == inner;
    case TokenKind::kOne:
      return is_literal || is_one;
    case TokenKind::kOneInPart:
      return (is_literal && inner.character != ':') || inner.kind == TokenKind::kOneInPart;
    default:
      return false;
  }
}

bool RunTakes(Loop loop, const GlobToken& inner) {
  if (loop != Loop::kInPart) return loop == Loop::kAny;
  return inner.kind == TokenKind::kOneInPart || inner.kind == TokenKind::kRunInPart ||
         (inner.kind == TokenKind::kLiteral && inner.character != ':');
}

// Reads the inner pattern as if it were a text whose wildcards only a run takes.
bool PlainlyHolds(const Line& outer, const Glob& inner) {
  std::vector<uint8_t> active(outer.StateCount());
  active[0] = 1;
  for (const GlobToken& token : inner) {
    bool is_alive = false;
    for (size_t state = outer.StateCount(); state-- > 0;) {
      const bool stays = active[state] != 0 && RunTakes(outer.loops[state], token);
      const bool arrives =
          state > 0 && active[state - 1] != 0 && ConsumesToken(outer.steps[state - 1], token);
      active[state] = stays || arrives ? 1 : 0;
      is_alive |= active[state] != 0;
    }
    if (!is_alive) return false;
  }
  return active.back() != 0;
}

bool PlainlyContains(const std::vector<Line>& outer, const std::vector<Glob>& inner) {
  return std::all_of(inner.begin(), inner.end(), [&](const Glob& glob) {
    return std::any_of(outer.begin(), outer.end(),
                       [&](const Line& line) { return PlainlyHolds(line, glob); });
  });
}

bool PlainlyExceeds(const std::vector<Glob>& outer, const std::vector<Glob>& inner) {
  if (HasVariables(outer) || HasVariables(inner)) return false;
  return std::any_of(inner.begin(), inner.end(),
                     [&](const Glob& glob) { return !MatchesSome(outer, SampleOf(glob)); });
}

}  // namespace

bool Contains(const std::vector<Glob>& outer, const std::vector<Glob>& inner, int64_t budget) {
  if (outer.empty()) return inner.empty();
  if (PlainlyExceeds(outer, inner)) return false;
  const std::vector<Line> outer_lines = LinesOf(outer);
  if (PlainlyContains(outer_lines, inner)) return true;
  const std::vector<Line> inner_lines = LinesOf(inner);
  std::vector<Line> all = outer_lines;
  all.insert(all.end(), inner_lines.begin(), inner_lines.end());
  const std::vector<Symbol> alphabet = AlphabetOf(all);
  const OuterUnion outer_union(outer_lines, alphabet);
  return std::all_of(inner_lines.begin(), inner_lines.end(), [&](const Line& line) {
    return ContainmentSearch(outer_union, alphabet, budget).IsContained(line);
  });
}

namespace {

// A literal of one where the other has another, with nothing but equal literals before.
bool BeginDifferently(const Glob& a, const Glob& b) {
  const size_t both = std::min(a.size(), b.size());
  for (size_t i = 0; i < both; ++i) {
    if (a[i].kind != TokenKind::kLiteral || b[i].kind != TokenKind::kLiteral) return false;
    if (a[i].character != b[i].character) return true;
  }
  return false;
}

}  // namespace

bool Intersects(const std::vector<Glob>& a, const std::vector<Glob>& b) {
  const bool is_hopeless = std::all_of(a.begin(), a.end(), [&](const Glob& left) {
    return std::all_of(b.begin(), b.end(),
                       [&](const Glob& right) { return BeginDifferently(left, right); });
  });
  if (is_hopeless) return false;
  const std::vector<Line> a_lines = OverApproximation(a);
  const std::vector<Line> b_lines = OverApproximation(b);
  return std::any_of(a_lines.begin(), a_lines.end(), [&](const Line& left) {
    return std::any_of(b_lines.begin(), b_lines.end(),
                       [&](const Line& right) { return LinesMeet(left, right); });
  });
}

bool Matches(const Glob& glob, std::string_view text) {
  for (size_t i = 0; i < glob.size() && glob[i].kind == TokenKind::kLiteral; ++i) {
    // Beyond ASCII a character is more than one byte.
    if (glob[i].character >= 0x80) break;
    if (i >= text.size() || static_cast<unsigned char>(text[i]) != glob[i].character) return false;
  }
  const bool is_restricted = std::any_of(glob.begin(), glob.end(), [](const GlobToken& token) {
    return token.kind == TokenKind::kRunInPart;
  });
  return is_restricted ? MatchesByStates(glob, text) : MatchesGreedily(glob, text);
}

}  // namespace iamsift
