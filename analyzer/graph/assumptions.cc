#include "analyzer/graph/assumptions.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

using Kind = PrincipalPattern::Kind;

EscalationTerm AssumeRoleTerm(ActionId action) {
  return {.any_of = {action}, .on = TermTarget::kRole, .type = {}, .like = {}};
}

}  // namespace

Assumptions::Assumptions(Requirements& requirements)
    : requirements_(requirements),
      assume_role_(requirements.evaluation().catalog().FindAction("sts:AssumeRole")) {
  for (const auto& [trust, roles] : requirements.RolesByTrust()) AddTrust(trust, roles);
}

void Assumptions::AddTrust(DocumentId trust, std::vector<uint32_t> roles) {
  Estate& estate = requirements_.abilities().estate();
  const DecisionDocument* const document = estate.DocumentOf(requirements_.RefOf(0).account, trust);
  const std::string& home = requirements_.evaluation().account().id;
  Trust entry;
  if (!document->is_known) return;  // IAM would refuse it: nobody comes in by it
  for (const DecisionStatement& statement : document->statements) {
    if (statement.effect != Effect::kAllow) continue;
    entry.is_open |= statement.written->principals.is_negated;
    for (const PrincipalPattern& who : statement.principals) {
      entry.is_open |=
          who.kind == Kind::kEveryone || who.kind == Kind::kSession || who.kind == Kind::kUniqueId;
      entry.asks_the_account |= who.kind == Kind::kAccount && who.account == home;
      const std::optional<PrincipalRef> named = estate.Find(who.text);
      if (!named) continue;
      std::vector<uint32_t>& by_name = named_[estate.at(*named).arn];
      by_name.insert(by_name.end(), roles.begin(), roles.end());
    }
  }
  if (!entry.is_open && !entry.asks_the_account) return;
  entry.reads_tags = AsksForResourceTags(*document);
  entry.roles = requirements_.Keep(std::move(roles));
  trusts_.push_back(std::move(entry));
}

std::vector<TargetGroup> Assumptions::RolesOf(uint32_t principal) {
  std::vector<TargetGroup> groups;
  if (!assume_role_) return groups;
  const auto add = [&](std::vector<TargetGroup> found) {
    std::move(found.begin(), found.end(), std::back_inserter(groups));
  };
  const auto named = named_.find(requirements_.at(principal).arn);
  if (named != named_.end()) {
    std::vector<uint32_t> roles = named->second;
    std::sort(roles.begin(), roles.end());
    roles.erase(std::unique(roles.begin(), roles.end()), roles.end());
    add(requirements_.GroupEach(principal, *assume_role_, roles, {}));
  }
  const bool asks = !requirements_.IsHopeless(principal, AssumeRoleTerm(*assume_role_));
  for (const Trust& trust : trusts_) {
    if (!trust.is_open && !asks) continue;
    add(trust.reads_tags ? requirements_.GroupEach(principal, *assume_role_, *trust.roles, {})
                         : requirements_.Group(principal, *assume_role_, trust.roles, {}));
  }
  return groups;
}

}  // namespace iamsift
