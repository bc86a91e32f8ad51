// HY-013

#include <string>
#include <string_view>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/hygiene/account_roles.h"
#include "rules/hygiene/compliance.h"

namespace iamsift {
namespace {

void ReportMissing(const PolicyHolder& holder, const ElementPlace& place, std::string_view what,
                   std::string_view name, PlaceSink& findings) {
  Hit& hit = findings.Report(holder, place,
                             Concat({"The ", what, " `", name, "` of `", holder.name,
                                     "` is neither in the input nor in the catalog."}));
  hit.discriminator = std::string(name);
  hit.placed_evidence.push_back({EvidenceRole::kMisses, place, std::string(name)});
}

void CheckHolder(const PolicyHolder& holder, PlaceSink& findings) {
  for (const Attachment& attachment : holder.attachments) {
    if (attachment.policy != kUnresolved) continue;
    ReportMissing(holder, attachment.place, "managed policy", attachment.arn, findings);
  }
}

void Check(const AccountView& view, const RuleContext&, PlaceSink& findings) {
  for (const Group& group : view.account.groups) CheckHolder(group, findings);
  for (const Principal& principal : view.account.principals) {
    if (IsKeptByAws(principal)) continue;
    CheckHolder(principal, findings);
    for (const GroupMembership& membership : principal.groups) {
      if (membership.group != kUnresolved) continue;
      ReportMissing(principal, membership.place, "group", membership.name, findings);
    }
  }
}

}  // namespace

extern constinit const Rule kUnresolvedReference = {
    .card = {.id = "HY-013",
             .name = "unresolved-reference",
             .title = "Something that the input refers to is not in it",
             .severity = Severity::kInfo,
             .why = "What is missing may grant or deny anything, so the result for its "
                    "holder is incomplete.",
             .remedy = "Export the account without a filter and with all its pages.",
             .compliance = kPolicyControls,
             .references = "CWE-1220",
             .source = "IAM API Reference, GetAccountAuthorizationDetails"},
    .check = &Check,
};

}  // namespace iamsift
