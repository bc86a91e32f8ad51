#include "analyzer/proofs/action_classes.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "analyzer/base/text.h"
#include "analyzer/match/value_template.h"

namespace iamsift {
namespace {

constexpr size_t kNone = std::string_view::npos;

// A written pattern in lower case, and where what matters stands in it.
struct Scanned {
  std::string_view text;
  size_t colon = kNone, wildcard = kNone;  // the first of each
  bool has_blank = false;
};

// What a byte of a pattern is, beside its lower case.
enum ByteKind : uint8_t { kColon = 1, kWildcard = 2, kBlank = 4 };

struct Byte {
  char lower = 0;
  uint8_t kind = 0;
};

constexpr std::array<Byte, 256> kBytes = [] {
  std::array<Byte, 256> bytes{};
  for (size_t i = 0; i < bytes.size(); ++i) {
    bytes[i].lower = static_cast<char>(i >= 'A' && i <= 'Z' ? i + ('a' - 'A') : i);
  }
  bytes[':'].kind = kColon;
  bytes['*'].kind = bytes['?'].kind = kWildcard;
  for (const char c : std::string_view(" \t\r\n,")) bytes[static_cast<size_t>(c)].kind = kBlank;
  return bytes;
}();

Scanned Scan(std::string_view written, Arena& texts) {
  char* const lower = texts.Allocate(written.size());
  Scanned scanned{.text = {lower, written.size()}};
  uint8_t kinds = 0;
  for (size_t i = 0; i < written.size(); ++i) {
    const Byte byte = kBytes[static_cast<unsigned char>(written[i])];
    lower[i] = byte.lower;
    kinds |= byte.kind;
  }
  scanned.has_blank = (kinds & kBlank) != 0;
  if ((kinds & kColon) != 0) scanned.colon = scanned.text.find(':');
  if ((kinds & kWildcard) != 0) scanned.wildcard = scanned.text.find_first_of("*?");
  return scanned;
}

// No action lacks its service or its name.
bool CanName(const Scanned& pattern) {
  return pattern.colon != kNone && pattern.colon != 0 && pattern.colon + 1 < pattern.text.size() &&
         !pattern.has_blank;
}

std::string_view WithOneStarBehind(std::string_view pattern) {
  while (pattern.ends_with("**")) pattern.remove_suffix(1);
  return pattern;
}

// `*:*`: every service, every name.
bool IsEverything(const Scanned& pattern) {
  if (pattern.colon == kNone) return IsStarsOnly(pattern.text);
  return IsStarsOnly(pattern.text.substr(0, pattern.colon)) &&
         IsStarsOnly(pattern.text.substr(pattern.colon + 1));
}

// Wildcards only as one star at the end, behind the colon.
bool IsPlain(const Scanned& pattern) {
  if (pattern.wildcard == kNone) return true;
  return pattern.wildcard + 1 == pattern.text.size() && pattern.text.ends_with('*') &&
         pattern.colon < pattern.wildcard;
}

void AddPattern(Scanned pattern, ActionPatterns& patterns) {
  if (IsEverything(pattern)) {
    patterns.plain.push_back(PlainPattern::Of("", /*is_name=*/false));
    return;
  }
  if (!CanName(pattern)) return;
  pattern.text = WithOneStarBehind(pattern.text);
  if (IsPlain(pattern)) {
    patterns.plain.push_back(
        PlainPattern::Of(pattern.text.substr(0, pattern.wildcard), pattern.wildcard == kNone));
  } else {
    patterns.inner.push_back(
        {pattern.text, pattern.text.substr(0, pattern.wildcard), ActionGlobOf(pattern.text)});
  }
}

// A pattern and whose it is. In the order of the sweep a beginning comes before all that begin so.
struct Mark {
  PlainPattern pattern;
  uint32_t index = 0;
  friend auto operator<=>(const Mark&, const Mark&) = default;
};
constexpr uint32_t kNobody = UINT32_MAX;

// Merges sorted runs, given by their ends: lists of actions mostly are sorted as they stand.
void MergeRuns(std::vector<Mark>& marks, std::vector<size_t> ends) {
  std::vector<Mark> merged(marks.size());
  while (ends.size() > 1) {
    std::vector<size_t> fewer;
    size_t begin = 0;
    for (size_t run = 0; run < ends.size(); run += 2) {
      const size_t middle = ends[run], end = run + 1 < ends.size() ? ends[run + 1] : middle;
      const auto at = [&](size_t i) { return marks.begin() + static_cast<ptrdiff_t>(i); };
      std::merge(at(begin), at(middle), at(middle), at(end),
                 merged.begin() + static_cast<ptrdiff_t>(begin));
      fewer.push_back(end);
      begin = end;
    }
    marks.swap(merged);
    ends = std::move(fewer);
  }
}

std::vector<Mark> MarksOf(std::span<const ActionPatterns> patterns) {
  std::vector<Mark> marks = {{PlainPattern::Of("", false), kNobody},
                             {PlainPattern::Of(kBucketListAction, true), kNobody}};
  std::vector<size_t> ends = {marks.size()};
  for (uint32_t index = 0; index < patterns.size(); ++index) {
    for (const PlainPattern& pattern : patterns[index].plain) marks.push_back({pattern, index});
    if (marks.size() > ends.back()) ends.push_back(marks.size());
  }
  MergeRuns(marks, std::move(ends));
  return marks;
}

// Nothing that is an action lies between a service's colon and itself, and the empty beginning
// holds actions of any service: every region of a beginning has actions in it.
Glob BeginningGlob(std::string_view text) {
  Glob glob = WordOf(text);
  glob.push_back({.kind = TokenKind::kRun});
  return glob;
}

}  // namespace

PlainPattern PlainPattern::Of(std::string_view text, bool is_name) {
  PlainPattern pattern{.order = {}, .text = text, .is_name = is_name};
  std::array<unsigned char, sizeof(pattern.order)> bytes{};
  std::memcpy(bytes.data(), text.data(), std::min(text.size(), bytes.size()));
  for (size_t i = 0; i < bytes.size(); ++i) {
    uint64_t& order = pattern.order[i / sizeof(uint64_t)];
    order = order << 8 | bytes[i];
  }
  return pattern;
}

ActionPatterns SplitPatterns(std::span<const TextAt> written, Arena& texts) {
  ActionPatterns patterns;
  patterns.plain.reserve(written.size());
  for (const TextAt& item : written) AddPattern(Scan(item.text, texts), patterns);
  if (!std::is_sorted(patterns.plain.begin(), patterns.plain.end())) {
    std::sort(patterns.plain.begin(), patterns.plain.end());
  }
  return patterns;
}

const std::vector<uint32_t>* ActionClasses::SetOf(const std::vector<uint32_t>* outer,
                                                  const std::vector<uint32_t>& named) {
  std::vector<uint32_t> both;
  if (outer != nullptr) {
    std::set_union(outer->begin(), outer->end(), named.begin(), named.end(),
                   std::back_inserter(both));
  } else {
    both = named;
  }
  return &*sets_.insert(std::move(both)).first;
}

ActionClasses::ActionClasses(std::span<const ActionPatterns> patterns) {
  const std::vector<Mark> marks = MarksOf(patterns);
  classes_.reserve(marks.size());  // so that classes stay in place
  std::vector<ActionClass*> open;  // classes of beginnings around the mark at hand
  std::vector<uint32_t> named, last_named;
  const std::vector<uint32_t>* last_outer = nullptr;
  for (size_t at = 0; at < marks.size();) {
    const PlainPattern& pattern = marks[at].pattern;
    named.clear();
    for (; at < marks.size() && marks[at].pattern == pattern; ++at) {
      const uint32_t index = marks[at].index;
      if (index != kNobody && (named.empty() || named.back() != index)) named.push_back(index);
    }
    while (!open.empty() && !pattern.text.starts_with(open.back()->text)) open.pop_back();
    for (ActionClass* around : open) ++around->inside_count;
    ActionClass& made = classes_.emplace_back();
    made.text = pattern.text;
    made.is_prefix = !pattern.is_name;
    made.inside = classes_.data() + classes_.size();
    const std::vector<uint32_t>* const outer = open.empty() ? nullptr : open.back()->applying;
    // Mostly the class before is of the same beginning and the same patterns.
    const bool is_alike = classes_.size() > 1 && outer == last_outer && named == last_named;
    made.applying = is_alike ? classes_[classes_.size() - 2].applying : SetOf(outer, named);
    last_outer = outer;
    last_named.swap(named);
    if (made.is_prefix) open.push_back(&made);
  }
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
    return actions.text.starts_with(pattern.beginning) && Matches(pattern.glob, actions.text)
               ? Applies::kYes
               : Applies::kNo;
  }
  const size_t shared = std::min(pattern.beginning.size(), actions.text.size());
  const bool may_meet = pattern.beginning.substr(0, shared) == actions.text.substr(0, shared);
  return may_meet ? Applies::kSome : Applies::kNo;
}

const GlobUnion& AllActionTexts() {
  static const GlobUnion* const kTexts =
      new GlobUnion{{{.kind = TokenKind::kOneInPart},
                     {.kind = TokenKind::kRunInPart},
                     {.kind = TokenKind::kLiteral, .character = U':'},
                     {.kind = TokenKind::kOne},
                     {.kind = TokenKind::kRun}}};
  return *kTexts;
}

namespace {

// Calls `visit` with the classes that are inside this one and in no other inside it, until it
// answers false.
template <typename Visit>
void VisitInside(const ActionClass& actions, Visit visit) {
  for (uint32_t i = 0; i < actions.inside_count; i += 1 + actions.inside[i].inside_count) {
    if (!visit(actions.inside[i])) return;
  }
}

}  // namespace

ActionRegion RegionOf(const ActionClass& actions) {
  ActionRegion region;
  region.inside = {actions.is_prefix ? BeginningGlob(actions.text) : WordOf(actions.text)};
  VisitInside(actions, [&](const ActionClass& other) {
    region.outside.push_back(other.is_prefix ? BeginningGlob(other.text) : WordOf(other.text));
    return true;
  });
  return region;
}

namespace {

// Whether the rest of the class leaves an action out, by its name in lower case.
bool IsLeftOut(const ActionClass& actions, std::string_view lower) {
  bool is_left_out = false;
  VisitInside(actions, [&](const ActionClass& other) {
    is_left_out = other.is_prefix ? lower.starts_with(other.text) : lower == other.text;
    return !is_left_out;
  });
  return is_left_out;
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
  if (colon != kNone) {
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
