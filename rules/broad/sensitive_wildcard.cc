// OB-005

#include <string>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/broad/certainty.h"
#include "rules/broad/sensitive.h"
#include "rules/broad/wording.h"
#include "rules/broad/written_actions.h"

namespace iamsift {
namespace {

bool IsPartialWildcard(const Catalog& catalog, const ActionPattern& pattern) {
  return pattern.has_wildcard && !CoversWholeService(catalog, pattern);
}

void Report(const GrantView& view, const RuleContext& context, size_t item,
            const ActionSet& sensitive, DocumentSink& findings) {
  const ActionPattern& pattern = view.statement.patterns[item];
  Hit& hit = findings.Report(
      AtAction(view.document.written, *view.statement.written, static_cast<int>(item)),
      Concat({"`", pattern.text, "` takes in ", NameSome(context.catalog, sensitive), " among its ",
              Counted(pattern.Count(), "action"), "."}));
  hit.discriminator = std::string(pattern.text);
  SetActions(hit, view, context, sensitive);
}

// What makes the pattern a finding; empty when it takes in nothing sensitive, or reads alone.
ActionSet SensitiveAmong(const ActionSet& taken_in, const RuleContext& context) {
  ActionSet sensitive = taken_in;
  sensitive &= SensitiveActionsOf(context);
  const ActionSet& harmless = HarmlessReads(context);
  if (harmless.ContainsAll(taken_in)) return ActionSet(context.catalog);
  ActionSet worse = sensitive;
  worse -= harmless;
  return worse.IsEmpty() ? sensitive : worse;
}

void Check(const GrantView& view, const RuleContext& context, DocumentSink& findings) {
  if (!NamesItsActions(view.statement)) return;
  const ActionSet live = view.grant.Live();
  for (size_t item = 0; item < view.statement.patterns.size(); ++item) {
    const ActionPattern& pattern = view.statement.patterns[item];
    if (!IsPartialWildcard(context.catalog, pattern)) continue;
    ActionSet taken_in = ActionsOf(context.catalog, pattern);
    taken_in &= live;
    const ActionSet sensitive = SensitiveAmong(taken_in, context);
    if (!sensitive.IsEmpty()) Report(view, context, item, sensitive, findings);
  }
}

}  // namespace

extern constinit const Rule kSensitiveWildcard = {
    .card = {.id = "OB-005",
             .name = "sensitive-partial-wildcard",
             .title = "A wildcard takes in sensitive actions",
             .severity = Severity::kMedium,
             .why = "A pattern that reads harmless also matches actions that hand out credentials, "
                    "share or destroy data, or lead to more rights.",
             .remedy = "Write out the actions that are needed; keep wildcards for List and Read.",
             .references = "CWE-250 T1078.004",
             .source = "IAM User Guide, IAM JSON policy elements: Action"},
    .check = &Check,
};

}  // namespace iamsift
