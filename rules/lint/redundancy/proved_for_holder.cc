#include "rules/lint/redundancy/proved_for_holder.h"

#include <algorithm>

#include "analyzer/base/text.h"
#include "analyzer/proofs/principal_access.h"
#include "analyzer/proofs/statement_redundancy.h"
#include "rules/lint/redundancy/proof_of_lint.h"

namespace iamsift {
namespace {

template <typename Question>
bool IsProved(const RuleContext& context, const PrincipalPermissions& holder, Question ask) {
  const Account& account = context.account();
  const PrincipalAccess access =
      AccessOf(account, account.principals[static_cast<size_t>(holder.index)]);
  if (!access.missing.empty()) return false;
  ProofContext proof = ProofOfLint(context);
  proof.known_keys = access.known_keys;
  return ask(access.formula, proof);
}

bool ShareAKey(const Statement& a, const Statement& b) {
  return std::ranges::any_of(a.conditions, [&](const ConditionTest& test) {
    return std::ranges::any_of(b.conditions, [&](const ConditionTest& other) {
      return EqualsIgnoreCase(test.key.text, other.key.text);
    });
  });
}

// Whether the Denies over the grant, together, name all that is left of it.
bool AreAllNamedByDenies(const RuleContext& context, const Grant& grant) {
  ActionSet left = grant.Live();
  for (const StatementRef& ref : grant.limits->denies) {
    left -= context.evaluation.compiled().at(ref.document).statements[ref.statement].actions;
    if (left.IsEmpty()) return true;
  }
  return false;
}

}  // namespace

bool IsProvedTaken(const RuleContext& context, const DocumentView& view,
                   const PrincipalPermissions& holder, const Grant& grant) {
  if (!AreAllNamedByDenies(context, grant)) return false;
  const size_t at = static_cast<size_t>(grant.statement->written - view.written.statements.data());
  return IsProved(context, holder, [&](const AccessFormula& access, const ProofContext& proof) {
    return IsTakenAway(access, view.written, at, proof);
  });
}

bool IsProvedIdle(const RuleContext& context, const DocumentView& view,
                  const PrincipalPermissions& holder, size_t at) {
  const CompiledStatement& deny = view.compiled.statements[at];
  for (const HeldPolicy& held : holder.held) {
    if (held.text == nullptr) return false;
    for (const CompiledStatement& allow :
         context.evaluation.compiled().at(held.text->document).statements) {
      if (allow.effect != Effect::kAllow || !allow.actions.Intersects(deny.actions)) continue;
      // Without a key that both read, no condition keeps them apart.
      if (!ShareAKey(*deny.written, *allow.written)) return false;
    }
  }
  return IsProved(context, holder, [&](const AccessFormula& access, const ProofContext& proof) {
    return TakesNothing(access, view.written, at, proof);
  });
}

}  // namespace iamsift
