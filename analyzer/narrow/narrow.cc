#include "analyzer/narrow/narrow.h"

#include <algorithm>
#include <utility>

#include "analyzer/base/text.h"
#include "analyzer/narrow/draft.h"
#include "analyzer/narrow/equivalent.h"
#include "analyzer/narrow/measure.h"
#include "analyzer/narrow/prove.h"
#include "analyzer/narrow/quota.h"
#include "analyzer/narrow/tailor.h"
#include "analyzer/narrow/tier.h"
#include "analyzer/policy/print.h"

namespace iamsift {
namespace {

constexpr int kIndent = 2;
// Whoever may use more services than this needs a choice of services, not a list of what each has.
constexpr size_t kMostServicesListed = 100;

// What the statement grants to somebody, in the order of CompiledDocument::statements; Denies have
// an empty set.
std::vector<ActionSet> LiveActions(const NarrowSetting& setting, const NarrowSubject& subject) {
  AccountEvaluation& evaluation = setting.evaluation;
  const CompiledDocument& document = evaluation.compiled().at(subject.document);
  std::vector<ActionSet> live(document.statements.size(), ActionSet(evaluation.catalog()));
  std::vector<LimitsId> limits = subject.limits;
  if (limits.empty()) limits.push_back(LimitsId{0});
  for (const LimitsId id : limits) {
    for (const Grant& grant : evaluation.grants().Of(subject.document, id)) {
      live[grant.ref.statement] |= grant.Live();
    }
  }
  return live;
}

// The services that the policy's kept actions hand a role to.
std::vector<std::string_view> ServicesPassedTo(const SensitiveActions& sensitive,
                                               const std::vector<ActionSet>& kept) {
  std::vector<std::string_view> services;
  for (const PassAction& pass : sensitive.passes()) {
    const bool is_kept = std::any_of(kept.begin(), kept.end(), [&](const ActionSet& actions) {
      return actions.Contains(pass.action);
    });
    if (is_kept) services.insert(services.end(), pass.services.begin(), pass.services.end());
  }
  std::sort(services.begin(), services.end());
  services.erase(std::unique(services.begin(), services.end()), services.end());
  return services;
}

size_t ServicesIn(const Catalog& catalog, const std::vector<ActionSet>& live) {
  std::vector<bool> seen(catalog.ServiceCount());
  for (const ActionSet& actions : live) {
    actions.ForEach([&](ActionId action) { seen[catalog.ServiceOf(action).value] = true; });
  }
  return static_cast<size_t>(std::count(seen.begin(), seen.end(), true));
}

bool SameButActions(const DraftStatement& a, const DraftStatement& b) {
  const auto tests = [](const DraftStatement& s) {
    std::string text;
    for (const DraftTest& test : s.conditions) {
      text += Concat({test.operator_name, "\n", test.key, "\n", Join(test.values, "\n"), "\n\n"});
    }
    return text;
  };
  return a.effect == b.effect && !a.not_action && !b.not_action &&
         a.not_resource == b.not_resource && a.resources == b.resources && tests(a) == tests(b);
}

DraftPolicy CutToTier(const NarrowSetting& setting, const CompiledDocument& document,
                      const std::vector<ActionSet>& live, Tier tier, TailorNotes& notes) {
  const Catalog& catalog = setting.evaluation.catalog();
  const std::optional<ActionId> pass_role = catalog.FindAction("iam:PassRole");
  std::vector<ActionSet> kept;
  for (const ActionSet& actions : live) {
    ActionSet of_tier = actions.Listed();
    of_tier &= setting.memory->KeptBy(tier, catalog, setting.sensitive);
    kept.push_back(std::move(of_tier));
  }
  DraftPolicy policy{.version = VersionOf(*document.written), .statements = {}};
  for (size_t i = 0; i < document.statements.size(); ++i) {
    const CompiledStatement& statement = document.statements[i];
    if (statement.effect == Effect::kDeny) {
      policy.statements.push_back(CopyStatement(*statement.written));
      continue;
    }
    StatementTailor tailor(setting, statement, notes);
    std::vector<DraftStatement> drafts;
    if (!kept[i].IsEmpty()) drafts = tailor.Cut(kept[i]);
    if (tier == Tier::kOperate && pass_role && live[i].Contains(*pass_role)) {
      for (DraftStatement& draft : tailor.CutPassRole(ServicesPassedTo(setting.sensitive, kept))) {
        drafts.push_back(std::move(draft));
      }
    }
    for (DraftStatement& draft : drafts) policy.statements.push_back(std::move(draft));
  }
  return policy;
}

// Statements that differ in their actions alone become one.
void MergeStatements(DraftPolicy& policy) {
  std::vector<DraftStatement> merged;
  for (DraftStatement& statement : policy.statements) {
    const auto same = std::find_if(merged.begin(), merged.end(), [&](const DraftStatement& other) {
      return statement.effect == Effect::kAllow && statement.sid.empty() && other.sid.empty() &&
             SameButActions(other, statement);
    });
    if (same == merged.end()) {
      merged.push_back(std::move(statement));
      continue;
    }
    for (std::string& action : statement.actions) {
      if (std::find(same->actions.begin(), same->actions.end(), action) == same->actions.end()) {
        same->actions.push_back(std::move(action));
      }
    }
  }
  policy.statements = std::move(merged);
}

LevelCounts CountLevels(const Catalog& catalog, const ActionSet& actions) {
  LevelCounts levels;
  actions.ForEach(
      [&](ActionId action) { ++levels.counts[static_cast<int>(catalog.LevelOf(action))]; });
  return levels;
}

std::vector<SuggestionStep> Explain(Tier tier, const TailorNotes& notes, const LevelCounts& gone,
                                    size_t parts) {
  std::vector<SuggestionStep> steps;
  if (gone.Total() > 0) {
    std::vector<std::string> levels;
    for (int level = 0; level < kAccessLevelCount; ++level) {
      if (gone.counts[level] == 0) continue;
      levels.push_back(Concat(
          {std::to_string(gone.counts[level]), " ", LevelName(static_cast<AccessLevel>(level))}));
    }
    steps.push_back(
        {.what = Concat({"drops ", Counted(gone.Total(), "action"), " (", Join(levels, ", "), ")"}),
         .why = Concat({"they lie outside the ", TierName(tier), " tier"})});
  }
  if (notes.scoped > 0) {
    steps.push_back({.what = Concat({"names resources for ", Counted(notes.scoped, "action")}),
                     .why = "they can be limited to resource types"});
  }
  if (notes.unscopable > 0) {
    steps.push_back({.what = Concat({"keeps `*` for ", Counted(notes.unscopable, "action")}),
                     .why = "they have no resource types and work on `*` alone"});
  }
  if (notes.limited_bucket_account) {
    steps.push_back({.what = "adds the condition aws:ResourceAccount",
                     .why = "anyone may own a bucket whose name matches"});
  }
  if (notes.passed_roles > 0) {
    steps.push_back(
        {.what = Concat({"limits iam:PassRole to ", Counted(notes.passed_roles, "role")}),
         .why = "those trust the services that the policy starts work in"});
  }
  if (notes.dropped_pass_role) {
    steps.push_back({.what = "drops iam:PassRole",
                     .why = "no role of the input trusts a service that the policy uses"});
  }
  if (parts > 1) {
    steps.push_back({.what = Concat({"splits into ", Counted(parts, "policy document")}),
                     .why = "one would be over IAM's size quota"});
  }
  return steps;
}

}  // namespace

std::optional<SuggestionRow> NarrowPolicy(const NarrowSetting& setting,
                                          const NarrowSubject& subject, Tier tier) {
  const Catalog& catalog = setting.evaluation.catalog();
  const CompiledDocument& document = setting.evaluation.compiled().at(subject.document);
  if (document.written->is_invalid) return std::nullopt;
  const std::vector<ActionSet> live = LiveActions(setting, subject);
  if (tier != Tier::kEquivalent && ServicesIn(catalog, live) > kMostServicesListed) {
    return std::nullopt;
  }
  TailorNotes notes;
  std::vector<SuggestionStep> steps;
  DraftPolicy policy = tier == Tier::kEquivalent ? DropInert(document, live, steps)
                                                 : CutToTier(setting, document, live, tier, notes);
  if (tier != Tier::kEquivalent) MergeStatements(policy);
  const bool allows = std::any_of(policy.statements.begin(), policy.statements.end(),
                                  [](const auto& s) { return s.effect == Effect::kAllow; });
  if (!allows || (tier == Tier::kEquivalent && steps.empty())) return std::nullopt;

  Account narrowed;
  const DocumentId id = narrowed.documents.Intern(PrintDraft(policy, 0), PolicyKind::kIdentity);
  const CompiledAccount compiled = CompileAccount(catalog, narrowed);
  const absl::StatusOr<std::string> proof = ProveContained(catalog, document, compiled.at(id));
  if (!proof.ok()) return std::nullopt;

  SuggestionRow row{.kind = SuggestionKind::kNarrowing, .tier = tier};
  row.original = PrintPolicy(*document.written, kIndent);
  const std::vector<DraftPolicy> parts = SplitToQuota(policy, subject.quota);
  for (const DraftPolicy& part : parts) row.policies.push_back(PrintDraft(part, kIndent));
  if (row.policies.size() == 1 && row.policies.front() == row.original) return std::nullopt;
  const PolicyMeasure& before = setting.memory->Measure(setting.evaluation, subject.document);
  const PolicyMeasure after = MeasurePolicy(compiled, id, setting.evaluation.reach());
  row.breadth_before = before.breadth;
  row.breadth_after = after.breadth;
  row.actions_before = static_cast<uint32_t>(before.actions.Count());
  row.actions_after = static_cast<uint32_t>(after.actions.Count());
  ActionSet gone = before.actions;
  gone -= after.actions;
  row.actions_gone = CountLevels(catalog, gone);
  row.steps = std::move(steps);
  for (SuggestionStep& step : Explain(tier, notes, row.actions_gone, parts.size())) {
    row.steps.push_back(std::move(step));
  }
  row.proof = *proof;
  return row;
}

}  // namespace iamsift
