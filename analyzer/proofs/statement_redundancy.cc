#include "analyzer/proofs/statement_redundancy.h"

#include <algorithm>

namespace iamsift {
namespace {

void Replace(const PolicyDocument& document, const PolicyDocument& by,
             std::vector<const PolicyDocument*>& documents) {
  std::replace(documents.begin(), documents.end(), &document, &by);
}

}  // namespace

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

bool IsTakenAway(const AccessFormula& access, const PolicyDocument& document, size_t index,
                 const ProofContext& context) {
  PolicyDocument alone;
  alone.version = document.version;
  alone.statements.push_back(document.statements[index]);
  AccessFormula left = access;
  for (AccessRoute& route : left.routes) {
    // All Denies of the layer stay, whoever of its documents has them.
    AccessLayer& first = route.layers.front();
    left.denying.insert(left.denying.end(), first.documents.begin(), first.documents.end());
    first.documents = {&alone};
  }
  return DecideInclusion(left, AccessFormula{}, context).inclusion == Inclusion::kProved;
}

bool TakesNothing(const AccessFormula& access, const PolicyDocument& document, size_t index,
                  const ProofContext& context) {
  PolicyDocument without = document;
  without.statements.erase(without.statements.begin() + static_cast<ptrdiff_t>(index));
  AccessFormula freed = access;
  for (AccessRoute& route : freed.routes) {
    for (AccessLayer& layer : route.layers) Replace(document, without, layer.documents);
  }
  Replace(document, without, freed.denying);
  return DecideInclusion(freed, access, context).inclusion == Inclusion::kProved;
}

}  // namespace iamsift
