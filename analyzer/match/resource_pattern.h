#pragma once

// What a Resource element writes, compiled; how it meets the resource types of an action; and how
// far it reaches.
//
// Source: IAM User Guide, "IAM JSON policy elements: Resource"; the choices that the documents
// leave open stand in match/readings.h.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/catalog/catalog.h"
#include "analyzer/match/glob_language.h"
#include "analyzer/match/policy_variable.h"
#include "analyzer/match/readings.h"
#include "analyzer/policy/document.h"

namespace iamsift {

// One pattern. Equal texts in documents of equal version compile equally.
struct ResourcePattern {
  std::string_view text;
  bool is_everything = false;  // stars only: also covers actions without resource types
  bool has_wildcard = false;
  bool has_variable = false;  // ${aws:username} and the like, 2012 documents only
  bool is_arn = false;        // begins with `arn:` and has six parts
  // The parts of an ARN, as written, when is_arn.
  std::string_view partition, service, region, account, resource;
  std::vector<Glob> readings;
  // The variables of a reading, one for each kVariable token in order; both readings of a short
  // ARN have the same. Token numbers are hashes of these: equal variables have equal numbers.
  std::vector<PolicyVariable> variables;
  bool reads_variables = false;  // a 2012 document and a `${` in the text

  // Of fewer than six parts, so that it may mean the missing ones to be `*`.
  bool IsShort() const { return readings.size() > 1; }

  // A variable in a document of an older version: what its author meant is not what it says.
  bool HasUnreadVariable() const {
    return !reads_variables && text.find("${") != std::string_view::npos;
  }
};

ResourcePattern CompileResourcePattern(std::string_view text, LanguageVersion version,
                                       const readings::OfPatterns& reading = {});

// What a pattern matches hangs on this reading; false: each way of it means the same.
bool HangsOnInnerWildcards(std::string_view pattern);
bool HangsOnPadding(std::string_view pattern);

// Whether the concrete ARN (or `*`) is matched; variables match nothing here.
bool MatchesArn(const ResourcePattern& pattern, std::string_view arn);

// Every ARN that `narrow` matches is matched by one of `wide`.
bool ContainsPattern(const std::vector<ResourcePattern>& wide, const ResourcePattern& narrow);

// Some ARN (or `*`) may be matched by both; a no is sure.
bool PatternsMeet(const ResourcePattern& a, const ResourcePattern& b);

// The pattern names a type by the letters that its resources begin with and goes on with one of
// `separators`. Such names exist (`model-package/group/1`, `foundation-model/amazon.x-v1:0`), and
// no access may be hidden; that a wildcard does not stray into other types is what the letters in
// front of it see to.
bool SpellsOutAName(const ResourcePattern& pattern, std::string_view beginning,
                    std::string_view separators);

// How much of an action's resources a pattern reaches, widest last. The numbers of the breadth
// score: 0, 0.05, 0.2, 0.5, 0.7, 0.9, 1.
enum class Reach : uint8_t {
  kNone,        // fits no resource type of the action: the pair is dead
  kOneName,     // one name
  kContainer,   // everything inside one named container
  kNamePart,    // a literal of at least three characters in the name
  kOneRegion,   // the whole type, account and Region pinned
  kOneAccount,  // the whole type, account pinned
  kEverything,  // everything, or the whole type with the account open, or an unscopable action
};

double WeightOf(Reach reach);

// Resource or NotResource of one statement.
struct ResourceList {
  bool is_negated = false;
  std::vector<ResourcePattern> patterns;

  bool IsEverything() const;  // not negated and some pattern is_everything
  // The concrete resource (or `*`) is one that the statement speaks of.
  bool Matches(std::string_view arn) const;
};

// How one pattern meets one resource type: whether any ARN of the type is matched, and how far.
// Typed segments: Region and account have their own forms, and names hold no `:` or `/` except
// where the template ends in a name that may (S3 keys, IAM paths, parameter and log names).
struct TypeFit {
  Reach reach = Reach::kNone;
  // Every name in the Region and account that the pattern writes: what breadth counts.
  bool covers_type = false;
  // Every ARN of the type in the partition, whatever the Region and the account: only a Deny on
  // such a pattern takes a right away, and only a NotResource with one leaves nothing of the type.
  bool covers_every_arn = false;
  // By each of the readings of a short ARN, where they differ.
  bool surely_covers_every_arn = false;
  // Some ARN of the type is matched in the partition itself: a Deny elsewhere touches nothing.
  bool is_at_home = false;
};
TypeFit FitOf(const Catalog& catalog, const ResourcePattern& pattern, ResourceTypeId type,
              std::string_view partition = "aws");

// The reach of a statement's resources for one action, over its required types where any is
// reached, else over the others; kEverything for unscopable actions under a stars-only pattern,
// kNone for them otherwise (but s3:ListAllMyBuckets also meets arn:<partition>:s3:::*).
// `best_pattern` (may be null) gets the index of the pattern that reaches furthest.
Reach ReachOf(const Catalog& catalog, const ResourceList& resources, ActionId action,
              int* best_pattern);

// Remembers FitOf by pattern text and type; ReachOf through it is what the hot paths use.
class ReachCache {
 public:
  // `partition` is the account's.
  explicit ReachCache(const Catalog& catalog, std::string_view partition = "aws");
  ~ReachCache();
  ReachCache(ReachCache&&) noexcept;
  ReachCache& operator=(ReachCache&&) noexcept;

  TypeFit Fit(const ResourcePattern& pattern, ResourceTypeId type);
  Reach ReachOf(const ResourceList& resources, ActionId action, int* best_pattern = nullptr);
  // A Deny's: patterns for other partitions reach nothing. Allows keep theirs, since the partition
  // of a policy that comes without its account is not known.
  Reach ReachAtHome(const ResourceList& resources, ActionId action);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace iamsift
