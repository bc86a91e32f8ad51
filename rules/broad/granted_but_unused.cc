// OB-021

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

// IAM looks back so far.
// Source: IAM User Guide, "Refine permissions in AWS using last accessed information".
constexpr std::string_view kWindow = "400 days";

// What was granted and not used, of one kind: services or actions.
struct Unused {
  std::vector<std::string> names;
  bool has_writes = false;
};

class UsageCheck {
 public:
  UsageCheck(const PrincipalView& view, const UsageFacts& usage, const Catalog& catalog)
      : effective_(*view.permissions.effective), usage_(usage), catalog_(catalog) {}

  Unused Services() const {
    Unused unused;
    for (const ServiceUse& service : usage_.services) {
      const std::optional<ServiceId> id = catalog_.FindService(service.service);
      if (service.last || !id) continue;
      bool is_granted = false;
      const ActionRange range = catalog_.ActionsOf(*id);
      for (uint16_t at = range.first; at < range.last; ++at) {
        is_granted |= Note(ActionId{at}, unused);
      }
      if (is_granted) unused.names.push_back(Concat({service.service, ":*"}));
    }
    return unused;
  }

  // Of services that were used and whose actions are tracked.
  Unused Actions() const {
    Unused unused;
    for (const ServiceUse& service : usage_.services) {
      if (!service.last || !service.tells_actions) continue;
      for (const ActionUse& action : service.actions) {
        std::string name = Concat({service.service, ":", action.name});
        const std::optional<ActionId> id = catalog_.FindAction(name);
        if (!action.last && id && Note(*id, unused)) unused.names.push_back(std::move(name));
      }
    }
    return unused;
  }

 private:
  // Whether the action is granted; one that changes something weighs more.
  bool Note(ActionId action, Unused& unused) const {
    if (effective_.ScopeOf(action) == GrantScope::kNo) return false;
    const AccessLevel level = catalog_.LevelOf(action);
    unused.has_writes |= level != AccessLevel::kList && level != AccessLevel::kRead;
    return true;
  }

  const EffectivePermissions& effective_;
  const UsageFacts& usage_;
  const Catalog& catalog_;
};

void Report(const PrincipalView& view, const UsageFacts& usage, Unused unused,
            std::string_view noun, PlaceSink& findings) {
  if (unused.names.empty()) return;
  const std::string before = usage.taken ? Concat({" before ", FormatDate(*usage.taken)}) : "";
  Hit& hit = findings.Report(
      view.principal,
      Concat({"`", view.principal.name, "` may use ", Counted(unused.names.size(), noun),
              " that it did not use in the ", kWindow, before, "."}));
  hit.severity = unused.has_writes ? Severity::kMedium : Severity::kLow;
  hit.actions = std::move(unused.names);
  hit.discriminator = std::string(noun);
  hit.placed_evidence.push_back({.role = EvidenceRole::kGrants,
                                 .place = view.principal.place,
                                 .text = std::string(view.principal.arn)});
  hit.placed_evidence.push_back(
      {.role = EvidenceRole::kMisses, .place = usage.place, .text = "last-accessed information"});
}

// Who was just made had no time to use anything.
bool IsYoung(const Principal& principal, const UsageFacts& usage, const RuleOptions& options) {
  const Instant until = usage.taken.value_or(options.now);
  return principal.created &&
         principal.created->seconds > until.seconds - options.unused_days * kSecondsPerDay;
}

void Check(const PrincipalView& view, const RuleContext& context, PlaceSink& findings) {
  const Principal& principal = view.principal;
  const UsageFacts* const usage = context.account().UsageOf(principal);
  if (usage == nullptr || principal.IsServiceLinked() || principal.IsReservedSso()) return;
  if (IsYoung(principal, *usage, context.options)) return;
  const UsageCheck check(view, *usage, context.catalog);
  Report(view, *usage, check.Services(), "service", findings);
  Report(view, *usage, check.Actions(), "action", findings);
}

}  // namespace

extern constinit const Rule kGrantedButUnused = {
    .card = {.id = "OB-021",
             .name = "granted-but-unused",
             .title = "Granted, but not used",
             .severity = Severity::kMedium,
             .why = "What nobody uses serves only the one who steals the identity.",
             .remedy = "Remove the services and actions that were not used in the window.",
             .references = "CWE-250 T1078.004",
             .source = "IAM User Guide, Refine permissions using last accessed information"},
    .check = &Check,
};

}  // namespace iamsift
