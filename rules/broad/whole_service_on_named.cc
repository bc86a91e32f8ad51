// OB-004

#include <string>
#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/broad/certainty.h"
#include "rules/broad/whole_service.h"
#include "rules/broad/wording.h"

namespace iamsift {
namespace {

struct Named {
  std::vector<std::string> services;
  ActionSet actions;
  int item = -1;
};

Named NamedServicesOf(const GrantView& view, const RuleContext& context) {
  Named named{.services = {}, .actions = ActionSet(context.catalog)};
  for (const WholeService& whole : WholeServicesOf(view, context)) {
    if (whole.is_wide) continue;
    if (named.services.empty()) named.item = whole.item;
    named.services.emplace_back(context.catalog.ServicePrefix(whole.service));
    named.actions.Insert(context.catalog.ActionsOf(whole.service));
  }
  named.actions &= view.grant.Live();
  return named;
}

void Check(const GrantView& view, const RuleContext& context, DocumentSink& findings) {
  const Named named = NamedServicesOf(view, context);
  if (named.services.empty()) return;
  Hit& hit = findings.Report(
      AtAction(view.document.written, *view.statement.written, named.item),
      Concat({"All actions of ", NameSome(named.services), " are allowed on the named resources: ",
              CountsByLevel(context.catalog, named.actions), "."}));
  SetActions(hit, view, context, named.actions);
}

}  // namespace

extern constinit const Rule kWholeServiceOnNamed = {
    .card = {.id = "OB-004",
             .name = "whole-service-on-named-resources",
             .title = "A whole service is allowed on named resources",
             .severity = Severity::kLow,
             .why = "Who needs to use a resource rarely needs to delete it, share it or change its "
                    "policy as well.",
             .remedy = "List the actions that are used; leave out those that change policies, "
                       "public access and retention.",
             .references = "CWE-250 T1078.004",
             .source = "IAM User Guide, Grant least privilege access"},
    .check = &Check,
};

}  // namespace iamsift
