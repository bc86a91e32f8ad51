#pragma once

// One Allow statement cut down to a tier: which statements replace it, and why.

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "analyzer/narrow/draft.h"
#include "analyzer/narrow/narrow.h"
#include "analyzer/narrow/shown.h"

namespace iamsift {

// What was done, counted over the policy, for the explanation.
struct TailorNotes {
  size_t unscopable = 0;  // actions that keep `*`, since they have no resource types
  size_t scoped = 0;      // actions that got ARNs in place of `*`
  size_t by_fit = 0;      // actions that were set apart by the listed resources that they act on
  bool limited_bucket_account = false;
  size_t named = 0;                      // actions that got names that the input shows
  std::set<std::string> names;           // those names
  std::set<std::string> values_of_keys;  // condition keys that got shown values
  size_t assumed_roles = 0;              // roles that sts:AssumeRole is kept for
  size_t passed_roles = 0;               // roles that iam:PassRole is kept for
  bool dropped_pass_role = false;
};

class StatementTailor {
 public:
  // index  of the statement in its document
  // shown  null: resources are named by their types alone
  StatementTailor(const NarrowSetting& setting, const CompiledStatement& statement, uint32_t index,
                  ShownIntent* shown, TailorNotes& notes)
      : setting_(setting), statement_(statement), index_(index), shown_(shown), notes_(notes) {
    if (shown != nullptr) values_ = shown->ValuesFor(index);
  }

  // Statements that grant `kept` (listed actions of the original) on tighter resources.
  std::vector<DraftStatement> Cut(const ActionSet& kept);

  // Whether the names and values that are shown change anything about the cut.
  bool IsShownAnything(const ActionSet& kept) const;

  // iam:PassRole for the roles that trust `services`, with iam:PassedToService; none when no role
  // of the account does, which is noted unless the caller keeps it some other way.
  enum class WithoutRoles : uint8_t { kDrop, kKeep };
  std::vector<DraftStatement> CutPassRole(const std::vector<std::string_view>& services,
                                          WithoutRoles without_roles = WithoutRoles::kDrop);

  // The statement passes roles to none of `services`, by a condition of its own, so that what is
  // kept has no use for it; noted.
  bool DropIdlePassRole(const std::vector<std::string_view>& services);

  // sts:AssumeRole for the roles of the account whose trust policies may admit some of `holders`;
  // none when there are none, or so many that a list of them would say nothing.
  std::vector<DraftStatement> CutAssumeRole(const std::vector<int32_t>& holders);

 private:
  using Drafts = std::vector<DraftStatement>;

  std::vector<ActionSet> ByFit(const ActionSet& kept) const;
  void CutListed(const ActionSet& kept, Drafts& drafts);
  bool MayPassTo(std::string_view service) const;
  void CutEverything(const ActionSet& kept, Drafts& drafts);
  void Add(const ActionSet& actions, const ActionSet& unscopable,
           const std::vector<std::string>& resources, Drafts& drafts);
  // Adds statements on the names that are shown to the actions; false: none are.
  template <typename ResourcesFor>
  bool AddNamed(const ActionSet& actions, const ActionSet& unscopable,
                const std::vector<std::string>& unnamed, ResourcesFor resources_for,
                Drafts& drafts);
  bool IsInReach(const Principal& role) const;
  bool IsShownNames(const TypeSet& types) const;
  bool IsShownNamesOf(ActionId action) const;
  TypeSet NamedButCovered(const TypeSet& types) const;
  ActionSet AddNamedOfWhole(const ScopedActions& whole, const ActionSet& unscopable,
                            Drafts& drafts);
  NamesOfType NamesFor(NameUse use) const;
  std::vector<std::string> NamesWithin(const ResourcePattern& pattern, const ActionSet& actions,
                                       NameUse use) const;
  std::vector<std::pair<std::vector<const ShownValues*>, ActionSet>> ByValues(
      const ActionSet& actions) const;
  void Limit(const std::vector<const ShownValues*>& values, DraftStatement& draft);
  DraftStatement WithActions(const ActionSet& actions) const;
  DraftStatement OnRoles(std::string action, std::vector<std::string> arns) const;
  bool IsWritten(std::string_view text) const;
  std::vector<std::string> PatternsFor(const ActionSet& actions) const;
  // `actions`, and those of `unscopable` that belong to the same services.
  ActionSet WithNeighbours(const ActionSet& actions, const ActionSet& unscopable) const;
  std::vector<std::string> FittingResources(const ActionSet& actions) const;
  std::vector<std::string> FittingNames(const ActionSet& actions, NameUse use) const;
  bool Fits(const ResourcePattern& pattern, const ActionSet& actions) const;
  void LimitBucketAccount(DraftStatement& draft);

  const NarrowSetting& setting_;
  const CompiledStatement& statement_;
  uint32_t index_;
  ShownIntent* shown_;
  std::vector<ShownValues> values_;
  TailorNotes& notes_;
};

}  // namespace iamsift
