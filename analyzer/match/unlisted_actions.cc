#include "analyzer/match/unlisted_actions.h"

#include <algorithm>
#include <utility>

#include "analyzer/base/text.h"
#include "analyzer/match/glob_language.h"

namespace iamsift {
namespace {

using Terms = std::vector<UnlistedTerm>;

void InsertOnce(std::vector<std::string>& sorted, std::string pattern) {
  const auto place = std::lower_bound(sorted.begin(), sorted.end(), pattern);
  if (place == sorted.end() || *place != pattern) sorted.insert(place, std::move(pattern));
}

void InsertAll(std::vector<std::string>& sorted, const std::vector<std::string>& more) {
  for (const std::string& pattern : more) InsertOnce(sorted, pattern);
}

constexpr size_t kMostPairs = 1 << 20;

size_t PatternCount(const UnlistedActions& set) {
  size_t count = set.included.size() + set.excluded.size() + 1;
  for (const UnlistedTerm& term : set.partial) count += term.all_of.size() + term.none_of.size();
  return count;
}

Glob GlobOf(std::string_view pattern) {
  Glob glob;
  glob.reserve(pattern.size());
  for (const char c : pattern) {
    const TokenKind kind = c == '*'   ? TokenKind::kRun
                           : c == '?' ? TokenKind::kOne
                                      : TokenKind::kLiteral;
    glob.push_back(
        {.kind = kind,
         .character = kind == TokenKind::kLiteral ? static_cast<unsigned char>(c) : U'\0'});
  }
  return glob;
}

// The quick answers come first: nearly all patterns are names or prefixes.
bool Covers(std::string_view outer, std::string_view inner) {
  if (outer == inner || outer == "*") return true;
  if (!HasWildcard(inner)) return GlobMatchesIgnoreCase(outer, inner);
  if (!HasWildcard(outer)) return false;
  return Contains({GlobOf(outer)}, {GlobOf(inner)});
}

bool Meet(std::string_view a, std::string_view b) {
  if (!HasWildcard(a)) return GlobMatchesIgnoreCase(b, a);
  if (!HasWildcard(b)) return GlobMatchesIgnoreCase(a, b);
  return Intersects({GlobOf(a)}, {GlobOf(b)});
}

bool IsVoid(const UnlistedTerm& term) {
  for (size_t i = 0; i < term.all_of.size(); ++i) {
    const std::string& pattern = term.all_of[i];
    const auto covers = [&](const std::string& other) { return Covers(other, pattern); };
    if (std::any_of(term.none_of.begin(), term.none_of.end(), covers)) return true;
    const auto misses = [&](const std::string& other) { return !Meet(other, pattern); };
    if (std::any_of(term.all_of.begin() + static_cast<std::ptrdiff_t>(i) + 1, term.all_of.end(),
                    misses)) {
      return true;
    }
  }
  const auto is_everything = [](const std::string& pattern) { return pattern == "*"; };
  return std::any_of(term.none_of.begin(), term.none_of.end(), is_everything);
}

// Drops patterns that say nothing: wider ones beside narrower ones, exclusions that nothing meets.
void Simplify(UnlistedTerm& term) {
  std::vector<std::string>& all = term.all_of;
  for (size_t i = 0; i < all.size();) {
    const auto narrower = [&](const std::string& other) {
      return &other != &all[i] && Covers(all[i], other);
    };
    const bool is_idle = std::any_of(all.begin(), all.end(), narrower);
    if (is_idle) {
      all.erase(all.begin() + static_cast<std::ptrdiff_t>(i));
    } else {
      ++i;
    }
  }
  std::erase_if(term.none_of, [&](const std::string& pattern) {
    return std::any_of(all.begin(), all.end(),
                       [&](const std::string& other) { return !Meet(other, pattern); });
  });
}

Terms TermsOf(const UnlistedActions& set) {
  Terms terms = set.partial;
  for (const std::string& pattern : set.included) terms.push_back({{pattern}, {}});
  if (set.is_complement) terms.push_back({{}, set.excluded});
  return terms;
}

UnlistedActions FromTerms(Terms terms) {
  UnlistedActions set;
  for (UnlistedTerm& term : terms) {
    Simplify(term);
    if (IsVoid(term)) continue;
    if (term.all_of.size() == 1 && term.none_of.empty()) {
      InsertOnce(set.included, std::move(term.all_of.front()));
    } else if (term.all_of.empty() && !set.is_complement) {
      set.is_complement = true;
      set.excluded = std::move(term.none_of);
    } else {
      set.partial.push_back(std::move(term));
    }
  }
  std::sort(set.partial.begin(), set.partial.end());
  set.partial.erase(std::unique(set.partial.begin(), set.partial.end()), set.partial.end());
  return set;
}

Terms Both(const Terms& a, const Terms& b) {
  Terms both;
  for (const UnlistedTerm& left : a) {
    for (const UnlistedTerm& right : b) {
      UnlistedTerm term = left;
      InsertAll(term.all_of, right.all_of);
      InsertAll(term.none_of, right.none_of);
      if (!IsVoid(term)) both.push_back(std::move(term));
    }
  }
  return both;
}

// The complement of one term: misses one of the first list, or matches one of the second.
Terms ComplementOf(const UnlistedTerm& term) {
  Terms terms;
  for (const std::string& pattern : term.all_of) terms.push_back({{}, {pattern}});
  for (const std::string& pattern : term.none_of) terms.push_back({{pattern}, {}});
  return terms;
}

Terms ComplementOf(const UnlistedActions& set) {
  Terms rest = {{{}, set.included}};
  if (set.is_complement) rest = Both(rest, ComplementOf(UnlistedTerm{{}, set.excluded}));
  for (const UnlistedTerm& term : set.partial) rest = Both(rest, ComplementOf(term));
  return rest;
}

bool TermContains(const UnlistedTerm& term, std::string_view name) {
  const auto matches = [&](const std::string& pattern) {
    return GlobMatchesIgnoreCase(pattern, name);
  };
  return std::all_of(term.all_of.begin(), term.all_of.end(), matches) &&
         std::none_of(term.none_of.begin(), term.none_of.end(), matches);
}

// Whether one wide term holds all of the narrow one.
bool TermCovers(const UnlistedTerm& wide, const UnlistedTerm& narrow) {
  const auto is_implied = [&](const std::string& pattern) {
    return std::any_of(narrow.all_of.begin(), narrow.all_of.end(),
                       [&](const std::string& inner) { return Covers(pattern, inner); });
  };
  const auto is_excluded = [&](const std::string& pattern) {
    return std::any_of(narrow.none_of.begin(), narrow.none_of.end(),
                       [&](const std::string& other) { return Covers(other, pattern); }) ||
           std::any_of(narrow.all_of.begin(), narrow.all_of.end(),
                       [&](const std::string& other) { return !Meet(other, pattern); });
  };
  return std::all_of(wide.all_of.begin(), wide.all_of.end(), is_implied) &&
         std::all_of(wide.none_of.begin(), wide.none_of.end(), is_excluded);
}

bool UnionCovers(const std::vector<std::string>& wide, std::string_view narrow) {
  std::vector<Glob> outer;
  for (const std::string& pattern : wide) {
    if (Covers(pattern, narrow)) return true;
    if (HasWildcard(pattern)) outer.push_back(GlobOf(pattern));
  }
  return outer.size() > 1 && HasWildcard(narrow) && iamsift::Contains(outer, {GlobOf(narrow)});
}

}  // namespace

bool GlobMatchesIgnoreCase(std::string_view pattern, std::string_view text) {
  size_t p = 0, t = 0;
  size_t after_star = std::string_view::npos, resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      after_star = ++p;
      resume = t;
    } else if (p < pattern.size() &&
               (pattern[p] == '?' || AsciiLower(pattern[p]) == AsciiLower(text[t]))) {
      ++p;
      ++t;
    } else if (after_star != std::string_view::npos) {
      p = after_star;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

bool UnlistedActions::Contains(std::string_view service_and_name) const {
  const auto matches = [&](const std::string& pattern) {
    return GlobMatchesIgnoreCase(pattern, service_and_name);
  };
  if (is_complement && std::none_of(excluded.begin(), excluded.end(), matches)) return true;
  return std::any_of(included.begin(), included.end(), matches) ||
         std::any_of(partial.begin(), partial.end(), [&](const UnlistedTerm& term) {
           return TermContains(term, service_and_name);
         });
}

bool UnlistedActions::ContainsAll(const UnlistedActions& other) const {
  if (is_complement && excluded.empty()) return true;
  const Terms wide = TermsOf(*this);
  const Terms narrow = TermsOf(other);
  return std::all_of(narrow.begin(), narrow.end(), [&](const UnlistedTerm& term) {
    const auto covers = [&](const UnlistedTerm& candidate) { return TermCovers(candidate, term); };
    const auto is_covered = [&](const std::string& one) { return UnionCovers(included, one); };
    return std::any_of(wide.begin(), wide.end(), covers) ||
           std::any_of(term.all_of.begin(), term.all_of.end(), is_covered);
  });
}

void UnlistedActions::Insert(std::string_view pattern) {
  const bool has_all = is_complement && excluded.empty();
  if (!has_all) InsertOnce(included, AsciiLower(pattern));
}

void UnlistedActions::InsertEverything() {
  *this = UnlistedActions{};
  is_complement = true;
}

UnlistedActions& UnlistedActions::operator|=(const UnlistedActions& other) {
  if (other.is_complement && is_complement && excluded != other.excluded) {
    partial.push_back({{}, other.excluded});
  } else if (other.is_complement) {
    is_complement = true;
    excluded = other.excluded;
  }
  InsertAll(included, other.included);
  partial.insert(partial.end(), other.partial.begin(), other.partial.end());
  if (is_complement && excluded.empty()) {
    InsertEverything();
  } else if (!partial.empty()) {
    *this = FromTerms(TermsOf(*this));
  }
  return *this;
}

UnlistedActions& UnlistedActions::operator&=(const UnlistedActions& other) {
  if (IsEmpty() || other.IsEmpty()) return *this = UnlistedActions{};
  if (*this == other || PatternCount(*this) * PatternCount(other) > kMostPairs) return *this;
  return *this = FromTerms(Both(TermsOf(*this), TermsOf(other)));
}

UnlistedActions& UnlistedActions::operator-=(const UnlistedActions& other) {
  if (IsEmpty() || other.IsEmpty()) return *this;
  if (PatternCount(*this) * PatternCount(other) > kMostPairs) return *this;
  return *this = FromTerms(Both(TermsOf(*this), ComplementOf(other)));
}

void UnlistedActions::Complement() { *this = FromTerms(ComplementOf(*this)); }

}  // namespace iamsift
