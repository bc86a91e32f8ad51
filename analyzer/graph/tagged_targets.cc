// The edges of paths that set a tag on a user or role, by which P's own rights begin to reach it.

#include <algorithm>
#include <string>
#include <utility>

#include "analyzer/base/text.h"
#include "analyzer/graph/edge_builder.h"

namespace iamsift {

void EdgeBuilder::LearnTakeovers(std::span<const EscalationPath> paths) {
  for (const EscalationPath& path : paths) {
    for (const EscalationWay& way : path.ways) {
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

std::vector<ContextAssumption> OfResource(const TagTest& tag) {
  return {Holds(Concat({"aws:resourcetag/", tag.key}), tag.value),
          Holds(Concat({"iam:resourcetag/", tag.key}), tag.value)};
}

std::vector<ContextAssumption> OfRequest(const TagTest& tag) {
  return {Holds(Concat({"aws:requesttag/", tag.key}), tag.value), Holds("aws:tagkeys", tag.key)};
}

}  // namespace

// What P could do to a user or role that had a tag, and P may give it that tag.
void EdgeBuilder::AddTagged(const Asked& asked, std::vector<EscalationEdge>& edges) {
  std::vector<TagTest> tests;
  for (const HeldPolicy& held : requirements_.evaluation().principals()[asked.principal].held) {
    if (held.text == nullptr) continue;
    AddTagTests(requirements_.evaluation().account().documents.at(held.text->document), tests);
  }
  std::sort(tests.begin(), tests.end());
  tests.erase(std::unique(tests.begin(), tests.end()), tests.end());
  for (const TagTest& tag : tests) {
    for (const EscalationTerm* const takeover : takeovers_) {
      if (requirements_.IsHopeless(asked.principal, *takeover)) continue;
      const TargetList targets =
          takeover->on == TermTarget::kUser ? requirements_.users() : requirements_.roles();
      std::vector<ActionId> actions = takeover->any_of;
      const std::vector<ActionId>& tagging = asked.way.terms.front().any_of;
      actions.insert(actions.end(), tagging.begin(), tagging.end());
      std::vector<uint32_t> tagged;
      Answer answer;
      const auto ask = [&](uint32_t first, const auto& members) {
        const TargetList alike = members();
        const bool is_self = first == asked.principal;
        if (is_self && alike->size() == 1) return;
        const uint32_t target = is_self ? (*alike)[1] : first;
        Answer found = AskTagged(asked, *takeover, target, OfResource(tag), OfRequest(tag));
        if (!found) return;
        if (tagged.empty()) answer = std::move(found);
        tagged.insert(tagged.end(), alike->begin(), alike->end());
      };
      requirements_.ForEachClass(asked.principal, actions, targets, {}, ask);
      std::sort(tagged.begin(), tagged.end());
      std::erase(tagged, asked.principal);
      if (tagged.empty() || !SettleNeeds(asked, answer)) continue;
      Push(asked,
           {.targets = requirements_.Keep(std::move(tagged)),
            .changed = Concat({"tag ", tag.key, "=", tag.value}),
            .answer = std::move(answer)},
           edges);
    }
  }
}

// No without the tag, yes with it, and P may set it.
Answer EdgeBuilder::AskTagged(const Asked& asked, const EscalationTerm& takeover, uint32_t target,
                              const std::vector<ContextAssumption>& tagged,
                              const std::vector<ContextAssumption>& request) {
  const Answer none{.certainty = Certainty::kNo, .needs = {}, .abilities = {}};
  const std::string_view arn = requirements_.at(target).arn;
  const Catalog& catalog = requirements_.evaluation().catalog();
  const bool is_user = requirements_.at(target).kind == PrincipalKind::kUser;
  for (const ActionId action : takeover.any_of) {
    if (requirements_.AskOne(asked.principal, action, arn, {})) continue;
    const Ability& after = requirements_.AskOne(asked.principal, action, arn, tagged);
    if (!after) continue;
    for (const ActionId tagging : asked.way.terms.front().any_of) {
      const std::string_view name = catalog.ActionName(tagging);
      if (name != (is_user ? "TagUser" : "TagRole")) continue;
      const Ability& may_tag = requirements_.AskOne(asked.principal, tagging, arn, request);
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
