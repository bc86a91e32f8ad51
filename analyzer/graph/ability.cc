#include "analyzer/graph/ability.h"

#include <algorithm>
#include <utility>

#include "analyzer/base/text.h"
#include "analyzer/match/resource_template.h"

namespace iamsift {
namespace {

constexpr std::string_view kAnyRegion = "us-east-1";  // stands in where the input names none

std::string KeyOf(std::span<const ContextAssumption> context) {
  std::string key;
  for (const ContextAssumption& assumption : context) {
    key += Concat({"\n", assumption.key, assumption.is_absent ? "!" : "="});
    for (const std::string& value : assumption.values) key += Concat({value, "\t"});
  }
  return key;
}

// Later assumptions give way to earlier ones.
std::vector<ContextAssumption> Together(std::span<const ContextAssumption> first,
                                        std::span<const ContextAssumption> second) {
  std::vector<ContextAssumption> all(first.begin(), first.end());
  for (const ContextAssumption& assumption : second) {
    const bool is_taken = std::any_of(all.begin(), all.end(), [&](const ContextAssumption& each) {
      return each.key == assumption.key;
    });
    if (!is_taken) all.push_back(assumption);
  }
  return all;
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

void MergeNeeds(const std::vector<std::string>& more, std::vector<std::string>& needs) {
  for (const std::string& need : more) {
    const auto at = std::lower_bound(needs.begin(), needs.end(), need);
    if (at == needs.end() || *at != need) needs.insert(at, need);
  }
}

Witness WitnessOf(const Principal& principal, const Ability& ability) {
  Witness witness{.principal = std::string(principal.arn),
                  .action = std::string(ability.action),
                  .resource = ability.resource,
                  .context = {}};
  for (const ContextAssumption& assumption : ability.context) {
    if (!assumption.is_absent) {
      witness.context.emplace_back(assumption.key, Join(assumption.values, ","));
    }
  }
  return witness;
}

AbilityTable::AbilityTable(Estate& estate, uint32_t account, std::vector<ContextAssumption> base)
    : estate_(estate), account_(account), base_(std::move(base)) {
  const Account& home = estate.accounts()[account];
  stand_ins_.region = home.region.empty() ? kAnyRegion : home.region;
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

AbilityTable::KeptRequest& AbilityTable::RequestOf(ActionId action, std::string_view resource) {
  std::unique_ptr<KeptRequest>& kept = requests_[{action.value, NumberOf(resource)}];
  if (kept == nullptr) {
    kept = std::make_unique<KeptRequest>(
        KeptRequest{.request = estate_.Ask(NameOf(action), resource, &estate_.accounts()[account_]),
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
                .context = context.empty() ? 0 : NumberOf(KeyOf(context)),
                .action = action.value};
  const auto known = known_.find(key);
  if (known != known_.end()) return known->second == nullptr ? no_ : *known->second;
  Ability found = Ask(who, action, resource, context);
  std::unique_ptr<Ability>& kept = known_[key];
  if (found) kept = std::make_unique<Ability>(std::move(found));
  return kept == nullptr ? no_ : *kept;
}

std::vector<ContextAssumption> AbilityTable::AssumedWith(
    std::span<const ContextAssumption> context) const {
  return Together(context, base_);
}

std::vector<ContextAssumption> AbilityTable::AssumedFor(
    ActionId action, std::string_view resource, std::span<const ContextAssumption> context) {
  std::vector<ContextAssumption> assumed = Together(context, base_);
  const std::optional<PrincipalRef> target = estate_.Find(resource);
  if (!target || !IsAboutPresentBoundary(NameOf(action))) return assumed;
  ContextAssumption present{.key = "iam:permissionsboundary", .values = {}, .is_absent = true};
  const std::optional<Attachment>& boundary = estate_.at(*target).boundary;
  if (boundary) present = Holds(present.key, boundary->arn);
  return Together(assumed, {&present, 1});
}

Verdict AbilityTable::VerdictOn(PrincipalRef who, ActionId action, std::string_view resource,
                                std::span<const ContextAssumption> context) {
  const std::vector<ContextAssumption> assumed = AssumedFor(action, resource, context);
  const AskedRequest& request = RequestOf(action, resource).request;
  return estate_.Decide(estate_.SideOf(who), request, assumed, Logic(nullptr), nullptr).verdict;
}

Ability AbilityTable::Ask(PrincipalRef who, ActionId action, std::string_view resource,
                          std::span<const ContextAssumption> context) {
  KeptRequest& kept = RequestOf(action, resource);
  CallerSide& side = estate_.SideOf(who);
  const std::vector<ContextAssumption> assumed = AssumedFor(action, resource, context);
  const Verdict verdict =
      estate_.Decide(side, kept.request, assumed, Logic(nullptr), nullptr).verdict;
  if (verdict == Verdict::kDenied || verdict == Verdict::kNotGranted) return {};
  const bool is_allowed = verdict == Verdict::kAllowed;
  Formula formula;
  DecisionTrace trace;
  const Decision decision =
      estate_.Decide(side, kept.request, assumed, Logic(is_allowed ? nullptr : &formula), &trace);
  Ability ability;
  if (is_allowed) {
    ability.certainty = Certainty::kYes;
    ability.holds_for_all = true;
    ability.resource = ExampleOf(kept);
  } else {
    ability = Settle(side, kept.request, assumed, formula, decision.residual);
  }
  ability.action = NameOf(action);
  if (ability.grants.empty()) ability.grants = AllowsOf(std::move(trace));
  ability.context.insert(ability.context.begin(), context.begin(), context.end());
  return ability;
}

// Tries requests until one is allowed; those that the principal can make alone come first.
Ability AbilityTable::Settle(CallerSide& side, const AskedRequest& request,
                             std::span<const ContextAssumption> context, const Formula& formula,
                             FormulaId residual) {
  for (RequestGuess& guess : GuessesFor(formula, residual, request.resource, stand_ins_)) {
    const std::vector<ContextAssumption> assumed = Together(context, guess.context);
    const AskedRequest one =
        estate_.Ask(request.action.text(), guess.resource, &estate_.accounts()[account_]);
    DecisionTrace trace;
    const Verdict verdict = estate_.Decide(side, one, assumed, Logic(nullptr), &trace).verdict;
    // What no input tells stays open whatever is assumed.
    const bool hangs_on_input = verdict == Verdict::kConditional && !guess.needs.empty();
    if (verdict != Verdict::kAllowed && !hangs_on_input) continue;
    const bool is_allowed = verdict == Verdict::kAllowed;
    return {.certainty = guess.needs.empty() ? Certainty::kYes : Certainty::kMaybe,
            .needs = std::move(guess.needs),
            .action = {},
            .resource = std::move(guess.resource),
            .context = std::move(guess.context),
            .grants = AllowsOf(std::move(trace)),
            .has_witness = is_allowed};
  }
  return {.certainty = Certainty::kMaybe,
          .needs = NeedsOf(formula, residual),
          .action = {},
          .resource = request.resource.text,
          .context = {},
          .grants = {},
          .has_witness = false};
}

}  // namespace iamsift
