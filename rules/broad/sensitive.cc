#include "rules/broad/sensitive.h"

namespace iamsift {
namespace {

constexpr std::string_view kDataSets[] = {"EX-001", "EX-002", "EX-003", "EX-004",
                                          "EX-005", "EX-006", "EX-007"};

}  // namespace

ActionSet DataAndCredentialActions(const RuleContext& context) {
  ActionSet actions = context.sensitive.Family("CR-");
  for (const std::string_view set : kDataSets) actions |= context.sensitive.Set(set);
  return actions;
}

ActionSet HarmlessReads(const RuleContext& context) {
  ActionSet reads = ActionSet::FromMask(context.catalog.MaskOf(AccessLevel::kList));
  reads |= ActionSet::FromMask(context.catalog.MaskOf(AccessLevel::kRead));
  reads -= DataAndCredentialActions(context);
  return reads;
}

ActionSet SensitiveActionsOf(const RuleContext& context) {
  ActionSet actions = context.sensitive.all();
  actions |= context.sensitive.path_actions();
  return actions;
}

}  // namespace iamsift
