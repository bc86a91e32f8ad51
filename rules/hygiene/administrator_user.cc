// HY-015

#include <algorithm>
#include <string_view>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

bool AdmitsFederation(const Account& account, const Principal& role) {
  if (role.kind != PrincipalKind::kRole || !role.trust) return false;
  if (role.IsReservedSso()) return true;
  const PolicyDocument& trust = account.documents.at(role.trust->document);
  return std::ranges::any_of(trust.statements, [](const Statement& statement) {
    return statement.effect == Effect::kAllow &&
           std::ranges::any_of(statement.principals.entries, [](const PrincipalEntry& entry) {
             return entry.key == PrincipalMapKey::kFederated &&
                    entry.value.text.find(":saml-provider/") != std::string_view::npos;
           });
  });
}

void Check(const AccountView& view, const RuleContext& context, PlaceSink& findings) {
  const Account& account = view.account;
  size_t users = 0;
  for (const PrincipalPermissions& permissions : context.evaluation.principals()) {
    const Principal& user = account.principals[static_cast<size_t>(permissions.index)];
    if (user.kind != PrincipalKind::kUser) continue;
    ++users;
    if (!permissions.effective->is_admin) continue;
    findings.Report(user, Concat({"The user `", user.name, "` is an administrator."}))
        .discriminator = "administrator";
  }
  const auto federated = std::ranges::find_if(
      account.principals, [&](const Principal& role) { return AdmitsFederation(account, role); });
  if (users == 0 || federated == account.principals.end()) return;
  Hit& hit = findings.ReportAccount(
      Concat({"The account has ", Counted(users, "IAM user"),
              " although people can sign in through `", federated->name, "`."}));
  hit.severity = Severity::kInfo;
  hit.place = federated->place;
  hit.discriminator = "federation";
}

}  // namespace

extern constinit const Rule kAdministratorUser = {
    .card = {.id = "HY-015",
             .name = "administrator-user",
             .title = "An IAM user is an administrator, or users exist beside federation",
             .severity = Severity::kMedium,
             .why = "Access keys and passwords of users last until somebody takes them "
                    "away; sessions of roles end.",
             .remedy = "Let people sign in through the identity provider and take on roles.",
             .references = "CWE-250 CWE-522 T1078.004",
             .source = "IAM User Guide, Security best practices in IAM"},
    .check = &Check,
};

}  // namespace iamsift
