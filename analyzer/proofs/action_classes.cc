#include "analyzer/proofs/action_classes.h"

#include <algorithm>
#include <compare>

#include "analyzer/base/text.h"
#include "analyzer/match/value_template.h"

namespace iamsift {
namespace {

// No action lacks its service or its name.
bool CanName(std::string_view pattern) {
  const size_t colon = pattern.find(':');
  return colon != std::string_view::npos && colon != 0 && colon + 1 < pattern.size() &&
         pattern.find_first_of(" \t\r\n,") == std::string_view::npos;
}

std::string WithOneStarBehind(std::string_view pattern) {
  size_t end = pattern.size();
  while (end > 1 && pattern[end - 1] == '*' && pattern[end - 2] == '*') --end;
  return std::string(pattern.substr(0, end));
}

// `*:*`: every service, every name.
bool IsEverything(std::string_view pattern) {
  const size_t colon = pattern.find(':');
  if (colon == std::string_view::npos) return IsStarsOnly(pattern);
  return IsStarsOnly(pattern.substr(0, colon)) && IsStarsOnly(pattern.substr(colon + 1));
}

// Wildcards only as one star at the end, behind the colon.
bool IsPlain(std::string_view pattern) {
  const size_t wildcard = pattern.find_first_of("*?");
  if (wildcard == std::string_view::npos) return true;
  return wildcard + 1 == pattern.size() && pattern[wildcard] == '*' && pattern.find(':') < wildcard;
}

// A pattern of a box. In the order of the sweep a beginning comes before all that begin so.
struct Mark {
  std::string_view text;
  bool is_name = false;
  uint32_t box = 0;
  friend auto operator<=>(const Mark&, const Mark&) = default;
};
constexpr uint32_t kNoBox = UINT32_MAX;

std::vector<Mark> MarksOf(std::span<const ActionPatterns> boxes) {
  std::vector<Mark> marks = {{"", false, kNoBox}, {kBucketListAction, true, kNoBox}};
  for (uint32_t box = 0; box < boxes.size(); ++box) {
    for (std::string_view pattern : boxes[box].plain) {
      const bool is_prefix = pattern.ends_with('*');
      if (is_prefix) pattern.remove_suffix(1);
      marks.push_back({pattern, !is_prefix, box});
    }
  }
  std::sort(marks.begin(), marks.end());
  return marks;
}

std::vector<uint32_t> Union(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b) {
  std::vector<uint32_t> both;
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both;
}

// Nothing that is an action lies between a service's colon and itself, and the empty beginning
// holds actions of any service: every region of a beginning has actions in it.
Glob BeginningGlob(std::string_view text) {
  Glob glob = WordOf(text);
  glob.push_back({.kind = TokenKind::kRun});
  return glob;
}

}  // namespace

ActionPatterns SplitPatterns(std::span<const std::string> lower_patterns) {
  ActionPatterns patterns;
  for (const std::string& written : lower_patterns) {
    if (IsEverything(written)) {
      patterns.plain.emplace_back("*");
    } else if (CanName(written)) {
      std::string pattern = WithOneStarBehind(written);
      if (IsPlain(pattern)) {
        patterns.plain.push_back(std::move(pattern));
      } else {
        Glob glob = ActionGlobOf(pattern);
        patterns.inner.push_back({std::move(pattern), std::move(glob)});
      }
    }
  }
  return patterns;
}

std::vector<ActionClass> ClassesOf(std::span<const ActionPatterns> boxes) {
  const std::vector<Mark> marks = MarksOf(boxes);
  std::vector<ActionClass> classes;
  std::vector<size_t> open;  // classes of beginnings around the node at hand
  for (size_t at = 0; at < marks.size();) {
    const Mark& mark = marks[at];
    std::vector<uint32_t> named;
    for (; at < marks.size() && marks[at].text == mark.text && marks[at].is_name == mark.is_name;
         ++at) {
      const uint32_t box = marks[at].box;
      if (box != kNoBox && (named.empty() || named.back() != box)) named.push_back(box);
    }
    while (!open.empty() && !mark.text.starts_with(classes[open.back()].text)) open.pop_back();
    ActionClass made{.text = std::string(mark.text),
                     .is_prefix = !mark.is_name,
                     .without = {},
                     .applying = std::move(named)};
    if (!open.empty()) {
      ActionClass& parent = classes[open.back()];
      made.applying = Union(parent.applying, made.applying);
      parent.without.push_back(made.is_prefix ? Concat({made.text, "*"}) : made.text);
    }
    classes.push_back(std::move(made));
    if (!mark.is_name) open.push_back(classes.size() - 1);
  }
  return classes;
}

Glob ActionGlobOf(std::string_view lower_pattern) {
  Glob glob = CompileTemplate(lower_pattern, /*wildcards=*/true, /*variables=*/false).tokens;
  for (GlobToken& token : glob) {
    if (token.kind == TokenKind::kLiteral && token.character == ':') break;
    if (token.kind == TokenKind::kRun) token.kind = TokenKind::kRunInPart;
    if (token.kind == TokenKind::kOne) token.kind = TokenKind::kOneInPart;
  }
  return glob;
}

Applies MeetsClass(const InnerPattern& pattern, const ActionClass& actions) {
  if (!actions.is_prefix) {
    return Matches(pattern.glob, actions.text) ? Applies::kYes : Applies::kNo;
  }
  const std::string_view inner_pattern = pattern.text;
  const std::string_view beginning = inner_pattern.substr(0, inner_pattern.find_first_of("*?"));
  const std::string_view text = actions.text;
  const size_t shared = std::min(beginning.size(), text.size());
  return beginning.substr(0, shared) == text.substr(0, shared) ? Applies::kSome : Applies::kNo;
}

const GlobUnion& AllActionTexts() {
  static const GlobUnion* const kTexts = new GlobUnion{{{.kind = TokenKind::kOneInPart},
                                                        {.kind = TokenKind::kRunInPart},
                                                        {TokenKind::kLiteral, U':', 0},
                                                        {.kind = TokenKind::kOne},
                                                        {.kind = TokenKind::kRun}}};
  return *kTexts;
}

ActionRegion RegionOf(const ActionClass& actions) {
  ActionRegion region;
  region.inside = {actions.is_prefix ? BeginningGlob(actions.text) : WordOf(actions.text)};
  for (const std::string& other : actions.without) {
    const bool is_prefix = other.ends_with('*');
    const std::string_view text =
        std::string_view(other).substr(0, other.size() - (is_prefix ? 1 : 0));
    region.outside.push_back(is_prefix ? BeginningGlob(text) : WordOf(text));
  }
  return region;
}

namespace {

// Whether the rest of the class leaves an action out, by its name in lower case.
bool IsLeftOut(const ActionClass& actions, std::string_view lower) {
  return std::any_of(actions.without.begin(), actions.without.end(), [&](const std::string& other) {
    if (!other.ends_with('*')) return lower == other;
    return lower.starts_with(std::string_view(other).substr(0, other.size() - 1));
  });
}

// False: the visitor has seen enough.
bool VisitRange(const Catalog& catalog, const ActionClass& actions, ActionRange range,
                const std::function<bool(ActionId)>& visit) {
  for (uint16_t id = range.first; id < range.last; ++id) {
    const ActionId action{id};
    if (IsLeftOut(actions, AsciiLower(catalog.ActionFullName(action)))) continue;
    if (!visit(action)) return false;
  }
  return true;
}

}  // namespace

void VisitListedActions(const Catalog& catalog, const ActionClass& actions,
                        const std::function<bool(ActionId)>& visit) {
  if (!actions.is_prefix) {
    if (const std::optional<ActionId> id = catalog.FindAction(actions.text)) visit(*id);
    return;
  }
  const size_t colon = actions.text.find(':');
  if (colon != std::string::npos) {
    const std::optional<ServiceId> service = catalog.FindService(actions.text.substr(0, colon));
    if (!service) return;
    VisitRange(catalog, actions,
               catalog.ActionsWithPrefix(*service, actions.text.substr(colon + 1)), visit);
    return;
  }
  for (uint16_t id = 0; id < catalog.ServiceCount(); ++id) {
    const ServiceId service{id};
    if (!catalog.ServicePrefix(service).starts_with(actions.text)) continue;
    if (!VisitRange(catalog, actions, catalog.ActionsOf(service), visit)) return;
  }
}

}  // namespace iamsift
