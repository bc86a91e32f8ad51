// OB-024

#include <string>
#include <string_view>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/broad/certainty.h"
#include "rules/broad/narrowed_by.h"
#include "rules/broad/purchases.h"
#include "rules/broad/wide_grant.h"
#include "rules/broad/wording.h"
#include "rules/broad/written_actions.h"

namespace iamsift {
namespace {

constexpr std::string_view kProductKeys[] = {"aws-marketplace:*"};

ActionSet PurchasesOf(const GrantView& view, const RuleContext& context) {
  ActionSet purchases(context.catalog);
  for (const std::string_view name : kPurchases) {
    const std::optional<ActionId> action = NamedAction(context.catalog, view.statement, name);
    if (!action || !IsWide(view, context, *action)) continue;
    if (!IsNarrowedBy(view, context, *action, kProductKeys)) purchases.Insert(*action);
  }
  return purchases;
}

void Check(const GrantView& view, const RuleContext& context, DocumentSink& findings) {
  const ActionSet purchases = PurchasesOf(view, context);
  if (purchases.IsEmpty()) return;
  const int item = ItemGranting(view.statement, purchases.Actions().front());
  Hit& hit = findings.Report(
      AtAction(view.document.written, *view.statement.written, item),
      Concat({NameSome(context.catalog, purchases), " can bind the account to new costs."}));
  SetActions(hit, view, context, purchases);
}

}  // namespace

extern constinit const Rule kPurchaseOnEverything = {
    .card = {.id = "OB-024",
             .name = "purchase-on-everything",
             .title = "Subscriptions or support plans can be bought",
             .severity = Severity::kLow,
             .why = "Whoever gets hold of the identity can sign up for products and plans in the "
                    "name of the company.",
             .remedy = "Keep purchases in a role of their own.",
             .references = "CWE-250 T1496",
             .source = "AWS Marketplace Buyer Guide, Controlling access to AWS Marketplace "
                       "subscriptions"},
    .check = &Check,
};

}  // namespace iamsift
