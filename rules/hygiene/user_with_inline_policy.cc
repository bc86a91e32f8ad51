// HY-003

#include <string_view>
#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

void Check(const PrincipalView& view, const RuleContext&, PlaceSink& findings) {
  const Principal& user = view.principal;
  if (user.kind != PrincipalKind::kUser || user.inline_policies.empty()) return;
  std::vector<std::string_view> names;
  for (const InlinePolicy& policy : user.inline_policies) names.push_back(policy.name);
  findings.Report(user, Concat({"The user `", user.name, "` has ",
                                names.size() == 1 ? "an inline policy" : "inline policies", ": `",
                                Join(names, "`, `"), "`."}));
}

}  // namespace

extern constinit const Rule kUserWithInlinePolicy = {
    .card = {.id = "HY-003",
             .name = "user-with-inline-policy",
             .title = "A user has inline policies",
             .severity = Severity::kLow,
             .why = "Permissions kept on single users are forgotten when the person changes "
                    "jobs.",
             .remedy = "Move the policy to a group, or let the user take on a role.",
             .references = "CWE-266 T1078.004",
             .source = "IAM User Guide, Security best practices in IAM"},
    .check = &Check,
};

}  // namespace iamsift
