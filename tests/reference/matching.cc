#include "tests/reference/matching.h"

#include <algorithm>

#include "tests/reference/text.h"

namespace iamsift::reference {
namespace {

constexpr int kColonsOfAnArn = 5;

bool IsWritten(const Symbol& symbol, char32_t character) {
  return symbol.kind == Symbol::Kind::kWritten && symbol.character == character;
}

bool IsRun(const Symbol& symbol) { return symbol.kind == Symbol::Kind::kAnyRun; }

bool IsStarsOnly(const Pattern& pattern) {
  return !pattern.empty() && std::all_of(pattern.begin(), pattern.end(), IsRun);
}

int WrittenColons(const Pattern& pattern) {
  return static_cast<int>(std::count_if(pattern.begin(), pattern.end(), [](const Symbol& symbol) {
    return IsWritten(symbol, U':');
  }));
}

void AppendWritten(std::string_view text, Pattern& pattern) {
  for (const char32_t c : Characters(text)) {
    if (c == U'*') {
      pattern.push_back({Symbol::Kind::kAnyRun});
    } else if (c == U'?') {
      pattern.push_back({Symbol::Kind::kAnyOne});
    } else {
      pattern.push_back({Symbol::Kind::kWritten, c});
    }
  }
}

void AppendLiteral(std::string_view text, Pattern& pattern) {
  for (const char32_t c : Characters(text)) {
    pattern.push_back({Symbol::Kind::kSubstituted, c});
  }
}

// The text of a variable without its braces: `key`, or `key, 'default'`. A default is literal as
// the value is. Only a single-valued key can be a variable: another counts as unset. A key that
// is set to the empty string is set.
std::optional<std::string> ValueOfVariable(std::string_view variable, const Context& context) {
  if (variable == "*" || variable == "?" || variable == "$") return std::string(variable);
  std::string_view key = variable;
  std::optional<std::string> otherwise;
  const size_t comma = variable.find(", '");
  if (comma != std::string_view::npos && variable.ends_with('\'') && variable.size() > comma + 3) {
    key = variable.substr(0, comma);
    otherwise = variable.substr(comma + 3, variable.size() - comma - 4);
  }
  const ContextValue* const value = FindKey(context, key);
  if (value == nullptr || value->is_multivalued) return otherwise;
  return value->values[0];
}

// A glob over an ARN, from a place in the pattern and a place in the text. `colons` is the number
// of colons that the pattern wrote before the place: below five, a wildcard is in one of the first
// five parts and takes no colon, unless it is a star that ends its part.
class ArnGlob {
 public:
  ArnGlob(const Pattern& pattern, const std::u32string& text) : pattern_(pattern), text_(text) {}

  bool MatchesFrom(size_t at, size_t place, int colons) const {
    if (at == pattern_.size()) return place == text_.size();
    const Symbol& symbol = pattern_[at];
    if (IsRun(symbol)) return RunMatchesFrom(at, place, colons);
    if (place == text_.size()) return false;
    const bool takes = symbol.kind == Symbol::Kind::kAnyOne
                           ? colons >= kColonsOfAnArn || text_[place] != U':'
                           : text_[place] == symbol.character;
    return takes && MatchesFrom(at + 1, place + 1, colons + (IsWritten(symbol, U':') ? 1 : 0));
  }

 private:
  bool RunMatchesFrom(size_t at, size_t place, int colons) const {
    const bool takes_colons = colons >= kColonsOfAnArn || EndsItsPart(at);
    for (size_t end = place;; ++end) {
      if (MatchesFrom(at + 1, end, colons)) return true;
      if (end == text_.size() || (text_[end] == U':' && !takes_colons)) return false;
    }
  }

  // Several stars in a row are one.
  bool EndsItsPart(size_t at) const {
    while (at < pattern_.size() && IsRun(pattern_[at])) ++at;
    return at == pattern_.size() || IsWritten(pattern_[at], U':');
  }

  const Pattern& pattern_;
  const std::u32string& text_;
};

bool ArnGlobMatches(const Pattern& pattern, const std::u32string& text) {
  return ArnGlob(pattern, text).MatchesFrom(0, 0, 0);
}

// The pattern with `*` for each part that it lacks.
Pattern Padded(Pattern pattern) {
  for (int colons = WrittenColons(pattern); colons < kColonsOfAnArn; ++colons) {
    pattern.push_back({Symbol::Kind::kWritten, U':'});
    pattern.push_back({Symbol::Kind::kAnyRun});
  }
  return pattern;
}

// Only what is written splits: a colon that a variable brings stays in its part.
std::vector<Pattern> PartsOf(const Pattern& pattern) {
  std::vector<Pattern> parts(1);
  for (const Symbol& symbol : pattern) {
    if (IsWritten(symbol, U':') && parts.size() <= kColonsOfAnArn) {
      parts.emplace_back();
    } else {
      parts.back().push_back(symbol);
    }
  }
  return parts;
}

bool IsWrittenText(const Pattern& pattern, std::u32string_view text) {
  return std::equal(pattern.begin(), pattern.end(), text.begin(), text.end(), IsWritten);
}

// `arn:<partition>:s3:::*`
bool IsEveryBucket(const Pattern& pattern) {
  const std::vector<Pattern> parts = PartsOf(pattern);
  return parts.size() == 6 && IsWrittenText(parts[0], U"arn") && !parts[1].empty() &&
         IsWrittenText(parts[2], U"s3") && parts[3].empty() && parts[4].empty() &&
         parts[5].size() == 1 && IsRun(parts[5][0]);
}

const Context& NoContext() {
  static const Context kNone;
  return kNone;
}

}  // namespace

std::optional<Pattern> ParsePattern(std::string_view text, const Variables& variables) {
  Pattern pattern;
  while (!text.empty()) {
    const size_t start = variables.are_known ? text.find("${") : std::string_view::npos;
    const size_t end = start == std::string_view::npos ? start : text.find('}', start);
    if (end == std::string_view::npos) {
      AppendWritten(text, pattern);
      break;
    }
    AppendWritten(text.substr(0, start), pattern);
    const std::string_view name = text.substr(start + 2, end - start - 2);
    if (name.empty()) {
      // Names nothing, so it is text.
      AppendWritten(text.substr(start, end + 1 - start), pattern);
    } else if (const auto value = ValueOfVariable(name, variables.context)) {
      AppendLiteral(*value, pattern);
    } else {
      return std::nullopt;
    }
    text.remove_prefix(end + 1);
  }
  return pattern;
}

bool GlobMatches(const Pattern& pattern, std::string_view text) {
  const std::u32string characters = Characters(text);
  return ArnGlob(pattern, characters).MatchesFrom(0, 0, kColonsOfAnArn);
}

bool ArnMatchesByParts(const Pattern& pattern, std::string_view text) {
  if (IsStarsOnly(pattern)) return true;
  const std::vector<Pattern> patterns = PartsOf(pattern);
  const std::vector<std::string> parts = SplitAt(text, ':', kColonsOfAnArn);
  if (patterns.size() != 6 || parts.size() != 6) return false;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (!GlobMatches(patterns[i], parts[i])) return false;
  }
  return true;
}

// Prefix and name are compared separately. White space and commas are in no real action; a pattern
// without colon, unless of stars only, names nothing.
bool ActionMatches(std::string_view pattern, std::string_view action) {
  if (reference::IsStarsOnly(pattern)) return true;
  if (pattern.find_first_of(" \t\r\n,") != std::string_view::npos) return false;
  const std::vector<std::string> wanted = SplitAt(Lower(pattern), ':', 1);
  const std::vector<std::string> asked = SplitAt(Lower(action), ':', 1);
  if (wanted.size() != 2 || asked.size() != 2) return false;
  const Variables none{false, NoContext()};
  return GlobMatches(*ParsePattern(wanted[0], none), asked[0]) &&
         GlobMatches(*ParsePattern(wanted[1], none), asked[1]);
}

bool ResourceMatches(const Pattern& pattern, const Request& request) {
  if (IsStarsOnly(pattern)) return true;
  if (request.resource == "*") {
    // Actions without resource types. The pages of AWS disagree on the one exception.
    return SameWithoutCase(request.action, "s3:ListAllMyBuckets") && IsEveryBucket(pattern);
  }
  const std::u32string text = Characters(request.resource);
  if (ArnGlobMatches(pattern, text)) return true;
  return WrittenColons(pattern) < kColonsOfAnArn && ArnGlobMatches(Padded(pattern), text);
}

bool ActionApplies(const Statement& statement, const Request& request) {
  const bool is_listed =
      std::any_of(statement.actions.begin(), statement.actions.end(),
                  [&](const std::string& entry) { return ActionMatches(entry, request.action); });
  return is_listed != statement.is_not_action;
}

bool ResourceApplies(const Statement& statement, bool has_variables, const Request& request) {
  // A trust policy is about its role, and a resource policy without the element about its resource.
  if (statement.resource_element == ResourceElement::kAbsent) return true;
  const bool is_not_resource = statement.resource_element == ResourceElement::kNotResource;
  bool is_listed = false;
  for (const std::string& text : statement.resources) {
    const auto pattern = ParsePattern(text, {has_variables, request.context});
    // With an unset variable a Resource entry matches nothing, and a NotResource never applies.
    if (!pattern.has_value() && is_not_resource) return false;
    if (pattern.has_value() && ResourceMatches(*pattern, request)) is_listed = true;
  }
  return is_listed != is_not_resource;
}

}  // namespace iamsift::reference
