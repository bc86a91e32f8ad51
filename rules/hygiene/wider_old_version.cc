// HY-011

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

ActionSet EverywhereOf(const RuleContext& context, const DocumentGrants& grants) {
  ActionSet everywhere(context.catalog);
  for (const Grant& grant : grants) everywhere |= grant.everywhere;
  return everywhere;
}

// Some Allow is neither inside an Allow of the current version nor made of what that allows on
// everything.
bool GrantsMore(const RuleContext& context, DocumentId other, DocumentId current) {
  const DocumentGrants& wide = context.evaluation.grants().Of(current, LimitsId{0});
  const ActionSet everywhere = EverywhereOf(context, wide);
  return std::ranges::any_of(context.evaluation.grants().Of(other, LimitsId{0}),
                             [&](const Grant& grant) {
                               const ActionSet live = grant.Live();
                               if (live.IsEmpty() || everywhere.ContainsAll(live)) return false;
                               return std::ranges::none_of(wide, [&](const Grant& each) {
                                 return StatementContains(*each.statement, *grant.statement);
                               });
                             });
}

void Check(const AccountView& view, const RuleContext& context, PlaceSink& findings) {
  const CompiledAccount& compiled = context.evaluation.compiled();
  for (const ManagedPolicy& policy : view.account.policies) {
    const PolicyVersion* const current = policy.DefaultVersion();
    if (current == nullptr || policy.IsAwsManaged()) continue;
    if (compiled.at(current->text.document).written->is_invalid) continue;
    std::vector<std::string_view> wider;
    for (const PolicyVersion& version : policy.versions) {
      if (&version == current || compiled.at(version.text.document).written->is_invalid) continue;
      if (GrantsMore(context, version.text.document, current->text.document)) {
        wider.push_back(version.id);
      }
    }
    if (wider.empty()) continue;
    Hit& hit = findings.Report(
        policy, Concat({"The policy `", policy.name, "` stores ", Join(wider, ", "),
                        ", which may grant what its default version ", current->id, " does not."}));
    hit.discriminator = Join(wider, " ");
  }
}

}  // namespace

extern constinit const Rule kWiderOldVersion = {
    .card = {.id = "HY-011",
             .name = "wider-old-version",
             .title = "A stored version of a policy grants more than the default one",
             .severity = Severity::kLow,
             .why = "Whoever may set the default version turns the old rights back on "
                    "without writing a policy.",
             .remedy = "Delete the versions that are not in use.",
             .references = "CWE-269 T1098.003",
             .source = "IAM User Guide, Versioning IAM policies"},
    .check = &Check,
};

}  // namespace iamsift
