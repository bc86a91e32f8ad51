#include "tests/differential/plain_evaluator.h"

#include <algorithm>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

bool Glob(std::string_view pattern, std::string_view text) {
  if (pattern.empty()) return text.empty();
  if (pattern.front() == '*') {
    return Glob(pattern.substr(1), text) || (!text.empty() && Glob(pattern, text.substr(1)));
  }
  return !text.empty() && (pattern.front() == '?' || pattern.front() == text.front()) &&
         Glob(pattern.substr(1), text.substr(1));
}

bool IsStars(std::string_view text) {
  return text.find_first_not_of('*') == std::string_view::npos;
}

// One run of stars does what several do; without this the recursion above explodes.
std::string OneStar(std::string_view pattern) {
  std::string folded;
  for (const char c : pattern) {
    if (c != '*' || folded.empty() || folded.back() != '*') folded.push_back(c);
  }
  return folded;
}

bool MatchesAction(std::string_view pattern, std::string_view action) {
  return IsStars(pattern) || pattern == "*:*" ||
         Glob(OneStar(AsciiLower(pattern)), AsciiLower(action));
}

bool MatchesResource(std::string_view pattern, std::string_view resource, LanguageVersion version) {
  if (IsStars(pattern)) return true;
  if (resource == "*") return false;
  if (version == LanguageVersion::k2012 && pattern.find("${") != std::string_view::npos) {
    return false;
  }
  return Glob(OneStar(pattern), resource);
}

template <typename Matches>
bool Meets(const ElementList& list, Matches matches) {
  const bool some = std::any_of(list.items.begin(), list.items.end(),
                                [&](const TextAt& item) { return matches(item.text); });
  return some != list.is_negated;
}

bool Applies(const Statement& statement, const PlainRequest& request, LanguageVersion version,
             const ConditionOracle& holds) {
  return Meets(statement.actions,
               [&](std::string_view p) { return MatchesAction(p, request.action); }) &&
         Meets(statement.resources,
               [&](std::string_view p) { return MatchesResource(p, request.resource, version); }) &&
         std::all_of(statement.conditions.begin(), statement.conditions.end(), holds);
}

}  // namespace

bool PlainAllows(const PolicyDocument& document, const PlainRequest& request,
                 const ConditionOracle& holds) {
  bool allows = false;
  for (const Statement& statement : document.statements) {
    if (!Applies(statement, request, document.version, holds)) continue;
    if (statement.effect == Effect::kDeny) return false;
    allows = true;
  }
  return allows;
}

}  // namespace iamsift
