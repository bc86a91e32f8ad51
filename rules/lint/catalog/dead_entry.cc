#include "rules/lint/catalog/dead_entry.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "analyzer/base/text.h"
#include "analyzer/match/template_residue.h"

namespace iamsift {
namespace {

constexpr size_t kServicePart = 2;

// API Gateway lets its resource policies write `execute-api:/stage/…` in place of an ARN.
bool MayBeAbbreviated(const DocumentView& document, const ResourceList& resources) {
  return document.kind == PolicyKind::kResource &&
         std::ranges::any_of(resources.patterns, [](const ResourcePattern& pattern) {
           return !pattern.is_arn && !pattern.is_everything;
         });
}

// What the pattern was meant to name is told by another rule, or by nothing.
bool HasUnresolved(const ResourceList& resources) {
  return std::ranges::any_of(resources.patterns, [](const ResourcePattern& pattern) {
    return IsWhollyUnresolved(pattern.text) || pattern.HasUnreadVariable();
  });
}

bool AnyReached(const RuleContext& context, const ActionEntry& entry) {
  const ResourceList& resources = entry.statement->resources;
  return std::ranges::any_of(entry.pattern->ranges, [&](const ActionRange& range) {
    for (uint16_t id = range.first; id < range.last; ++id) {
      const Reach reach = context.evaluation.reach().ReachOf(resources, ActionId{id});
      if (reach != Reach::kNone) return true;
    }
    return false;
  });
}

bool AnyScopable(const Catalog& catalog, const ActionPattern& pattern) {
  return std::ranges::any_of(pattern.ranges, [&](const ActionRange& range) {
    for (uint16_t id = range.first; id < range.last; ++id) {
      if (catalog.IsScopable(ActionId{id})) return true;
    }
    return false;
  });
}

bool NamesService(const ResourceList& resources, std::string_view service) {
  return std::ranges::any_of(resources.patterns, [&](const ResourcePattern& pattern) {
    return pattern.service == service;
  });
}

bool HasTypeIn(const Catalog& catalog, ActionId action, const ResourceList& resources) {
  return std::ranges::any_of(catalog.ResourcesOf(action), [&](const ActionResource& resource) {
    for (size_t i = 0; i < catalog.TemplateCount(resource.type); ++i) {
      const auto parts = Split(catalog.TemplateOf(resource.type, i), ':');
      if (parts.size() > kServicePart && NamesService(resources, parts[kServicePart])) return true;
    }
    return false;
  });
}

}  // namespace

std::optional<DeadBecause> WhyDead(const DocumentView& document, const RuleContext& context,
                                   const ActionEntry& entry) {
  const ResourceList& resources = entry.statement->resources;
  if (entry.IsSpared() || entry.pattern->ranges.empty()) return std::nullopt;
  if (!entry.statement->written->resources.is_present || resources.patterns.empty() ||
      resources.IsEverything() || MayBeAbbreviated(document, resources)) {
    return std::nullopt;
  }
  if (HasUnresolved(resources) || AnyReached(context, entry)) return std::nullopt;
  return AnyScopable(context.catalog, *entry.pattern) ? DeadBecause::kNoResourceFits
                                                      : DeadBecause::kUnscopable;
}

bool IsOfOtherService(const Catalog& catalog, const ActionEntry& entry) {
  const ResourceList& resources = entry.statement->resources;
  const bool all_named = std::ranges::all_of(resources.patterns, [](const ResourcePattern& each) {
    return each.is_arn && !HasWildcard(each.service);
  });
  if (!all_named || resources.is_negated || resources.patterns.empty()) return false;
  return std::ranges::none_of(entry.pattern->ranges, [&](const ActionRange& range) {
    for (uint16_t id = range.first; id < range.last; ++id) {
      if (HasTypeIn(catalog, ActionId{id}, resources)) return true;
    }
    return false;
  });
}

std::string_view ConsequenceOf(const ActionEntry& entry) {
  return entry.IsAllow() ? "the entry grants nothing" : "the entry denies nothing";
}

}  // namespace iamsift
