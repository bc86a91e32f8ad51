// HY-001

#include <string>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/hygiene/account_roles.h"

namespace iamsift {
namespace {

// AWS keeps the last use of a role for 400 days: none within it reads as never.
void Check(const PrincipalView& view, const RuleContext& context, PlaceSink& findings) {
  const Principal& role = view.principal;
  if (!IsRoleOfTheAccount(role)) return;
  const Instant limit{context.options.now.seconds - context.options.unused_days * kSecondsPerDay};
  if (role.last_used ? *role.last_used > limit : !role.created || *role.created > limit) return;
  const std::string since =
      role.last_used
          ? Concat({"was last used on ", FormatDate(*role.last_used)})
          : Concat({"has no recorded use since it was made on ", FormatDate(*role.created)});
  Hit& hit = findings.Report(role, Concat({"The role `", role.name, "` ", since, "."}));
  if (view.is_admin()) hit.severity = Severity::kMedium;
  if (!role.last_used && !role.has_last_used) {
    hit.confidence = Confidence::kConditional;
    hit.assumptions.emplace_back("usage");
  }
}

}  // namespace

extern constinit const Rule kUnusedRole = {
    .card = {.id = "HY-001",
             .name = "unused-role",
             .title = "A role is not used",
             .severity = Severity::kLow,
             .why = "A role that nobody uses is a way in that nobody watches.",
             .remedy = "Remove the role, or its policies first if somebody may still need it.",
             .references = "CWE-1220 T1078.004",
             .source = "IAM User Guide, Refining permissions using last accessed information"},
    .check = &Check,
};

}  // namespace iamsift
