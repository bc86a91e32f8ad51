#include "analyzer/narrow/measure.h"

#include <utility>

#include "analyzer/eval/breadth.h"

namespace iamsift {

PolicyMeasure MeasurePolicy(const CompiledAccount& compiled, DocumentId document,
                            ReachCache& reach) {
  Limits own;
  const std::vector<CompiledStatement>& statements = compiled.at(document).statements;
  for (uint32_t i = 0; i < statements.size(); ++i) {
    if (statements[i].effect != Effect::kDeny) continue;
    own.denies.push_back({.document = document, .statement = i});
  }
  LimitsTable limits;
  const LimitsId id = limits.Intern(std::move(own));
  ActionSetPool sets;
  GrantTable table(compiled, reach, limits, sets);
  PolicyMeasure measure;
  std::vector<const Grant*> grants;
  for (const Grant& grant : table.Of(document, id)) {
    grants.push_back(&grant);
    measure.actions |= grant.Live();
  }
  const Catalog& catalog = *compiled.catalog;
  measure.breadth = BreadthScore(BreadthSum(catalog, table, grants), FullBreadthSum(catalog));
  return measure;
}

}  // namespace iamsift
