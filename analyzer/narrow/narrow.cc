#include "analyzer/narrow/narrow.h"

#include <algorithm>
#include <utility>

#include "analyzer/base/each_once.h"
#include "analyzer/base/text.h"
#include "analyzer/narrow/advise.h"
#include "analyzer/narrow/draft.h"
#include "analyzer/narrow/equivalent.h"
#include "analyzer/narrow/explain.h"
#include "analyzer/narrow/measure.h"
#include "analyzer/narrow/observed.h"
#include "analyzer/narrow/prove.h"
#include "analyzer/narrow/quota.h"
#include "analyzer/narrow/self_service.h"
#include "analyzer/narrow/shown.h"
#include "analyzer/narrow/tailor.h"
#include "analyzer/narrow/wide.h"
#include "analyzer/policy/print.h"

namespace iamsift {
namespace {

constexpr int kIndent = 2;
// Whoever may use more services than this needs a choice of services, not a list of what each has;
// a statement over few of them is listed all the same.
constexpr size_t kMostServicesListed = 100;
constexpr size_t kFewServices = 10;
// Nobody can attach more managed policies without asking for more.
// Source: IAM User Guide, "IAM and AWS STS quotas".
constexpr size_t kMostPolicies = 10;
// Room for what stands around the statements of a document.
constexpr size_t kFrame = 64;

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

// What keeps an action that the statement would grant alone from a holder with these limits.
std::string_view WhatTakes(const CompiledAccount& compiled, const Limits& limits, ActionId action) {
  if (limits.boundary && !compiled.at(*limits.boundary).SomeAllows(action)) {
    return "the permissions boundary does not allow it";
  }
  for (const std::vector<DocumentId>& level : limits.levels) {
    const bool is_allowed = std::any_of(level.begin(), level.end(), [&](DocumentId scp) {
      return compiled.at(scp).SomeAllows(action);
    });
    if (!is_allowed) return "the SCPs do not allow it";
  }
  const bool is_denied =
      std::any_of(limits.denies.begin(), limits.denies.end(), [&](StatementRef ref) {
        return compiled.at(ref.document).statements[ref.statement].actions.Contains(action);
      });
  return is_denied ? "a Deny takes it away"
                   : "the permissions boundary or SCPs do not allow it on these resources";
}

// Why nobody gets the action from the statement.
std::string WhyNobodyGets(const NarrowSetting& setting, const NarrowSubject& subject,
                          size_t statement, ActionId action) {
  AccountEvaluation& evaluation = setting.evaluation;
  std::vector<std::string_view> causes;
  for (const LimitsId id : subject.limits) {
    for (const Grant& grant : evaluation.grants().Of(subject.document, id)) {
      if (grant.ref.statement != statement || !grant.taken.Contains(action)) continue;
      causes.push_back(WhatTakes(evaluation.compiled(), evaluation.limits().at(id), action));
    }
  }
  KeepEachOnce(causes);
  if (!causes.empty()) return Join(causes, ", or ");
  return Concat(
      {"by the catalog of ", evaluation.catalog().date(), " no resource of the statement fits it"});
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
  KeepEachOnce(services);
  return services;
}

size_t ServicesIn(const Catalog& catalog, std::span<const ActionSet> live) {
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

bool AllowsSomething(const DraftPolicy& policy) {
  return std::any_of(policy.statements.begin(), policy.statements.end(),
                     [](const auto& s) { return s.effect == Effect::kAllow; });
}

// Why the tiers have no row; nothing where all have.
void TellNoRow(const std::vector<Tier>& tiers, std::string_view why,
               std::vector<std::string>& advice) {
  if (tiers.empty()) return;
  std::vector<std::string_view> names;
  for (const Tier tier : tiers) names.push_back(TierName(tier));
  advice.push_back(Concat({"no policy is offered for ", tiers.size() > 1 ? "tiers " : "tier ",
                           Join(names, ", "), ": ", why}));
}

// All suggestions for one policy.
class PolicyNarrower {
 public:
  PolicyNarrower(const NarrowSetting& setting, const NarrowSubject& subject)
      : setting_(setting),
        subject_(subject),
        catalog_(setting.evaluation.catalog()),
        document_(setting.evaluation.compiled().at(subject.document)),
        live_(LiveActions(setting, subject)),
        services_(ServicesIn(catalog_, live_)),
        use_(UseOfAll(catalog_, setting.evaluation.account(), subject.holders, *setting.memory)),
        pass_role_(catalog_.FindAction("iam:PassRole")),
        assume_role_(catalog_.FindAction("sts:AssumeRole")),
        shown_(setting.evaluation, *setting.memory, setting.scope, subject.document,
               subject.holders) {}

  void Suggest(Tier tier, std::vector<SuggestionRow>& rows) {
    if (tier == Tier::kGuarded) return;
    if (tier == Tier::kEquivalent) {
      SuggestEquivalent(rows);
    } else if (tier == Tier::kSelfService) {
      SuggestSelfService(rows);
    } else if (tier == Tier::kObserved && !use_) {
      return;
    } else if (!IsTooWide()) {
      if (tier != Tier::kScoped || NamesMoreThanOperating()) SuggestCuts(tier, rows);
    } else if (tier == Tier::kOperate) {
      SuggestExclusion(rows);
    } else if (tier != Tier::kScoped) {
      too_wide_.push_back(tier);
    }
  }

  // What no row says: why there is none, and what would help that the input does not tell.
  void Advise(std::vector<SuggestionRow>& rows) const {
    SuggestionRow row{.kind = SuggestionKind::kAdvice};
    TellNoRow(too_wide_, WhyTooWide(), row.advice);
    TellNoRow(too_long_,
              Concat({"it would take more than ", std::to_string(kMostPolicies),
                      " policy documents, which is all that can be attached"}),
              row.advice);
    TellNoRow(unproved_, "that it grants nothing new could not be proved", row.advice);
    for (std::string& advice : AdviceOn(catalog_, document_, live_)) {
      row.advice.push_back(std::move(advice));
    }
    if (row.advice.empty()) return;
    row.original = PrintPolicy(*document_.written, kIndent);
    rows.push_back(std::move(row));
  }

 private:
  bool HasManyServices() const { return services_ > kMostServicesListed; }
  bool IsTooWide() const {
    if (!HasManyServices()) return false;
    return !use_ || ServicesIn(catalog_, {&use_->of_used_services, 1}) > kMostServicesListed;
  }

  std::string WhyTooWide() const {
    const std::string why = Concat(
        {"it grants actions of ", std::to_string(services_), " services, too many to list; "});
    if (!use_) {
      return why +
             "last-accessed information of all its holders, given beside the export, would "
             "tell which are needed";
    }
    return why + Concat({"its holders were seen to use ",
                         std::to_string(ServicesIn(catalog_, {&use_->of_used_services, 1}))});
  }

  // What is written in full was meant, whether operating needs it or not.
  ActionSet NamedInFull(uint32_t i) const {
    ActionSet named(catalog_);
    const CompiledStatement& statement = document_.statements[i];
    if (statement.effect == Effect::kDeny || statement.written->actions.is_negated) return named;
    for (const ActionPattern& pattern : statement.patterns) {
      if (!pattern.has_wildcard) InsertPattern(named, pattern);
    }
    named &= live_[i];
    return named.Listed();
  }

  bool NamesMoreThanOperating() const {
    const ActionSet& kept = setting_.memory->KeptBy(Tier::kOperate, catalog_, setting_.sensitive);
    for (uint32_t i = 0; i < live_.size(); ++i) {
      ActionSet more = NamedInFull(i);
      more -= kept;
      if (pass_role_) more.Remove(*pass_role_);
      if (!more.IsEmpty()) return true;
    }
    return false;
  }

  void SuggestSelfService(std::vector<SuggestionRow>& rows) {
    const std::optional<SelfServiceCut> cut = CutToSelfService(setting_, subject_, live_);
    if (!cut) return;
    CutStory story{.tier = Tier::kSelfService};
    story.own_resources = cut->resources;
    story.own_actions = cut->actions;
    AddRow(cut->policy, story, {}, rows);
  }

  void SuggestEquivalent(std::vector<SuggestionRow>& rows) {
    std::vector<SuggestionStep> steps;
    const DraftPolicy policy = DropInert(
        document_, live_,
        [&](size_t statement, ActionId action) {
          return WhyNobodyGets(setting_, subject_, statement, action);
        },
        steps);
    if (steps.empty()) return;
    CutStory story{.tier = Tier::kEquivalent};
    AddRow(policy, story, std::move(steps), rows);
  }

  // By types alone, and tighter where something is shown.
  void SuggestCuts(Tier tier, std::vector<SuggestionRow>& rows) {
    CutStory story{.tier = tier};
    if (tier == Tier::kObserved || HasManyServices()) story.use = &*use_;
    const std::vector<ActionSet> kept = Kept(tier, story);
    SuggestCut(kept, story, nullptr, rows);
    if (!shown_.IsEmpty() && IsShownAnything(kept)) SuggestCut(kept, story, &shown_, rows);
  }

  void SuggestCut(const std::vector<ActionSet>& kept, CutStory story, ShownIntent* shown,
                  std::vector<SuggestionRow>& rows) {
    DraftPolicy policy = Cut(kept, story.tier, shown, story.notes);
    if (shown != nullptr && !IsTighter(story.notes)) return;
    MergeStatements(policy);
    AddRow(policy, story, {}, rows);
  }

  // What is shown was used.
  static bool IsTighter(const TailorNotes& notes) {
    return notes.named > 0 || !notes.values_of_keys.empty();
  }

  bool IsShownAnything(const std::vector<ActionSet>& kept) {
    TailorNotes notes;
    for (uint32_t i = 0; i < kept.size(); ++i) {
      const StatementTailor tailor(setting_, document_.statements[i], i, &shown_, notes);
      if (tailor.IsShownAnything(kept[i])) return true;
    }
    return false;
  }

  // What each statement keeps.
  std::vector<ActionSet> Kept(Tier tier, CutStory& story) const {
    std::vector<ActionSet> kept;
    for (uint32_t i = 0; i < live_.size(); ++i) {
      ActionSet some = live_[i].Listed();
      if (HasManyServices()) KeepUsedServices(some);
      if (tier == Tier::kObserved) {
        KeepObserved(some, story);
      } else if (tier == Tier::kScoped) {
        KeepScoped(i, some, story);
      } else {
        some &= setting_.memory->KeptBy(tier, catalog_, setting_.sensitive);
      }
      kept.push_back(std::move(some));
    }
    return kept;
  }

  // Of so many services, those of which nothing is known are no more likely to be needed than those
  // that are known to be unused.
  void KeepUsedServices(ActionSet& actions) const {
    const bool passes_roles = pass_role_ && actions.Contains(*pass_role_);
    actions &= use_->of_used_services;
    if (passes_roles) actions.Insert(*pass_role_);
  }

  void KeepScoped(uint32_t i, ActionSet& actions, CutStory& story) const {
    ActionSet named = NamedInFull(i);
    named &= actions;
    actions &= setting_.memory->KeptBy(Tier::kOperate, catalog_, setting_.sensitive);
    const size_t operating = actions.Count();
    actions |= named;
    story.named_in_full += actions.Count() - operating;
  }

  void KeepObserved(ActionSet& actions, CutStory& story) const {
    ActionSet unused = actions;
    unused &= use_->unused;
    actions -= unused;
    ActionSet untracked = actions;
    untracked -= use_->used;
    story.untracked |= untracked;
    if (!setting_.keeps_siblings) return;
    unused &= SiblingsOf(catalog_, use_->used);
    story.siblings += unused.Count();
    actions |= unused;
  }

  DraftPolicy Cut(const std::vector<ActionSet>& kept, Tier tier, ShownIntent* shown,
                  TailorNotes& notes) {
    DraftPolicy policy{.version = VersionOf(*document_.written), .statements = {}};
    for (uint32_t i = 0; i < document_.statements.size(); ++i) {
      AddCut(kept, i, tier, shown, notes, policy);
    }
    return policy;
  }

  // Statement number `i`, cut, or as it is when it is a Deny.
  void AddCut(const std::vector<ActionSet>& kept, uint32_t i, Tier tier, ShownIntent* shown,
              TailorNotes& notes, DraftPolicy& policy) const {
    const CompiledStatement& statement = document_.statements[i];
    if (statement.effect == Effect::kDeny) {
      policy.statements.push_back(CopyStatement(*statement.written));
      return;
    }
    StatementTailor tailor(setting_, statement, i, shown, notes);
    for (DraftStatement& draft : CutStatement(tailor, kept, i, tier)) {
      policy.statements.push_back(std::move(draft));
    }
  }

  std::vector<DraftStatement> CutStatement(StatementTailor& tailor,
                                           const std::vector<ActionSet>& kept, uint32_t i,
                                           Tier tier) const {
    ActionSet actions = kept[i];
    const bool passes_roles = pass_role_ && live_[i].Contains(*pass_role_);
    const bool keeps_pass_role = pass_role_ && actions.Contains(*pass_role_);
    std::vector<DraftStatement> of_pass_role;
    if (keeps_pass_role && KnowsAllRoles()) {
      // Nothing says that it is not needed: where no role fits, it stays as it is.
      const std::vector<std::string_view> services = ServicesPassedTo(setting_.sensitive, kept);
      of_pass_role = tailor.CutPassRole(services, StatementTailor::WithoutRoles::kKeep);
      const bool is_idle = of_pass_role.empty() && tailor.DropIdlePassRole(services);
      if (is_idle || !of_pass_role.empty()) actions.Remove(*pass_role_);
    } else if (passes_roles && !keeps_pass_role && IsForOperating(tier)) {
      of_pass_role = tailor.CutPassRole(ServicesPassedTo(setting_.sensitive, kept));
    }
    std::vector<DraftStatement> of_assume_role;
    if (IsForOperating(tier) && KnowsAllRoles() && assume_role_ &&
        live_[i].Contains(*assume_role_)) {
      of_assume_role = tailor.CutAssumeRole(subject_.holders);
      if (!of_assume_role.empty()) actions.Remove(*assume_role_);
    }
    std::vector<DraftStatement> drafts;
    if (!actions.IsEmpty()) drafts = tailor.Cut(actions);
    for (DraftStatement& draft : of_assume_role) drafts.push_back(std::move(draft));
    for (DraftStatement& draft : of_pass_role) drafts.push_back(std::move(draft));
    return drafts;
  }

  static bool IsForOperating(Tier tier) { return tier == Tier::kOperate || tier == Tier::kScoped; }

  bool KnowsAllRoles() const {
    const Account& account = setting_.evaluation.account();
    return account.is_export && account.gaps.empty();
  }

  void SuggestExclusion(std::vector<SuggestionRow>& rows) {
    CutStory story{.tier = Tier::kOperate, .services = services_};
    const ActionSet& taken = setting_.memory->TakenFromPowerUsers(catalog_, setting_.sensitive);
    std::vector<ActionSet> kept(live_.size(), ActionSet(catalog_));
    std::vector<bool> is_listed(live_.size());
    for (size_t i = 0; i < live_.size(); ++i) {
      is_listed[i] = ServicesIn(catalog_, {&live_[i], 1}) <= kFewServices;
      if (!is_listed[i]) continue;
      kept[i] = live_[i].Listed();
      kept[i] &= setting_.memory->KeptBy(Tier::kOperate, catalog_, setting_.sensitive);
    }
    DraftPolicy policy{.version = VersionOf(*document_.written), .statements = {}};
    for (uint32_t i = 0; i < document_.statements.size(); ++i) {
      const CompiledStatement& statement = document_.statements[i];
      if (is_listed[i]) {
        AddCut(kept, i, Tier::kOperate, nullptr, story.notes, policy);
        continue;
      }
      DraftStatement draft = WithoutActions(setting_, statement, taken, subject_.quota - kFrame);
      if (draft.actions.empty()) continue;
      story.is_for_power_users = true;
      story.is_cut_by_exclusion |= draft.not_action;
      policy.statements.push_back(std::move(draft));
    }
    MergeStatements(policy);
    AddRow(policy, story, {}, rows);
  }

  void AddRow(const DraftPolicy& policy, CutStory& story, std::vector<SuggestionStep> steps,
              std::vector<SuggestionRow>& rows) {
    if (!AllowsSomething(policy)) return;
    const CheckedCut& checked = Check(PrintDraft(policy, 0));
    if (!checked.IsProved()) {
      if (!IsTighter(story.notes)) unproved_.push_back(story.tier);
      return;
    }

    SuggestionRow row{.kind = SuggestionKind::kNarrowing, .tier = story.tier};
    row.is_tighter = IsTighter(story.notes);
    row.original = PrintPolicy(*document_.written, kIndent);
    const std::vector<DraftPolicy> parts = SplitToQuota(policy, subject_.quota);
    if (story.is_for_power_users && parts.size() > kMostPolicies) {
      too_long_.push_back(story.tier);
      return;
    }
    for (const DraftPolicy& part : parts) row.policies.push_back(PrintDraft(part, kIndent));
    if (row.policies.size() == 1 && row.policies.front() == row.original) return;
    const auto says_the_same = [&](const SuggestionRow& other) {
      return other.policies == row.policies;
    };
    if (std::any_of(rows.begin(), rows.end(), says_the_same)) return;
    Measure(checked, row);
    if (story.tier == Tier::kObserved && row.actions_gone.Total() == 0) return;
    story.gone = row.actions_gone;
    story.parts = parts.size();
    story.parts_over_quota =
        static_cast<size_t>(std::count_if(parts.begin(), parts.end(), [&](const DraftPolicy& part) {
          return SizeOf(part) > subject_.quota;
        }));
    row.steps = std::move(steps);
    for (SuggestionStep& step : StepsOf(catalog_, story)) row.steps.push_back(std::move(step));
    row.proof = checked.proof;
    rows.push_back(std::move(row));
  }

  void Measure(const CheckedCut& checked, SuggestionRow& row) const {
    const PolicyMeasure& before = setting_.memory->Measure(setting_.evaluation, subject_.document);
    row.breadth_before = before.breadth;
    row.breadth_after = checked.breadth;
    row.actions_before = static_cast<uint32_t>(before.actions.Count());
    row.actions_after = checked.actions;
    row.actions_gone = checked.gone;
  }

  // Copies of one document come down to the same policies, whoever holds them.
  const CheckedCut& Check(const std::string& text) const {
    std::optional<CheckedCut>& known = setting_.memory->CheckOf(subject_.document, text);
    if (known) return *known;
    CheckedCut& checked = known.emplace();
    Account narrowed;
    const DocumentId id = narrowed.documents.Intern(text, PolicyKind::kIdentity);
    const CompiledAccount compiled = CompileAccount(catalog_, narrowed);
    absl::StatusOr<std::string> proof = ProveContained(catalog_, document_, compiled.at(id));
    if (!proof.ok()) return checked;
    checked.proof = *std::move(proof);
    const PolicyMeasure after = MeasurePolicy(compiled, id, setting_.evaluation.reach());
    checked.breadth = after.breadth;
    checked.actions = static_cast<uint32_t>(after.actions.Count());
    ActionSet gone = setting_.memory->Measure(setting_.evaluation, subject_.document).actions;
    gone -= after.actions;
    checked.gone = CountLevels(catalog_, gone);
    return checked;
  }

  const NarrowSetting& setting_;
  const NarrowSubject& subject_;
  const Catalog& catalog_;
  const CompiledDocument& document_;
  std::vector<ActionSet> live_;  // by statement
  size_t services_;
  std::optional<ObservedUse> use_;
  std::optional<ActionId> pass_role_, assume_role_;
  ShownIntent shown_;
  std::vector<Tier> too_wide_, too_long_, unproved_;  // tiers without a row
};

}  // namespace

std::vector<SuggestionRow> NarrowPolicy(const NarrowSetting& setting, const NarrowSubject& subject,
                                        std::span<const Tier> tiers) {
  std::vector<SuggestionRow> rows;
  if (setting.evaluation.compiled().at(subject.document).written->is_invalid) return rows;
  PolicyNarrower narrower(setting, subject);
  for (const Tier tier : tiers) narrower.Suggest(tier, rows);
  narrower.Advise(rows);
  return rows;
}

}  // namespace iamsift
