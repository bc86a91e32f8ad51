#include "analyzer/account/attach_guardrails.h"

namespace iamsift {

void AttachGuardrails(Account& account, const Organization& organization) {
  if (IsManagementAccount(organization, account.id)) return;
  const auto levels = LevelsOf(organization, account.id, GuardrailType::kScp);
  if (!levels) return;
  for (const GuardrailLevel& level : *levels) {
    ServiceControlLevel& out = account.scp_levels.emplace_back();
    out.target = level.target;
    for (const Guardrail* guardrail : level.guardrails) {
      ServiceControl& policy = out.policies.emplace_back();
      policy.name = guardrail->name.empty() ? guardrail->id : guardrail->name;
      policy.is_allow_all = guardrail->is_allow_all;
      if (!guardrail->text || guardrail->is_allow_all) continue;
      const std::string_view text = organization.documents.TextOf(guardrail->text->document);
      policy.text = *guardrail->text;
      policy.text->document = account.documents.Intern(text, PolicyKind::kScp);
    }
  }
}

}  // namespace iamsift
