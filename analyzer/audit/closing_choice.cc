#include "analyzer/audit/closing_choice.h"

#include <algorithm>
#include <iterator>

#include "analyzer/audit/escalation_words.h"
#include "analyzer/base/named_of.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

constexpr size_t kMostCuts = 6;  // more is no change that anybody reads
constexpr size_t kMostDenied = 6;
constexpr size_t kMostRoles = 5;
constexpr size_t kMostTrusting = 100;  // roles to choose from, beyond which nobody names them
constexpr size_t kMostTargets = 50;

bool Covers(std::span<const Cut> cuts, const Support& support) {
  return support.falls && std::ranges::all_of(support.cuts, [&](const Cut& cut) {
           return std::ranges::count(cuts, cut) != 0;
         });
}

template <typename T>
void AddNew(std::span<const T> more, std::vector<T>& all) {
  for (const T& each : more) {
    if (std::ranges::count(all, each) == 0) all.push_back(each);
  }
}

bool CanBeBounded(const Principal& principal) {
  return principal.kind != PrincipalKind::kDocument && !principal.IsServiceLinked() &&
         !principal.IsReservedSso();
}

std::string PolicyWords(const Occurrence& occurrence) {
  if (occurrence.origin == PolicyOriginKind::kFile) return Concat({"`", occurrence.name, "`"});
  if (occurrence.origin == PolicyOriginKind::kTrust && occurrence.holder != nullptr) {
    return Concat({"the trust policy of role `", occurrence.holder->name, "`"});
  }
  const bool is_inline = occurrence.origin == PolicyOriginKind::kInline;
  std::string text = Concat({is_inline ? "inline policy `" : "policy `", occurrence.name, "`"});
  const bool is_of_group =
      is_inline && occurrence.principal == kNoPrincipal && occurrence.holder != nullptr;
  if (is_of_group) text += Concat({" of group `", occurrence.holder->name, "`"});
  return text;
}

std::string AndJoin(const std::vector<std::string>& texts) {
  if (texts.size() < 2) return Join(texts, "");
  const std::vector<std::string> before(texts.begin(), texts.end() - 1);
  return Concat({Join(before, ", "), " and ", texts.back()});
}

}  // namespace

ClosingChoice::ClosingChoice(EscalationGraph& graph, const Assembler& assembler,
                             const AbilityEvidence& evidence)
    : graph_(graph), assembler_(assembler), evidence_(evidence), supports_(graph) {}

void ClosingChoice::Forget() {
  supports_.Forget();
  rests_on_passing_.clear();
  harmless_.clear();
  shared_.clear();
}

// What a finding tells of goes by its own path or by those beside it; all must be closed.
bool ClosingChoice::IsOfWay(const EscalationEdge& edge, const Escalation& found) const {
  if (edge.path->id != found.rule && std::ranges::count(found.also, edge.path->id) == 0) {
    return false;
  }
  if (found.targets.empty()) {
    const bool is_other = !found.leads_to_admin && edge.changed != found.changed;
    return edge.targets == nullptr && !is_other;
  }
  return edge.targets != nullptr && std::ranges::any_of(found.targets, [&](uint32_t target) {
           return std::ranges::binary_search(*edge.targets, target);
         });
}

std::vector<ClosingChoice::Step> ClosingChoice::StepsOf(const Escalation& found,
                                                        std::span<const int32_t> affected) {
  const auto principal = static_cast<uint32_t>(affected.front());
  const bool is_one = affected.size() == 1;
  std::vector<Step> steps;
  if (!found.chain.empty()) {
    // Without its first step there is no chain.
    const EscalationHop& hop = found.chain.front();
    Step& step = steps.emplace_back(Step{hop.edge, {}, {}});
    if (hop.to >= 0) step.targets.push_back(static_cast<uint32_t>(hop.to));
  } else if (found.path != nullptr) {
    for (const EscalationEdge* const edge : graph_.EdgesOf(principal)) {
      if (!IsOfWay(*edge, found)) continue;
      Step& step = steps.emplace_back(Step{edge, {}, {}});
      if (edge->targets == nullptr) continue;
      const bool is_all_told = found.further_targets == 0;
      // Of more the step is asked wherever it leads.
      if (!is_all_told && edge->targets->size() > kMostTargets) continue;
      const std::vector<uint32_t>& wanted = is_all_told ? found.targets : *edge->targets;
      std::ranges::copy_if(wanted, std::back_inserter(step.targets), [&](uint32_t target) {
        return target != principal && std::ranges::binary_search(*edge->targets, target);
      });
    }
  }
  for (Step& step : steps) {
    step.supports = supports_.Of(principal, *step.edge, step.targets);
    // A trust policy that names one principal says nothing of those with equal policies.
    for (Support& support : step.supports) support.falls &= !support.is_trust || is_one;
  }
  return steps;
}

// Actions that take a role are of no use without iam:PassRole.
size_t ClosingChoice::RestsOnPassing(uint32_t principal) {
  const auto [known, is_new] = rests_on_passing_.try_emplace(principal, 0);
  if (!is_new) return known->second;
  const std::span<const PassAction> all = graph_.inputs().sensitive.passes();
  return known->second = static_cast<size_t>(std::ranges::count_if(all, [&](const auto& each) {
           return !graph_.requirements().IsHopeless(principal, each.action);
         }));
}

ClosingChoice::Cost ClosingChoice::CostOf(const Asked& asked, std::span<const Cut> cuts) {
  Cost cost{.cuts = cuts.size()};
  std::vector<ActionId> actions;
  std::vector<const PolicyText*> policies;
  for (const Cut& cut : cuts) {
    AddNew<ActionId>({&cut.action, 1}, actions);
    AddNew<const PolicyText*>({&cut.policy.text, 1}, policies);
  }
  const Catalog& catalog = graph_.inputs().evaluation.catalog();
  for (const ActionId action : actions) {
    const bool is_passing = catalog.ActionFullName(action) == "iam:PassRole";
    cost.rests += is_passing ? RestsOnPassing(asked.principal) : 1;
  }
  for (const PolicyText* const policy : policies) {
    const Occurrence* const occurrence = evidence_.OccurrenceOf(policy);
    if (occurrence == nullptr || occurrence->origin == PolicyOriginKind::kAwsManaged) {
      cost.is_of_aws = true;
      continue;
    }
    const size_t holders = occurrence->holders.size();
    cost.rests += holders > asked.affected.size() ? holders - asked.affected.size() : 0;
  }
  return cost;
}

const Support* ClosingChoice::CheapestOf(const Asked& asked, const Step& step) {
  const Support* best = nullptr;
  Cost least;
  for (const Support& support : step.supports) {
    if (!support.falls) continue;
    const Cost cost = CostOf(asked, support.cuts);
    if (best != nullptr && least <= cost) continue;
    best = &support;
    least = cost;
  }
  return best;
}

// Takes away one requirement of the first step, and of each further one that still stands the
// cheapest.
std::optional<ClosingChoice::Choice> ClosingChoice::BeginningWith(const Asked& asked,
                                                                  const Support& first) {
  Choice choice;
  choice.supports.push_back(&first);
  choice.cuts = first.cuts;
  for (const Step& step : asked.steps) {
    const bool has_fallen = std::ranges::any_of(
        step.supports, [&](const Support& support) { return Covers(choice.cuts, support); });
    if (has_fallen) continue;
    const Support* const cheapest = CheapestOf(asked, step);
    if (cheapest == nullptr) return std::nullopt;
    choice.supports.push_back(cheapest);
    AddNew<Cut>(cheapest->cuts, choice.cuts);
  }
  for (const Cut& cut : choice.cuts) AddNew<ActionId>({&cut.action, 1}, choice.actions);
  return choice;
}

std::optional<ClosingChoice::Choice> ClosingChoice::Cheapest(const Asked& asked) {
  std::optional<Choice> best;
  Cost least;
  for (const Support& first : asked.steps.front().supports) {
    if (!first.falls) continue;
    std::optional<Choice> choice = BeginningWith(asked, first);
    if (!choice || choice->cuts.size() > kMostCuts) continue;
    const Cost cost = CostOf(asked, choice->cuts);
    if (cost.is_of_aws || (best && least <= cost)) continue;
    best = std::move(choice);
    least = cost;
  }
  return best;
}

std::vector<std::string> ClosingChoice::NamesOf(std::span<const ActionId> actions) const {
  std::vector<std::string> names;
  for (const ActionId action : actions) {
    names.push_back(graph_.inputs().evaluation.catalog().ActionFullName(action));
  }
  return names;
}

std::string ClosingChoice::WhomOf(const Asked& asked) const {
  const size_t others = asked.affected.size() - 1;
  const std::string name = NameWithKind(graph_.at(asked.principal));
  return others == 0 ? name : Concat({name, " and ", Counted(others, "principal"), " like it"});
}

// "Statement[1] Deploy of inline policy `ci`", for cuts of one statement or several.
std::string ClosingChoice::StatementsOf(std::span<const Cut> cuts) const {
  std::vector<std::string> texts;
  for (const Cut& cut : cuts) {
    const Statement& statement = *cut.statement->written;
    const PolicyDocument& document =
        graph_.inputs().evaluation.account().documents.at(cut.policy.text->document);
    const int index = AtStatement(document, statement).statement;
    std::string text = Concat({"Statement[", std::to_string(index), "]"});
    if (statement.sid) text += Concat({" ", statement.sid->text});
    text += Concat({" of ", PolicyWords(*evidence_.OccurrenceOf(cut.policy.text))});
    AddNew<std::string>({&text, 1}, texts);
  }
  return AndJoin(texts);
}

void ClosingChoice::AddPlaces(std::span<const Cut> cuts, Closing& closing) const {
  const DocumentStore& documents = graph_.inputs().evaluation.account().documents;
  for (size_t i = 0; i < cuts.size(); ++i) {
    const bool is_told = std::any_of(cuts.begin(), cuts.begin() + static_cast<ptrdiff_t>(i),
                                     [&](const Cut& cut) { return cut.IsSameStatement(cuts[i]); });
    if (is_told) continue;
    const PolicyDocument& document = documents.at(cuts[i].policy.text->document);
    closing.places.push_back(
        assembler_.PlaceOf(*evidence_.OccurrenceOf(cuts[i].policy.text),
                           AtStatement(document, *cuts[i].statement->written)));
  }
}

PolicyOriginKind ClosingChoice::OriginOf(const Cut& cut) const {
  return evidence_.OccurrenceOf(cut.policy.text)->origin;
}

// Of principals alike each has its own inline policies.
std::string ClosingChoice::Likewise(const Asked& asked, std::span<const Cut> cuts) const {
  const bool has_own = std::ranges::any_of(cuts, [&](const Cut& cut) {
    const Occurrence& occurrence = *evidence_.OccurrenceOf(cut.policy.text);
    return occurrence.origin == PolicyOriginKind::kInline && occurrence.principal != kNoPrincipal;
  });
  if (!has_own || asked.affected.size() == 1) return "";
  return Concat({", likewise for the other ", Thousands(asked.affected.size() - 1)});
}

Closing ClosingChoice::TakenOut(const Asked& asked, const Choice& choice) const {
  Closing closing{.kind = ClosingKind::kTakeOut, .actions = NamesOf(choice.actions)};
  AddPlaces(choice.cuts, closing);
  // Statements that lose the same actions are told together.
  std::vector<std::pair<std::vector<ActionId>, std::vector<Cut>>> parts;
  for (size_t i = 0; i < choice.cuts.size(); ++i) {
    std::vector<ActionId> lost;
    bool is_first = true;
    for (size_t k = 0; k < choice.cuts.size(); ++k) {
      if (!choice.cuts[k].IsSameStatement(choice.cuts[i])) continue;
      is_first &= k >= i;
      lost.push_back(choice.cuts[k].action);
    }
    if (!is_first) continue;
    const auto part = std::ranges::find_if(parts, [&](const auto& each) {
      return each.first == lost && OriginOf(each.second.front()) == OriginOf(choice.cuts[i]);
    });
    if (part == parts.end()) {
      parts.push_back({std::move(lost), {choice.cuts[i]}});
    } else {
      part->second.push_back(choice.cuts[i]);
    }
  }
  std::string text;
  for (const auto& [lost, cuts] : parts) {
    const bool is_trust = OriginOf(cuts.front()) == PolicyOriginKind::kTrust;
    text +=
        Concat({text.empty() ? "take " : "; ", is_trust ? WhomOf(asked) : AndJoin(NamesOf(lost)),
                " out of ", StatementsOf(cuts)});
  }
  closing.text = Concat({text, Likewise(asked, choice.cuts)});
  return closing;
}

// Roles that may be passed to the service and hold no more than the principal.
const std::vector<uint32_t>& ClosingChoice::HarmlessRoles(uint32_t principal,
                                                          std::string_view service) {
  const auto [known, is_new] = harmless_.try_emplace({principal, service});
  std::vector<uint32_t>& roles = known->second;
  if (!is_new) return roles;
  const std::string name(service);
  if (graph_.requirements().trusted().Of(name).size() > kMostTrusting) return roles;
  for (const TargetGroup& group : graph_.requirements().PassTo(principal, name)) {
    std::ranges::copy_if(*group.targets, std::back_inserter(roles), [&](uint32_t role) {
      return role != principal && graph_.StepsToAdmin(role) < 0 &&
             !graph_.gains().HasMore(principal, role);
    });
  }
  std::ranges::sort(roles);
  return roles;
}

// Where passing is what falls, and some roles are none the worse for it.
std::optional<Closing> ClosingChoice::Limited(const Asked& asked, const Choice& choice) {
  if (choice.supports.size() != 1 || !choice.supports.front()->is_passing) return std::nullopt;
  const std::string_view service = asked.steps.front().edge->service;
  std::vector<uint32_t> targets;
  for (const Step& step : asked.steps) {
    if (step.edge->service != service || step.targets.empty()) return std::nullopt;
    AddNew<uint32_t>(step.targets, targets);
  }
  const std::vector<uint32_t>& harmless = HarmlessRoles(asked.principal, service);
  if (harmless.empty() || harmless.size() > kMostRoles) return std::nullopt;
  std::vector<std::string> arns, names;
  for (const uint32_t role : harmless) {
    arns.push_back(Concat({"\"", graph_.at(role).arn, "\""}));
    names.push_back(NameWithKind(graph_.at(role)));
  }
  const std::string policy =
      Concat({R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:PassRole",)",
              R"("Resource":[)", Join(arns, ","),
              R"(],"Condition":{"StringEquals":{"iam:PassedToService":")", service, R"("}}}})"});
  if (!supports_.FallsWithInstead(asked.principal, *choice.supports.front(), policy, targets,
                                  service)) {
    return std::nullopt;
  }
  Closing closing{.kind = ClosingKind::kLimitPassing, .actions = NamesOf(choice.actions)};
  closing.text =
      Concat({"limit iam:PassRole in ", StatementsOf(choice.cuts), " to ", AndJoin(names),
              " with iam:PassedToService ", service, Likewise(asked, choice.cuts)});
  AddPlaces(choice.cuts, closing);
  return closing;
}

std::vector<ActionId> ClosingChoice::ActionsToDeny(const Asked& asked, const Support& first) const {
  std::vector<ActionId> denied = first.actions;
  for (const Step& step : asked.steps) {
    const auto is_denied = [&](const Support& support) {
      return !support.actions.empty() &&
             std::ranges::all_of(support.actions, [&](const ActionId action) {
               return std::ranges::count(denied, action) != 0;
             });
    };
    if (std::ranges::any_of(step.supports, is_denied)) continue;
    const auto fewest = std::ranges::min_element(step.supports, {}, [](const Support& support) {
      return support.actions.empty() ? SIZE_MAX : support.actions.size();
    });
    if (fewest != step.supports.end()) AddNew<ActionId>(fewest->actions, denied);
  }
  return denied;
}

std::optional<Closing> ClosingChoice::Bounded(const Asked& asked) {
  const Principal& principal = graph_.at(asked.principal);
  if (!CanBeBounded(principal)) return std::nullopt;
  std::vector<ActionId> denied;
  for (const Support& first : asked.steps.front().supports) {
    if (first.actions.empty()) continue;
    std::vector<ActionId> all = ActionsToDeny(asked, first);
    if (denied.empty() || all.size() < denied.size()) denied = std::move(all);
  }
  if (denied.empty() || denied.size() > kMostDenied) return std::nullopt;
  const bool is_closed = std::ranges::all_of(asked.steps, [&](const Step& step) {
    return supports_.FallsUnderBoundary(asked.principal, *step.edge, denied);
  });
  if (!is_closed) return std::nullopt;
  Closing closing{.kind = ClosingKind::kBoundary};
  std::string text = Concat(
      {"set a permissions boundary on ", WhomOf(asked), " that denies ", AndJoin(NamesOf(denied))});
  // A boundary that its holder can lift is none.
  std::vector<ActionId> lifting = supports_.ActionsAgainstBoundary(asked.principal);
  std::erase_if(lifting, [&](ActionId each) { return std::ranges::count(denied, each) != 0; });
  if (!lifting.empty()) {
    const std::vector<std::string> first = NamesOf({&lifting.front(), 1});
    text += Concat({", and ", NamedOf(first, lifting.size()), ", which would lift it"});
  }
  AddNew<ActionId>(lifting, denied);
  closing.actions = NamesOf(denied);
  closing.text = std::move(text);
  return closing;
}

const Closing* ClosingChoice::Share(Closing closing) {
  // Policies of several principals may be called the same.
  std::string key = closing.text.str();
  for (const Place& place : closing.places) key += Concat({"\n", place.json_pointer});
  const Closing*& known = shared_[std::move(key)];
  if (known == nullptr) known = assembler_.Keep(std::move(closing));
  return known;
}

const Closing* ClosingChoice::Of(const Escalation& found, std::span<const int32_t> affected) {
  const auto principal = static_cast<uint32_t>(affected.front());
  const Asked asked{found, principal, affected, StepsOf(found, affected)};
  if (asked.steps.empty()) return nullptr;
  if (const std::optional<Choice> choice = Cheapest(asked)) {
    std::optional<Closing> limited = Limited(asked, *choice);
    return Share(limited ? *std::move(limited) : TakenOut(asked, *choice));
  }
  std::optional<Closing> bounded = Bounded(asked);
  return bounded ? Share(*std::move(bounded)) : nullptr;
}

}  // namespace iamsift
