#include "analyzer/catalog/format/key_pattern.h"

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

constexpr std::string_view kTagKeyEnding = "/tag-key";

// The end of the variable part that starts at `begin`, or `begin` when none does.
size_t EndOfHole(std::string_view key, size_t begin) {
  const std::string_view rest = key.substr(begin);
  char closing = 0;
  if (rest.starts_with("${")) closing = '}';
  if (rest.starts_with('<')) closing = '>';
  const size_t end = closing == 0 ? std::string_view::npos : rest.find(closing);
  return end == std::string_view::npos ? begin : begin + end + 1;
}

// Where `literal` first stands in `name` at or after `from`, without case.
size_t FindIgnoringCase(std::string_view name, std::string_view literal, size_t from) {
  for (size_t at = from; at + literal.size() <= name.size(); ++at) {
    if (StartsWithIgnoreCase(name.substr(at), literal)) return at;
  }
  return std::string_view::npos;
}

bool EndsWithIgnoringCase(std::string_view name, std::string_view ending) {
  return name.size() >= ending.size() &&
         EqualsIgnoreCase(name.substr(name.size() - ending.size()), ending);
}

}  // namespace

std::string KeyPatternOf(std::string_view key) {
  std::string pattern;
  bool has_hole = false;
  for (size_t at = 0; at < key.size();) {
    const size_t end = EndOfHole(key, at);
    has_hole |= end != at;
    pattern.push_back(end == at ? AsciiLower(key[at]) : '*');
    at = end == at ? at + 1 : end;
  }
  if (pattern.ends_with(kTagKeyEnding)) {
    pattern.replace(pattern.size() - kTagKeyEnding.size() + 1, std::string::npos, "*");
    return pattern;
  }
  if (pattern.ends_with('/')) return pattern + "*";
  return has_hole ? pattern : std::string();
}

bool KeyPatternMatches(std::string_view pattern, std::string_view name) {
  const size_t first_hole = pattern.find('*');
  if (first_hole == std::string_view::npos) return EqualsIgnoreCase(pattern, name);
  if (!StartsWithIgnoreCase(name, pattern.substr(0, first_hole))) return false;
  size_t at = first_hole;  // in name
  for (size_t hole = first_hole;;) {
    const size_t next = pattern.find('*', hole + 1);
    const std::string_view literal = pattern.substr(hole + 1, next - hole - 1);
    if (at >= name.size()) return false;
    if (next == std::string_view::npos) {
      return EndsWithIgnoringCase(name.substr(at + 1), literal);
    }
    const size_t found = FindIgnoringCase(name, literal, at + 1);
    if (found == std::string_view::npos) return false;
    at = found + literal.size();
    hole = next;
  }
}

}  // namespace iamsift
