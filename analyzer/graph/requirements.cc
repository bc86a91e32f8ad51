#include "analyzer/graph/requirements.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

constexpr std::string_view kAnyAccountsRole = ":iam::*:role/";
constexpr std::string_view kOtherAccountsRole = ":iam::999999999999:role/";

// The better of two: certain before conditional, then the one that needs less.
bool IsBetter(const Ability& a, const Ability& b) {
  if (a.certainty != b.certainty) return a.certainty > b.certainty;
  return a.needs.size() < b.needs.size();
}

bool IsBetter(const Answer& a, const Answer& b) {
  if (a.certainty != b.certainty) return a.certainty > b.certainty;
  return a.needs.size() < b.needs.size();
}

std::string Replaced(std::string text, std::string_view what, std::string_view with) {
  for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at)) {
    text.replace(at, what.size(), with);
    at += with.size();
  }
  return text;
}

constexpr size_t kRegionPart = 3;

std::string_view RegionOfArn(std::string_view arn) {
  const std::vector<std::string_view> parts = Split(arn, ':');
  return parts.size() > kRegionPart ? parts[kRegionPart] : std::string_view();
}

// The pattern with its open Region pinned.
std::string InRegion(const std::string& pattern, std::string_view region) {
  const std::string_view open = RegionOfArn(pattern);
  if (open != "*") return pattern;
  return std::string(pattern).replace(static_cast<size_t>(open.data() - pattern.data()), 1, region);
}

ClassifiedArns ArnsOf(const Account& account) {
  ClassifiedArns classified{.arns = {}, .are_principals = true};
  for (const Principal& principal : account.principals) classified.arns.push_back(principal.arn);
  return classified;
}

}  // namespace

std::string AllOf(const Account& account, std::string_view type) {
  return Concat({"arn:", account.partition, ":iam::", account.id.empty() ? "*" : account.id, ":",
                 type, "/*"});
}

void Answer::And(const Ability& ability) {
  certainty = std::min(certainty, ability.certainty);
  needs.Add(ability.needs);
  abilities.push_back(&ability);
}

void Answer::And(const Answer& other) {
  certainty = std::min(certainty, other.certainty);
  needs.Add(other.needs);
  abilities.insert(abilities.end(), other.abilities.begin(), other.abilities.end());
}

void Answer::Need(std::string_view need) {
  certainty = std::min(certainty, Certainty::kMaybe);
  needs.Add(need);
}

Requirements::Requirements(AccountEvaluation& evaluation, AbilityTable& abilities,
                           TrustedRoles& trusted, const SensitiveActions& sensitive,
                           std::span<const uint32_t> subjects, uint32_t account)
    : evaluation_(evaluation),
      abilities_(abilities),
      trusted_(trusted),
      sensitive_(sensitive),
      subjects_(subjects),
      account_(account),
      classes_(abilities.estate(), account, lists_, ArnsOf(evaluation.account())),
      pass_role_(evaluation.catalog().FindAction("iam:PassRole")) {
  ActionSetPool sets;
  for (const PrincipalPermissions& each : evaluation.principals()) {
    const auto [entry, is_new] =
        live_of_.try_emplace(each.effective, static_cast<uint32_t>(live_.size()));
    if (!is_new) continue;
    ActionSet& live = live_.emplace_back(each.effective->everywhere);
    live |= each.effective->on_resources;
    live |= each.effective->conditional;
    sets.Share(live);
  }
  std::vector<uint32_t> users, roles;
  for (uint32_t i = 0; i < evaluation.account().principals.size(); ++i) {
    const Principal& principal = at(i);
    if (principal.kind == PrincipalKind::kUser) users.push_back(i);
    const bool is_reserved = principal.IsServiceLinked() || principal.IsReservedSso();
    if (principal.kind == PrincipalKind::kRole && !is_reserved) roles.push_back(i);
  }
  users_ = Keep(std::move(users));
  roles_ = Keep(std::move(roles));
}

const Principal& Requirements::at(uint32_t principal) const {
  return evaluation_.account().principals[principal];
}

std::map<DocumentId, std::vector<uint32_t>> Requirements::RolesByTrust() const {
  std::map<DocumentId, std::vector<uint32_t>> by_trust;
  for (const uint32_t role : *roles_) {
    const std::optional<PolicyText>& trust = at(role).trust;
    if (trust) by_trust[trust->document].push_back(role);
  }
  return by_trust;
}

bool Requirements::IsHopeless(uint32_t principal, const EscalationTerm& term) const {
  const ActionSet& live = live_[live_of_.at(evaluation_.principals()[principal].effective)];
  return std::none_of(term.any_of.begin(), term.any_of.end(),
                      [&](ActionId action) { return live.Contains(action); });
}

bool Requirements::IsHopeless(uint32_t principal, ActionId action) const {
  return !live_[live_of_.at(evaluation_.principals()[principal].effective)].Contains(action);
}

KeyTests Requirements::TestsOf(uint32_t principal, std::span<const EscalationTerm> terms,
                               std::string_view key) {
  Estate& estate = abilities_.estate();
  const CallerSide& side = estate.SideOf(RefOf(principal));
  const std::span<const PolicyLevel> rcps = estate.RcpsOver(evaluation_.account().id);
  KeyTests all;
  for (const EscalationTerm& term : terms) {
    for (const ActionId action : term.any_of) {
      const AskedAction asked(evaluation_.catalog().ActionFullName(action));
      const KeyTests more = iamsift::TestsOf(key, side, rcps, asked);
      all.tests.insert(all.tests.end(), more.tests.begin(), more.tests.end());
      all.is_read_otherwise |= more.is_read_otherwise;
    }
  }
  return all;
}

bool Requirements::IsOpen(uint32_t principal, ActionId action) const {
  return !IsHopeless(principal, action) ||
         evaluation_.limits().at(evaluation_.principals()[principal].limits).has_unknown_document;
}

std::vector<std::string_view> Requirements::GroupArnsOf(uint32_t principal) const {
  std::vector<std::string_view> arns;
  for (const GroupMembership& membership : at(principal).groups) {
    if (membership.group == kUnresolved) continue;
    arns.push_back(evaluation_.account().groups[static_cast<size_t>(membership.group)].arn);
  }
  return arns;
}

std::vector<std::string_view> Requirements::PolicyArnsOf(uint32_t principal) const {
  std::vector<std::string_view> arns;
  for (const HeldPolicy& held : evaluation_.principals()[principal].held) {
    if (held.managed != nullptr && !held.managed->IsAwsManaged()) arns.push_back(held.managed->arn);
  }
  return arns;
}

Requirements::Where Requirements::PlacesOf(uint32_t principal, ActionId action,
                                           const EscalationTerm& term) {
  const Principal& self = at(principal);
  const Account& account = evaluation_.account();
  const bool is_holder = self.kind == PrincipalKind::kDocument;
  Where where{.resources = {}, .is_guess = is_holder};
  const auto add = [&](const std::vector<std::string_view>& arns) {
    where.resources.insert(where.resources.end(), arns.begin(), arns.end());
  };
  switch (term.on) {
    case TermTarget::kSelf: {
      const std::string_view type = self.kind == PrincipalKind::kUser ? "user" : "role";
      for (const std::string_view each : {std::string_view("user"), std::string_view("role")}) {
        if (!TakesType(evaluation_.catalog(), action, each)) continue;
        if (is_holder) where.resources.push_back(AllOf(account, each));
        if (!is_holder && each == type) where.resources.emplace_back(self.arn);
      }
      return where;
    }
    case TermTarget::kGroupOfSelf:
      add(is_holder ? std::vector<std::string_view>{} : GroupArnsOf(principal));
      if (is_holder) where.resources.push_back(AllOf(account, "group"));
      return where;
    case TermTarget::kPolicyOfSelf:
      add(is_holder ? std::vector<std::string_view>{} : PolicyArnsOf(principal));
      if (is_holder) where.resources.push_back(AllOf(account, "policy"));
      return where;
    case TermTarget::kBoundaryOfSelf:
      if (self.boundary) where.resources.emplace_back(self.boundary->arn);
      return where;
    default:
      break;
  }
  where.is_guess = false;
  if (term.on == TermTarget::kMemberRoot) {
    where.resources.push_back(Concat({"arn:", account.partition, ":iam::*:root"}));
  } else if (term.on == TermTarget::kNew || term.on == TermTarget::kExisting) {
    where.resources = abilities_.PatternsOf(action, term.type);
  } else if (term.on == TermTarget::kLike) {
    for (const std::string& shape : term.like) {
      const std::string region = account.region.empty() ? "*" : account.region;
      const std::string id = account.id.empty() ? "*" : account.id;
      where.resources.push_back(Replaced(Replaced(shape, "{region}", region), "{account}", id));
    }
    for (std::string& pattern : where.resources) {
      pattern = Replaced(std::move(pattern), "arn:*:", Concat({"arn:", account.partition, ":"}));
    }
    // A role of any account: first of one that is nobody's here.
    std::vector<std::string> elsewhere;
    for (const std::string& pattern : where.resources) {
      if (pattern.find(kAnyAccountsRole) == std::string::npos) continue;
      elsewhere.push_back(Replaced(pattern, kAnyAccountsRole, kOtherAccountsRole));
    }
    where.resources.insert(where.resources.begin(), elsewhere.begin(), elsewhere.end());
  } else {
    where.resources.emplace_back("*");
  }
  return where;
}

const Ability* Requirements::Best(uint32_t principal, ActionId action, const Where& where,
                                  std::span<const ContextAssumption> context) {
  const Ability* best = nullptr;
  for (const std::string& resource : where.resources) {
    const Ability& found =
        abilities_.Of(RefOf(principal), SubjectOf(principal), action, resource, context);
    if (found && (best == nullptr || IsBetter(found, *best))) best = &found;
    if (best != nullptr && best->certainty == Certainty::kYes) break;
  }
  return best;
}

Answer Requirements::AskTypesIn(std::string_view region, uint32_t principal,
                                const ConjunctiveAction& action,
                                std::span<const ContextAssumption> context) {
  Answer all;
  for (const std::vector<std::string_view>& types : action.needed) {
    const Ability* best = nullptr;
    for (const std::string_view type : types) {
      Where where{.resources = abilities_.PatternsOf(action.action, type)};
      for (std::string& pattern : where.resources) pattern = InRegion(pattern, region);
      const Ability* const found = Best(principal, action.action, where, context);
      if (found != nullptr && (best == nullptr || IsBetter(*found, *best))) best = found;
    }
    if (best == nullptr) return {.certainty = Certainty::kNo, .needs = {}, .abilities = {}};
    all.And(*best);
  }
  return all;
}

Answer Requirements::AskInOneCall(uint32_t principal, const ConjunctiveAction& action,
                                  std::span<const ContextAssumption> context) {
  Answer all = AskTypesIn("*", principal, action, context);
  const auto is_partial = [](const Ability* ability) { return !ability->holds_for_all; };
  const auto partial = std::count_if(all.abilities.begin(), all.abilities.end(), is_partial);
  if (all.certainty != Certainty::kYes || partial < 2) return all;
  for (const Ability* const ability : all.abilities) {
    if (!is_partial(ability)) continue;
    const AbilityDetail& detail = abilities_.DetailOf(*ability);
    std::vector<ContextAssumption> there(context.begin(), context.end());
    there.insert(there.end(), detail.context.begin(), detail.context.end());
    Answer together = AskTypesIn(RegionOfArn(detail.resource), principal, action, there);
    if (together.certainty == Certainty::kYes) return together;
  }
  all.Need(kNeedsResource);
  return all;
}

Answer Requirements::AskEachType(uint32_t principal, const ConjunctiveAction& action,
                                 std::span<const ContextAssumption> context) {
  Answer all = AskInOneCall(principal, action, context);
  // One of them speaks for all: they are one action.
  if (all.abilities.size() > 1) all.abilities.resize(1);
  return all;
}

Answer Requirements::AskAction(uint32_t principal, ActionId action, const EscalationTerm& term,
                               std::span<const ContextAssumption> context) {
  if (!IsOpen(principal, action)) {
    return {.certainty = Certainty::kNo, .needs = {}, .abilities = {}};
  }
  const ConjunctiveAction* const conjunctive = sensitive_.ConjunctiveOf(action);
  const bool asks_any = term.on == TermTarget::kNew || term.on == TermTarget::kExisting ||
                        term.on == TermTarget::kAny;
  if (conjunctive != nullptr && asks_any) return AskEachType(principal, *conjunctive, context);
  const Where where = PlacesOf(principal, action, term);
  const Ability* const best = Best(principal, action, where, context);
  if (best == nullptr) return {.certainty = Certainty::kNo, .needs = {}, .abilities = {}};
  Answer answer;
  answer.And(*best);
  if (where.is_guess) answer.Need("holder");
  return answer;
}

Answer Requirements::Ask(uint32_t principal, const EscalationTerm& term,
                         std::span<const ContextAssumption> context) {
  Answer best{.certainty = Certainty::kNo, .needs = {}, .abilities = {}};
  for (const ActionId action : term.any_of) {
    Answer found = AskAction(principal, action, term, context);
    if (found && IsBetter(found, best)) best = std::move(found);
    if (best.certainty == Certainty::kYes) break;
  }
  return best;
}

const Ability& Requirements::AskOne(uint32_t principal, ActionId action, std::string_view arn,
                                    std::span<const ContextAssumption> context) {
  // A trust policy tells callers apart that hold the same policies.
  const bool asks_trust =
      evaluation_.catalog().ServicePrefix(evaluation_.catalog().ServiceOf(action)) == "sts";
  const auto everybody = static_cast<uint32_t>(subjects_.size());
  const uint32_t subject = asks_trust ? everybody + principal : SubjectOf(principal);
  return abilities_.Of(RefOf(principal), subject, action, arn, context);
}

std::vector<TargetGroup> Requirements::Divide(uint32_t principal, ActionId action,
                                              std::string_view pattern,
                                              std::span<const ContextAssumption> context,
                                              TargetList candidates) {
  const Ability& on_all =
      abilities_.Of(RefOf(principal), SubjectOf(principal), action, pattern, context);
  std::vector<TargetGroup> groups;
  if (!on_all || candidates->empty()) return groups;
  if (on_all.holds_for_all) {
    groups.push_back({candidates, {}});
    groups.back().answer.And(on_all);
    return groups;
  }
  return Group(principal, action, candidates, context);
}

// Collects targets of equal answers. One request shows what is plainly allowed; what hangs on
// something is told by what that is.
class Requirements::Grouping {
 public:
  Grouping(Requirements& requirements, uint32_t principal, ActionId action,
           std::span<const ContextAssumption> context)
      : requirements_(requirements), principal_(principal), action_(action), context_(context) {}

  // The answer for one of them holds for all. `targets` makes the list, once it is needed.
  template <typename Targets>
  void Add(uint32_t witness, Targets targets) {
    const std::string_view arn = requirements_.at(witness).arn;
    const Verdict verdict =
        requirements_.abilities_.VerdictOn(requirements_.RefOf(principal_), action_, arn, context_);
    if (IsNo(verdict)) return;
    size_t group = verdict == Verdict::kAllowed ? GroupThatNeeds({}) : groups_.size();
    if (group == groups_.size()) {
      const Ability& found = requirements_.AskOne(principal_, action_, arn, context_);
      group = GroupThatNeeds(found.needs);
      if (group == groups_.size()) {
        parts_.emplace_back();
        groups_.emplace_back().answer.And(found);
        groups_.back().about = witness;
      }
    }
    parts_[group].push_back(targets());
  }

  std::vector<TargetGroup> Finish() {
    for (size_t i = 0; i < groups_.size(); ++i) {
      if (parts_[i].size() == 1) {
        groups_[i].targets = parts_[i].front();
        continue;
      }
      std::vector<uint32_t> all;
      for (const TargetList part : parts_[i]) all.insert(all.end(), part->begin(), part->end());
      std::sort(all.begin(), all.end());
      groups_[i].targets = requirements_.Keep(std::move(all));
    }
    return std::move(groups_);
  }

 private:
  size_t GroupThatNeeds(const Needs& needs) const {
    size_t group = 0;
    while (group < groups_.size() && groups_[group].answer.needs != needs) ++group;
    return group;
  }

  Requirements& requirements_;
  uint32_t principal_;
  ActionId action_;
  std::span<const ContextAssumption> context_;
  std::vector<TargetGroup> groups_;
  std::vector<std::vector<TargetList>> parts_;  // of each group
};

const TargetClasses::Division& Requirements::DivisionOf(
    TargetClasses& classes, uint32_t principal, std::span<const ActionId> actions,
    TargetList candidates, std::span<const ContextAssumption> context) {
  std::vector<AskedAction> asked;
  for (const ActionId action : actions) {
    asked.emplace_back(evaluation_.catalog().ActionFullName(action));
  }
  const CallerSide& side = abilities_.estate().SideOf(RefOf(principal));
  const AssumedKeys assumed[] = {abilities_.base(), context};
  return classes.Divide(side, asked, assumed, candidates);
}

std::vector<TargetGroup> Requirements::Group(uint32_t principal, ActionId action,
                                             TargetList targets,
                                             std::span<const ContextAssumption> context) {
  Grouping grouping(*this, principal, action, context);
  ForEachClass(principal, {&action, 1}, targets, context,
               [&](uint32_t first, const auto& members) { grouping.Add(first, members); });
  return grouping.Finish();
}

std::vector<TargetGroup> Requirements::GroupEach(uint32_t principal, ActionId action,
                                                 const std::vector<uint32_t>& targets,
                                                 std::span<const ContextAssumption> context) {
  Grouping grouping(*this, principal, action, context);
  for (const uint32_t target : targets) grouping.Add(target, [&] { return Keep({target}); });
  return grouping.Finish();
}

const Ability* Requirements::AskAny(uint32_t principal, std::span<const ActionId> actions,
                                    std::string_view arn,
                                    std::span<const ContextAssumption> context) {
  for (const ActionId action : actions) {
    const Ability& found = AskOne(principal, action, arn, context);
    if (found) return &found;
  }
  return nullptr;
}

std::string Requirements::AwsPolicy(std::string_view name) const {
  return Concat({"arn:", evaluation_.account().partition, ":iam::aws:policy/", name});
}

std::vector<TargetGroup> Requirements::AskOn(uint32_t principal, const EscalationTerm& term,
                                             TargetList candidates,
                                             std::span<const ContextAssumption> context) {
  std::vector<TargetGroup> all;
  const std::string_view type = term.on == TermTarget::kUser ? "user" : "role";
  std::vector<bool> is_found(evaluation_.account().principals.size());
  for (const ActionId action : term.any_of) {
    for (TargetGroup& group :
         Divide(principal, action, AllOf(evaluation_.account(), type), context, candidates)) {
      // A target that an earlier action of the term reaches is not told twice.
      std::vector<uint32_t> fresh;
      for (const uint32_t target : *group.targets) {
        if (is_found[target]) continue;
        is_found[target] = true;
        fresh.push_back(target);
      }
      if (fresh.empty()) continue;
      if (fresh.size() < group.targets->size()) group.targets = Keep(std::move(fresh));
      all.push_back(std::move(group));
    }
  }
  return all;
}

const std::vector<TargetGroup>& Requirements::PassTo(uint32_t principal,
                                                     const std::string& service) {
  std::unique_ptr<std::vector<TargetGroup>>& known =
      passes_[Concat({std::to_string(SubjectOf(principal)), " ", service})];
  if (known != nullptr) return *known;
  auto groups = std::make_unique<std::vector<TargetGroup>>();
  const TargetList trusting = Keep(trusted_.Of(service));
  const std::vector<ContextAssumption> context = {Holds("iam:passedtoservice", service)};
  if (pass_role_ && !trusting->empty()) {
    *groups =
        Divide(principal, *pass_role_, AllOf(evaluation_.account(), "role"), context, trusting);
  }
  known = std::move(groups);
  return *known;
}

Answer Requirements::PassSomeRoleTo(uint32_t principal, const std::string& service) {
  const std::vector<ContextAssumption> context = {Holds("iam:passedtoservice", service)};
  Answer answer{.certainty = Certainty::kNo, .needs = {}, .abilities = {}};
  if (!pass_role_) return answer;
  const Ability& found = abilities_.Of(RefOf(principal), SubjectOf(principal), *pass_role_,
                                       AllOf(evaluation_.account(), "role"), context);
  if (!found) return answer;
  answer.certainty = Certainty::kYes;
  answer.And(found);
  return answer;
}

}  // namespace iamsift
