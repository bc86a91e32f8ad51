#include "analyzer/graph/supports.h"

#include <algorithm>
#include <utility>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

constexpr size_t kMostTargets = 64;  // each is asked about
constexpr std::string_view kAssumeRole = "sts:AssumeRole";

// The targets are the way's own: users, or roles that it takes or passes.
bool IsOnTargets(TermTarget on) { return on == TermTarget::kUser || on == TermTarget::kRole; }

// While it lives, the caller's policies are others. They are put back whatever happens.
class Changed {
 public:
  explicit Changed(CallerSide& side)
      : side_(side), identity_(side.identity), boundary_(side.boundary) {}
  Changed(const Changed&) = delete;
  Changed& operator=(const Changed&) = delete;
  ~Changed() {
    side_.identity = std::move(identity_);
    side_.boundary = boundary_;
  }

 private:
  CallerSide& side_;
  std::vector<LayerPolicy> identity_;
  std::optional<LayerPolicy> boundary_;
};

}  // namespace

Supports::Supports(EscalationGraph& graph)
    : graph_(graph), pass_role_(graph.inputs().evaluation.catalog().FindAction("iam:PassRole")) {}

// The resources that the graph asks about, or more: what is allowed on none of them is allowed on
// none of those.
std::vector<std::string> Supports::PlacesOf(uint32_t principal, ActionId action,
                                            const EscalationTerm& term) {
  const Account& account = graph_.inputs().evaluation.account();
  switch (term.on) {
    case TermTarget::kUser:
      return {AllOf(account, "user")};
    case TermTarget::kRole:
      return {AllOf(account, "role")};
    case TermTarget::kGroup:
      return {AllOf(account, "group")};
    case TermTarget::kPolicyOfRole:
    case TermTarget::kSamlProviderOfRole:
    case TermTarget::kOidcProviderOfRole:
    case TermTarget::kTagged:
    case TermTarget::kAny:
      return {"*"};
    default:
      break;
  }
  // Several types in one call: any of them may be the one that counts.
  if (graph_.inputs().sensitive.ConjunctiveOf(action) != nullptr) return {"*"};
  return graph_.requirements().PlacesOf(principal, action, term).resources;
}

std::vector<Supports::Question> Supports::QuestionsOf(uint32_t principal,
                                                      const EscalationEdge& edge) {
  std::vector<Question> questions;
  for (const EscalationTerm& term : edge.way->terms) {
    Question& question = questions.emplace_back();
    question.actions = term.any_of;
    if (term.on == TermTarget::kGroup && edge.groups != nullptr &&
        edge.groups->size() <= kMostTargets) {
      const std::vector<Group>& groups = graph_.inputs().evaluation.account().groups;
      for (const uint32_t group : *edge.groups) {
        question.resources.emplace_back(groups[group].arn);
      }
      continue;
    }
    for (const ActionId action : term.any_of) {
      for (std::string& place : PlacesOf(principal, action, term)) {
        if (std::ranges::count(question.resources, place) == 0) {
          question.resources.push_back(std::move(place));
        }
      }
    }
  }
  if (edge.way->pass.empty() || edge.service.empty() || !pass_role_) return questions;
  questions.push_back({.actions = {*pass_role_},
                       .resources = {AllOf(graph_.inputs().evaluation.account(), "role")},
                       .context = {Holds("iam:passedtoservice", edge.service)},
                       .is_passing = true});
  return questions;
}

// The graph doesn't ask about an action that no policy of the principal grants, but for assuming
// a role, which the role's trust may grant by itself.
bool Supports::IsOpenWhereAsked(uint32_t principal, ActionId action) const {
  return graph_.requirements().IsOpen(principal, action) ||
         graph_.inputs().evaluation.catalog().ActionFullName(action) == kAssumeRole;
}

bool Supports::IsAllowed(uint32_t principal, ActionId action, const Question& question,
                         DecisionTrace* trace) {
  Requirements& requirements = graph_.requirements();
  bool is_allowed = false;
  for (const std::string& resource : question.resources) {
    is_allowed |= !IsNo(requirements.abilities().VerdictOn(requirements.RefOf(principal), action,
                                                           resource, question.context, trace));
    if (is_allowed && trace == nullptr) break;
  }
  return is_allowed;
}

DecisionDocument Supports::Without(const LayerPolicy& policy, ActionId action,
                                   std::span<const Cut> cuts) {
  const GraphInputs& inputs = graph_.inputs();
  const std::string name = AsciiLower(inputs.evaluation.catalog().ActionFullName(action));
  const LanguageVersion version =
      inputs.evaluation.account().documents.at(policy.text->document).version;
  DecisionDocument document;
  document.is_known = policy.document->is_known;
  document.is_readable = policy.document->is_readable;
  const std::string_view service = std::string_view(name).substr(0, name.find(':'));
  ForEachStatementAbout(*policy.document, service, [&](const DecisionStatement& statement) {
    const bool is_cut = std::ranges::any_of(cuts, [&](const Cut& cut) {
      return cut.policy.text == policy.text && cut.statement == &statement && cut.action == action;
    });
    if (is_cut) return;
    document.index.always.push_back(static_cast<uint32_t>(document.statements.size()));
    document.statements.push_back(MakeDecisionStatement(*statement.written, version, name));
  });
  return document;
}

// One action at a time: a statement without it says nothing of it, and the same of all others.
bool Supports::Falls(uint32_t principal, const Question& question, std::span<const Cut> cuts) {
  Requirements& requirements = graph_.requirements();
  CallerSide& side = requirements.abilities().estate().SideOf(requirements.RefOf(principal));
  return std::ranges::none_of(question.actions, [&](ActionId action) {
    if (!IsOpenWhereAsked(principal, action)) return false;
    const Changed changed(side);
    std::vector<std::unique_ptr<DecisionDocument>> documents;
    for (LayerPolicy& policy : side.identity) {
      const bool is_cut = std::ranges::any_of(cuts, [&](const Cut& cut) {
        return cut.policy.text == policy.text && cut.action == action;
      });
      if (!is_cut) continue;
      documents.push_back(std::make_unique<DecisionDocument>(Without(policy, action, cuts)));
      policy.document = documents.back().get();
    }
    return IsAllowed(principal, action, question);
  });
}

Support Supports::Ask(uint32_t principal, const Question& question) {
  Support support{.is_passing = question.is_passing};
  for (const ActionId action : question.actions) {
    if (!IsOpenWhereAsked(principal, action)) continue;
    DecisionTrace trace;
    if (!IsAllowed(principal, action, question, &trace)) continue;
    support.actions.push_back(action);
    for (const AppliedStatement& applied : trace.statements) {
      if (applied.layer != Layer::kIdentity) continue;
      if (applied.statement->effect != Effect::kAllow || applied.policy.text == nullptr) continue;
      const Cut cut{.policy = applied.policy, .statement = applied.statement, .action = action};
      if (std::ranges::count(support.cuts, cut) == 0) support.cuts.push_back(cut);
    }
  }
  support.falls = !support.cuts.empty() && Falls(principal, question, support.cuts);
  return support;
}

// A role that names the principal in its trust policy needs no policy of the principal's.
Support Supports::AskTrust(uint32_t principal, ActionId action,
                           std::span<const std::string> roles) {
  Support support{.actions = {action}, .falls = true, .is_trust = true};
  Requirements& requirements = graph_.requirements();
  AbilityTable& abilities = requirements.abilities();
  Estate& estate = abilities.estate();
  CallerSide& side = estate.SideOf(requirements.RefOf(principal));
  const AssumedKeys assumed[] = {abilities.base()};
  for (const std::string& role : roles) {
    AskedRequest request =
        estate.Ask(kAssumeRole, role, &estate.accounts()[requirements.account()]);
    DecisionTrace trace;
    if (IsNo(estate.DecideAssuming(side, request, assumed, Logic(nullptr), &trace).verdict)) {
      continue;
    }
    std::vector<Cut> cuts;
    for (const AppliedStatement& applied : trace.statements) {
      if (applied.layer != Layer::kResource || applied.policy.text == nullptr) continue;
      if (applied.statement->effect != Effect::kAllow) continue;
      cuts.push_back({.policy = applied.policy, .statement = applied.statement, .action = action});
    }
    if (cuts.empty()) return {};
    const DecisionDocument without = Without(*request.policy, action, cuts);
    request.policy->document = &without;
    support.falls &=
        IsNo(estate.DecideAssuming(side, request, assumed, Logic(nullptr), nullptr).verdict);
    support.cuts.insert(support.cuts.end(), cuts.begin(), cuts.end());
  }
  support.falls &= !support.cuts.empty();
  return support;
}

// Ways have requirements in common.
Support Supports::AskOnce(uint32_t principal, const Question& question) {
  std::string key = std::to_string(principal);
  for (const ActionId action : question.actions) key += Concat({" ", std::to_string(action.value)});
  for (const std::string& resource : question.resources) key += Concat({"\n", resource});
  for (const ContextAssumption& each : question.context)
    key += Concat({"\t", Join(each.values, ",")});
  const auto known = asked_.find(key);
  if (known != asked_.end()) return known->second;
  return asked_.emplace(std::move(key), Ask(principal, question)).first->second;
}

const std::vector<Support>& Supports::Everywhere(uint32_t principal, const EscalationEdge& edge) {
  const auto [at, is_new] = known_.try_emplace({principal, &edge});
  if (!is_new) return at->second;
  for (const Question& question : QuestionsOf(principal, edge)) {
    if (question.is_passing) {
      // What lets pass to any service is nearly always one statement for all of them.
      Question any = question;
      any.context.clear();
      Support support = AskOnce(principal, any);
      if (support.falls && support.cuts.size() == 1) {
        at->second.push_back(std::move(support));
        continue;
      }
    }
    at->second.push_back(AskOnce(principal, question));
  }
  return at->second;
}

// Where several statements allow it somewhere, fewer may on the targets alone.
std::vector<Support> Supports::Of(uint32_t principal, const EscalationEdge& edge,
                                  std::span<const uint32_t> targets) {
  std::vector<Support> supports = Everywhere(principal, edge);
  if (targets.empty() || targets.size() > kMostTargets) return supports;
  std::vector<std::string> arns;
  for (const uint32_t target : targets) arns.emplace_back(graph_.at(target).arn);
  const Catalog& catalog = graph_.inputs().evaluation.catalog();
  std::vector<Question> questions = QuestionsOf(principal, edge);
  for (size_t i = 0; i < supports.size(); ++i) {
    const bool is_on_targets = questions[i].is_passing || IsOnTargets(edge.way->terms[i].on);
    if (!is_on_targets || (supports[i].falls && supports[i].cuts.size() == 1)) continue;
    questions[i].resources = arns;
    Support support = Ask(principal, questions[i]);
    const std::vector<ActionId>& actions = questions[i].actions;
    const bool may_be_trusted = !support.falls && actions.size() == 1 &&
                                catalog.ActionFullName(actions.front()) == kAssumeRole;
    if (may_be_trusted) support = AskTrust(principal, actions.front(), arns);
    if (support.falls) supports[i] = std::move(support);
  }
  return supports;
}

const DecisionDocument* Supports::DocumentOf(std::string_view text) {
  const DocumentId id = store_.Intern(text, PolicyKind::kIdentity);
  std::unique_ptr<DecisionDocument>& known = documents_[id.value];
  if (known == nullptr) {
    known = std::make_unique<DecisionDocument>(MakeDecisionDocument(store_.at(id)));
  }
  return known.get();
}

bool Supports::FallsWithInstead(uint32_t principal, const Support& passing, std::string_view policy,
                                std::span<const uint32_t> targets, std::string_view service) {
  if (targets.empty() || targets.size() > kMostTargets) return false;
  Question question{.actions = passing.actions,
                    .resources = {},
                    .context = {Holds("iam:passedtoservice", service)},
                    .is_passing = true};
  for (const uint32_t target : targets) question.resources.emplace_back(graph_.at(target).arn);
  Requirements& requirements = graph_.requirements();
  CallerSide& side = requirements.abilities().estate().SideOf(requirements.RefOf(principal));
  const Changed changed(side);
  side.identity.push_back({.name = "instead", .document = DocumentOf(policy)});
  return Falls(principal, question, passing.cuts);
}

bool Supports::FallsUnderBoundary(uint32_t principal, const EscalationEdge& edge,
                                  std::span<const ActionId> denied) {
  const Catalog& catalog = graph_.inputs().evaluation.catalog();
  std::vector<std::string> names;
  for (const ActionId action : denied) {
    names.push_back(Concat({"\"", catalog.ActionFullName(action), "\""}));
  }
  // What a boundary of today lets through is let through at most.
  const std::string text =
      Concat({R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*",)",
              R"("Resource":"*"},{"Effect":"Deny","Action":[)", Join(names, ","),
              R"(],"Resource":"*"}]})"});
  Requirements& requirements = graph_.requirements();
  CallerSide& side = requirements.abilities().estate().SideOf(requirements.RefOf(principal));
  const Changed changed(side);
  side.boundary = LayerPolicy{.name = "boundary", .document = DocumentOf(text), .way = "boundary"};
  return std::ranges::any_of(QuestionsOf(principal, edge), [&](const Question& question) {
    return std::ranges::none_of(question.actions, [&](ActionId action) {
      return IsOpenWhereAsked(principal, action) && IsAllowed(principal, action, question);
    });
  });
}

std::vector<ActionId> Supports::ActionsAgainstBoundary(uint32_t principal) {
  constexpr std::string_view kOfUsers[] = {"iam:DeleteUserPermissionsBoundary",
                                           "iam:PutUserPermissionsBoundary"};
  constexpr std::string_view kOfRoles[] = {"iam:DeleteRolePermissionsBoundary",
                                           "iam:PutRolePermissionsBoundary"};
  constexpr std::string_view kOfPolicies[] = {"iam:CreatePolicyVersion",
                                              "iam:SetDefaultPolicyVersion"};
  std::vector<ActionId> allowed;
  const auto add = [&](std::span<const std::string_view> names, std::string_view resource) {
    for (const std::string_view name : names) {
      const auto action = graph_.inputs().evaluation.catalog().FindAction(name);
      if (!action || !IsOpenWhereAsked(principal, *action)) continue;
      const Question question{.actions = {*action}, .resources = {std::string(resource)}};
      if (IsAllowed(principal, *action, question)) allowed.push_back(*action);
    }
  };
  const Principal& self = graph_.at(principal);
  add(self.kind == PrincipalKind::kUser ? kOfUsers : kOfRoles, self.arn);
  add(kOfPolicies, AllOf(graph_.inputs().evaluation.account(), "policy"));
  return allowed;
}

}  // namespace iamsift
