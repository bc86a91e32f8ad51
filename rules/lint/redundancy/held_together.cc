#include "rules/lint/redundancy/held_together.h"

#include "analyzer/proofs/statement_redundancy.h"
#include "rules/lint/redundancy/proof_of_lint.h"

namespace iamsift {
bool IsHeldTogether(const DocumentView& view, const RuleContext& context, size_t at) {
  const std::vector<CompiledStatement>& statements = view.compiled.statements;
  ActionSet actions(context.catalog);
  size_t others = 0;
  for (size_t other = 0; other < statements.size(); ++other) {
    if (other == at || statements[other].effect != statements[at].effect) continue;
    if (!statements[other].actions.Intersects(statements[at].actions)) continue;
    actions |= statements[other].actions;
    ++others;
  }
  if (others < 2 || !actions.ContainsAll(statements[at].actions)) return false;
  return IsHeldByOthers(view.written, at, ProofOfLint(context));
}

}  // namespace iamsift
