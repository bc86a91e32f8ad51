#include "tests/solver/glob_tokens.h"

#include <algorithm>
#include <cstddef>

#include "tests/reference/text.h"
#include "tests/solver/smt_text.h"

namespace iamsift::solver {
namespace {

constexpr std::string_view kNoColon =
    R"((re.union (re.range "\u{0}" "9") (re.range ";" "\u{2ffff}")))";

void AppendWritten(std::string_view text, Tokens& tokens) {
  for (const char32_t c : reference::Characters(text)) {
    const Token::Kind kind = c == U'*'   ? Token::Kind::kAnyRun
                             : c == U'?' ? Token::Kind::kAnyOne
                                         : Token::Kind::kWritten;
    tokens.push_back({.kind = kind, .character = c});
  }
}

// What stands between the braces: `*`, `?` and `$` for themselves, `key`, or `key, 'default'`.
void AppendVariable(std::string_view variable, Tokens& tokens) {
  if (variable == "*" || variable == "?" || variable == "$") {
    tokens.push_back(
        {.kind = Token::Kind::kLiteral, .character = static_cast<char32_t>(variable[0])});
    return;
  }
  Token token{.kind = Token::Kind::kVariable};
  const size_t comma = variable.find(", '");
  const bool has_default =
      comma != std::string_view::npos && variable.size() > comma + 3 && variable.back() == '\'';
  token.key = reference::Lower(has_default ? variable.substr(0, comma) : variable);
  if (has_default) {
    token.otherwise = std::string(variable.substr(comma + 3, variable.size() - comma - 4));
  }
  tokens.push_back(token);
}

bool IsCharacter(const Token& token) {
  return token.kind == Token::Kind::kWritten || token.kind == Token::Kind::kLiteral;
}

std::string RegexOf(const Token& token) {
  const std::string_view one = token.takes_colons ? "re.allchar" : kNoColon;
  if (token.kind == Token::Kind::kAnyOne) return std::string(one);
  return token.takes_colons ? "re.all" : Apply("re.*", {std::string(one)});
}

std::string Concatenation(std::string_view name, std::string_view empty,
                          const std::vector<std::string>& parts) {
  if (parts.empty()) return std::string(empty);
  return parts.size() == 1 ? parts[0] : Apply(name, parts);
}

std::string RegexOf(const Tokens& tokens) {
  std::vector<std::string> parts;
  std::u32string text;
  const auto flush = [&] {
    if (!text.empty()) parts.push_back(Apply("str.to_re", {SmtString(text)}));
    text.clear();
  };
  for (const Token& token : tokens) {
    if (IsCharacter(token)) {
      text += token.character;
    } else {
      flush();
      parts.push_back(RegexOf(token));
    }
  }
  flush();
  return Concatenation("re.++", "(str.to_re \"\")", parts);
}

// Characters and variables in a row.
std::string TermOf(const Tokens& tokens) {
  std::vector<std::string> parts;
  std::u32string text;
  for (const Token& token : tokens) {
    if (token.kind != Token::Kind::kVariable) {
      text += token.character;
      continue;
    }
    if (!text.empty()) parts.push_back(SmtString(text));
    text.clear();
    parts.push_back(token.term);
  }
  if (!text.empty()) parts.push_back(SmtString(text));
  return Concatenation("str.++", "\"\"", parts);
}

// What stands between the stars, the empty pieces at both ends included.
std::vector<Tokens> PiecesBetweenStars(const Tokens& tokens) {
  std::vector<Tokens> pieces(1);
  for (const Token& token : tokens) {
    if (token.kind == Token::Kind::kAnyRun) {
      pieces.emplace_back();
    } else {
      pieces.back().push_back(token);
    }
  }
  return pieces;
}

// A piece without stars, cut at its `?`s.
struct Anchored {
  std::vector<Tokens> chunks;
  std::vector<bool> takes_colons;  // of the `?` behind each chunk but the last
  std::string length;
};

Anchored CutAtAnyOne(const Tokens& piece) {
  Anchored cut{.chunks = std::vector<Tokens>(1)};
  std::vector<std::string> lengths;
  for (const Token& token : piece) {
    if (token.kind == Token::Kind::kAnyOne) {
      cut.takes_colons.push_back(token.takes_colons);
      cut.chunks.emplace_back();
    } else {
      cut.chunks.back().push_back(token);
    }
  }
  for (const Tokens& chunk : cut.chunks) lengths.push_back(Apply("str.len", {TermOf(chunk)}));
  lengths.push_back(std::to_string(cut.takes_colons.size()));
  cut.length = Apply("+", lengths);
  return cut;
}

// The piece stands at this place of the text, which is long enough for it.
std::string StandsAt(const std::string& term, const Anchored& piece, std::string place) {
  std::vector<std::string> all;
  for (size_t i = 0; i < piece.chunks.size(); ++i) {
    const std::string chunk = TermOf(piece.chunks[i]);
    const std::string length = Apply("str.len", {chunk});
    if (!piece.chunks[i].empty()) {
      all.push_back(Apply("=", {Apply("str.substr", {term, place, length}), chunk}));
    }
    if (i == piece.takes_colons.size()) break;
    place = Apply("+", {place, length});
    if (!piece.takes_colons[i]) {
      all.push_back(Not(Apply("=", {Apply("str.at", {term, place}), "\":\""})));
    }
    place = Apply("+", {place, "1"});
  }
  return And(all);
}

std::string BeginsWith(const std::string& term, const Tokens& tokens, const Anchored& piece) {
  if (piece.takes_colons.empty()) return Apply("str.prefixof", {TermOf(tokens), term});
  return StandsAt(term, piece, "0");
}

std::string EndsWith(const std::string& term, const Tokens& tokens, const Anchored& piece) {
  if (piece.takes_colons.empty()) return Apply("str.suffixof", {TermOf(tokens), term});
  return StandsAt(term, piece, Apply("-", {Apply("str.len", {term}), piece.length}));
}

// The first piece begins the text, the last one ends it, and each between is looked for behind
// the one before: with stars that take everything the leftmost place is never a wrong one.
std::string MatchesPieces(const std::string& term, const std::vector<Tokens>& pieces) {
  const std::string whole_length = Apply("str.len", {term});
  const Anchored first = CutAtAnyOne(pieces.front());
  if (pieces.size() == 1 && first.takes_colons.empty()) {
    return Apply("=", {term, TermOf(pieces[0])});
  }
  if (pieces.size() == 1) {
    return And({Apply("=", {whole_length, first.length}), StandsAt(term, first, "0")});
  }
  const Anchored last = CutAtAnyOne(pieces.back());
  std::vector<std::string> all = {BeginsWith(term, pieces.front(), first),
                                  EndsWith(term, pieces.back(), last)};
  std::string end = first.length;
  for (size_t i = 1; i + 1 < pieces.size(); ++i) {
    if (pieces[i].empty()) continue;
    const std::string piece = TermOf(pieces[i]);
    const std::string place = Apply("str.indexof", {term, piece, end});
    all.push_back(Apply(">=", {place, "0"}));
    end = Apply("+", {place, Apply("str.len", {piece})});
  }
  all.push_back(Apply("<=", {Apply("+", {end, last.length}), whole_length}));
  return And(all);
}

// Between two stars there is no fixed place for a `?`.
bool CanBeCut(const Tokens& tokens, const std::vector<Tokens>& pieces) {
  for (size_t i = 1; i + 1 < pieces.size(); ++i) {
    for (const Token& token : pieces[i]) {
      if (token.kind == Token::Kind::kAnyOne) return false;
    }
  }
  return std::all_of(tokens.begin(), tokens.end(), [](const Token& token) {
    return token.kind != Token::Kind::kAnyRun || token.takes_colons;
  });
}

}  // namespace

Tokens Tokenize(std::string_view text, bool has_variables) {
  Tokens tokens;
  while (!text.empty()) {
    const size_t start = has_variables ? text.find("${") : std::string_view::npos;
    const size_t end = start == std::string_view::npos ? start : text.find('}', start);
    if (end == std::string_view::npos) {
      AppendWritten(text, tokens);
      break;
    }
    AppendWritten(text.substr(0, start), tokens);
    AppendVariable(text.substr(start + 2, end - start - 2), tokens);
    text.remove_prefix(end + 1);
  }
  return tokens;
}

bool IsWrittenColon(const Token& token) {
  return token.kind == Token::Kind::kWritten && token.character == U':';
}

bool HasVariable(const Tokens& tokens) {
  return std::any_of(tokens.begin(), tokens.end(),
                     [](const Token& token) { return token.kind == Token::Kind::kVariable; });
}

int WrittenColons(const Tokens& tokens) {
  return static_cast<int>(std::count_if(tokens.begin(), tokens.end(), IsWrittenColon));
}

std::optional<std::vector<std::string>> StarsOnly(const Tokens& tokens) {
  std::vector<std::string> empty;
  bool has_star = false;
  for (const Token& token : tokens) {
    if (token.kind == Token::Kind::kAnyRun) {
      has_star = true;
    } else if (token.kind == Token::Kind::kVariable) {
      empty.push_back(token.term);
    } else {
      return std::nullopt;
    }
  }
  if (!has_star) return std::nullopt;
  return empty;
}

std::vector<Tokens> SplitAtColons(const Tokens& tokens, int most) {
  std::vector<Tokens> parts(1);
  for (const Token& token : tokens) {
    if (IsWrittenColon(token) && most > 0) {
      parts.emplace_back();
      --most;
    } else {
      parts.back().push_back(token);
    }
  }
  return parts;
}

std::optional<std::string> Matches(const std::string& term, const Tokens& tokens) {
  if (std::all_of(tokens.begin(), tokens.end(), IsCharacter)) {
    return Apply("=", {term, TermOf(tokens)});
  }
  if (!HasVariable(tokens)) return Apply("str.in_re", {term, RegexOf(tokens)});
  const std::vector<Tokens> pieces = PiecesBetweenStars(tokens);
  if (!CanBeCut(tokens, pieces)) return std::nullopt;
  return MatchesPieces(term, pieces);
}

std::string PlainTerm(const Tokens& tokens) { return TermOf(tokens); }

std::optional<std::string> MatchesWithoutCase(const std::string& term, const Tokens& tokens,
                                              bool can_fold_case) {
  if (HasVariable(tokens)) {
    if (!can_fold_case) return std::nullopt;
    return Apply("=", {Apply("str.to_lower", {term}), Apply("str.to_lower", {TermOf(tokens)})});
  }
  std::vector<std::string> parts;
  for (const Token& token : tokens) {
    const char32_t c = token.character;
    const bool is_letter = (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
    const std::string one = Apply("str.to_re", {SmtString({&c, 1})});
    const char32_t other = c ^ U' ';
    parts.push_back(
        is_letter ? Apply("re.union", {one, Apply("str.to_re", {SmtString({&other, 1})})}) : one);
  }
  return Apply("str.in_re", {term, Concatenation("re.++", "(str.to_re \"\")", parts)});
}

}  // namespace iamsift::solver
