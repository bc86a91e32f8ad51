#include "analyzer/match/resource_pattern.h"

#include <algorithm>
#include <array>

#include "analyzer/base/text.h"
#include "analyzer/match/readings.h"

namespace iamsift {
namespace {

constexpr size_t kColons = 5;  // an ARN has six parts

// The text as tokens, not yet restricted to parts, and where its first five colons are.
struct TokenizedText {
  Glob glob;
  std::array<size_t, kColons> colons{};  // offsets in the text
  size_t colon_count = 0;
};

// Only tells patterns apart quickly; who must be sure compares the variables themselves.
uint16_t NumberOf(const PolicyVariable& variable) {
  uint32_t hash = 2166136261U;
  for (const char c : variable.key) {
    hash = (hash ^ static_cast<unsigned char>(AsciiLower(c))) * 16777619U;
  }
  if (variable.default_text) {
    hash = (hash ^ ',') * 16777619U;
    for (const char c : *variable.default_text) {
      hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    }
  }
  return static_cast<uint16_t>(hash ^ (hash >> 16));
}

GlobToken TokenOf(char32_t c) {
  if (c == '*') return {.kind = TokenKind::kRun};
  if (c == '?') return {.kind = TokenKind::kOne};
  return {.kind = TokenKind::kLiteral, .character = c};
}

// Appends the variable or escape at `at` and returns its length, 0 when there is none.
size_t AppendVariable(std::string_view rest, ResourcePattern& pattern, Glob& glob) {
  const std::optional<VariableAtStart> found = ReadVariable(rest);
  if (!found) return 0;
  if (found->variable) {
    pattern.variables.push_back(*found->variable);
    glob.push_back({.kind = TokenKind::kVariable, .variable = NumberOf(*found->variable)});
  } else {
    glob.push_back(
        {.kind = TokenKind::kLiteral, .character = static_cast<char32_t>(found->escaped)});
  }
  return found->length;
}

TokenizedText Tokenize(std::string_view text, ResourcePattern& pattern) {
  TokenizedText tokens;
  tokens.glob.reserve(text.size() + 2 * kColons);
  for (size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '$' && pattern.reads_variables) {
      const size_t length = AppendVariable(text.substr(at), pattern, tokens.glob);
      at += length;
      if (length != 0) continue;
    }
    if (c == ':' && tokens.colon_count < kColons) tokens.colons[tokens.colon_count++] = at;
    const GlobToken token = TokenOf(TakeCodePoint(text, at));
    const bool repeats_star =
        token.kind == TokenKind::kRun && !tokens.glob.empty() && tokens.glob.back() == token;
    if (!repeats_star) tokens.glob.push_back(token);
    if (c == '*' || c == '?') pattern.has_wildcard = true;
  }
  return tokens;
}

bool IsColon(const GlobToken& token) {
  return token.kind == TokenKind::kLiteral && token.character == ':';
}

// Keeps the wildcards of the first five parts inside their parts, but for stars that end one.
void RestrictToParts(const readings::OfPatterns& reading, Glob& glob) {
  size_t colons = 0;
  for (size_t i = 0; i < glob.size() && colons < kColons; ++i) {
    if (IsColon(glob[i])) {
      ++colons;
    } else if (glob[i].kind == TokenKind::kOne) {
      if (reading.wildcards_inside_a_part_stay) glob[i].kind = TokenKind::kOneInPart;
    } else if (glob[i].kind == TokenKind::kRun) {
      const bool ends_part = i + 1 == glob.size() || IsColon(glob[i + 1]);
      const bool runs_on =
          ends_part ? readings::kStarEndingAPartRunsOn : !reading.wildcards_inside_a_part_stay;
      glob[i].kind = runs_on ? TokenKind::kRun : TokenKind::kRunInPart;
    }
  }
}

Glob Padded(Glob glob, size_t missing_parts) {
  for (size_t i = 0; i < missing_parts; ++i) {
    glob.push_back({.kind = TokenKind::kLiteral, .character = ':'});
    glob.push_back({.kind = TokenKind::kRun});
  }
  return glob;
}

void ReadParts(const TokenizedText& tokens, ResourcePattern& pattern) {
  const std::string_view text = pattern.text;
  pattern.is_arn = tokens.colon_count == kColons && text.starts_with("arn:");
  if (!pattern.is_arn) return;
  const auto part = [&](size_t i) {
    return text.substr(tokens.colons[i - 1] + 1, tokens.colons[i] - tokens.colons[i - 1] - 1);
  };
  pattern.partition = part(1);
  pattern.service = part(2);
  pattern.region = part(3);
  pattern.account = part(4);
  pattern.resource = text.substr(tokens.colons[4] + 1);
}

// A literal of the text, and nothing that needs reading.
bool IsPlainArn(const ResourcePattern& pattern) {
  return pattern.is_arn && !pattern.has_wildcard && !pattern.reads_variables;
}

// Beginnings that surely differ: both texts are literal up to where they do.
bool BeginningsDiffer(std::string_view a, std::string_view b) {
  const size_t shared = std::min(a.size(), b.size());
  for (size_t i = 0; i < shared; ++i) {
    const auto is_open = [](char c) { return c == '*' || c == '?' || c == '$'; };
    if (is_open(a[i]) || is_open(b[i])) return false;
    if (a[i] != b[i]) return true;
  }
  return false;
}

// Token numbers are hashes; this question needs to be sure of its variables.
void AppendReadings(const ResourcePattern& pattern, VariableNumbers& numbers,
                    std::vector<Glob>& globs) {
  for (const Glob& reading : pattern.readings) {
    Glob glob = reading;
    size_t next = 0;
    for (GlobToken& token : glob) {
      if (token.kind == TokenKind::kVariable)
        token.variable = numbers.Of(pattern.variables[next++]);
    }
    globs.push_back(std::move(glob));
  }
}

bool IsSameText(const ResourcePattern& a, const ResourcePattern& b) {
  return a.text == b.text && a.reads_variables == b.reads_variables;
}

// Colons in variables are none of the ARN's, if they are variables: the fewest that there can be.
size_t FewestColons(std::string_view pattern) {
  size_t colons = 0;
  bool is_inside = false;
  for (size_t i = 0; i < pattern.size(); ++i) {
    if (pattern.substr(i).starts_with("${")) is_inside = true;
    if (pattern[i] == '}') is_inside = false;
    colons += pattern[i] == ':' && !is_inside ? 1 : 0;
  }
  return colons;
}

}  // namespace

ResourcePattern CompileResourcePattern(std::string_view text, LanguageVersion version,
                                       const readings::OfPatterns& reading) {
  ResourcePattern pattern{.text = text};
  if (IsStarsOnly(text)) {
    pattern.is_everything = pattern.has_wildcard = true;
    pattern.readings = {{{.kind = TokenKind::kRun}}};
    return pattern;
  }
  pattern.reads_variables = version == LanguageVersion::k2012 && text.find("${") != text.npos;
  TokenizedText tokens = Tokenize(text, pattern);
  pattern.has_variable = !pattern.variables.empty();
  ReadParts(tokens, pattern);
  RestrictToParts(reading, tokens.glob);
  // A star at the end of a short ARN runs on, so that the written reading holds the padded one.
  const bool is_short = tokens.colon_count < kColons && !tokens.glob.empty() &&
                        tokens.glob.back().kind != TokenKind::kRun;
  if (is_short && reading.short_arns_are_also_padded) {
    pattern.readings.reserve(2);
    pattern.readings.push_back(Padded(tokens.glob, kColons - tokens.colon_count));
  }
  pattern.readings.push_back(std::move(tokens.glob));
  return pattern;
}

bool SpellsOutAName(const ResourcePattern& pattern, std::string_view beginning,
                    std::string_view separators) {
  if (!pattern.is_arn || beginning.empty() || !pattern.resource.starts_with(beginning)) {
    return false;
  }
  const std::string_view name = pattern.resource.substr(beginning.size());
  return name.find_first_of(separators) != std::string_view::npos;
}

bool HangsOnInnerWildcards(std::string_view pattern) {
  if (IsStarsOnly(pattern)) return false;
  const bool may_hold_variables = pattern.find("${") != std::string_view::npos;
  size_t colons = 0;
  for (size_t i = 0; i < pattern.size() && (colons < kColons || may_hold_variables); ++i) {
    if (pattern[i] == ':') ++colons;
    if (pattern[i] == '?') return true;
    const size_t behind = pattern.find_first_not_of('*', i);
    if (pattern[i] == '*' && behind != std::string_view::npos && pattern[behind] != ':')
      return true;
  }
  return false;
}

bool HangsOnPadding(std::string_view pattern) {
  return !pattern.ends_with('*') && FewestColons(pattern) < kColons;
}

bool MatchesArn(const ResourcePattern& pattern, std::string_view arn) {
  if (pattern.is_everything) return true;
  if (arn == "*") return false;
  if (IsPlainArn(pattern)) return pattern.text == arn;
  return std::any_of(pattern.readings.begin(), pattern.readings.end(),
                     [&](const Glob& reading) { return Matches(reading, arn); });
}

bool ContainsPattern(const std::vector<ResourcePattern>& wide, const ResourcePattern& narrow) {
  std::vector<const ResourcePattern*> candidates;
  for (const ResourcePattern& pattern : wide) {
    if (pattern.is_everything || IsSameText(pattern, narrow)) return true;
    if (!BeginningsDiffer(pattern.text, narrow.text)) candidates.push_back(&pattern);
  }
  if (candidates.empty() || narrow.is_everything) return false;
  if (IsPlainArn(narrow)) {
    return std::any_of(candidates.begin(), candidates.end(), [&](const ResourcePattern* pattern) {
      return MatchesArn(*pattern, narrow.text);
    });
  }
  VariableNumbers numbers;
  std::vector<Glob> outer, inner;
  for (const ResourcePattern* pattern : candidates) AppendReadings(*pattern, numbers, outer);
  AppendReadings(narrow, numbers, inner);
  return Contains(outer, inner);
}

bool PatternsMeet(const ResourcePattern& a, const ResourcePattern& b) {
  if (a.is_everything || b.is_everything || IsSameText(a, b)) return true;
  if (BeginningsDiffer(a.text, b.text)) return false;
  return Intersects(a.readings, b.readings);
}

bool ResourceList::IsEverything() const {
  return !is_negated && std::any_of(patterns.begin(), patterns.end(),
                                    [](const auto& pattern) { return pattern.is_everything; });
}

bool ResourceList::Matches(std::string_view arn) const {
  const bool is_listed = std::any_of(patterns.begin(), patterns.end(),
                                     [&](const auto& pattern) { return MatchesArn(pattern, arn); });
  return is_listed != is_negated;
}

}  // namespace iamsift
