// HY-008

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "analyzer/graph/escalation_graph.h"

namespace iamsift {
namespace {

// A person signs in as this: an IAM user, or a role that IAM Identity Center made.
bool IsHuman(const Principal& principal) {
  return principal.kind == PrincipalKind::kUser || principal.IsReservedSso();
}

// How the rights come to the administrator: by one policy, or only by several.
std::string WayOf(const PrincipalPermissions& permissions, const RuleContext& context) {
  for (const HeldPolicy& held : permissions.held) {
    if (held.text == nullptr) continue;
    ActionSet everywhere(context.catalog);
    for (const Grant& grant :
         context.evaluation.grants().Of(held.text->document, permissions.limits)) {
      everywhere |= grant.everywhere;
    }
    if (!IsAdmin(context.catalog, everywhere)) continue;
    return held.group == nullptr
               ? Concat({"by its policy `", held.name, "`"})
               : Concat({"by `", held.name, "` of the group `", held.group->name, "`"});
  }
  return "by several policies together";
}

// Who makes an administrator of itself or takes one over, for certain, and by which first step.
void AddThoseOnTheWay(const AccountView& view, const RuleContext& context,
                      std::vector<PlacedEvidence>& evidence) {
  EscalationGraph* const graph = context.graph();
  if (graph == nullptr) return;
  for (uint32_t i = 0; i < view.account.principals.size(); ++i) {
    const Principal& principal = view.account.principals[i];
    const bool is_on_the_way = !graph->IsAdmin(i) && graph->IsOrReachesAdmin(i) &&
                               principal.kind != PrincipalKind::kDocument;
    if (!is_on_the_way) continue;
    evidence.push_back(
        {EvidenceRole::kGrants, principal.place,
         Concat({principal.arn, " by the path ", graph->FirstStep(i).edge->path->id})});
  }
}

void Check(const AccountView& view, const RuleContext& context, PlaceSink& findings) {
  std::vector<std::string_view> names;
  int humans = 0;
  std::vector<PlacedEvidence> evidence;
  for (const PrincipalPermissions& permissions : context.evaluation.principals()) {
    const Principal& principal = view.account.principals[static_cast<size_t>(permissions.index)];
    if (!permissions.effective->is_admin || principal.kind == PrincipalKind::kDocument) continue;
    names.push_back(principal.name);
    humans += IsHuman(principal) ? 1 : 0;
    evidence.push_back({EvidenceRole::kGrants, principal.place,
                        Concat({principal.arn, " ", WayOf(permissions, context)})});
  }
  if (names.empty()) return;
  const size_t direct = evidence.size();
  AddThoseOnTheWay(view, context, evidence);
  const size_t on_the_way = evidence.size() - direct;
  Hit& hit = findings.ReportAccount(
      Concat({"The account has ", Counted(names.size(), "administrator"), ", ",
              std::to_string(humans), " of them people: `", Join(names, "`, `"), "`",
              on_the_way == 0 ? "" : "; ", on_the_way == 0 ? "" : std::to_string(on_the_way),
              on_the_way == 0 ? "" : " more can become one", "."}));
  hit.place = evidence.front().place;
  hit.placed_evidence = std::move(evidence);
  hit.discriminator = "administrators";
  if (humans > context.options.max_admins) hit.severity = Severity::kMedium;
}

}  // namespace

extern constinit const Rule kAdministratorInventory = {
    .card = {.id = "HY-008",
             .name = "administrator-inventory",
             .title = "Who the administrators are",
             .severity = Severity::kInfo,
             .why = "Every administrator is a whole account to lose; the list should be "
                    "short and known.",
             .remedy = "Take administrator rights from whoever does not need them every day.",
             .references = "CWE-250 T1078.004",
             .source = "IAM User Guide, Security best practices in IAM"},
    .check = &Check,
};

}  // namespace iamsift
