#include "analyzer/graph/ability.h"

#include <algorithm>
#include <utility>

#include "analyzer/base/text.h"
#include "analyzer/match/resource_template.h"

namespace iamsift {
namespace {

constexpr size_t kMostDetails = 4'096;

// The account's own first, then familiar ones; partitions that have none of those have few.
std::vector<std::string> StandInRegions(const Catalog& catalog, const Account& home) {
  std::vector<std::string> regions;
  const auto add = [&](std::string_view region) {
    const bool is_known = std::find(regions.begin(), regions.end(), region) != regions.end();
    if (!region.empty() && !is_known) regions.emplace_back(region);
  };
  add(home.region);
  for (const Partition partition : catalog.Partitions()) {
    if (partition.name == "aws" || partition.name != home.partition) continue;
    add(partition.implicit_global_region);
    for (const std::string_view region : Split(partition.regions, ' ')) add(region);
    return regions;
  }
  for (const std::string_view region : kFamiliarRegions) add(region);
  return regions;
}

std::string KeyOf(std::span<const ContextAssumption> context) {
  std::string key;
  for (const ContextAssumption& assumption : context) {
    key += Concat({"\n", assumption.key, assumption.is_absent ? "!" : "="});
    for (const std::string& value : assumption.values) key += Concat({value, "\t"});
  }
  return key;
}

std::vector<AppliedStatement> AllowsOf(DecisionTrace&& trace) {
  std::erase_if(trace.statements, [](const AppliedStatement& applied) {
    const bool grants = applied.layer == Layer::kIdentity || applied.layer == Layer::kResource;
    return applied.statement->effect != Effect::kAllow || !grants;
  });
  trace.statements.shrink_to_fit();  // they are kept
  return std::move(trace.statements);
}

// iam:PermissionsBoundary is the target's present boundary, but for actions that set one.
bool IsAboutPresentBoundary(std::string_view action) {
  return action.starts_with("iam:") && !action.starts_with("iam:Create") &&
         !action.ends_with("PermissionsBoundary");
}

}  // namespace

Witness WitnessOf(const Principal& principal, const AbilityDetail& detail) {
  Witness witness{.principal = std::string(principal.arn),
                  .action = std::string(detail.action),
                  .resource = detail.resource,
                  .context = {}};
  for (const ContextAssumption& assumption : detail.context) {
    if (!assumption.is_absent) {
      witness.context.emplace_back(assumption.key, Join(assumption.values, ","));
    }
  }
  return witness;
}

AbilityTable::AbilityTable(Estate& estate, uint32_t account, std::vector<ContextAssumption> base)
    : estate_(estate), account_(account), base_(std::move(base)) {
  const Account& home = estate.accounts()[account];
  kept_.resize(home.principals.size());
  stand_ins_.regions = StandInRegions(estate.catalog(), home);
  stand_ins_.account = home.id.empty() ? "111122223333" : home.id;
}

std::string_view AbilityTable::NameOf(ActionId action) {
  std::unique_ptr<std::string>& name = names_[action.value];
  if (name == nullptr) {
    name = std::make_unique<std::string>(estate_.catalog().ActionFullName(action));
  }
  return *name;
}

uint32_t AbilityTable::NumberOf(std::string_view text) {
  const auto known = numbers_.find(text);
  if (known != numbers_.end()) return known->second;
  const std::string& kept = texts_.emplace_back(text);
  return numbers_[kept] = static_cast<uint32_t>(texts_.size());
}

uint32_t AbilityTable::NumberOf(std::span<const ContextAssumption> context) {
  if (context.empty()) return 0;
  const auto [entry, is_new] =
      context_numbers_.try_emplace(KeyOf(context), static_cast<uint32_t>(contexts_.size() + 1));
  if (is_new) contexts_.emplace_back(context.begin(), context.end());
  return entry->second;
}

AssumedKeys AbilityTable::ContextAt(uint32_t number) const {
  return number == 0 ? AssumedKeys() : AssumedKeys(contexts_[number - 1]);
}

AbilityTable::KeptRequest& AbilityTable::RequestOf(ActionId action, uint32_t resource) {
  std::unique_ptr<KeptRequest>& kept = requests_[{action.value, resource}];
  if (kept == nullptr) {
    const Account* const home = &estate_.accounts()[account_];
    kept = std::make_unique<KeptRequest>(
        KeptRequest{.request = estate_.Ask(NameOf(action), texts_[resource - 1], home),
                    .example = std::nullopt});
  }
  return *kept;
}

const std::string& AbilityTable::ExampleOf(KeptRequest& kept) {
  if (!kept.example) kept.example = iamsift::ExampleOf(kept.request.resource, stand_ins_);
  return *kept.example;
}

const std::vector<std::string>& AbilityTable::PatternsOf(ActionId action, std::string_view type) {
  std::vector<std::string>& patterns = patterns_[Concat({std::to_string(action.value), " ", type})];
  if (!patterns.empty()) return patterns;
  const Catalog& catalog = estate_.catalog();
  const Account& home = estate_.accounts()[account_];
  for (const ActionResource& resource : catalog.ResourcesOf(action)) {
    if (catalog.ResourceTypeName(resource.type) != type) continue;
    patterns = TypeWideArns(catalog, resource.type,
                            {.partition = home.partition, .region = {}, .account = home.id});
  }
  return patterns;
}

const Ability& AbilityTable::Of(PrincipalRef who, uint32_t subject, ActionId action,
                                std::string_view resource,
                                std::span<const ContextAssumption> context) {
  const Key key{.subject = subject,
                .resource = NumberOf(resource),
                .context = NumberOf(context),
                .action = action.value};
  const auto known = known_.find(key);
  if (known != known_.end()) return known->second == nullptr ? no_ : *known->second;
  Ability found{.action = action, .resource = key.resource, .context = key.context, .who = who};
  Ask(found);
  const Ability*& kept = known_[key];
  if (found) kept = &abilities_.emplace_back(std::move(found));
  return kept == nullptr ? no_ : *kept;
}

AssumedKeys AbilityTable::PresentBoundaryOf(PrincipalRef target) {
  const std::optional<Attachment>& boundary = estate_.at(target).boundary;
  std::unique_ptr<ContextAssumption>& known = boundaries_[boundary ? boundary->arn : ""];
  if (known == nullptr) {
    known = std::make_unique<ContextAssumption>(
        ContextAssumption{.key = "iam:permissionsboundary", .values = {}, .is_absent = true});
    if (boundary) *known = Holds(known->key, boundary->arn);
  }
  return {known.get(), 1};
}

AbilityTable::Assumed AbilityTable::AssumedFor(ActionId action, std::string_view resource,
                                               AssumedKeys context) {
  Assumed assumed = {AssumedKeys(), base_, context};
  if (!IsAboutPresentBoundary(NameOf(action))) return assumed;
  const std::optional<PrincipalRef> target = estate_.Find(resource);
  if (target) assumed.front() = PresentBoundaryOf(*target);
  return assumed;
}

Verdict AbilityTable::VerdictOn(PrincipalRef who, ActionId action, std::string_view resource,
                                std::span<const ContextAssumption> context, DecisionTrace* trace) {
  const Assumed assumed = AssumedFor(action, resource, context);
  const AskedRequest& request = RequestOf(action, NumberOf(resource)).request;
  CallerSide& side = estate_.SideOf(who);
  return estate_.DecideAssuming(side, request, assumed, Logic(nullptr), trace).verdict;
}

void AbilityTable::Ask(Ability& ability) {
  const AskedRequest& request = RequestOf(ability.action, ability.resource).request;
  CallerSide& side = estate_.SideOf(ability.who);
  const Assumed assumed =
      AssumedFor(ability.action, texts_[ability.resource - 1], ContextAt(ability.context));
  const Verdict verdict =
      estate_.DecideAssuming(side, request, assumed, Logic(nullptr), nullptr).verdict;
  if (IsNo(verdict)) return;
  if (verdict == Verdict::kAllowed) {
    ability.certainty = Certainty::kYes;
    ability.holds_for_all = true;
    return;
  }
  Formula formula;
  const FormulaId residual =
      estate_.DecideAssuming(side, request, assumed, Logic(&formula), nullptr).residual;
  std::optional<Settled> settled = Settle(side, request, assumed, formula, residual);
  ability.has_witness = settled && settled->is_allowed;
  ability.needs = settled ? settled->guess.needs : NeedsOf(formula, residual);
  ability.certainty = settled && ability.needs.empty() ? Certainty::kYes : Certainty::kMaybe;
  if (!settled && ability.needs.empty()) ability.needs.Add(kNeedsResource);
  Share(ability.needs);
}

const AbilityDetail& AbilityTable::DetailOf(const Ability& ability) {
  std::unique_ptr<AbilityDetail>& kept = details_[&ability];
  if (kept == nullptr) kept = std::make_unique<AbilityDetail>(MakeDetail(ability));
  return *kept;
}

bool AbilityTable::HoldOnOneResource(const Ability& a, const Ability& b) {
  if (a.resource != b.resource || a.holds_for_all || b.holds_for_all) return true;
  // What `*` stands for differs from action to action.
  if (texts_[a.resource - 1] == "*" || !RequestOf(a.action, a.resource).request.resource.is_set) {
    return true;
  }
  const auto is_open_to = [&](const Ability& one, const Ability& other) {
    const RequestGuess there{.resource = DetailOf(other).resource, .context = {}, .needs = {}};
    const AssumedKeys context = ContextAt(one.context);
    const Verdict verdict =
        VerdictOnGuess(estate_.SideOf(one.who), RequestOf(one.action, one.resource).request,
                       AssumedFor(one.action, there.resource, context), there, nullptr);
    return !IsNo(verdict);
  };
  return is_open_to(a, b) || is_open_to(b, a);
}

void AbilityTable::Keep(uint32_t principal, std::span<const Ability** const> named) {
  std::vector<Ability>& kept = kept_[principal];
  absl::flat_hash_map<const Ability*, size_t> numbers;
  for (const Ability** const name : named) {
    if (numbers.try_emplace(*name, kept.size()).second) kept.push_back(**name);
  }
  kept.shrink_to_fit();
  for (const Ability** const name : named) *name = &kept[numbers.at(*name)];
}

void AbilityTable::LetGo(uint32_t principal) {
  for (const Ability& ability : kept_[principal]) details_.erase(&ability);
  kept_[principal] = {};
}

void AbilityTable::Forget() {
  known_ = {};
  for (const Ability& ability : abilities_) details_.erase(&ability);
  abilities_.clear();
  if (details_.size() > kMostDetails) details_.clear();
  estate_.ForgetSides();
}

AbilityDetail AbilityTable::MakeDetail(const Ability& ability) {
  KeptRequest& kept = RequestOf(ability.action, ability.resource);
  CallerSide& side = estate_.SideOf(ability.who);
  const AssumedKeys context = ContextAt(ability.context);
  const Assumed assumed = AssumedFor(ability.action, texts_[ability.resource - 1], context);
  AbilityDetail detail;
  detail.action = NameOf(ability.action);
  detail.context.assign(context.begin(), context.end());
  Formula formula;
  DecisionTrace trace;
  const bool is_allowed = ability.holds_for_all;
  const Decision decision = estate_.DecideAssuming(side, kept.request, assumed,
                                                   Logic(is_allowed ? nullptr : &formula), &trace);
  if (is_allowed) {
    detail.resource = ExampleOf(kept);
    detail.grants = AllowsOf(std::move(trace));
    return detail;
  }
  std::optional<Settled> settled = Settle(side, kept.request, assumed, formula, decision.residual);
  if (settled) {
    DecisionTrace of_guess;
    VerdictOnGuess(side, kept.request, assumed, settled->guess, &of_guess);
    detail.grants = AllowsOf(std::move(of_guess));
    std::move(settled->guess.context.begin(), settled->guess.context.end(),
              std::back_inserter(detail.context));
  }
  detail.resource = settled ? std::move(settled->guess.resource) : kept.request.resource.text;
  if (detail.grants.empty()) detail.grants = AllowsOf(std::move(trace));
  return detail;
}

Verdict AbilityTable::VerdictOnGuess(CallerSide& side, const AskedRequest& request,
                                     const Assumed& assumed, const RequestGuess& guess,
                                     DecisionTrace* trace) {
  // What is taken to hold wins over what is guessed.
  const AssumedKeys all[] = {guess.context, assumed[0], assumed[1], assumed[2]};
  const AskedRequest one =
      estate_.Ask(request.action.text(), guess.resource, &estate_.accounts()[account_]);
  return estate_.DecideAssuming(side, one, all, Logic(nullptr), trace).verdict;
}

// What a request hangs on that was guessed.
Needs AbilityTable::NeedsOfGuess(CallerSide& side, const AskedRequest& request,
                                 const Assumed& assumed, const RequestGuess& guess) {
  const AssumedKeys all[] = {guess.context, assumed[0], assumed[1], assumed[2]};
  const AskedRequest one =
      estate_.Ask(request.action.text(), guess.resource, &estate_.accounts()[account_]);
  Formula formula;
  const Decision decision = estate_.DecideAssuming(side, one, all, Logic(&formula), nullptr);
  return NeedsOf(formula, decision.residual);
}

// Tries requests until one is allowed; those that the principal can make alone come first. Where
// none is, the first that hangs on something else.
std::optional<AbilityTable::Settled> AbilityTable::Settle(CallerSide& side,
                                                          const AskedRequest& request,
                                                          const Assumed& assumed,
                                                          const Formula& formula,
                                                          FormulaId residual) {
  std::optional<Settled> settled, second;
  TryGuesses(formula, residual, request.resource, stand_ins_, [&](RequestGuess& guess) {
    const Verdict verdict = VerdictOnGuess(side, request, assumed, guess, nullptr);
    const bool is_allowed = verdict == Verdict::kAllowed;
    // What no input tells stays open whatever is assumed.
    const bool hangs_on_input = verdict == Verdict::kConditional && !guess.needs.empty();
    if (is_allowed || hangs_on_input) settled = Settled{std::move(guess), is_allowed};
    if (settled || verdict != Verdict::kConditional || second) return settled.has_value();
    guess.needs = NeedsOfGuess(side, request, assumed, guess);
    if (!guess.needs.empty()) second = Settled{std::move(guess), false};
    return false;
  });
  return settled ? settled : second;
}

}  // namespace iamsift
