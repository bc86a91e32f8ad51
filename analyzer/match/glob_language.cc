#include "analyzer/match/glob_language.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "analyzer/base/text.h"
#include "analyzer/match/glob_automaton.h"

namespace iamsift {
namespace {

// Searches the product of one inner glob and the outer union for a string of the inner glob that
// the union does not accept. Depth first, moving on before looping: most refutations are short.
class ContainmentSearch {
 public:
  ContainmentSearch(const ParallelGlobs& outer, const std::vector<GlobSymbol>& alphabet,
                    int64_t& budget)
      : outer_(outer), alphabet_(alphabet), budget_(budget) {}

  bool IsContained(const GlobLine& inner) {
    if (!Push(inner, 0, outer_.Start())) return false;
    while (!open_.empty()) {
      const Node node = std::move(open_.back());
      open_.pop_back();
      if (!Expand(inner, node)) return false;
    }
    return true;
  }

 private:
  using Node = ProductState;

  // False: a string outside the union is found, or the budget is spent.
  bool Push(const GlobLine& inner, size_t state, ParallelGlobs::States outer) {
    if (outer_.AcceptsAll(outer)) return true;
    if (ParallelGlobs::IsDead(outer)) return false;  // every state of a glob can be completed
    if (state == inner.steps.size() && !outer_.Accepts(outer)) return false;
    Node node{state, std::move(outer)};
    if (!seen_.insert(node).second) return true;
    if (--budget_ < 0) return false;
    open_.push_back(std::move(node));
    return true;
  }

  // A run of the inner glob writes characters, never variables: a value is made of characters.
  bool Expand(const GlobLine& inner, const Node& node) {
    for (size_t symbol = 0; symbol < alphabet_.size(); ++symbol) {
      const bool is_variable = alphabet_[symbol].kind == GlobSymbol::Kind::kVariable;
      const bool loops = !is_variable && Loops(inner.loops[node.state], alphabet_[symbol]);
      const bool steps =
          node.state < inner.steps.size() && Consumes(inner.steps[node.state], alphabet_[symbol]);
      if (!loops && !steps) continue;
      const ParallelGlobs::States next = outer_.Step(node.others, symbol);
      if (loops && !Push(inner, node.state, next)) return false;
      if (steps && !Push(inner, node.state + 1, next)) return false;
    }
    return true;
  }

  const ParallelGlobs& outer_;
  const std::vector<GlobSymbol>& alphabet_;
  int64_t& budget_;
  absl::flat_hash_set<Node> seen_;
  std::vector<Node> open_;
};

std::vector<GlobLine> OverApproximation(const std::vector<Glob>& globs) {
  std::vector<GlobLine> lines;
  lines.reserve(globs.size());
  for (const Glob& glob : globs) lines.push_back(LineOf(WithVariablesAsRuns(glob)));
  return lines;
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
  const GlobLine line = LineOf(glob);
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

// A string of the language, one that a pattern of literals is unlikely to match.
std::string SampleOf(const Glob& glob) {
  std::string sample;
  sample.reserve(glob.size());
  for (const GlobToken& token : glob) {
    AppendCodePoint(sample, token.kind <= TokenKind::kLetter ? token.character : U'\x01');
  }
  return sample;
}

bool MatchesSome(const std::vector<Glob>& globs, std::string_view text) {
  return std::any_of(globs.begin(), globs.end(),
                     [&](const Glob& glob) { return Matches(glob, text); });
}

bool PlainlyContains(const std::vector<GlobLine>& outer, const std::vector<Glob>& inner) {
  return std::all_of(inner.begin(), inner.end(), [&](const Glob& glob) {
    return std::any_of(outer.begin(), outer.end(),
                       [&](const GlobLine& line) { return PlainlyHolds(line, glob); });
  });
}

bool PlainlyExceeds(const std::vector<Glob>& outer, const std::vector<Glob>& inner) {
  if (HasVariable(outer) || HasVariable(inner)) return false;
  return std::any_of(inner.begin(), inner.end(),
                     [&](const Glob& glob) { return !MatchesSome(outer, SampleOf(glob)); });
}

}  // namespace

bool Contains(const std::vector<Glob>& outer, const std::vector<Glob>& inner, int64_t budget) {
  if (outer.empty()) return inner.empty();
  if (PlainlyExceeds(outer, inner)) return false;
  const std::vector<GlobLine> outer_lines = LinesOf(outer);
  if (PlainlyContains(outer_lines, inner)) return true;
  const std::vector<GlobLine> inner_lines = LinesOf(inner);
  std::vector<GlobLine> all = outer_lines;
  all.insert(all.end(), inner_lines.begin(), inner_lines.end());
  const std::vector<GlobSymbol> alphabet = AlphabetOf(all);
  const ParallelGlobs outer_union(outer_lines, alphabet);
  return std::all_of(inner_lines.begin(), inner_lines.end(), [&](const GlobLine& line) {
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
  const std::vector<GlobLine> a_lines = OverApproximation(a);
  const std::vector<GlobLine> b_lines = OverApproximation(b);
  return std::any_of(a_lines.begin(), a_lines.end(), [&](const GlobLine& left) {
    return std::any_of(b_lines.begin(), b_lines.end(),
                       [&](const GlobLine& right) { return LinesMeet(left, right); });
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
