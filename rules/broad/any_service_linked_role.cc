// OB-015

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/broad/certainty.h"
#include "rules/broad/narrowed_by.h"
#include "rules/broad/written_actions.h"

namespace iamsift {
namespace {

constexpr std::string_view kServiceName[] = {"iam:awsservicename"};
constexpr std::string_view kNoService = "no-such-service.amazonaws.com";

// A pattern that also takes the role of a service that does not exist names no service.
bool NamesNoService(const ResourcePattern& pattern, const Account& account) {
  if (pattern.is_everything) return true;
  if (!pattern.is_arn) return false;
  const bool is_pinned = pattern.account.find_first_of("*?$") == std::string_view::npos;
  const std::string arn =
      Concat({"arn:", account.partition,
              ":iam::", is_pinned ? pattern.account : std::string_view("000000000000"),
              ":role/aws-service-role/", kNoService, "/AWSServiceRoleForNone"});
  return MatchesArn(pattern, arn);
}

// Index of the Resource item to blame; nullopt: every item names its service.
std::optional<int> WideItem(const ResourceList& resources, const Account& account) {
  if (resources.is_negated) return -1;
  const auto found = std::ranges::find_if(resources.patterns, [&](const ResourcePattern& pattern) {
    return NamesNoService(pattern, account);
  });
  if (found == resources.patterns.end()) return std::nullopt;
  return static_cast<int>(found - resources.patterns.begin());
}

void Check(const GrantView& view, const RuleContext& context, DocumentSink& findings) {
  const std::optional<ActionId> create =
      NamedAction(context.catalog, view.statement, "iam:CreateServiceLinkedRole");
  if (!create || !view.grant.IsLive(*create)) return;
  const std::optional<int> item = WideItem(view.statement.resources, context.account());
  if (!item || IsNarrowedBy(view, context, *create, kServiceName)) return;
  Hit& hit = findings.Report(
      AtResource(view.document.written, *view.statement.written, *item),
      "`iam:CreateServiceLinkedRole` can make the role of any service, in use here or not.");
  ActionSet actions(context.catalog);
  actions.Insert(*create);
  SetActions(hit, view, context, actions);
}

}  // namespace

extern constinit const Rule kAnyServiceLinkedRole = {
    .card = {.id = "OB-015",
             .name = "any-service-linked-role",
             .title = "Service-linked roles of any service can be made",
             .severity = Severity::kLow,
             .why = "A service-linked role lets a service act in the account; each one is a door "
                    "that nobody watches where the service is not used.",
             .remedy = "Name the service in iam:AWSServiceName, or in Resource as "
                       "role/aws-service-role/SERVICE.amazonaws.com/*.",
             .references = "CWE-250 T1098.003",
             .source = "IAM User Guide, Create a service-linked role"},
    .check = &Check,
};

}  // namespace iamsift
