// HY-007

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

// Infrastructure code tells of some identities only; where an export has gaps, members may stand in
// what is missing.
void Check(const AccountView& view, const RuleContext&, PlaceSink& findings) {
  if (!view.account.is_export || !view.account.gaps.empty()) return;
  for (const Group& group : view.account.groups) {
    if (!group.members.empty()) continue;
    findings.Report(group, Concat({"The group `", group.name, "` has no members."})).discriminator =
        "members";
  }
  for (const Principal& user : view.account.principals) {
    if (user.kind != PrincipalKind::kUser || !user.groups.empty()) continue;
    findings.Report(user, Concat({"The user `", user.name, "` is in no group."})).discriminator =
        "groups";
  }
}

}  // namespace

extern constinit const Rule kEmptyGroup = {
    .card = {.id = "HY-007",
             .name = "empty-group",
             .title = "A group has no members, or a user no group",
             .severity = Severity::kInfo,
             .why = "Groups are how people get their permissions; empty ones and people "
                    "outside them are loose ends.",
             .remedy = "Delete the group, or put the user into one.",
             .references = "CWE-1220",
             .source = "IAM User Guide, IAM user groups"},
    .check = &Check,
};

}  // namespace iamsift
