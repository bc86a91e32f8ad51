// The edges of paths that set a tag on a user or role, by which P's own rights begin to reach it.

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "analyzer/base/text.h"
#include "analyzer/graph/edge_builder.h"

namespace iamsift {

void EdgeBuilder::LearnTakeovers(std::span<const EscalationPath> paths) {
  for (const EscalationPath& path : paths) {
    for (const EscalationWay& way : path.ways) {
      if (IsAboutAssumption(path)) assumption_ = &way.terms.front();
      if (!way.pass.empty()) launches_.push_back({&path, &way});
      if (way.end.to == EdgeTarget::kLift) lifts_.push_back({&path, &way.terms.front()});
      const bool is_whole = way.end.part == EdgePart::kWhole;
      const bool takes_target = way.end.to == EdgeTarget::kUser || way.end.to == EdgeTarget::kRole;
      const TermTarget on = way.terms.front().on;
      const bool is_direct = on == TermTarget::kUser || on == TermTarget::kRole;
      if (!is_whole || !takes_target || !is_direct || way.terms.size() > 1) continue;
      if (IsAboutAssumption(path) || BuildsOnOthers(path)) continue;
      takeovers_.push_back(&way.terms.front());
    }
  }
}

namespace {

struct TagTest {
  std::string key;  // lower case
  std::string_view value;
  friend auto operator<=>(const TagTest&, const TagTest&) = default;

  std::string Text() const { return Concat({"tag ", key, "=", value}); }
};

// Tags of the resource that Allows of the document ask for, where one value is named.
void AddTagTests(const PolicyDocument& document, std::vector<TagTest>& tests) {
  for (const Statement& statement : document.statements) {
    if (statement.effect != Effect::kAllow) continue;
    for (const ConditionTest& test : statement.conditions) {
      std::string key = AsciiLower(test.key.text);
      const size_t slash = key.find("resourcetag/");
      if (slash == std::string::npos || test.values.empty()) continue;
      const std::string_view value = test.values[0].text;
      const bool is_equality = EqualsIgnoreCase(test.operator_name.text, "StringEquals") ||
                               EqualsIgnoreCase(test.operator_name.text, "StringLike");
      if (!is_equality || HasWildcard(value) || value.find("${") != std::string_view::npos)
        continue;
      tests.push_back({key.substr(slash + std::string_view("resourcetag/").size()), value});
    }
  }
}

EdgeBuilder::Tagging TagContext(const TagTest& tag) {
  return {.present = {Holds(Concat({"aws:resourcetag/", tag.key}), tag.value),
                      Holds(Concat({"iam:resourcetag/", tag.key}), tag.value)},
          .request = {Holds(Concat({"aws:requesttag/", tag.key}), tag.value),
                      Holds("aws:tagkeys", tag.key)}};
}

}  // namespace

// What P could do to a user or role that had a tag, and P may give it that tag: take it over,
// assume it, pass it to a service.
void EdgeBuilder::AddTagged(const Asked& asked, std::vector<EscalationEdge>& edges) {
  std::vector<TagTest> tests;
  for (const HeldPolicy& held : requirements_.evaluation().principals()[asked.principal].held) {
    if (held.text == nullptr) continue;
    AddTagTests(requirements_.evaluation().account().documents.at(held.text->document), tests);
  }
  std::sort(tests.begin(), tests.end());
  tests.erase(std::unique(tests.begin(), tests.end()), tests.end());
  for (const TagTest& tag : tests) {
    const Tagging tagging = TagContext(tag);
    for (const EscalationTerm* const takeover : takeovers_) {
      if (requirements_.IsHopeless(asked.principal, *takeover)) continue;
      const TargetList targets =
          takeover->on == TermTarget::kUser ? requirements_.users() : requirements_.roles();
      std::vector<ActionId> actions = takeover->any_of;
      const std::vector<ActionId>& setting = asked.way.terms.front().any_of;
      actions.insert(actions.end(), setting.begin(), setting.end());
      std::vector<uint32_t> tagged;
      Answer answer;
      const auto ask = [&](uint32_t first, const auto& members) {
        const TargetList alike = members();
        const bool is_self = first == asked.principal;
        if (is_self && alike->size() == 1) return;
        const uint32_t target = is_self ? (*alike)[1] : first;
        Answer found = AskTagged(asked, takeover->any_of, target, {}, tagging);
        if (!found) return;
        if (tagged.empty()) answer = std::move(found);
        tagged.insert(tagged.end(), alike->begin(), alike->end());
      };
      requirements_.ForEachClass(asked.principal, actions, targets, {}, ask);
      PushTagged(asked, tag.Text(), std::move(tagged), std::move(answer), edges);
    }
    AddAssumedIfTagged(asked, tagging, tag.Text(), edges);
    AddPassedIfTagged(asked, tagging, tag.Text(), edges);
  }
}

void EdgeBuilder::PushTagged(const Asked& asked, std::string changed, std::vector<uint32_t> tagged,
                             Answer answer, std::vector<EscalationEdge>& edges) {
  std::sort(tagged.begin(), tagged.end());
  std::erase(tagged, asked.principal);
  if (tagged.empty() || !SettleNeeds(asked, answer)) return;
  Push(asked,
       {.targets = requirements_.Keep(std::move(tagged)),
        .changed = std::move(changed),
        .answer = std::move(answer)},
       edges);
}

const std::vector<EdgeBuilder::RolesOfTrust>& EdgeBuilder::RolesOfTrusts() {
  if (roles_of_trusts_) return *roles_of_trusts_;
  roles_of_trusts_.emplace();
  Estate& estate = requirements_.abilities().estate();
  for (auto& [trust, roles] : requirements_.RolesByTrust()) {
    const DecisionDocument& document = *estate.DocumentOf(requirements_.account(), trust);
    roles_of_trusts_->push_back({requirements_.Keep(roles), AsksForResourceTags(document)});
  }
  std::vector<uint32_t> untold = *requirements_.roles();
  std::erase_if(untold, [&](uint32_t role) { return requirements_.at(role).trust.has_value(); });
  roles_of_trusts_->push_back({requirements_.Keep(std::move(untold)), true});
  return *roles_of_trusts_;
}

template <typename Visit>
void EdgeBuilder::ForEachTagged(const Asked& asked, std::span<const ActionId> actions,
                                TargetList targets, std::span<const ContextAssumption> context,
                                const Tagging& tagging, Visit visit) {
  std::vector<ActionId> all(actions.begin(), actions.end());
  const std::vector<ActionId>& setting = asked.way.terms.front().any_of;
  all.insert(all.end(), setting.begin(), setting.end());
  const auto ask = [&](uint32_t first, const auto& members) {
    const bool is_other = first != asked.principal;
    if (is_other && !AskTagged(asked, actions, first, context, tagging)) return;
    for (const uint32_t target : *members()) {
      if (target == asked.principal) continue;
      Answer found = AskTagged(asked, actions, target, context, tagging);
      if (!found) return;  // nor for the others
      visit(target, std::move(found));
    }
  };
  requirements_.ForEachClass(asked.principal, all, targets, context, ask);
}

// Roles of one trust policy are asked about by classes, but where that reads tags.
void EdgeBuilder::AddAssumedIfTagged(const Asked& asked, const Tagging& tagging,
                                     const std::string& changed,
                                     std::vector<EscalationEdge>& edges) {
  const bool may_assume =
      assumption_ != nullptr && !requirements_.IsHopeless(asked.principal, *assumption_);
  if (!may_assume) return;
  std::map<uint32_t, Answer> assumed;  // by role
  const auto add = [&](uint32_t role, Answer found) {
    assumed.try_emplace(role, std::move(found));
  };
  for (const RolesOfTrust& trust : RolesOfTrusts()) {
    if (!trust.reads_tags) {
      ForEachTagged(asked, assumption_->any_of, trust.roles, {}, tagging, add);
      continue;
    }
    for (const uint32_t role : *trust.roles) {
      if (role == asked.principal) continue;
      Answer found = AskTagged(asked, assumption_->any_of, role, {}, tagging);
      if (found) add(role, std::move(found));
    }
  }
  for (auto& [role, answer] : assumed) PushTagged(asked, changed, {role}, std::move(answer), edges);
}

// Services that P may start something at, with the roles that trust them.
void EdgeBuilder::AddPassedIfTagged(const Asked& asked, const Tagging& tagging,
                                    const std::string& changed,
                                    std::vector<EscalationEdge>& edges) {
  const std::optional<ActionId> pass_role =
      requirements_.evaluation().catalog().FindAction("iam:PassRole");
  if (!pass_role || requirements_.IsHopeless(asked.principal, *pass_role)) return;
  std::map<std::string_view, Answer> launches;  // the first that works, by service
  for (const auto& [path, way] : launches_) {
    const Asked launch{asked.principal, *path, *way};
    if (!MayHold(launch)) continue;
    Answer base = AskTerms(launch, {});
    if (!base || !SettleNeeds(launch, base) || !AlsoPasses(launch, base)) continue;
    for (const std::string& service : way->pass) launches.try_emplace(service, base);
  }
  std::map<uint32_t, Answer> passed;  // by role
  for (const auto& [service, base] : launches) {
    const std::vector context{Holds("iam:passedtoservice", service)};
    const TargetList trusting =
        requirements_.Keep(requirements_.trusted().Of(std::string(service)));
    const auto add = [&, &start = base](uint32_t role, Answer found) {
      found.And(start);
      Answer& kept = passed.try_emplace(role, found).first->second;
      if (found.certainty > kept.certainty) kept = std::move(found);
    };
    ForEachTagged(asked, {&*pass_role, 1}, trusting, context, tagging, add);
  }
  for (auto& [role, answer] : passed) PushTagged(asked, changed, {role}, std::move(answer), edges);
}

// No without the tag, yes with it, and P may set it.
Answer EdgeBuilder::AskTagged(const Asked& asked, std::span<const ActionId> actions,
                              uint32_t target, std::span<const ContextAssumption> context,
                              const Tagging& tagging) {
  const Answer none{.certainty = Certainty::kNo, .needs = {}, .abilities = {}};
  const std::string_view arn = requirements_.at(target).arn;
  const Catalog& catalog = requirements_.evaluation().catalog();
  const bool is_user = requirements_.at(target).kind == PrincipalKind::kUser;
  std::vector<ContextAssumption> tagged(context.begin(), context.end());
  tagged.insert(tagged.end(), tagging.present.begin(), tagging.present.end());
  for (const ActionId action : actions) {
    if (requirements_.AskOne(asked.principal, action, arn, context)) continue;
    const Ability& after = requirements_.AskOne(asked.principal, action, arn, tagged);
    if (!after) continue;
    for (const ActionId setting : asked.way.terms.front().any_of) {
      const std::string_view name = catalog.ActionName(setting);
      if (name != (is_user ? "TagUser" : "TagRole")) continue;
      const Ability& may_tag = requirements_.AskOne(asked.principal, setting, arn, tagging.request);
      if (!may_tag) continue;
      Answer answer;
      answer.And(may_tag);
      answer.And(after);
      return answer;
    }
  }
  return none;
}

}  // namespace iamsift
