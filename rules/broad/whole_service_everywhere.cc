// OB-003

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/broad/certainty.h"
#include "rules/broad/sensitive.h"
#include "rules/broad/whole_service.h"
#include "rules/broad/wide_grant.h"
#include "rules/broad/wording.h"
#include "rules/broad/written_actions.h"

namespace iamsift {
namespace {

// Services that hold identities, keys, secrets, code or most of the data.
constexpr std::string_view kCrownServices[] = {"bedrock",
                                               "bedrock-agentcore",
                                               "cloudformation",
                                               "dynamodb",
                                               "ec2",
                                               "ecr",
                                               "glue",
                                               "iam",
                                               "kms",
                                               "lambda",
                                               "organizations",
                                               "rds",
                                               "s3",
                                               "sagemaker",
                                               "secretsmanager",
                                               "ssm",
                                               "sso",
                                               "sts"};

Severity SeverityFor(std::string_view service) {
  return std::ranges::find(kCrownServices, service) != std::end(kCrownServices) ? Severity::kHigh
                                                                                : Severity::kMedium;
}

std::vector<WholeService> WorstFirst(const GrantView& view, const RuleContext& context) {
  std::vector<WholeService> whole = WholeServicesOf(view, context);
  std::erase_if(whole, [](const WholeService& each) { return !each.is_wide; });
  std::stable_partition(whole.begin(), whole.end(), [&](const WholeService& each) {
    return SeverityFor(context.catalog.ServicePrefix(each.service)) == Severity::kHigh;
  });
  return whole;
}

ActionSet ActionsOf(const GrantView& view, const RuleContext& context,
                    const std::vector<WholeService>& services) {
  ActionSet actions(context.catalog);
  for (const WholeService& each : services) actions.Insert(context.catalog.ActionsOf(each.service));
  actions &= view.grant.Live();
  return actions;
}

// The patterns to blame, each once.
std::vector<ElementAt> PlacesOf(const GrantView& view, const std::vector<WholeService>& services) {
  std::vector<int> items;
  for (const WholeService& each : services) {
    if (std::ranges::find(items, each.item) == items.end()) items.push_back(each.item);
  }
  std::vector<ElementAt> places;
  for (const int item : items) {
    places.push_back(AtAction(view.document.written, *view.statement.written, item));
  }
  return places;
}

// Of `*` the sensitive ones: twenty thousand names help nobody.
ActionSet Listed(const GrantView& view, const RuleContext& context, ActionSet actions) {
  if (WritesEveryAction(view.statement)) actions &= SensitiveActionsOf(context);
  return actions;
}

void Check(const GrantView& view, const RuleContext& context, DocumentSink& findings) {
  const std::vector<WholeService> services = WorstFirst(view, context);
  if (services.empty()) return;
  std::vector<std::string> names;
  for (const WholeService& each : services) {
    names.emplace_back(context.catalog.ServicePrefix(each.service));
  }
  const ActionSet actions = ActionsOf(view, context, services);
  Hit& hit = ReportAt(
      findings, PlacesOf(view, services), SeverityFor(names.front()),
      Concat({"All actions of ", NameSome(names),
              " are allowed on every resource: ", CountsByLevel(context.catalog, actions), "."}));
  SetConfidence(hit, view, context, actions);
  hit.actions = NamesOf(context.catalog, Listed(view, context, actions));
}

}  // namespace

extern constinit const Rule kWholeServiceEverywhere = {
    .card = {.id = "OB-003",
             .name = "whole-service-everywhere",
             .title = "A whole service is allowed on every resource",
             .severity = Severity::kHigh,
             .why = "Few jobs need to read, change, share and delete everything that a service "
                    "holds, and the wildcard grows with every action that AWS adds.",
             .remedy = "List the actions that are used, and name the resources of those that can "
                       "be limited to some.",
             .references = "CWE-250 CWE-732 T1078.004",
             .source = "IAM User Guide, Grant least privilege access"},
    .check = &Check,
};

}  // namespace iamsift
