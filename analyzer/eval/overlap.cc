#include "analyzer/eval/overlap.h"

#include <algorithm>

namespace iamsift {
namespace {

bool SomeOverlap(const std::vector<ResourcePattern>& as, const std::vector<ResourcePattern>& bs) {
  return std::any_of(as.begin(), as.end(), [&](const ResourcePattern& a) {
    return std::any_of(bs.begin(), bs.end(),
                       [&](const ResourcePattern& b) { return PatternsMeet(a, b); });
  });
}

bool AllContained(const std::vector<ResourcePattern>& outer,
                  const std::vector<ResourcePattern>& inner) {
  return std::all_of(inner.begin(), inner.end(), [&](const ResourcePattern& pattern) {
    return ContainsPattern(outer, pattern);
  });
}

enum class TypeShare : uint8_t { kNone, kSome, kAll };

TypeShare ShareOf(ReachCache& reach, const ResourceList& resources, ResourceTypeId type) {
  bool is_met = false, is_covered = false;
  for (const ResourcePattern& pattern : resources.patterns) {
    const TypeFit fit = reach.Fit(pattern, type);
    is_met |= resources.is_negated ? fit.is_at_home : fit.reach != Reach::kNone;
    is_covered |= fit.covers_every_arn;
  }
  if (is_covered) return resources.is_negated ? TypeShare::kNone : TypeShare::kAll;
  if (is_met) return TypeShare::kSome;
  return resources.is_negated ? TypeShare::kAll : TypeShare::kNone;
}

}  // namespace

bool ResourcesOverlap(const ResourceList& a, const ResourceList& b) {
  if (a.is_negated && b.is_negated) return true;
  if (a.is_negated) return !AllContained(a.patterns, b.patterns);
  if (b.is_negated) return !AllContained(b.patterns, a.patterns);
  return SomeOverlap(a.patterns, b.patterns);
}

bool ResourcesContain(const ResourceList& outer, const ResourceList& inner) {
  if (outer.IsEverything()) return true;
  if (outer.is_negated) {
    // Everything but X holds what avoids X; of another complement, the one that leaves out more.
    return inner.is_negated ? AllContained(inner.patterns, outer.patterns)
                            : !SomeOverlap(inner.patterns, outer.patterns);
  }
  return !inner.is_negated && AllContained(outer.patterns, inner.patterns);
}

Surety SurelyContain(const ResourceList& outer, const ResourceList& inner) {
  if (!ResourcesContain(outer, inner)) return Surety::kNo;
  if (outer.is_negated) return Surety::kYes;
  ResourceList sure = outer;
  std::erase_if(sure.patterns, [](const auto& pattern) { return pattern.IsShort(); });
  if (sure.patterns.size() == outer.patterns.size()) return Surety::kYes;
  return ResourcesContain(sure, inner) ? Surety::kYes : Surety::kMaybe;
}

Surety CoversEveryType(const Catalog& catalog, ReachCache& reach, const ResourceList& resources,
                       ActionId action) {
  if (resources.IsEverything()) return Surety::kYes;
  if (resources.is_negated) return Surety::kNo;
  Surety covers = Surety::kYes;
  for (const ActionResource& resource : catalog.ResourcesOf(action)) {
    Surety best = Surety::kNo;
    for (const ResourcePattern& pattern : resources.patterns) {
      const TypeFit fit = reach.Fit(pattern, resource.type);
      const Surety surety = fit.surely_covers_every_arn ? Surety::kYes : Surety::kMaybe;
      if (fit.covers_every_arn) best = std::max(best, surety);
    }
    covers = std::min(covers, best);
  }
  return covers;
}

bool HoldsAWholeType(const Catalog& catalog, ReachCache& reach, const ResourceList& resources,
                     ActionId action) {
  if (resources.IsEverything()) return true;
  const auto types = catalog.ResourcesOf(action);
  if (types.empty()) return reach.ReachOf(resources, action) != Reach::kNone;
  for (const bool required : {true, false}) {
    bool is_reached = false;
    for (const ActionResource& resource : types) {
      if (resource.required != required) continue;
      const TypeShare share = ShareOf(reach, resources, resource.type);
      if (share == TypeShare::kAll) return true;
      is_reached |= share == TypeShare::kSome;
    }
    if (is_reached) return false;
  }
  return false;
}

}  // namespace iamsift
