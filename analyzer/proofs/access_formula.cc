#include "analyzer/proofs/access_formula.h"

#include <algorithm>

namespace iamsift {

bool NamesPrincipals(const PolicyDocument& document) {
  return std::any_of(document.statements.begin(), document.statements.end(),
                     [](const Statement& statement) { return statement.principals.is_present; });
}

bool NamesPrincipals(const AccessFormula& formula) {
  bool are_named = false;
  ForEachDocument(formula,
                  [&](const PolicyDocument& document) { are_named |= NamesPrincipals(document); });
  return are_named;
}

bool Holds(const PolicyDocument& document, const Statement& statement) {
  const std::vector<Statement>& all = document.statements;
  return !all.empty() && &statement >= &all.front() && &statement <= &all.back();
}

}  // namespace iamsift
