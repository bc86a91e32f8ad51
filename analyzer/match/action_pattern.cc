// One written action pattern to ranges of the catalog. Nearly all patterns are a name or a prefix,
// which two binary searches answer; the rest scan only the names that begin with their literal
// part.

#include <algorithm>

#include "analyzer/base/text.h"
#include "analyzer/match/action_set.h"

namespace iamsift {
namespace {

// What one pass over the text finds. Thousands of patterns are compiled in a run; the standard
// library's searches for any of several characters cost more than all the rest.
struct Outline {
  size_t colon = std::string_view::npos;
  bool has_second_colon = false;
  bool has_wildcard = false;
  bool has_blank = false;  // white space or a comma
};

Outline OutlineOf(std::string_view text) {
  Outline outline;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == ':') {
      outline.has_second_colon |= outline.colon != std::string_view::npos;
      if (outline.colon == std::string_view::npos) outline.colon = i;
    }
    outline.has_wildcard |= c == '*' || c == '?';
    outline.has_blank |= c == ' ' || c == ',' || (c >= '\t' && c <= '\r');
  }
  return outline;
}

size_t FindWildcard(std::string_view text) {
  const auto is_wildcard = [](char c) { return c == '*' || c == '?'; };
  const auto found = std::find_if(text.begin(), text.end(), is_wildcard);
  return found == text.end() ? std::string_view::npos : static_cast<size_t>(found - text.begin());
}

void Append(std::vector<ActionRange>& ranges, ActionRange range) {
  if (range.IsEmpty()) return;
  if (!ranges.empty() && ranges.back().last == range.first) {
    ranges.back().last = range.last;
  } else {
    ranges.push_back(range);
  }
}

// Appends the actions of one service whose names match.
void AppendMatches(const Catalog& catalog, ServiceId service, std::string_view name,
                   std::vector<ActionRange>& ranges) {
  const size_t wildcard = FindWildcard(name);
  if (wildcard == std::string_view::npos) {
    const std::optional<ActionId> found = catalog.FindAction(service, name);
    if (found) Append(ranges, {found->value, static_cast<uint16_t>(found->value + 1)});
    return;
  }
  const ActionRange begun = wildcard == 0
                                ? catalog.ActionsOf(service)
                                : catalog.ActionsWithPrefix(service, name.substr(0, wildcard));
  const std::string_view rest = name.substr(wildcard);
  if (IsStarsOnly(rest)) return Append(ranges, begun);
  for (uint16_t action = begun.first; action < begun.last; ++action) {
    const std::string_view tail = catalog.ActionName(ActionId{action}).substr(wildcard);
    if (GlobMatchesIgnoreCase(rest, tail)) {
      Append(ranges, {action, static_cast<uint16_t>(action + 1)});
    }
  }
}

void Expand(const Catalog& catalog, std::string_view service, std::string_view name,
            std::vector<ActionRange>& ranges) {
  if (FindWildcard(service) == std::string_view::npos) {
    if (const std::optional<ServiceId> found = catalog.FindService(service)) {
      AppendMatches(catalog, *found, name, ranges);
    }
    return;
  }
  for (size_t i = 0; i < catalog.ServiceCount(); ++i) {
    const ServiceId candidate{static_cast<uint16_t>(i)};
    if (GlobMatchesIgnoreCase(service, catalog.ServicePrefix(candidate))) {
      AppendMatches(catalog, candidate, name, ranges);
    }
  }
}

ActionRange AllActions(const Catalog& catalog) {
  return {0, static_cast<uint16_t>(catalog.ActionCount())};
}

}  // namespace

size_t ActionPattern::Count() const {
  size_t count = 0;
  for (const ActionRange& range : ranges) count += static_cast<size_t>(range.last - range.first);
  return count;
}

bool ActionPattern::Contains(ActionId action) const {
  const auto after = std::upper_bound(
      ranges.begin(), ranges.end(), action.value,
      [](uint16_t value, const ActionRange& range) { return value < range.first; });
  return after != ranges.begin() && action.value < std::prev(after)->last;
}

ActionPattern CompileActionPattern(const Catalog& catalog, std::string_view text) {
  const Outline outline = OutlineOf(text);
  const bool has_colon = outline.colon != std::string_view::npos;
  const std::string_view service = text.substr(0, outline.colon);
  const std::string_view name = has_colon ? text.substr(outline.colon + 1) : std::string_view();
  ActionPattern pattern{.text = text, .has_wildcard = outline.has_wildcard};
  if (IsStarsOnly(text) || (IsStarsOnly(service) && IsStarsOnly(name))) {
    pattern.is_everything = true;
    pattern.ranges = {AllActions(catalog)};
    return pattern;
  }
  pattern.is_malformed =
      service.empty() || name.empty() || outline.has_second_colon || outline.has_blank;
  if (!pattern.is_malformed) Expand(catalog, service, name, pattern.ranges);
  return pattern;
}

void InsertPattern(ActionSet& set, const ActionPattern& pattern) {
  if (pattern.is_malformed) return;
  for (const ActionRange& range : pattern.ranges) set.Insert(range);
  if (pattern.is_everything) {
    set.mutable_unlisted().InsertEverything();
  } else if (pattern.has_wildcard || pattern.ranges.empty()) {
    set.mutable_unlisted().Insert(pattern.text);
  }
}

}  // namespace iamsift
