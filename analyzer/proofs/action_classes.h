#pragma once

// All actions there can ever be, cut into classes that no policy of a question tells apart.
// Patterns that are a name or a beginning with `*` behind it are nested or disjoint; sorted, they
// give every class in one sweep. A pattern with wildcards inside cuts no class: it stays a literal
// of its statement, settled where it matters.
//
// Source: IAM User Guide, "IAM JSON policy elements: Action".

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/catalog/catalog.h"
#include "analyzer/match/word_search.h"

namespace iamsift {

// s3:ListAllMyBuckets is always a class of its own: its resources match otherwise.
inline constexpr std::string_view kBucketListAction = "s3:listallmybuckets";

// Whether an action pattern speaks of all, none or some actions of a class.
enum class Applies : uint8_t { kNo, kSome, kYes };

struct ActionClass {
  std::string text;                  // lower case: an action, or the beginning of all of them
  bool is_prefix = false;            // all actions that begin so,
  std::vector<std::string> without;  // but for these names and beginnings (with `*` behind)
  std::vector<uint32_t> applying;    // indices of boxes whose plain patterns hold it, sorted

  bool IsBucketList() const { return !is_prefix && text == kBucketListAction; }
};

struct InnerPattern {
  std::string text;
  Glob glob;
};

// A box's patterns as the classes see them.
struct ActionPatterns {
  std::vector<std::string> plain;   // a name, or a beginning with `*` behind it
  std::vector<InnerPattern> inner;  // wildcards before the end
};

// Patterns that match no action (no colon, a blank) are left out; `*:*` is `*`.
ActionPatterns SplitPatterns(std::span<const std::string> lower_patterns);

// One class for each way in which the plain patterns differ; each action is in exactly one.
std::vector<ActionClass> ClassesOf(std::span<const ActionPatterns> boxes);

// How an inner pattern meets a class. kSome is cautious.
Applies MeetsClass(const InnerPattern& pattern, const ActionClass& actions);

// `service:name`, both with their wildcards; lower case.
Glob ActionGlobOf(std::string_view lower_pattern);
// Texts that can be an action: a service, a colon, a name.
const GlobUnion& AllActionTexts();
// The class as a language: inside the first and outside the second.
struct ActionRegion {
  GlobUnion inside, outside;
};
ActionRegion RegionOf(const ActionClass& actions);

// The catalog's actions in the class, in its order, until `visit` answers false.
void VisitListedActions(const Catalog& catalog, const ActionClass& actions,
                        const std::function<bool(ActionId)>& visit);

}  // namespace iamsift
