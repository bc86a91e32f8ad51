#include "analyzer/graph/self_change.h"

#include <algorithm>
#include <utility>

#include "analyzer/base/text.h"
#include "analyzer/eval/limits.h"

namespace iamsift {
namespace {

constexpr std::string_view kPrincipalTag = "aws:principaltag/";

bool HasDeny(const CompiledAccount& compiled, const HeldPolicy& held) {
  if (held.text == nullptr) return false;
  const std::vector<CompiledStatement>& statements = compiled.at(held.text->document).statements;
  return std::any_of(statements.begin(), statements.end(), [](const CompiledStatement& statement) {
    return statement.effect == Effect::kDeny;
  });
}

// The tag that a test on the caller's tags asks for, without case; "" for other keys.
std::string TagKeyOf(const ConditionTest& test) {
  const std::string key = AsciiLower(test.key.text);
  return key.starts_with(kPrincipalTag) ? key.substr(kPrincipalTag.size()) : "";
}

// The same as it is written: values of aws:TagKeys differ by case.
std::string WrittenKeyOf(const ConditionTest& test) {
  return std::string(test.key.text.substr(test.key.text.find('/') + 1));
}

bool IsPositive(std::string_view operator_name) {
  return EqualsIgnoreCase(operator_name, "StringEquals") ||
         EqualsIgnoreCase(operator_name, "StringLike") ||
         EqualsIgnoreCase(operator_name, "StringEqualsIgnoreCase");
}

const Tag* TagNamed(const Principal& principal, std::string_view lower_key) {
  for (const Tag& tag : principal.tags) {
    if (EqualsIgnoreCase(tag.key, lower_key)) return &tag;
  }
  return nullptr;
}

}  // namespace

struct SelfChanges::Subject {
  uint32_t index;
  const Principal& principal;
  const std::vector<HeldPolicy>& held;
  const EscalationPath& path;
  const EscalationWay& way;
};

std::vector<EscalationEdge> SelfChanges::EdgesOf(uint32_t principal, const EscalationPath& path,
                                                 const EscalationWay& way) {
  const Subject self{principal, requirements_.at(principal),
                     requirements_.evaluation().principals()[principal].held, path, way};
  std::vector<EscalationEdge> edges;
  switch (way.end.change) {
    case EscalationChange::kSetDefaultVersion:
      SetOldVersion(self, edges);
      break;
    case EscalationChange::kRemoveBoundary:
      LoseBoundary(self, edges);
      break;
    case EscalationChange::kReplaceBoundary:
      ReplaceBoundary(self, edges);
      break;
    case EscalationChange::kRewriteBoundary:
      RewriteBoundary(self, edges);
      break;
    case EscalationChange::kDetachPolicy:
      LosePolicies(self, HeldAs::kAttached, edges);
      break;
    case EscalationChange::kDeleteInlinePolicy:
      LosePolicies(self, HeldAs::kInline, edges);
      break;
    case EscalationChange::kLeaveGroup:
      LeaveGroups(self, edges);
      break;
    case EscalationChange::kUntagSelf:
      DropTags(self, edges);
      break;
    case EscalationChange::kTagSelf:
      SetTags(self, edges);
      break;
    case EscalationChange::kRemoveGuardrail:
    case EscalationChange::kChangePermissionSet: {
      // What lies beyond the export: more, if P is where it can do that.
      Answer answer = AskAll(self, {});
      if (!answer) break;
      answer.Need("org");
      Add(self, Gain::kMore, "", std::move(answer), edges);
      break;
    }
    default:
      break;
  }
  return edges;
}

void SelfChanges::Add(const Subject& self, Gain gain, std::string changed, Answer answer,
                      std::vector<EscalationEdge>& edges) {
  if (gain == Gain::kNothing || !answer) return;
  edges.push_back({.path = &self.path,
                   .way = &self.way,
                   .gain = gain,
                   .changed = std::move(changed),
                   .answer = std::move(answer)});
}

// With other policies in the place of those that it holds.
Gain SelfChanges::GainWith(const Subject& self, const std::vector<HeldPolicy>& held) {
  return gains_.Of(self.index, DocumentsOf(held),
                   LimitsOf(requirements_.evaluation().compiled(), self.principal, held));
}

Answer SelfChanges::AskAll(const Subject& self, std::span<const ContextAssumption> context) {
  Answer all;
  for (const EscalationTerm& term : self.way.terms) {
    all.And(requirements_.Ask(self.index, term, context));
    if (!all) break;
  }
  return all;
}

// Any of the path's actions that take the type, on one ARN.
Answer SelfChanges::AskOn(const Subject& self, std::string_view arn, std::string_view type,
                          std::span<const ContextAssumption> context) {
  const Catalog& catalog = requirements_.evaluation().catalog();
  for (const EscalationTerm& term : self.way.terms) {
    for (const ActionId action : term.any_of) {
      if (!TakesType(catalog, action, type)) continue;
      const Ability& found = requirements_.AskOne(self.index, action, arn, context);
      if (!found) continue;
      Answer answer;
      answer.And(found);
      return answer;
    }
  }
  return {.certainty = Certainty::kNo, .needs = {}, .abilities = {}};
}

// An older version of the policy that bounds it.
void SelfChanges::SetOldBoundary(const Subject& self, std::vector<EscalationEdge>& edges) {
  if (!self.principal.boundary || self.principal.boundary->policy == kUnresolved) return;
  const AccountEvaluation& evaluation = requirements_.evaluation();
  const ManagedPolicy& policy =
      evaluation.account().policies[static_cast<size_t>(self.principal.boundary->policy)];
  const Answer answer = AskAll(self, {});
  if (policy.IsAwsManaged() || !answer) return;
  const Limits unbounded = UnboundedLimitsOf(evaluation.compiled(), self.principal, self.held);
  for (const PolicyVersion& version : policy.versions) {
    if (version.is_default) continue;
    Limits limits = unbounded;
    SetBoundary(evaluation.compiled(), version.text.document, limits);
    Add(self, gains_.Of(self.index, DocumentsOf(self.held), limits),
        Concat({"version ", version.id, " of boundary ", policy.name}), answer, edges);
  }
}

void SelfChanges::SetOldVersion(const Subject& self, std::vector<EscalationEdge>& edges) {
  if (self.way.terms.front().on == TermTarget::kBoundaryOfSelf) {
    SetOldBoundary(self, edges);
    return;
  }
  for (size_t i = 0; i < self.held.size(); ++i) {
    const ManagedPolicy* const policy = self.held[i].managed;
    if (policy == nullptr || policy->IsAwsManaged()) continue;
    const Answer answer = AskOn(self, policy->arn, "policy", {});
    if (!answer) continue;
    for (const PolicyVersion& version : policy->versions) {
      if (version.is_default) continue;
      std::vector<HeldPolicy> held = self.held;
      held[i].text = &version.text;
      Add(self, GainWith(self, held), Concat({"version ", version.id, " of policy ", policy->name}),
          answer, edges);
    }
  }
}

void SelfChanges::LoseBoundary(const Subject& self, std::vector<EscalationEdge>& edges) {
  if (!self.principal.boundary) return;
  Answer answer = AskAll(self, {});
  if (!answer) return;
  const Limits unbounded =
      UnboundedLimitsOf(requirements_.evaluation().compiled(), self.principal, self.held);
  Add(self, gains_.Of(self.index, DocumentsOf(self.held), unbounded),
      Concat({"boundary ", self.principal.boundary->name}), std::move(answer), edges);
}

// Any policy that it may choose in place of the boundary; the widest first.
void SelfChanges::ReplaceBoundary(const Subject& self, std::vector<EscalationEdge>& edges) {
  if (!self.principal.boundary) return;
  const Account& account = requirements_.evaluation().account();
  const auto asked = [&](std::string_view arn) {
    return std::vector<ContextAssumption>{Holds("iam:permissionsboundary", arn)};
  };
  const CompiledAccount& compiled = requirements_.evaluation().compiled();
  const std::vector<DocumentId> documents = DocumentsOf(self.held);
  const Limits unbounded = UnboundedLimitsOf(compiled, self.principal, self.held);
  Answer answer = AskAll(self, asked(requirements_.WidestPolicy()));
  if (answer) {
    Add(self, gains_.Of(self.index, documents, unbounded), "boundary AdministratorAccess",
        std::move(answer), edges);
    return;
  }
  for (const ManagedPolicy& policy : account.policies) {
    const PolicyVersion* const version = policy.DefaultVersion();
    if (version == nullptr || policy.arn == self.principal.boundary->arn) continue;
    Answer found = AskAll(self, asked(policy.arn));
    if (!found) continue;
    Limits limits = unbounded;
    SetBoundary(compiled, version->text.document, limits);
    Add(self, gains_.Of(self.index, documents, limits), Concat({"boundary ", policy.name}),
        std::move(found), edges);
  }
}

void SelfChanges::RewriteBoundary(const Subject& self, std::vector<EscalationEdge>& edges) {
  if (!self.principal.boundary) return;
  // AWS's own policies nobody rewrites.
  if (self.principal.boundary->arn.find(":aws:policy/") != std::string_view::npos) return;
  LoseBoundary(self, edges);
}

void SelfChanges::LosePolicies(const Subject& self, HeldAs as, std::vector<EscalationEdge>& edges) {
  const CompiledAccount& compiled = requirements_.evaluation().compiled();
  const std::string_view own_type = self.principal.kind == PrincipalKind::kUser ? "user" : "role";
  for (size_t i = 0; i < self.held.size(); ++i) {
    const HeldPolicy& policy = self.held[i];
    if (policy.as != as || !HasDeny(compiled, policy)) continue;
    std::vector<ContextAssumption> context;
    if (policy.attachment != nullptr) {
      context.push_back(Holds("iam:policyarn", policy.attachment->arn));
    }
    Answer answer = policy.group == nullptr ? AskOn(self, self.principal.arn, own_type, context)
                                            : AskOn(self, policy.group->arn, "group", context);
    if (!answer) continue;
    std::vector<HeldPolicy> held = self.held;
    held.erase(held.begin() + static_cast<std::ptrdiff_t>(i));
    Add(self, GainWith(self, held), Concat({"policy ", policy.name}), std::move(answer), edges);
  }
}

void SelfChanges::LeaveGroups(const Subject& self, std::vector<EscalationEdge>& edges) {
  for (const GroupMembership& membership : self.principal.groups) {
    if (membership.group == kUnresolved) continue;
    const Group& group =
        requirements_.evaluation().account().groups[static_cast<size_t>(membership.group)];
    Answer answer = AskOn(self, group.arn, "group", {});
    if (!answer) continue;
    std::vector<HeldPolicy> held = self.held;
    std::erase_if(held, [&](const HeldPolicy& policy) { return policy.group == &group; });
    Add(self, GainWith(self, held), Concat({"group ", group.name}), std::move(answer), edges);
  }
}

// A Deny that holds because of a tag that P can take off.
void SelfChanges::DropTags(const Subject& self, std::vector<EscalationEdge>& edges) {
  if (self.principal.tags.empty()) return;
  const Answer answer = AskAll(self, {});
  if (!answer) return;
  AccountEvaluation& evaluation = requirements_.evaluation();
  const Limits& limits = evaluation.limits().at(evaluation.principals()[self.index].limits);
  for (const StatementRef ref : limits.denies) {
    const Statement& deny =
        *evaluation.compiled().at(ref.document).statements[ref.statement].written;
    for (const ConditionTest& test : deny.conditions) {
      const Tag* const tag = TagNamed(self.principal, TagKeyOf(test));
      if (tag == nullptr || !IsPositive(test.operator_name.text)) continue;
      Limits without = limits;
      std::erase(without.denies, ref);
      Add(self, gains_.Of(self.index, DocumentsOf(self.held), without), Concat({"tag ", tag->key}),
          answer, edges);
    }
  }
}

// The value that P would have to have as a tag, if the test asks for one that P lacks.
std::optional<std::string_view> SelfChanges::MissingTagValue(const Subject& self,
                                                             const ConditionTest& test) {
  const std::string key = TagKeyOf(test);
  if (key.empty() || !IsPositive(test.operator_name.text) || test.values.empty()) {
    return std::nullopt;
  }
  const std::string_view value = test.values[0].text;
  if (HasWildcard(value) || value.find("${") != std::string_view::npos) return std::nullopt;
  const Tag* const tag = TagNamed(self.principal, key);
  if (tag != nullptr && tag->value == value) return std::nullopt;
  return value;
}

// An Allow that holds once P has a tag: one of its actions becomes possible.
void SelfChanges::SetTag(const Subject& self, const CompiledStatement& allow,
                         const ConditionTest& test, std::vector<EscalationEdge>& edges) {
  constexpr size_t kMostActions = 8;  // tried: one that becomes possible is enough
  const std::optional<std::string_view> value = MissingTagValue(self, test);
  if (!value) return;
  const std::string key = TagKeyOf(test);
  const std::vector<ContextAssumption> request = {Holds(Concat({"aws:requesttag/", key}), *value),
                                                  Holds("aws:tagkeys", WrittenKeyOf(test))};
  Answer answer = AskAll(self, request);
  if (!answer) return;
  const std::vector<ContextAssumption> tagged = {Holds(Concat({kPrincipalTag, key}), *value)};
  const std::vector<ActionId> actions = allow.actions.Listed().Actions();
  for (size_t i = 0; i < std::min(actions.size(), kMostActions); ++i) {
    const Ability& before = requirements_.AskOne(self.index, actions[i], "*", {});
    if (before.certainty == Certainty::kYes) continue;
    const Ability& after = requirements_.AskOne(self.index, actions[i], "*", tagged);
    if (after.certainty != Certainty::kYes) continue;
    answer.And(after);
    Add(self, Gain::kMore, Concat({"tag ", key, "=", *value}), std::move(answer), edges);
    return;
  }
}

const std::vector<SelfChanges::TagTrust>& SelfChanges::TagTrusts() {
  if (tag_trusts_) return *tag_trusts_;
  tag_trusts_.emplace();
  const Account& account = requirements_.evaluation().account();
  for (const auto& [trust, roles] : requirements_.RolesByTrust()) {
    for (const Statement& statement : account.documents.at(trust).statements) {
      if (statement.effect != Effect::kAllow) continue;
      for (const ConditionTest& test : statement.conditions) {
        if (!TagKeyOf(test).empty()) tag_trusts_->push_back({&test, roles});
      }
    }
  }
  return *tag_trusts_;
}

// A role whose trust policy lets P in once P has a tag.
void SelfChanges::OpenTrusts(const Subject& self, std::vector<EscalationEdge>& edges) {
  const std::optional<ActionId> assume =
      requirements_.evaluation().catalog().FindAction("sts:AssumeRole");
  if (!assume) return;
  for (const TagTrust& trust : TagTrusts()) {
    const std::optional<std::string_view> value = MissingTagValue(self, *trust.test);
    if (!value) continue;
    const std::string key = TagKeyOf(*trust.test);
    const Answer may_tag =
        AskAll(self, std::vector{Holds(Concat({"aws:requesttag/", key}), *value),
                                 Holds("aws:tagkeys", WrittenKeyOf(*trust.test))});
    if (!may_tag) continue;
    const std::vector tagged = {Holds(Concat({kPrincipalTag, key}), *value)};
    for (const uint32_t role : trust.roles) {
      const std::string_view arn = requirements_.at(role).arn;
      if (role == self.index || requirements_.AskOne(self.index, *assume, arn, {})) continue;
      const Ability& after = requirements_.AskOne(self.index, *assume, arn, tagged);
      if (!after) continue;
      EscalationEdge& edge = edges.emplace_back();
      edge.path = &self.path;
      edge.way = &self.way;
      edge.targets = requirements_.Keep({role});
      edge.changed = Concat({"tag ", key, "=", *value});
      edge.answer = may_tag;
      edge.answer.And(after);
    }
  }
}

void SelfChanges::SetTags(const Subject& self, std::vector<EscalationEdge>& edges) {
  OpenTrusts(self, edges);
  const CompiledAccount& compiled = requirements_.evaluation().compiled();
  for (const HeldPolicy& held : self.held) {
    if (held.text == nullptr) continue;
    for (const CompiledStatement& allow : compiled.at(held.text->document).statements) {
      if (allow.effect != Effect::kAllow) continue;
      for (const ConditionTest& test : allow.written->conditions) SetTag(self, allow, test, edges);
    }
  }
}

}  // namespace iamsift
