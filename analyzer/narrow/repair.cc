// Repairs: what literal entries of a policy meant to grant and do not.

#include <algorithm>
#include <utility>

#include "analyzer/base/text.h"
#include "analyzer/match/did_you_mean.h"
#include "analyzer/narrow/draft.h"
#include "analyzer/narrow/measure.h"
#include "analyzer/narrow/narrow.h"
#include "analyzer/policy/print.h"

namespace iamsift {
namespace {

constexpr int kIndent = 2;

// One action on some resources that the policy should also allow.
struct Addition {
  ActionId action;
  std::vector<std::string> resources;
  std::string why;
};

std::vector<std::string> TypeWideResources(const Catalog& catalog, ActionId action,
                                           const ArnScope& scope) {
  std::vector<std::string> arns;
  for (const ActionResource& resource : catalog.ResourcesOf(action)) {
    for (std::string& arn : TypeWideArns(catalog, resource.type, scope)) {
      if (std::find(arns.begin(), arns.end(), arn) == arns.end()) arns.push_back(std::move(arn));
    }
  }
  if (arns.empty()) arns.emplace_back("*");
  return arns;
}

// The statement's own patterns that fit the action, else the twins of those that don't.
std::vector<std::string> FittingResources(AccountEvaluation& evaluation,
                                          const CompiledStatement& statement, ActionId action) {
  std::vector<std::string> fitting, twins;
  for (const ResourcePattern& pattern : statement.resources.patterns) {
    const ResourceList alone{.is_negated = false, .patterns = {pattern}};
    if (evaluation.reach().ReachOf(alone, action) != Reach::kNone) {
      fitting.emplace_back(pattern.text);
    } else if (auto twin = TwinPattern(evaluation.catalog(), pattern.text, action)) {
      if (std::find(twins.begin(), twins.end(), *twin) == twins.end()) {
        twins.push_back(*std::move(twin));
      }
    }
  }
  return fitting.empty() ? twins : fitting;
}

std::optional<Addition> RepairEntry(const NarrowSetting& setting,
                                    const CompiledStatement& statement,
                                    const ActionPattern& pattern) {
  AccountEvaluation& evaluation = setting.evaluation;
  const Catalog& catalog = evaluation.catalog();
  const std::vector<ResourcePattern>& named = statement.resources.patterns;
  const bool misses_variables =
      std::any_of(named.begin(), named.end(),
                  [](const ResourcePattern& resource) { return resource.HasUnreadVariable(); });
  if (pattern.has_wildcard || pattern.is_malformed || statement.resources.is_negated ||
      misses_variables) {
    return std::nullopt;
  }
  std::optional<ActionId> action = catalog.FindAction(pattern.text);
  const bool is_known = action.has_value();
  if (!is_known) {
    const ActionHint hint = HintFor(catalog, pattern.text);
    if (hint.replacement.empty()) return std::nullopt;
    action = catalog.FindAction(hint.replacement);
    if (!action || statement.actions.Contains(*action)) return std::nullopt;
  } else if (evaluation.reach().ReachOf(statement.resources, *action) != Reach::kNone) {
    return std::nullopt;
  }
  Addition addition{.action = *action, .resources = {}, .why = {}};
  addition.resources = statement.resources.IsEverything()
                           ? TypeWideResources(catalog, *action, setting.scope)
                           : FittingResources(evaluation, statement, *action);
  if (addition.resources.empty()) return std::nullopt;
  addition.why = is_known ? Concat({pattern.text, " fits no resource of its statement"})
                          : Concat({pattern.text, " does not exist"});
  return addition;
}

DraftStatement StatementFor(const Catalog& catalog, const CompiledStatement& statement,
                            const Addition& addition) {
  DraftStatement draft = CopyStatement(*statement.written);
  draft.sid.clear();
  draft.not_action = draft.not_resource = false;
  draft.actions = {catalog.ActionFullName(addition.action)};
  draft.resources = addition.resources;
  return draft;
}

}  // namespace

std::optional<SuggestionRow> RepairPolicy(const NarrowSetting& setting,
                                          const NarrowSubject& subject) {
  const Catalog& catalog = setting.evaluation.catalog();
  const CompiledDocument& document = setting.evaluation.compiled().at(subject.document);
  if (document.written->is_invalid) return std::nullopt;
  SuggestionRow row{.kind = SuggestionKind::kRepair};
  DraftPolicy policy{.version = VersionOf(*document.written), .statements = {}};
  for (const CompiledStatement& statement : document.statements) {
    policy.statements.push_back(CopyStatement(*statement.written));
  }
  for (const CompiledStatement& statement : document.statements) {
    if (statement.effect != Effect::kAllow || statement.written->actions.is_negated) continue;
    for (const ActionPattern& pattern : statement.patterns) {
      const std::optional<Addition> addition = RepairEntry(setting, statement, pattern);
      if (!addition) continue;
      policy.statements.push_back(StatementFor(catalog, statement, *addition));
      const std::string name = catalog.ActionFullName(addition->action);
      for (const std::string& resource : addition->resources) {
        row.actions_added.push_back(Concat({name, " on ", resource}));
      }
      row.steps.push_back({.what = Concat({"adds ", name, " on ", Join(addition->resources, ", ")}),
                           .why = addition->why});
    }
  }
  if (row.actions_added.empty()) return std::nullopt;
  row.original = PrintPolicy(*document.written, kIndent);
  row.policies = {PrintDraft(policy, kIndent)};
  Account repaired;
  const DocumentId id = repaired.documents.Intern(PrintDraft(policy, 0), PolicyKind::kIdentity);
  const PolicyMeasure& before = setting.memory->Measure(setting.evaluation, subject.document);
  const PolicyMeasure after =
      MeasurePolicy(CompileAccount(catalog, repaired), id, setting.evaluation.reach());
  row.breadth_before = before.breadth;
  row.breadth_after = after.breadth;
  row.actions_before = static_cast<uint32_t>(before.actions.Count());
  row.actions_after = static_cast<uint32_t>(after.actions.Count());
  row.proof = "a repair grants more than the original: review it on its own";
  return row;
}

}  // namespace iamsift
