#include "analyzer/match/word_search.h"

#include <algorithm>
#include <deque>
#include <optional>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "analyzer/base/text.h"
#include "analyzer/match/glob_automaton.h"

namespace iamsift {
namespace {

bool IsVariable(const GlobToken& token) { return token.kind == TokenKind::kVariable; }

GlobToken Literal(char32_t character) {
  return {.kind = TokenKind::kLiteral, .character = character};
}

size_t LiteralCount(const GlobUnion& globs) {
  if (globs.empty()) return 0;
  return static_cast<size_t>(
      std::count_if(globs[0].begin(), globs[0].end(),
                    [](const GlobToken& token) { return token.kind <= TokenKind::kLetter; }));
}

// The language whose globs are tried one by one: one with variables, so that they become letters,
// else the smallest, and of equal ones that which says most.
size_t GeneratorOf(std::span<const GlobUnion* const> in) {
  size_t best = 0;
  for (size_t i = 0; i < in.size(); ++i) {
    if (HasVariable(*in[i])) return i;
    const bool is_smaller = in[i]->size() < in[best]->size();
    const bool says_more =
        in[i]->size() == in[best]->size() && LiteralCount(*in[i]) > LiteralCount(*in[best]);
    if (is_smaller || says_more) best = i;
  }
  return best;
}

// One glob that generates words, and what the words must or must not be.
class GlobSearch {
 public:
  GlobSearch(const Glob& glob, std::vector<GlobUnion> in, std::vector<Glob> not_in)
      : glob_(glob), line_(LineOf(glob)), in_(std::move(in)), not_in_(std::move(not_in)) {}

  WordAnswer Run(int64_t& states) {
    if (std::optional<Word> sample = TrySamples()) {
      return {WordAnswer::Kind::kFound, *std::move(sample)};
    }
    return Explore(states);
  }

 private:
  using Node = ProductState;
  // How a node was reached, for writing the word down.
  struct Step {
    int32_t from = -1;
    uint32_t symbol = 0;
  };

  // Words that are likely to do: stars of one character, stars empty.
  std::optional<Word> TrySamples() const {
    if (HasVariable(glob_)) return std::nullopt;
    for (const bool fills_runs : {true, false}) {
      const Word sample = SampleOf(fills_runs);
      if (IsWanted(TextOf(sample))) return sample;
    }
    return std::nullopt;
  }

  Word SampleOf(bool fills_runs) const {
    Word word;
    for (const GlobToken& token : glob_) {
      const bool is_run = token.kind == TokenKind::kRun || token.kind == TokenKind::kRunInPart;
      if (is_run && !fills_runs) continue;
      const bool is_character =
          token.kind == TokenKind::kLiteral || token.kind == TokenKind::kLetter;
      word.push_back(Literal(is_character ? token.character : U'x'));
    }
    return word;
  }

  // Variables in the others match nothing here, which is right for `not_in` and cautious for `in`.
  bool IsWanted(std::string_view text) const {
    const auto matches = [&](const Glob& glob) { return Matches(glob, text); };
    return std::none_of(not_in_.begin(), not_in_.end(), matches) &&
           std::all_of(in_.begin(), in_.end(), [&](const GlobUnion& globs) {
             return std::any_of(globs.begin(), globs.end(), matches);
           });
  }

  // Breadth first, so that the word is a shortest one.
  WordAnswer Explore(int64_t& states);
  void Prepare();
  bool IsHopeless(const ParallelGlobs::States& others) const;
  bool IsAccepted(const Node& node) const;
  bool IsLikeOther(const Node& node, size_t symbol) const;
  ParallelGlobs::States StepOthers(const ParallelGlobs::States& others, size_t symbol) const;
  Word WordTo(size_t node) const;
  char32_t OtherCharacter() const;

  const Glob& glob_;
  GlobLine line_;
  std::vector<GlobUnion> in_;  // variables read as runs
  std::vector<Glob> not_in_;

  std::vector<GlobSymbol> alphabet_;
  std::optional<ParallelGlobs> others_;
  std::vector<std::pair<size_t, size_t>> in_lines_;  // of each `in`
  size_t first_not_in_ = 0, line_count_ = 0;
  std::vector<Step> steps_;
};

void GlobSearch::Prepare() {
  std::vector<GlobLine> lines;
  for (const GlobUnion& globs : in_) {
    const size_t first = lines.size();
    for (const Glob& glob : globs) lines.push_back(LineOf(glob));
    in_lines_.emplace_back(first, lines.size());
  }
  first_not_in_ = lines.size();
  for (const Glob& glob : not_in_) lines.push_back(LineOf(glob));
  line_count_ = lines.size();
  std::vector<GlobLine> all = lines;
  all.push_back(line_);
  alphabet_ = AlphabetOf(all);
  others_.emplace(lines, alphabet_);
}

bool GlobSearch::IsHopeless(const ParallelGlobs::States& others) const {
  if (others_->AcceptsAll(others, first_not_in_, line_count_)) return true;
  return std::any_of(in_lines_.begin(), in_lines_.end(), [&](const auto& lines) {
    return others_->IsDead(others, lines.first, lines.second);
  });
}

bool GlobSearch::IsAccepted(const Node& node) const {
  if (node.state != line_.steps.size()) return false;
  if (others_->Accepts(node.others, first_not_in_, line_count_)) return false;
  return std::all_of(in_lines_.begin(), in_lines_.end(), [&](const auto& lines) {
    return others_->Accepts(node.others, lines.first, lines.second);
  });
}

ParallelGlobs::States GlobSearch::StepOthers(const ParallelGlobs::States& others,
                                             size_t symbol) const {
  ParallelGlobs::States next = others_->Step(others, symbol);
  if (alphabet_[symbol].kind == GlobSymbol::Kind::kVariable) {
    others_->AddAllBehind(others, 0, first_not_in_, next);
  }
  return next;
}

// A readable character that no glob names.
char32_t GlobSearch::OtherCharacter() const {
  constexpr std::string_view kReadable = "xyzabcdefghijklmnopqrstuvw0123456789_-XYZABC";
  const auto is_named = [&](char32_t c) {
    return std::any_of(alphabet_.begin(), alphabet_.end(), [&](const GlobSymbol& symbol) {
      return symbol.kind == GlobSymbol::Kind::kCharacter && symbol.character == c;
    });
  };
  for (const char c : kReadable) {
    if (!is_named(static_cast<char32_t>(c))) return static_cast<char32_t>(c);
  }
  char32_t c = U'!';
  while (is_named(c)) ++c;
  return c;
}

Word GlobSearch::WordTo(size_t node) const {
  Word word;
  const char32_t other = OtherCharacter();
  for (int32_t at = static_cast<int32_t>(node); steps_[static_cast<size_t>(at)].from >= 0;
       at = steps_[static_cast<size_t>(at)].from) {
    const GlobSymbol& symbol = alphabet_[steps_[static_cast<size_t>(at)].symbol];
    switch (symbol.kind) {
      case GlobSymbol::Kind::kCharacter:
        word.push_back(Literal(symbol.character));
        break;
      case GlobSymbol::Kind::kOther:
        word.push_back(Literal(other));
        break;
      case GlobSymbol::Kind::kVariable:
        word.push_back({.kind = TokenKind::kVariable, .variable = symbol.variable});
        break;
    }
  }
  std::reverse(word.begin(), word.end());
  return word;
}

// Leads where the other character, which comes first, has led already.
bool GlobSearch::IsLikeOther(const Node& node, size_t symbol) const {
  if (symbol == 0 || alphabet_[symbol].kind == GlobSymbol::Kind::kVariable) return false;
  if (Loops(line_.loops[node.state], alphabet_[symbol]) !=
      Loops(line_.loops[node.state], alphabet_[0])) {
    return false;
  }
  const bool may_step = node.state < line_.steps.size();
  if (may_step && Consumes(line_.steps[node.state], alphabet_[symbol]) !=
                      Consumes(line_.steps[node.state], alphabet_[0])) {
    return false;
  }
  return others_->StepsLikeOther(node.others, symbol);
}

WordAnswer GlobSearch::Explore(int64_t& states) {
  Prepare();
  absl::flat_hash_set<Node> seen;
  std::deque<std::pair<Node, size_t>> open;
  const auto push = [&](Node node, Step step) {
    if (IsHopeless(node.others) || !seen.insert(node).second) return false;
    --states;
    steps_.push_back(step);
    const bool is_accepted = IsAccepted(node);
    open.emplace_back(std::move(node), steps_.size() - 1);
    return is_accepted;
  };
  if (push({0, others_->Start()}, {})) return {WordAnswer::Kind::kFound, WordTo(0)};
  while (!open.empty()) {
    if (states < 0) return {WordAnswer::Kind::kGaveUp, {}};
    const auto [node, index] = std::move(open.front());
    open.pop_front();
    for (size_t symbol = 0; symbol < alphabet_.size(); ++symbol) {
      if (IsLikeOther(node, symbol)) continue;
      const bool is_variable = alphabet_[symbol].kind == GlobSymbol::Kind::kVariable;
      const bool loops = !is_variable && Loops(line_.loops[node.state], alphabet_[symbol]);
      const bool steps =
          node.state < line_.steps.size() && Consumes(line_.steps[node.state], alphabet_[symbol]);
      if (!loops && !steps) continue;
      const ParallelGlobs::States next = StepOthers(node.others, symbol);
      const Step step{static_cast<int32_t>(index), static_cast<uint32_t>(symbol)};
      if ((steps && push({node.state + 1, next}, step)) ||
          (loops && push({node.state, next}, step))) {
        return {WordAnswer::Kind::kFound, WordTo(steps_.size() - 1)};
      }
    }
  }
  return {WordAnswer::Kind::kNone, {}};
}

bool IsText(const GlobToken& token) { return token.kind == TokenKind::kLiteral; }

// Their beginnings or ends are other texts: a look that spares most pairs the automata.
bool ArePlainlyApart(const Glob& a, const Glob& b) {
  const auto differ = [](const GlobToken& x, const GlobToken& y) {
    return IsText(x) && IsText(y) && x.character != y.character;
  };
  const auto takes_one = [](const GlobToken& token) { return token.kind <= TokenKind::kOneInPart; };
  const size_t shorter = std::min(a.size(), b.size());
  for (size_t i = 0; i < shorter && takes_one(a[i]) && takes_one(b[i]); ++i) {
    if (differ(a[i], b[i])) return true;
  }
  for (size_t i = 1; i <= shorter; ++i) {
    const GlobToken &x = a[a.size() - i], &y = b[b.size() - i];
    if (!takes_one(x) || !takes_one(y)) return false;
    if (differ(x, y)) return true;
  }
  return false;
}

// The words of one glob, with the languages that cannot matter left out.
WordAnswer SearchGlob(const Glob& glob, size_t generator, std::span<const GlobUnion* const> in,
                      std::span<const GlobUnion* const> not_in, int64_t& states) {
  const GlobLine line = LineOf(glob);
  const GlobLine widest = HasVariable(glob) ? LineOf(WithVariablesAsRuns(glob)) : line;
  std::vector<Glob> outside;
  std::vector<GlobLine> outside_lines;
  for (const GlobUnion* globs : not_in) {
    for (const Glob& other : *globs) {
      if (ArePlainlyApart(other, glob)) continue;
      const GlobLine other_line = LineOf(other);
      if (PlainlyHolds(other_line, glob)) return {};
      const bool meets = HasVariable(other) ? LinesMeet(LineOf(WithVariablesAsRuns(other)), widest)
                                            : LinesMeet(other_line, widest);
      if (!meets) continue;
      outside.push_back(other);
      outside_lines.push_back(other_line);
    }
  }
  std::vector<GlobUnion> inside;
  for (size_t i = 0; i < in.size(); ++i) {
    if (i == generator) continue;
    GlobUnion meeting;
    bool holds_all = false;
    for (const Glob& other : *in[i]) {
      if (ArePlainlyApart(other, glob)) continue;
      Glob runs = WithVariablesAsRuns(other);
      const GlobLine other_line = LineOf(runs);
      holds_all |= PlainlyHolds(other_line, glob);
      if (!LinesMeet(other_line, widest)) continue;
      // Of the words that some `not_in` holds anyway none can do.
      const bool is_excluded =
          std::any_of(outside_lines.begin(), outside_lines.end(),
                      [&](const GlobLine& excluded) { return PlainlyHolds(excluded, other); });
      if (!is_excluded) meeting.push_back(std::move(runs));
    }
    if (holds_all) continue;
    if (meeting.empty()) return {};
    inside.push_back(std::move(meeting));
  }
  return GlobSearch(glob, std::move(inside), std::move(outside)).Run(states);
}

// Whether the globs accept the word; with `reads_any` a variable of the word is any text, and so is
// one of a glob.
bool Reads(const GlobUnion& globs, const Word& word, bool reads_any) {
  std::vector<GlobLine> lines;
  for (const Glob& glob : globs) {
    lines.push_back(LineOf(reads_any ? WithVariablesAsRuns(glob) : glob));
  }
  std::vector<GlobLine> all = lines;
  all.push_back(LineOf(word));
  const std::vector<GlobSymbol> alphabet = AlphabetOf(all);
  const ParallelGlobs parallel(lines, alphabet);
  ParallelGlobs::States states = parallel.Start();
  for (const GlobToken& token : word) {
    const auto symbol =
        std::find_if(alphabet.begin(), alphabet.end(), [&](const GlobSymbol& candidate) {
          return candidate.kind != GlobSymbol::Kind::kOther && Consumes(token, candidate);
        });
    ParallelGlobs::States next =
        parallel.Step(states, static_cast<size_t>(symbol - alphabet.begin()));
    if (reads_any && IsVariable(token)) parallel.AddAllBehind(states, 0, lines.size(), next);
    states = std::move(next);
  }
  return parallel.Accepts(states);
}

}  // namespace

std::string TextOf(const Word& word) {
  std::string text;
  for (const GlobToken& token : word) {
    if (IsVariable(token)) {
      text += "${}";
    } else {
      AppendCodePoint(text, token.character);
    }
  }
  return text;
}

Word WordOf(std::string_view text) {
  Word word;
  for (size_t at = 0; at < text.size();) word.push_back(Literal(TakeCodePoint(text, at)));
  return word;
}

WordAnswer FindWord(std::span<const GlobUnion* const> in, std::span<const GlobUnion* const> not_in,
                    int64_t& states) {
  static const GlobUnion kAllStrings = {{{.kind = TokenKind::kRun}}};
  const bool is_open = in.empty();
  const size_t generator = is_open ? 0 : GeneratorOf(in);
  bool gave_up = false;
  for (const Glob& glob : is_open ? kAllStrings : *in[generator]) {
    WordAnswer answer = SearchGlob(glob, generator, in, not_in, states);
    if (answer.kind == WordAnswer::Kind::kFound) return answer;
    gave_up |= answer.kind == WordAnswer::Kind::kGaveUp;
  }
  return {gave_up ? WordAnswer::Kind::kGaveUp : WordAnswer::Kind::kNone, {}};
}

Membership MembershipOf(const Word& word, const GlobUnion& globs) {
  if (globs.empty()) return Membership::kNo;
  if (!HasVariable(word) && !HasVariable(globs)) {
    const std::string text = TextOf(word);
    const bool matches = std::any_of(globs.begin(), globs.end(),
                                     [&](const Glob& glob) { return Matches(glob, text); });
    return matches ? Membership::kYes : Membership::kNo;
  }
  if (Reads(globs, word, /*reads_any=*/false)) return Membership::kYes;
  return Reads(globs, word, /*reads_any=*/true) ? Membership::kOpen : Membership::kNo;
}

}  // namespace iamsift
