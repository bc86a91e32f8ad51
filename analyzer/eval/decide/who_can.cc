#include "analyzer/eval/decide/who_can.h"

#include <deque>
#include <map>
#include <set>
#include <utility>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

class Search {
 public:
  Search(Estate& estate, std::string_view action, std::string_view resource,
         std::span<const ContextAssumption> assumed)
      : estate_(estate), assumption_(estate), assumed_(assumed) {
    // `*` means the resources of the caller's own account, so each account has its own question.
    for (const Account& account : estate.accounts()) {
      requests_.push_back(estate.Ask(action, resource, &account));
    }
    if (!requests_.empty()) answer_.limits = LimitsOf(requests_.front());
  }

  WhoCanAnswer Run() {
    for (const PrincipalRef ref : estate_.Principals()) AskDirectly(ref);
    FollowRoles();
    AskOutsiders();
    return std::move(answer_);
  }

 private:
  void AskDirectly(PrincipalRef ref) {
    const AskedRequest& request = requests_[ref.account];
    CallerSide& side = estate_.SideOf(ref);
    const Verdict verdict =
        estate_.Decide(side, request, assumed_, Logic(nullptr), nullptr).verdict;
    if (verdict != Verdict::kAllowed && verdict != Verdict::kConditional) return;
    Formula formula;
    DecisionTrace trace;
    const Decision decision = estate_.Decide(side, request, assumed_, Logic(&formula), &trace);
    DirectAccess access{.who = ref, .is_conditional = verdict == Verdict::kConditional};
    if (access.is_conditional) {
      access.condition = formula.ToText(decision.residual);
      access.residual = formula.ToJson(decision.residual);
    }
    for (AppliedStatement& applied : trace.statements) {
      const bool grants = applied.statement->effect == Effect::kAllow &&
                          (applied.layer == Layer::kIdentity || applied.layer == Layer::kResource);
      const bool takes = applied.statement->effect == Effect::kDeny && access.is_conditional;
      if (grants || takes) access.statements.push_back(applied);
    }
    ways_[ref] = {};
    if (access.is_conditional) own_condition_[ref] = access.condition;
    answer_.direct.push_back(std::move(access));
  }

  // How a principal that has no access itself gets it: which role it assumes, under what condition.
  struct Way {
    std::optional<PrincipalRef> role;
    std::string condition;
  };

  // Breadth first from those who can, against the direction of assuming.
  void FollowRoles() {
    std::deque<PrincipalRef> open;
    for (const DirectAccess& access : answer_.direct) open.push_back(access.who);
    while (!open.empty()) {
      const PrincipalRef role = open.front();
      open.pop_front();
      const auto is_new_to_us = [&](PrincipalRef from) { return !ways_.contains(from); };
      for (AssumptionEdge& edge : assumption_.EdgesInto(role, assumed_, is_new_to_us)) {
        const auto [way, is_new] = ways_.try_emplace(edge.from, Way{role, edge.condition});
        if (!is_new) continue;
        open.push_back(edge.from);
        answer_.through_roles.push_back(PathOf(edge.from));
      }
    }
  }

  AccessThroughRoles PathOf(PrincipalRef who) const {
    AccessThroughRoles path{.who = who, .roles = {}, .conditions = {}};
    PrincipalRef at = who;
    while (ways_.at(at).role) {
      const Way& way = ways_.at(at);
      if (!way.condition.empty()) path.conditions.push_back(way.condition);
      at = *way.role;
      path.roles.push_back(at);
    }
    const auto own = own_condition_.find(at);
    if (own != own_condition_.end()) path.conditions.push_back(own->second);
    return path;
  }

  void AskOutsiders() {
    for (const auto& [ref, way] : ways_) {
      for (RoleEntrance& entrance : assumption_.EntrancesOf(ref, assumed_)) {
        answer_.outside.push_back(
            {std::move(entrance.who), ref, entrance.is_conditional, std::move(entrance.condition)});
      }
    }
    std::set<std::string_view> seen;
    for (const AskedRequest& request : requests_) {
      if (!request.policy || !request.policy->IsKnown()) continue;
      for (const RoleEntrance& named :
           OutsidersNamedIn(estate_, *request.policy->document, request, assumed_)) {
        if (!seen.insert(named.who).second) continue;
        answer_.outside.push_back({named.who, std::nullopt, named.is_conditional, named.condition});
      }
    }
  }

  Estate& estate_;
  RoleAssumption assumption_;
  std::span<const ContextAssumption> assumed_;
  std::vector<AskedRequest> requests_;  // by account
  WhoCanAnswer answer_;
  std::map<PrincipalRef, Way> ways_;  // of all who can
  std::map<PrincipalRef, std::string> own_condition_;
};

}  // namespace

WhoCanAnswer WhoCan(Estate& estate, std::string_view action, std::string_view resource,
                    std::span<const ContextAssumption> assumed) {
  return Search(estate, action, resource, assumed).Run();
}

std::vector<std::string> LimitsOf(const AskedRequest& request) {
  std::vector<std::string> limits;
  if (!request.listed) {
    limits.push_back(Concat({"`", request.action.text(),
                             "` is no action of the catalog: only its patterns are compared"}));
  }
  if (request.account.empty() && request.resource.text != "*") {
    limits.emplace_back(
        "the resource's account is not known: it is taken for the caller's own (--inventory "
        "would tell)");
  }
  if (request.assumes_default_key_policy) {
    limits.emplace_back(
        "the key policy is not known: the default one is assumed, which lets the account's IAM "
        "policies decide");
  }
  return limits;
}

}  // namespace iamsift
