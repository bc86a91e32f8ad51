#pragma once

// All actions there can ever be, cut into classes that no policy of a question tells apart.
// Patterns that are a name or a beginning with `*` behind it are nested or disjoint; sorted, they
// give every class in one sweep. A pattern with wildcards inside cuts no class: it stays a literal
// of its statement, settled where it matters.
//
// Source: IAM User Guide, "IAM JSON policy elements: Action".

#include <algorithm>
#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/node_hash_set.h"
#include "analyzer/base/arena.h"
#include "analyzer/catalog/catalog.h"
#include "analyzer/match/word_search.h"
#include "analyzer/policy/document.h"

namespace iamsift {

// s3:ListAllMyBuckets is always a class of its own: its resources match otherwise.
inline constexpr std::string_view kBucketListAction = "s3:listallmybuckets";

// Whether an action pattern speaks of all, none or some actions of a class.
enum class Applies : uint8_t { kNo, kSome, kYes };

// The texts of a class and of those inside it live as long as the list that it is of.
struct ActionClass {
  std::string_view text;   // lower case: an action, or the beginning of all of them
  bool is_prefix = false;  // all actions that begin so, but for the classes inside it
  const std::vector<uint32_t>* applying = nullptr;  // indices whose plain patterns hold it, sorted
  // Those that begin so too; each stands before what is inside itself.
  const ActionClass* inside = nullptr;
  uint32_t inside_count = 0;

  bool IsBucketList() const { return !is_prefix && text == kBucketListAction; }
  bool Holds(uint32_t index) const {
    return std::binary_search(applying->begin(), applying->end(), index);
  }
};

// A name, or the beginning of many.
struct PlainPattern {
  // The first bytes of the text as numbers of their order, which most comparisons end with.
  std::array<uint64_t, 2> order{};
  std::string_view text;
  bool is_name = false;

  static PlainPattern Of(std::string_view text, bool is_name);
  friend auto operator<=>(const PlainPattern&, const PlainPattern&) = default;
};

struct InnerPattern {
  std::string_view text;
  std::string_view beginning;  // before the first wildcard
  Glob glob;
};

// A statement's patterns as the classes see them.
struct ActionPatterns {
  std::vector<PlainPattern> plain;  // a name, or a beginning with `*` behind it; sorted
  std::vector<InnerPattern> inner;  // wildcards before the end
};

// Patterns that match no action (no colon, a blank) are left out; `*:*` is `*`.
// texts  keeps what the patterns are, in lower case.
ActionPatterns SplitPatterns(std::span<const TextAt> written, Arena& texts);

// One class for each way in which the plain patterns differ; each action is in exactly one. The
// patterns must outlive the classes.
class ActionClasses {
 public:
  explicit ActionClasses(std::span<const ActionPatterns> patterns);
  ActionClasses(const ActionClasses&) = delete;
  ActionClasses& operator=(const ActionClasses&) = delete;

  // In the order of their texts.
  const std::vector<ActionClass>& all() const { return classes_; }

 private:
  // Equal sets are one.
  const std::vector<uint32_t>* SetOf(const std::vector<uint32_t>* outer,
                                     const std::vector<uint32_t>& named);

  std::vector<ActionClass> classes_;
  absl::node_hash_set<std::vector<uint32_t>> sets_;
};

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
