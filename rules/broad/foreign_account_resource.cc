// OB-016

#include <algorithm>
#include <string>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/broad/account_edge.h"
#include "rules/broad/certainty.h"
#include "rules/broad/reached_through.h"
#include "rules/broad/wording.h"

namespace iamsift {
namespace {

bool HasWrites(const Catalog& catalog, const ActionSet& actions) {
  ActionSet writes = actions;
  writes -= catalog.MaskOf(AccessLevel::kList);
  writes -= catalog.MaskOf(AccessLevel::kRead);
  return !writes.IsEmpty();
}

void Check(const GrantView& view, const RuleContext& context, DocumentSink& findings) {
  if (view.statement.resources.is_negated) return;
  const std::vector<ResourcePattern>& patterns = view.statement.resources.patterns;
  for (size_t i = 0; i < patterns.size(); ++i) {
    if (!LiesElsewhere(patterns[i], context.account())) continue;
    const ActionSet reached = ActionsReachedThrough(view, context, patterns[i]);
    if (reached.IsEmpty()) continue;
    Hit& hit = findings.Report(
        AtResource(view.document.written, *view.statement.written, static_cast<int>(i)),
        HasWrites(context.catalog, reached) ? Severity::kMedium : Severity::kInfo,
        Concat({"`", patterns[i].text, "` lies in account ", patterns[i].account, ", reached by ",
                NameSome(context.catalog, reached), "."}));
    hit.resources = {std::string(patterns[i].text)};
    hit.discriminator = std::string(patterns[i].text);
    SetActions(hit, view, context, reached);
  }
}

}  // namespace

extern constinit const Rule kForeignAccountResource = {
    .card = {.id = "OB-016",
             .name = "foreign-account-resource",
             .title = "A resource of another account is named",
             .severity = Severity::kInfo,
             .why = "What is written to another account is out of this one's sight; a mistyped "
                    "account id gives it to a stranger.",
             .remedy = "See that the account is one of yours, or a partner's on record, and that "
                       "its resource policy names this account alone.",
             .references = "CWE-668 T1537",
             .source = "IAM User Guide, Cross-account policy evaluation logic"},
    .check = &Check,
};

}  // namespace iamsift
