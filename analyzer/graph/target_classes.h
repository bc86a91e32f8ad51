#pragma once

// Users and roles in classes that nothing around a caller tells apart, so that an action is asked
// about on one of each class. Ten thousand roles are a handful of classes to a principal whose
// policies name a few of them; looking at all pairs would take a hundred million questions.
//
// Two targets differ if a resource pattern of some statement about the action matches one of them
// alone, or if a condition reads a tag or the boundary in which they differ. Targets that are odd
// in ways of their own (reserved roles, ARNs of other accounts) are classes of one.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "analyzer/eval/decide/estate.h"
#include "analyzer/eval/decide/resource_differences.h"
#include "analyzer/graph/target_lists.h"

namespace iamsift {

// What may be asked about: ARNs by index, those of the account's principals or others.
struct ClassifiedArns {
  std::vector<std::string_view> arns;
  bool are_principals = false;  // whose tags and boundaries are known
};

class TargetClasses {
 public:
  // All must outlive it. account  the home account's index in the estate.
  TargetClasses(Estate& estate, uint32_t account, TargetLists& lists, ClassifiedArns classified);

  struct Class {
    uint32_t first;                // member
    TargetList members = nullptr;  // null: all whom nothing singles out
  };
  struct Division {
    std::vector<Class> classes;  // by their first members
    TargetList singled_out = nullptr;
  };

  // The candidates as the caller's policies see them for all of the actions, with what is taken to
  // hold, of which a later part wins. Valid until the next call. For sts:AssumeRole the candidates
  // must have one trust policy, which reads no tags.
  const Division& Divide(const CallerSide& side, std::span<const AskedAction> actions,
                         std::span<const AssumedKeys> assumed, TargetList candidates);
  TargetList MembersOf(const Class& one, const Division& division, TargetList candidates);

 private:
  using ListId = uint32_t;
  // Sorted, so that those with one beginning stand together.
  using Sorted = std::vector<std::pair<std::string_view, uint32_t>>;

  void FindOdd();
  static std::span<const Sorted::value_type> RangeOf(const Sorted& sorted, std::string_view prefix);
  void AddMatches(const Glob& glob, std::vector<ListId>& ids);
  void AddFilled(const DecisionResource& resource, const RequestKeys& keys,
                 std::vector<ListId>& ids);
  const std::vector<ListId>& ListsOf(const ResourcePattern& pattern);
  const std::vector<ListId>& ListsOfTag(const std::string& lower_key);
  const std::vector<ListId>& ListsOfAllTags();
  const std::vector<ListId>& ListsOfBoundaries();
  std::vector<TargetList> ListsSeenBy(const CallerSide& side, std::span<const AskedAction> actions,
                                      const RequestKeys& keys, TargetList candidates);
  ListId IdOf(TargetList list);
  ListId SingleOf(uint32_t target) { return IdOf(lists_.Keep({target})); }
  TargetList Within(ListId list, TargetList candidates);
  Division MakeDivision(const std::vector<TargetList>& lists, TargetList candidates);

  Estate& estate_;
  const Account& account_;
  TargetLists& lists_;
  ClassifiedArns classified_;
  std::vector<std::string> reversed_texts_;
  Sorted by_begin_, by_end_;  // ARNs; the same read backwards
  std::vector<ListId> odd_;   // told apart from all others
  std::vector<TargetList> of_id_;
  absl::flat_hash_map<TargetList, ListId> ids_;
  absl::flat_hash_map<std::string, std::vector<ListId>> of_patterns_, of_tags_;
  std::optional<std::vector<ListId>> of_all_tags_, of_boundaries_;
  absl::flat_hash_map<std::pair<ListId, TargetList>, TargetList> within_;
  absl::flat_hash_map<std::vector<TargetList>, Division> known_;  // by candidates, then lists
};

}  // namespace iamsift
