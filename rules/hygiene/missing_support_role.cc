// HY-020

#include <algorithm>

#include "analyzer/audit/rule.h"

namespace iamsift {
namespace {

void Check(const AccountView& view, const RuleContext&, PlaceSink& findings) {
  if (!view.account.is_export || !view.account.gaps.empty()) return;
  for (const Principal& role : view.account.principals) {
    if (role.kind != PrincipalKind::kRole) continue;
    const bool holds = std::ranges::any_of(role.attachments, [](const Attachment& attachment) {
      return attachment.name == "AWSSupportAccess";
    });
    if (holds) return;
  }
  findings.ReportAccount("No role of the account holds AWSSupportAccess.").discriminator =
      "support";
}

}  // namespace

extern constinit const Rule kMissingSupportRole = {
    .card = {.id = "HY-020",
             .name = "missing-support-role",
             .title = "No role holds AWSSupportAccess",
             .severity = Severity::kInfo,
             .why = "In an incident somebody must be able to open a case with AWS without "
                    "administrator rights.",
             .remedy = "Make a role with AWSSupportAccess for those who handle incidents.",
             .references = "CWE-1220",
             .source = "AWS Support User Guide, Manage access to AWS Support Center"},
    .check = &Check,
};

}  // namespace iamsift
