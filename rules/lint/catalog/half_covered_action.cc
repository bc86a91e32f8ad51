// LINT-207

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/lint/catalog/action_entry.h"
#include "rules/lint/catalog/holders.h"

namespace iamsift {
namespace {

// The statement allows the action on some resource of the type. NotResource counts as reaching.
bool Reaches(const CompiledStatement& statement, const RuleContext& context, ActionId action,
             std::string_view type_name) {
  if (statement.effect != Effect::kAllow || !statement.actions.Contains(action)) return false;
  if (statement.resources.is_negated) return true;
  const auto type = context.catalog.FindResourceType(context.catalog.ServiceOf(action), type_name);
  return !type || std::ranges::any_of(statement.resources.patterns, [&](const auto& pattern) {
    return context.evaluation.reach().Fit(pattern, *type).reach != Reach::kNone;
  });
}

// The needs that no statement of the document reaches: "instance", "instance or managed-instance".
std::vector<std::string> Left(const std::vector<std::string>& needs, const RuleContext& context,
                              const CompiledDocument& document, ActionId action) {
  std::vector<std::string> left;
  for (const std::string& need : needs) {
    const std::vector<std::string_view> types = Split(need, '|');
    const bool is_met = std::ranges::any_of(document.statements, [&](const auto& statement) {
      return std::ranges::any_of(
          types, [&](std::string_view type) { return Reaches(statement, context, action, type); });
    });
    if (!is_met) left.push_back(need);
  }
  return left;
}

// What is left when each holder's other policies are counted too; somebody who misses nothing, or
// whose policies are not all known, settles it.
std::vector<std::string> LeftToHolders(const DocumentView& view, const RuleContext& context,
                                       std::vector<std::string> needs, ActionId action) {
  for (const PrincipalPermissions* const holder : HoldersOf(view, context)) {
    if (!holder->incomplete_because.empty()) return {};
    std::vector<std::string> left = needs;
    for (const HeldPolicy& held : holder->held) {
      left = Left(left, context, context.evaluation.compiled().at(held.text->document), action);
    }
    if (left.empty()) return {};
  }
  return needs;
}

std::vector<std::string> NeedsOf(const ConjunctiveAction& conjunctive) {
  std::vector<std::string> needs;
  for (const auto& types : conjunctive.needed) needs.push_back(Join(types, "|"));
  return needs;
}

void CheckEntry(const DocumentView& view, const RuleContext& context, const ActionEntry& entry,
                DocumentSink& findings) {
  const std::optional<ActionId> action = NamedAction(entry);
  if (!action || !entry.IsAllow() || entry.IsSpared()) return;
  const ConjunctiveAction* const conjunctive = context.sensitive.ConjunctiveOf(*action);
  if (conjunctive == nullptr) return;
  const std::vector<std::string> needs = NeedsOf(*conjunctive);
  std::vector<std::string> left = Left(needs, context, view.compiled, *action);
  if (left.empty() || left.size() == needs.size()) return;  // all covered; dead: LINT-205
  left = LeftToHolders(view, context, std::move(left), *action);
  if (left.empty()) return;
  std::string missing = Join(left, ", ");
  std::ranges::replace(missing, '|', '/');
  ReportEntry(view, entry,
              Concat({"`", entry.text(),
                      "` is asked for on several resources in one call; not "
                      "covered: ",
                      missing, "."}),
              findings);
}

void Check(const DocumentView& view, const RuleContext& context, DocumentSink& findings) {
  if (view.kind != PolicyKind::kIdentity) return;
  for (const ActionEntry& entry : ActionEntriesOf(view)) {
    CheckEntry(view, context, entry, findings);
  }
}

}  // namespace

extern constinit const Rule kHalfCoveredAction = {
    .card = {.id = "LINT-207",
             .name = "half-covered-action",
             .title = "An action is allowed on some of the resources that a call needs",
             .severity = Severity::kNote,
             .why = "One call of such an action touches resources of several types at once and "
                    "fails unless each of them is allowed.",
             .remedy = "Add the missing resource types, narrowed as far as the work permits.",
             .source = "Amazon EC2 User Guide, Example policies to control access to the API"},
    .check = &Check,
};

}  // namespace iamsift
