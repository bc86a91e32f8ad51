#pragma once

// What a set of actions says of the actions that the catalog doesn't list: next year's, and those
// that were never documented. Kept as patterns, closed under union, intersection, difference and
// complement without loss, so that Contains is exact for every concrete name.

#include <string>
#include <string_view>
#include <vector>

namespace iamsift {

// The actions that match all of one list of patterns and none of another.
struct UnlistedTerm {
  std::vector<std::string> all_of;
  std::vector<std::string> none_of;
  friend auto operator<=>(const UnlistedTerm&, const UnlistedTerm&) = default;
};

// Patterns are lower-cased `service:name` globs; the lists are sorted, each pattern once. An
// unlisted action is in the set when it matches one of `included`, or when `is_complement` and it
// matches none of `excluded`, or when it is in one of `partial`, which holds what only combining
// sets gives rise to.
struct UnlistedActions {
  std::vector<std::string> included;
  bool is_complement = false;
  std::vector<std::string> excluded;
  std::vector<UnlistedTerm> partial;

  bool Contains(std::string_view service_and_name) const;  // without case
  // True is sure; an intersection of overlapping patterns may be empty and not seen to be.
  bool IsEmpty() const { return included.empty() && !is_complement && partial.empty(); }
  // Every name in `other` is in this set: sound, and complete for lists of patterns.
  bool ContainsAll(const UnlistedActions& other) const;

  void Insert(std::string_view pattern);
  void InsertEverything();
  UnlistedActions& operator|=(const UnlistedActions& other);
  // Of more than a million pairs of patterns these two keep the left side as it is: too much rather
  // than a run that never ends. No document within IAM's quotas comes near.
  UnlistedActions& operator&=(const UnlistedActions& other);
  UnlistedActions& operator-=(const UnlistedActions& other);
  void Complement();
  friend bool operator==(const UnlistedActions&, const UnlistedActions&) = default;
};

// IAM's glob without case: `pattern` may hold `*` and `?`.
bool GlobMatchesIgnoreCase(std::string_view pattern, std::string_view text);

}  // namespace iamsift
