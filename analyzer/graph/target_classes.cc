#include "analyzer/graph/target_classes.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "analyzer/account/arn.h"
#include "analyzer/base/text.h"
#include "analyzer/match/value_template.h"

namespace iamsift {
namespace {

// The ASCII that all matches of a pattern begin or end with, from an iterator to its first token.
template <typename Token>
std::string LiteralFrom(Token token, Token end) {
  std::string text;
  for (; token != end && token->kind == TokenKind::kLiteral && token->character < 0x80; ++token) {
    text.push_back(static_cast<char>(token->character));
  }
  return text;
}

// Services decide about these by themselves.
bool IsServiceRole(std::string_view arn) {
  const std::string_view resource = ResourceOfArn(arn);
  return resource.starts_with("role/aws-service-role/") ||
         resource.starts_with("role/aws-reserved/");
}

}  // namespace

TargetClasses::TargetClasses(Estate& estate, uint32_t account, TargetLists& lists,
                             ClassifiedArns classified)
    : estate_(estate),
      account_(estate.accounts()[account]),
      lists_(lists),
      classified_(std::move(classified)) {
  for (const std::string_view arn : classified_.arns) {
    reversed_texts_.emplace_back(arn.rbegin(), arn.rend());
  }
  for (uint32_t i = 0; i < classified_.arns.size(); ++i) {
    by_begin_.emplace_back(classified_.arns[i], i);
    by_end_.emplace_back(reversed_texts_[i], i);
  }
  std::sort(by_begin_.begin(), by_begin_.end());
  std::sort(by_end_.begin(), by_end_.end());
  FindOdd();
}

void TargetClasses::FindOdd() {
  for (const auto& [arn, index] : by_begin_) {
    const std::optional<PrincipalRef> known = estate_.Find(arn);
    const Principal* const itself =
        classified_.are_principals ? &account_.principals[index] : nullptr;
    const bool is_itself = (known ? &estate_.at(*known) : nullptr) == itself;
    const bool is_listed =
        estate_.inventory() != nullptr && estate_.inventory()->Find(arn) != nullptr;
    if (!is_itself || is_listed || AccountOfArn(arn) != account_.id || HasWildcard(arn) ||
        IsServiceRole(arn)) {
      odd_.push_back(SingleOf(index));
    }
  }
}

TargetClasses::ListId TargetClasses::IdOf(TargetList list) {
  const auto [entry, is_new] = ids_.try_emplace(list, static_cast<ListId>(of_id_.size()));
  if (is_new) of_id_.push_back(list);
  return entry->second;
}

std::span<const std::pair<std::string_view, uint32_t>> TargetClasses::RangeOf(
    const Sorted& sorted, std::string_view prefix) {
  const auto first =
      std::lower_bound(sorted.begin(), sorted.end(), prefix,
                       [](const auto& entry, std::string_view text) { return entry.first < text; });
  const auto last = std::partition_point(
      first, sorted.end(), [&](const auto& entry) { return entry.first.starts_with(prefix); });
  return {first, last};
}

// The list of those that the glob matches, if there are any.
void TargetClasses::AddMatches(const Glob& glob, std::vector<ListId>& ids) {
  const std::string begin = LiteralFrom(glob.begin(), glob.end());
  const std::string end = LiteralFrom(glob.rbegin(), glob.rend());
  const std::span<const Sorted::value_type> by_begin = RangeOf(by_begin_, begin);
  const std::span<const Sorted::value_type> by_end = RangeOf(by_end_, end);
  std::vector<uint32_t> matched;
  for (const auto& [text, index] : by_begin.size() <= by_end.size() ? by_begin : by_end) {
    if (Matches(glob, classified_.arns[index])) matched.push_back(index);
  }
  if (matched.empty()) return;
  std::sort(matched.begin(), matched.end());
  ids.push_back(IdOf(lists_.Keep(std::move(matched))));
}

const std::vector<TargetClasses::ListId>& TargetClasses::ListsOf(const ResourcePattern& pattern) {
  const auto [known, is_new] = of_patterns_.try_emplace(std::string(pattern.text));
  if (!is_new) return known->second;
  for (const Glob& reading : pattern.readings) AddMatches(reading, known->second);
  return known->second;
}

// A pattern with variables: one for each caller, and where their values are not known, which it
// matches only a decision tells.
void TargetClasses::AddFilled(const DecisionResource& resource, const RequestKeys& keys,
                              std::vector<ListId>& ids) {
  for (const Glob& reading : resource.pattern.readings) {
    const FilledTemplate filled = Fill(reading, resource.variables, keys);
    if (filled.is_set == Truth::kFalse) continue;
    if (filled.is_set == Truth::kTrue) {
      AddMatches(filled.tokens, ids);
      continue;
    }
    for (const auto& [arn, index] :
         RangeOf(by_begin_, LiteralFrom(reading.begin(), reading.end()))) {
      ids.push_back(SingleOf(index));
    }
  }
}

const std::vector<TargetClasses::ListId>& TargetClasses::ListsOfTag(const std::string& lower_key) {
  const auto known = of_tags_.find(lower_key);
  if (known != of_tags_.end()) return known->second;
  std::map<std::string, std::vector<uint32_t>> by_value;
  for (uint32_t i = 0; i < account_.principals.size(); ++i) {
    std::string values;  // keys that differ by case alone are one to a condition
    for (const Tag& tag : account_.principals[i].tags) {
      if (EqualsIgnoreCase(tag.key, lower_key)) values += Concat({"=", tag.value, "\n"});
    }
    if (!values.empty()) by_value[std::move(values)].push_back(i);
  }
  std::vector<ListId>& ids = of_tags_[lower_key];
  for (auto& [value, targets] : by_value) ids.push_back(IdOf(lists_.Keep(std::move(targets))));
  return ids;
}

const std::vector<TargetClasses::ListId>& TargetClasses::ListsOfAllTags() {
  if (of_all_tags_) return *of_all_tags_;
  of_all_tags_.emplace();
  std::map<std::string, std::vector<uint32_t>> by_tags;
  for (uint32_t i = 0; i < account_.principals.size(); ++i) {
    std::string tags;
    for (const Tag& tag : account_.principals[i].tags) {
      tags += Concat({tag.key, "=", tag.value, "\n"});
    }
    by_tags[std::move(tags)].push_back(i);
  }
  for (auto& [tags, targets] : by_tags) {
    of_all_tags_->push_back(IdOf(lists_.Keep(std::move(targets))));
  }
  return *of_all_tags_;
}

const std::vector<TargetClasses::ListId>& TargetClasses::ListsOfBoundaries() {
  if (of_boundaries_) return *of_boundaries_;
  of_boundaries_.emplace();
  std::map<std::string_view, std::vector<uint32_t>> by_boundary;
  for (uint32_t i = 0; i < account_.principals.size(); ++i) {
    const std::optional<Attachment>& boundary = account_.principals[i].boundary;
    if (boundary) by_boundary[boundary->arn].push_back(i);
  }
  for (auto& [arn, targets] : by_boundary) {
    of_boundaries_->push_back(IdOf(lists_.Keep(std::move(targets))));
  }
  return *of_boundaries_;
}

TargetList TargetClasses::Within(ListId list, TargetList candidates) {
  TargetList& known = within_[{list, candidates}];
  if (known != nullptr) return known;
  std::vector<uint32_t> both;
  const std::vector<uint32_t>& targets = *of_id_[list];
  if (targets.size() * 8 < candidates->size()) {
    std::copy_if(targets.begin(), targets.end(), std::back_inserter(both), [&](uint32_t target) {
      return std::binary_search(candidates->begin(), candidates->end(), target);
    });
  } else {
    std::set_intersection(targets.begin(), targets.end(), candidates->begin(), candidates->end(),
                          std::back_inserter(both));
  }
  return known = lists_.Keep(std::move(both));
}

TargetClasses::Division TargetClasses::MakeDivision(const std::vector<TargetList>& lists,
                                                    TargetList candidates) {
  std::vector<std::pair<uint32_t, uint32_t>> memberships;  // target, number of the list
  for (uint32_t i = 0; i < lists.size(); ++i) {
    for (const uint32_t target : *lists[i]) memberships.emplace_back(target, i);
  }
  std::sort(memberships.begin(), memberships.end());
  std::vector<uint32_t> singled_out;
  std::vector<std::vector<uint32_t>> classes;
  absl::flat_hash_map<std::vector<uint32_t>, size_t> class_of;  // by the lists that hold a target
  for (size_t i = 0; i < memberships.size();) {
    const uint32_t target = memberships[i].first;
    std::vector<uint32_t> held_by;
    for (; i < memberships.size() && memberships[i].first == target; ++i) {
      held_by.push_back(memberships[i].second);
    }
    const auto [entry, is_new] = class_of.try_emplace(std::move(held_by), classes.size());
    if (is_new) classes.emplace_back();
    classes[entry->second].push_back(target);
    singled_out.push_back(target);
  }
  Division division;
  for (std::vector<uint32_t>& each : classes) {
    const uint32_t first = each.front();
    division.classes.push_back({first, lists_.Keep(std::move(each))});
  }
  size_t i = 0;
  while (i < singled_out.size() && (*candidates)[i] == singled_out[i]) ++i;
  if (i < candidates->size()) {
    const auto behind =
        std::partition_point(division.classes.begin(), division.classes.end(),
                             [&](const Class& each) { return each.first < (*candidates)[i]; });
    division.classes.insert(behind, {(*candidates)[i], nullptr});
  }
  division.singled_out = lists_.Keep(std::move(singled_out));
  return division;
}

std::vector<TargetList> TargetClasses::ListsSeenBy(const CallerSide& side,
                                                   std::span<const AskedAction> actions,
                                                   const RequestKeys& keys, TargetList candidates) {
  std::vector<ListId> ids = odd_;
  const auto add = [&](const std::vector<ListId>& more) {
    ids.insert(ids.end(), more.begin(), more.end());
  };
  for (const AskedAction& action : actions) {
    const ResourceDifferences seen = DifferencesSeenBy(side, estate_.RcpsOver(account_.id), action);
    for (const DecisionResource* const resource : seen.patterns) {
      const ResourcePattern& pattern = resource->pattern;
      if (pattern.reads_variables || pattern.has_variable) {
        AddFilled(*resource, keys, ids);
      } else {
        add(ListsOf(pattern));
      }
    }
    if (!classified_.are_principals) continue;
    for (const std::string& tag : seen.tags) add(ListsOfTag(tag));
    if (seen.any_tag) add(ListsOfAllTags());
    if (seen.boundary) add(ListsOfBoundaries());
  }
  // What holds all candidates or none of them tells nothing.
  std::vector<TargetList> lists;
  for (const ListId id : ids) {
    const TargetList within = Within(id, candidates);
    if (!within->empty() && within->size() < candidates->size()) lists.push_back(within);
  }
  std::sort(lists.begin(), lists.end());
  lists.erase(std::unique(lists.begin(), lists.end()), lists.end());
  return lists;
}

const TargetClasses::Division& TargetClasses::Divide(const CallerSide& side,
                                                     std::span<const AskedAction> actions,
                                                     std::span<const AssumedKeys> assumed,
                                                     TargetList candidates) {
  RequestContext keys(RequestContext::Completeness::kOpen);
  keys.SetBelow(&side.keys);
  for (const AssumedKeys part : assumed) Assume(part, keys);
  const std::vector<TargetList> lists = ListsSeenBy(side, actions, keys, candidates);
  std::vector<TargetList> key = {candidates};
  key.insert(key.end(), lists.begin(), lists.end());
  const auto known = known_.find(key);
  if (known != known_.end()) return known->second;
  return known_[std::move(key)] = MakeDivision(lists, candidates);
}

TargetList TargetClasses::MembersOf(const Class& one, const Division& division,
                                    TargetList candidates) {
  if (one.members != nullptr) return one.members;
  if (division.singled_out->empty()) return candidates;
  std::vector<uint32_t> rest;
  std::set_difference(candidates->begin(), candidates->end(), division.singled_out->begin(),
                      division.singled_out->end(), std::back_inserter(rest));
  return lists_.Keep(std::move(rest));
}

}  // namespace iamsift
