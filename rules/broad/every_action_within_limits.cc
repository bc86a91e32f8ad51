// OB-002

#include <algorithm>
#include <string>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/broad/certainty.h"
#include "rules/broad/whole_service.h"
#include "rules/broad/wording.h"
#include "rules/broad/written_actions.h"

namespace iamsift {
namespace {

// How far `*` is held back; "" when it is not, or so far that other rules tell of the rest.
std::string_view HeldBack(const GrantView& view, const RuleContext& context) {
  if (!view.statement.resources.IsEverything()) return "on the resources that it names";
  if (!view.statement.IsUnconditional()) return "under its condition";
  return IsAdminGrant(view, context) ? "unless a condition of a Deny or of the boundary stops it"
                                     : "";
}

int EverythingItem(const CompiledStatement& statement) {
  const auto found = std::ranges::find_if(statement.patterns, &ActionPattern::is_everything);
  return static_cast<int>(found - statement.patterns.begin());
}

void Check(const GrantView& view, const RuleContext& context, DocumentSink& findings) {
  if (!WritesEveryAction(view.statement)) return;
  const ActionSet live = view.grant.Live();
  if (live.IsEmpty() || IsAdmin(context.catalog, view.grant.everywhere)) return;
  const std::string_view held_back = HeldBack(view, context);
  if (held_back.empty()) return;
  const Statement& statement = *view.statement.written;
  Hit& hit =
      findings.Report(AtAction(view.document.written, statement, EverythingItem(view.statement)),
                      Concat({"The statement allows every action ", held_back, ": ",
                              CountsByLevel(context.catalog, live), "."}));
  SetConfidence(hit, view, context, live);
}

}  // namespace

extern constinit const Rule kEveryActionWithinLimits = {
    .card = {.id = "OB-002",
             .name = "every-action-within-limits",
             .title = "Every action is allowed within a limit",
             .severity = Severity::kHigh,
             .why = "Reading, changing, sharing and deleting are given at once, also those actions "
                    "that AWS adds next year; one loose resource or condition makes it more.",
             .remedy = "List the actions that the work needs instead of `*`.",
             .references = "CWE-250 CWE-269 T1078.004",
             .source = "IAM User Guide, Security best practices in IAM: Apply least-privilege "
                       "permissions"},
    .check = &Check,
};

}  // namespace iamsift
