#include "analyzer/proofs/access_formula.h"

namespace iamsift {

bool NamesPrincipals(const AccessFormula& formula) {
  bool are_named = false;
  ForEachDocument(formula, [&](const PolicyDocument& document) {
    for (const Statement& statement : document.statements) {
      are_named |= statement.principals.is_present;
    }
  });
  return are_named;
}

}  // namespace iamsift
