// OB-009

#include <string>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/broad/certainty.h"
#include "rules/broad/sensitive.h"
#include "rules/broad/wording.h"

namespace iamsift {
namespace {

bool OnlyReads(const Catalog& catalog, const ActionSet& actions) {
  ActionSet reads = ActionSet::FromMask(catalog.MaskOf(AccessLevel::kList));
  reads |= ActionSet::FromMask(catalog.MaskOf(AccessLevel::kRead));
  return reads.ContainsAll(actions);
}

// Thousands of names help nobody: of `*` and NotAction the sensitive ones are listed.
ActionSet Listed(const RuleContext& context, const CompiledStatement& statement, ActionSet live) {
  if (statement.written->actions.is_negated || IsAdmin(context.catalog, statement.actions)) {
    live &= SensitiveActionsOf(context);
  }
  return live;
}

void Check(const GrantView& view, const RuleContext& context, DocumentSink& findings) {
  if (!view.statement.resources.is_negated) return;
  const ActionSet live = view.grant.Live();
  if (live.IsEmpty()) return;
  Hit& hit =
      findings.Report(AtResource(view.document.written, *view.statement.written, -1),
                      OnlyReads(context.catalog, live) ? Severity::kMedium : Severity::kHigh,
                      Concat({"NotResource leaves every resource but those it names open to ",
                              CountsByLevel(context.catalog, live), "."}));
  SetConfidence(hit, view, context, live);
  hit.actions = NamesOf(context.catalog, Listed(context, view.statement, live));
}

}  // namespace

extern constinit const Rule kAllowNotResource = {
    .card = {.id = "OB-009",
             .name = "allow-not-resource",
             .title = "All resources but a few are allowed",
             .severity = Severity::kHigh,
             .why = "Allow with NotResource grants every resource that nobody thought of, also "
                    "those that are made tomorrow and those of other accounts.",
             .remedy = "Name the resources under Resource; to spare some of a wide grant, use a "
                       "Deny.",
             .references = "CWE-250 CWE-732 T1078.004",
             .source = "IAM User Guide, IAM JSON policy elements: NotResource"},
    .check = &Check,
};

}  // namespace iamsift
