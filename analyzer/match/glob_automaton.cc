#include "analyzer/match/glob_automaton.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "analyzer/base/each_once.h"

namespace iamsift {
namespace {

bool IsRun(TokenKind kind) { return kind == TokenKind::kRun || kind == TokenKind::kRunInPart; }

void Set(ParallelGlobs::States& states, size_t bit) {
  states[bit / 64] |= uint64_t{1} << (bit % 64);
}

bool Has(const ParallelGlobs::States& states, size_t bit) {
  return (states[bit / 64] >> (bit % 64) & 1) != 0;
}

// Those bits of a word of states that lie in [begin, end); it has some.
uint64_t BitsOf(size_t word, size_t begin, size_t end) {
  const size_t start = word * 64;
  uint64_t bits = ~uint64_t{0};
  if (begin > start) bits &= ~uint64_t{0} << (begin - start);
  if (end < start + 64) bits &= ~uint64_t{0} >> (start + 64 - end);
  return bits;
}

char32_t FoldedOf(char32_t c) { return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c; }
char32_t UpperOf(char32_t letter) { return letter - ('a' - 'A'); }

bool IsCharacter(const GlobToken& token) {
  return token.kind == TokenKind::kLiteral || token.kind == TokenKind::kLetter;
}

// Whether two steps can consume one character together, given that a variable may be anything.
bool StepsMeet(const GlobToken& a, const GlobToken& b) {
  if (IsCharacter(a) && IsCharacter(b)) {
    if (a.kind == TokenKind::kLetter) return FoldedOf(b.character) == a.character;
    return ConsumesCharacter(b, a.character);
  }
  const bool a_in_part = a.kind == TokenKind::kOneInPart,
             b_in_part = b.kind == TokenKind::kOneInPart;
  if (IsCharacter(a)) return !b_in_part || a.character != ':';
  if (IsCharacter(b)) return !a_in_part || b.character != ':';
  return true;
}

bool LoopMeets(Loop loop, const GlobToken& step) {
  if (loop == Loop::kNone) return false;
  return loop == Loop::kAny || step.kind != TokenKind::kLiteral || step.character != ':';
}

// Whatever `inner` stands for at this token, `outer` consumes: sound, not complete.
bool ConsumesToken(const GlobToken& outer, const GlobToken& inner) {
  const bool is_one = inner.kind == TokenKind::kOne || inner.kind == TokenKind::kOneInPart;
  const bool is_literal = IsCharacter(inner);
  switch (outer.kind) {
    case TokenKind::kLiteral:
      return outer == inner;
    case TokenKind::kLetter:
      return is_literal && FoldedOf(inner.character) == outer.character;
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
         (IsCharacter(inner) && inner.character != ':');
}

}  // namespace

GlobLine LineOf(const Glob& glob) {
  GlobLine line;
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

std::vector<GlobLine> LinesOf(const std::vector<Glob>& globs) {
  std::vector<GlobLine> lines;
  lines.reserve(globs.size());
  for (const Glob& glob : globs) lines.push_back(LineOf(glob));
  return lines;
}

bool HasVariable(const Glob& glob) {
  return std::any_of(glob.begin(), glob.end(),
                     [](const GlobToken& token) { return token.kind == TokenKind::kVariable; });
}

bool HasVariable(const std::vector<Glob>& globs) {
  return std::any_of(globs.begin(), globs.end(),
                     [](const Glob& glob) { return HasVariable(glob); });
}

Glob WithVariablesAsRuns(const Glob& glob) {
  Glob runs = glob;
  for (GlobToken& token : runs) {
    if (token.kind == TokenKind::kVariable) token = {.kind = TokenKind::kRun};
  }
  return runs;
}

// A variable as a symbol is read by an unrestricted run or by the same variable only.
bool Consumes(const GlobToken& step, const GlobSymbol& symbol) {
  if (symbol.kind == GlobSymbol::Kind::kVariable) {
    return step.kind == TokenKind::kVariable && step.variable == symbol.variable;
  }
  switch (step.kind) {
    case TokenKind::kLiteral:
    case TokenKind::kLetter:
      return symbol.kind == GlobSymbol::Kind::kCharacter &&
             ConsumesCharacter(step, symbol.character);
    case TokenKind::kOne:
      return true;
    case TokenKind::kOneInPart:
      return !symbol.IsColon();
    default:
      return false;
  }
}

bool ConsumesCharacter(const GlobToken& step, char32_t character) {
  switch (step.kind) {
    case TokenKind::kLiteral:
      return step.character == character;
    case TokenKind::kLetter:
      return step.character == FoldedOf(character);
    case TokenKind::kOne:
      return true;
    case TokenKind::kOneInPart:
      return character != ':';
    default:
      return false;
  }
}

bool Loops(Loop loop, const GlobSymbol& symbol) {
  if (loop == Loop::kAny) return true;
  return loop == Loop::kInPart && symbol.kind != GlobSymbol::Kind::kVariable && !symbol.IsColon();
}

std::vector<GlobSymbol> AlphabetOf(const std::vector<GlobLine>& lines) {
  std::vector<char32_t> characters = {U':'};
  std::vector<uint16_t> variables;
  for (const GlobLine& line : lines) {
    for (const GlobToken& step : line.steps) {
      if (IsCharacter(step)) characters.push_back(step.character);
      if (step.kind == TokenKind::kLetter) characters.push_back(UpperOf(step.character));
      if (step.kind == TokenKind::kVariable) variables.push_back(step.variable);
    }
  }
  KeepEachOnce(characters);
  KeepEachOnce(variables);
  std::vector<GlobSymbol> alphabet = {{.kind = GlobSymbol::Kind::kOther}};
  for (const char32_t character : characters) {
    alphabet.push_back({GlobSymbol::Kind::kCharacter, character, 0});
  }
  for (const uint16_t variable : variables) {
    alphabet.push_back({GlobSymbol::Kind::kVariable, 0, variable});
  }
  return alphabet;
}

std::optional<size_t> FindSymbol(const std::vector<GlobSymbol>& alphabet,
                                 const GlobSymbol& symbol) {
  const auto found = std::lower_bound(alphabet.begin(), alphabet.end(), symbol);
  if (found == alphabet.end() || *found != symbol) return std::nullopt;
  return static_cast<size_t>(found - alphabet.begin());
}

bool LinesMeet(const GlobLine& a, const GlobLine& b) {
  // Up to the first loop there is one way only.
  size_t begin = 0;
  for (; begin < a.steps.size() && begin < b.steps.size(); ++begin) {
    if (a.loops[begin] != Loop::kNone || b.loops[begin] != Loop::kNone) break;
    if (!StepsMeet(a.steps[begin], b.steps[begin])) return false;
  }
  const size_t width = b.StateCount();
  std::vector<uint8_t> reached(a.StateCount() * width);
  reached[begin * width + begin] = 1;
  for (size_t i = begin; i < a.StateCount(); ++i) {
    for (size_t j = begin; j < width; ++j) {
      if (reached[i * width + j] == 0) continue;
      const bool a_steps = i < a.steps.size(), b_steps = j < b.steps.size();
      if (a_steps && b_steps && StepsMeet(a.steps[i], b.steps[j])) {
        reached[(i + 1) * width + j + 1] = 1;
      }
      if (a_steps && LoopMeets(b.loops[j], a.steps[i])) reached[(i + 1) * width + j] = 1;
      if (b_steps && LoopMeets(a.loops[i], b.steps[j])) reached[i * width + j + 1] = 1;
    }
  }
  return reached.back() != 0;
}

bool PlainlyHolds(const GlobLine& outer, const Glob& inner) {
  // Up to the first loop there is one way only, and most pairs part there.
  size_t begin = 0;
  for (; begin < outer.steps.size() && begin < inner.size(); ++begin) {
    if (outer.loops[begin] != Loop::kNone) break;
    if (!ConsumesToken(outer.steps[begin], inner[begin])) return false;
  }
  std::vector<uint8_t> active(outer.StateCount());
  active[begin] = 1;
  size_t highest = begin;
  for (size_t at = begin; at < inner.size(); ++at) {
    const GlobToken& token = inner[at];
    bool is_alive = false;
    highest = std::min(highest + 1, outer.steps.size());
    for (size_t state = highest + 1; state-- > begin;) {
      const bool stays = active[state] != 0 && RunTakes(outer.loops[state], token);
      const bool arrives =
          state > begin && active[state - 1] != 0 && ConsumesToken(outer.steps[state - 1], token);
      active[state] = stays || arrives ? 1 : 0;
      is_alive |= active[state] != 0;
    }
    if (!is_alive) return false;
  }
  return active.back() != 0;
}

ParallelGlobs::ParallelGlobs(const std::vector<GlobLine>& lines,
                             const std::vector<GlobSymbol>& alphabet) {
  size_t bits = 0;
  for (const GlobLine& line : lines) bits += line.StateCount();
  const States none((bits + 63) / 64);
  start_ = accept_ = accept_all_ = any_loop_ = none;
  step_masks_.assign(alphabet.size(), none);
  Wildcards wildcards{none, none, none};
  size_t begin = 0;
  for (const GlobLine& line : lines) {
    Add(line, begin, alphabet, wildcards);
    begin += line.StateCount();
  }
  loop_masks_.assign(alphabet.size(), any_loop_);
  for (size_t symbol = 0; symbol < alphabet.size(); ++symbol) {
    if (alphabet[symbol].kind == GlobSymbol::Kind::kVariable) continue;
    Include(wildcards.ones, step_masks_[symbol]);
    if (alphabet[symbol].IsColon()) continue;
    Include(wildcards.ones_in_part, step_masks_[symbol]);
    Include(wildcards.loops_in_part, loop_masks_[symbol]);
  }
  unlike_other_.assign(alphabet.size(), none);
  for (size_t symbol = 1; symbol < alphabet.size(); ++symbol) {
    for (size_t word = 0; word < none.size(); ++word) {
      unlike_other_[symbol][word] = (step_masks_[symbol][word] ^ step_masks_[0][word]) |
                                    (loop_masks_[symbol][word] ^ loop_masks_[0][word]);
    }
  }
  DropSubsumed(start_);
}

void ParallelGlobs::Include(const States& bits, States& in) {
  for (size_t word = 0; word < in.size(); ++word) in[word] |= bits[word];
}

void ParallelGlobs::Add(const GlobLine& line, size_t begin, const std::vector<GlobSymbol>& alphabet,
                        Wildcards& wildcards) {
  const size_t last = begin + line.steps.size();
  Set(start_, begin);
  Set(accept_, last);
  if (line.loops.back() == Loop::kAny) Set(accept_all_, last);
  spans_.push_back({begin, last + 1});
  begins_.resize(last + 1, static_cast<uint32_t>(begin));
  for (size_t i = 0; i < line.StateCount(); ++i) {
    if (line.loops[i] == Loop::kAny) Set(any_loop_, begin + i);
    if (line.loops[i] == Loop::kInPart) Set(wildcards.loops_in_part, begin + i);
    if (i < line.steps.size()) AddStep(line.steps[i], begin + i, alphabet, wildcards);
  }
}

void ParallelGlobs::AddStep(const GlobToken& step, size_t state,
                            const std::vector<GlobSymbol>& alphabet, Wildcards& wildcards) {
  const auto add = [&](GlobSymbol::Kind kind, char32_t character, uint16_t variable) {
    if (const auto symbol = FindSymbol(alphabet, {kind, character, variable})) {
      Set(step_masks_[*symbol], state);
    }
  };
  switch (step.kind) {
    case TokenKind::kLetter:
      add(GlobSymbol::Kind::kCharacter, UpperOf(step.character), 0);
      [[fallthrough]];
    case TokenKind::kLiteral:
      add(GlobSymbol::Kind::kCharacter, step.character, 0);
      break;
    case TokenKind::kOne:
      Set(wildcards.ones, state);
      break;
    case TokenKind::kOneInPart:
      Set(wildcards.ones_in_part, state);
      break;
    default:
      add(GlobSymbol::Kind::kVariable, 0, step.variable);
      break;
  }
}

ParallelGlobs::States ParallelGlobs::Step(const States& states, size_t symbol) const {
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
void ParallelGlobs::DropSubsumed(States& states) const {
  for (size_t word = states.size(); word-- > 0;) {
    // From the highest run down; what it drops includes the lower ones of its glob.
    for (uint64_t runs = states[word] & any_loop_[word]; runs != 0;
         runs = states[word] & any_loop_[word] & (std::bit_floor(runs) - 1)) {
      const size_t run = word * 64 + static_cast<size_t>(std::bit_width(runs)) - 1;
      const size_t begin = begins_[run];
      if (begin == run) continue;
      for (size_t at = begin / 64; at <= (run - 1) / 64; ++at) {
        states[at] &= ~BitsOf(at, begin, run);
      }
    }
  }
}

bool ParallelGlobs::Meets(const States& a, const States& b) {
  for (size_t word = 0; word < a.size(); ++word) {
    if ((a[word] & b[word]) != 0) return true;
  }
  return false;
}

bool ParallelGlobs::IsDead(const States& states) {
  return std::all_of(states.begin(), states.end(), [](uint64_t word) { return word == 0; });
}

bool ParallelGlobs::Accepts(const States& states, size_t first, size_t last) const {
  for (size_t line = first; line < last; ++line) {
    if (Has(states, spans_[line].end - 1)) return true;
  }
  return false;
}

bool ParallelGlobs::AcceptsAll(const States& states, size_t first, size_t last) const {
  for (size_t line = first; line < last; ++line) {
    const size_t end = spans_[line].end - 1;
    if (Has(states, end) && Has(accept_all_, end)) return true;
  }
  return false;
}

bool ParallelGlobs::IsDead(const States& states, size_t first, size_t last) const {
  const size_t begin = spans_[first].begin, end = spans_[last - 1].end;
  for (size_t word = begin / 64; word <= (end - 1) / 64; ++word) {
    if ((states[word] & BitsOf(word, begin, end)) != 0) return false;
  }
  return true;
}

void ParallelGlobs::AddAllBehind(const States& before, size_t first, size_t last,
                                 States& states) const {
  for (size_t line = first; line < last; ++line) {
    bool is_behind = false;
    for (size_t bit = spans_[line].begin; bit < spans_[line].end; ++bit) {
      is_behind |= Has(before, bit);
      if (is_behind) Set(states, bit);
    }
  }
}

}  // namespace iamsift
