// LINT-601

#include <string>
#include <string_view>

#include "analyzer/account/identity_provider.h"
#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "analyzer/match/principal_pattern.h"
#include "analyzer/match/template_residue.h"
#include "rules/lint/document/leftover.h"
#include "rules/lint/document/oddities.h"
#include "rules/trust/service_principals.h"

namespace iamsift {
namespace {

using Kind = PrincipalPattern::Kind;

// In trust policies the wildcard is judged with the trust (TR-008).
std::string_view WildcardFault(const DocumentView& view) {
  return view.kind == PolicyKind::kTrust ? "" : "a wildcard inside a principal matches nobody";
}

std::string_view AwsFault(const DocumentView& view, std::string_view text) {
  if (ReadAwsPrincipal(text).kind != Kind::kNobody) return {};
  if (HasWildcard(text)) return WildcardFault(view);
  if (text.find(":group/") != std::string_view::npos) return "a group is never a principal";
  if (text.find(":instance-profile/") != std::string_view::npos) {
    return "an instance profile is never a principal; its role is";
  }
  return "it is no account, user, role or session";
}

std::string_view ServiceFault(const DocumentView& view, const RuleContext& context,
                              std::string_view text) {
  if (HasWildcard(text)) return WildcardFault(view);
  const bool has_form =
      context.catalog.IsServicePrincipal(text) || !ServiceLabel(context.catalog, text).empty();
  return has_form ? "" : "it has not the form of a service principal, `service.amazonaws.com`";
}

std::string_view FederatedFault(const DocumentView& view, std::string_view text) {
  if (HasWildcard(text)) return WildcardFault(view);
  return ProviderOf(text).kind == ProviderKind::kUnknown
             ? "it is neither the ARN of an OIDC or SAML provider nor a provider that IAM knows"
             : "";
}

// Why the entry is wrong; "" when it isn't. Kinds that the language does not have are told by the
// parser.
std::string_view FaultOf(const DocumentView& view, const RuleContext& context,
                         const PrincipalEntry& entry) {
  const std::string_view text = entry.value.text;
  switch (entry.key) {
    case PrincipalMapKey::kAws:
      return AwsFault(view, text);
    case PrincipalMapKey::kService:
      return ServiceFault(view, context, text);
    case PrincipalMapKey::kFederated:
      return FederatedFault(view, text);
    case PrincipalMapKey::kCanonicalUser:
      return view.kind == PolicyKind::kTrust ? "only S3 knows canonical users" : "";
    case PrincipalMapKey::kEveryone:
    case PrincipalMapKey::kOther:
      return {};
  }
  return {};
}

// A name that was never filled in says nothing of its form (LINT-012, LINT-013).
bool IsLeftOver(std::string_view text) {
  return !FindPlaceholder(text).empty() || !FindTemplateResidue(text).empty();
}

void Check(const DocumentView& view, const RuleContext& context, DocumentSink& findings) {
  for (const Oddity& oddity : view.written.oddities) {
    if (oddity.kind != OddityKind::kUnknownElement || !IsAboutPrincipal(oddity)) continue;
    ReportOddity(view.written, oddity, Severity::kError, findings);
  }
  if (view.kind == PolicyKind::kIdentity) return;  // no principal belongs there (LINT-007)
  for (const Statement& statement : view.written.statements) {
    for (const PrincipalEntry& entry : statement.principals.entries) {
      const std::string_view fault = FaultOf(view, context, entry);
      if (fault.empty() || IsLeftOver(entry.value.text)) continue;
      findings.Report(AtPrincipal(view.written, statement, entry),
                      Concat({"`", entry.value.text, "` names nobody: ", fault, "."}));
    }
  }
}

}  // namespace

extern constinit const Rule kMalformedPrincipal = {
    .card = {.id = "LINT-601",
             .name = "malformed-principal",
             .title = "A principal that IAM does not take",
             .severity = Severity::kError,
             .why = "AWS refuses the policy, or accepts it and lets nobody in by that entry.",
             .remedy = "Write accounts as twelve digits, users, roles and providers as ARNs, "
                       "services as `service.amazonaws.com`.",
             .source = "IAM User Guide, AWS JSON policy elements: Principal"},
    .check = &Check,
};

}  // namespace iamsift
