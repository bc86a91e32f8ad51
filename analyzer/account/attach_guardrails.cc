#include "analyzer/account/attach_guardrails.h"

namespace iamsift {
namespace {

std::vector<ServiceControlLevel> AttachedLevels(Account& account, const Organization& organization,
                                                GuardrailType type) {
  std::vector<ServiceControlLevel> attached;
  const auto levels = LevelsOf(organization, account.id, type);
  if (!levels) return attached;
  const PolicyKind kind = type == GuardrailType::kScp ? PolicyKind::kScp : PolicyKind::kRcp;
  for (const GuardrailLevel& level : *levels) {
    ServiceControlLevel& out = attached.emplace_back();
    out.target = level.target;
    for (const Guardrail* guardrail : level.guardrails) {
      ServiceControl& policy = out.policies.emplace_back();
      policy.name = guardrail->name.empty() ? guardrail->id : guardrail->name;
      policy.is_allow_all = guardrail->is_allow_all;
      if (!guardrail->text || guardrail->is_allow_all) continue;
      const std::string_view text = organization.documents.TextOf(guardrail->text->document);
      policy.text = *guardrail->text;
      policy.text->document = account.documents.Intern(text, kind);
    }
  }
  return attached;
}

}  // namespace

void AttachGuardrails(Account& account, const Organization& organization) {
  if (IsManagementAccount(organization, account.id)) return;
  account.scp_levels = AttachedLevels(account, organization, GuardrailType::kScp);
  account.rcp_levels = AttachedLevels(account, organization, GuardrailType::kRcp);
}

}  // namespace iamsift
