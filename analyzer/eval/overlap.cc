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

bool CoversEveryType(const Catalog& catalog, ReachCache& reach, const ResourceList& resources,
                     ActionId action) {
  if (resources.IsEverything()) return true;
  if (resources.is_negated) return false;
  const auto types = catalog.ResourcesOf(action);
  return std::all_of(types.begin(), types.end(), [&](const ActionResource& resource) {
    return std::any_of(resources.patterns.begin(), resources.patterns.end(),
                       [&](const ResourcePattern& pattern) {
                         const TypeFit fit = reach.Fit(pattern, resource.type);
                         return fit.covers_type && fit.reach == Reach::kEverything;
                       });
  });
}

}  // namespace iamsift
