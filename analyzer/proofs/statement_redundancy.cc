#include "analyzer/proofs/statement_redundancy.h"

namespace iamsift {

// Where it applies is all that counts, so Denies are read as Allows.
bool IsHeldByOthers(const PolicyDocument& document, size_t index, const ProofContext& context) {
  if (document.is_invalid) return false;
  const Statement& statement = document.statements[index];
  PolicyDocument alone, others;
  alone.version = others.version = document.version;
  for (const Statement& each : document.statements) {
    if (each.effect != statement.effect) continue;
    PolicyDocument& part = &each == &statement ? alone : others;
    part.statements.push_back(each);
    part.statements.back().effect = Effect::kAllow;
  }
  return ProveNoNewAccess(others, alone, context).inclusion == Inclusion::kProved;
}

}  // namespace iamsift
