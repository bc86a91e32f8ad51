// TR-008, TR-009, TR-010, TR-028: entries that name nobody, or not whom they mean.

#include <algorithm>
#include <string>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/trust/principal_text.h"
#include "rules/trust/service_principals.h"

namespace iamsift {
namespace {

template <typename Visit>
void ForEachEntry(const TrustView& view, Effect effect, Visit visit) {
  for (const Statement& statement : view.document.written.statements) {
    if (statement.effect != effect || !statement.is_readable) continue;
    for (const PrincipalEntry& entry : statement.principals.entries) visit(statement, entry);
  }
}

bool HasInnerWildcard(const PrincipalEntry& entry) {
  const bool is_name = entry.key == PrincipalMapKey::kAws ||
                       entry.key == PrincipalMapKey::kService ||
                       entry.key == PrincipalMapKey::kFederated;
  const bool is_everyone = entry.key == PrincipalMapKey::kAws && entry.value.text == "*";
  return is_name && !is_everyone && HasWildcard(entry.value.text);
}

void CheckWildcard(const TrustView& view, const RuleContext&, DocumentSink& findings) {
  for (const Effect effect : {Effect::kAllow, Effect::kDeny}) {
    ForEachEntry(view, effect, [&](const Statement& statement, const PrincipalEntry& entry) {
      if (!HasInnerWildcard(entry)) return;
      findings.Report(AtPrincipal(view.document.written, statement, entry),
                      Concat({"IAM takes no wildcard inside a principal: `", entry.value.text,
                              "` names nobody."}));
    });
  }
}

void CheckService(const TrustView& view, const RuleContext& context, DocumentSink& findings) {
  ForEachEntry(view, Effect::kAllow, [&](const Statement& statement, const PrincipalEntry& entry) {
    const std::string_view name = entry.value.text;
    if (entry.key != PrincipalMapKey::kService || HasWildcard(name)) return;
    if (IsKnownService(context, name)) return;
    const std::string nearest = NearestService(context, name);
    Hit& hit = findings.Report(AtPrincipal(view.document.written, statement, entry),
                               Concat({"AWS has no service principal `", name, "`",
                                       nearest.empty() ? "" : "; the nearest is `", nearest,
                                       nearest.empty() ? "" : "`", "."}));
    hit.suggestion = nearest;
    if (nearest.empty()) return;
    hit.fix_replacement = Concat({"\"", nearest, "\""});
    hit.fix_description = Concat({"name ", nearest});
  });
}

void CheckMisplaced(const TrustView& view, const RuleContext&, DocumentSink& findings) {
  ForEachEntry(view, Effect::kAllow, [&](const Statement& statement, const PrincipalEntry& entry) {
    if (entry.key != PrincipalMapKey::kAws) return;
    const std::string_view what = MisplacedName(entry.value.text);
    if (what.empty()) return;
    findings.Report(AtPrincipal(view.document.written, statement, entry),
                    Concat({"`", entry.value.text, "` is ", what, ", and names nobody here."}));
  });
}

void CheckServiceAccount(const TrustView& view, const RuleContext&, DocumentSink& findings) {
  ForEachEntry(view, Effect::kAllow, [&](const Statement& statement, const PrincipalEntry& entry) {
    const std::string_view mark = ServiceAccountMark(entry);
    if (mark.empty()) return;
    findings.Report(AtPrincipal(view.document.written, statement, entry),
                    Concat({"`", entry.value.text, "` is meant as a service account (`", mark,
                            "`), which comes in as a federated identity alone."}));
  });
}

}  // namespace

extern constinit const Rule kWildcardInPrincipal = {
    .card = {.id = "TR-008",
             .name = "wildcard-in-principal",
             .title = "A wildcard inside a principal",
             .severity = Severity::kError,
             .why = "IAM refuses it, and where it stands it matches nobody.",
             .remedy = "Name the account and test aws:PrincipalArn with ArnLike.",
             .source = "IAM User Guide, AWS JSON policy elements: Principal"},
    .check = &CheckWildcard,
};

extern constinit const Rule kUnknownServicePrincipal = {
    .card = {.id = "TR-009",
             .name = "unknown-service-principal",
             .title = "No such service principal",
             .severity = Severity::kHigh,
             .why = "No service of AWS has that name: the role is of no use.",
             .remedy = "Write the principal as the service's own documentation gives it.",
             .references = "CWE-1188",
             .source = "IAM User Guide, AWS JSON policy elements: Principal"},
    .check = &CheckService,
};

extern constinit const Rule kMisplacedPrincipal = {
    .card = {.id = "TR-010",
             .name = "principal-of-other-kind",
             .title = "What is named as an AWS principal is something else",
             .severity = Severity::kHigh,
             .why = "Nobody comes in by it: the role is of no use.",
             .remedy = "Name users, roles and accounts by ARN under AWS, providers of identities "
                       "under Federated, instances by ec2.amazonaws.com under Service.",
             .references = "CWE-1188",
             .source = "IAM User Guide, AWS JSON policy elements: Principal"},
    .check = &CheckMisplaced,
};

extern constinit const Rule kServiceAccountAsPrincipal = {
    .card = {.id = "TR-028",
             .name = "service-account-as-principal",
             .title = "A service account is named as something else",
             .severity = Severity::kHigh,
             .why = "Pods and workloads elsewhere come in with a token of their issuer, never as "
                    "a service or an AWS principal: the role is of no use.",
             .remedy = "Trust the cluster's OIDC provider under Federated with "
                       "sts:AssumeRoleWithWebIdentity, and test its aud and sub; or trust "
                       "pods.eks.amazonaws.com.",
             .references = "CWE-1188",
             .source = "Amazon EKS User Guide, IAM roles for service accounts"},
    .check = &CheckServiceAccount,
};

}  // namespace iamsift
