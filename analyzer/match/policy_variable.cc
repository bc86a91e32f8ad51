#include "analyzer/match/policy_variable.h"

#include <algorithm>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

std::string_view WithoutBlanksBehind(std::string_view text) {
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// `key` or `key, 'default'`.
PolicyVariable SplitDefault(std::string_view inside) {
  const size_t comma = inside.find(',');
  if (comma == std::string_view::npos || inside.back() != '\'') return {inside, std::nullopt};
  const size_t quote = inside.find_first_not_of(' ', comma + 1);
  if (inside[quote] != '\'' || quote + 1 >= inside.size()) return {inside, std::nullopt};
  return {WithoutBlanksBehind(inside.substr(0, comma)),
          inside.substr(quote + 1, inside.size() - quote - 2)};
}

}  // namespace

bool operator==(const PolicyVariable& a, const PolicyVariable& b) {
  return EqualsIgnoreCase(a.key, b.key) && a.default_text == b.default_text;
}

std::optional<VariableAtStart> ReadVariable(std::string_view text) {
  if (!text.starts_with("${")) return std::nullopt;
  const size_t end = text.find('}');
  if (end == std::string_view::npos || end == 2) return std::nullopt;
  const std::string_view inside = text.substr(2, end - 2);
  VariableAtStart found{.length = end + 1};
  if (inside == "*" || inside == "?" || inside == "$") {
    found.escaped = inside[0];
  } else {
    found.variable = SplitDefault(inside);
  }
  return found;
}

uint16_t VariableNumbers::Of(const PolicyVariable& variable) {
  const auto known = std::find(known_.begin(), known_.end(), variable);
  const auto number = static_cast<uint16_t>(known - known_.begin());
  if (known == known_.end()) known_.push_back(variable);
  return number;
}

bool HasVariable(std::string_view text, LanguageVersion version) {
  if (version != LanguageVersion::k2012) return false;
  for (size_t at = text.find("${"); at != std::string_view::npos; at = text.find("${", at)) {
    const std::optional<VariableAtStart> found = ReadVariable(text.substr(at));
    if (found && found->variable) return true;
    at += found ? found->length : 2;
  }
  return false;
}

}  // namespace iamsift
