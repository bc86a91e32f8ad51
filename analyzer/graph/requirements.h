#pragma once

// The terms of an escalation path asked of one principal: does it hold the actions on what the path
// wants them on, and on which users, roles or groups.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "analyzer/eval/effective.h"
#include "analyzer/graph/ability.h"
#include "analyzer/graph/escalation_path.h"
#include "analyzer/graph/target_classes.h"
#include "analyzer/graph/trusted_roles.h"
#include "analyzer/match/sensitive_actions.h"

namespace iamsift {

// `arn:aws:iam::111122223333:role/*`: all users, roles, groups or policies of the account.
std::string AllOf(const Account& account, std::string_view type);

// What the terms of a path came to, together.
struct Answer {
  Certainty certainty = Certainty::kYes;
  Needs needs;
  std::vector<const Ability*> abilities;  // one or more for each term

  explicit operator bool() const { return certainty != Certainty::kNo; }
  void And(const Ability& ability);
  void And(const Answer& other);
  void Need(std::string_view need);
};

// One of an answer's abilities that stands for the same on another resource: asked for when it is
// told, as most never are.
struct StandIn {
  size_t at = 0;  // into Answer::abilities
  const EscalationTerm* term = nullptr;
  std::string_view arn;
  std::vector<ContextAssumption> context = {};
};

// Users or roles for which one answer holds.
struct TargetGroup {
  TargetList targets = nullptr;
  Answer answer;
  std::vector<StandIn> stand_ins = {};
  std::optional<uint32_t> about = {};  // the one that was asked about for all, if one was
};

class Requirements {
 public:
  Requirements(AccountEvaluation& evaluation, AbilityTable& abilities, TrustedRoles& trusted,
               const SensitiveActions& sensitive, std::span<const uint32_t> subjects,
               uint32_t account);

  // A term that names no target. `context`: keys of the request beside those that P picks.
  Answer Ask(uint32_t principal, const EscalationTerm& term,
             std::span<const ContextAssumption> context);

  // A term on users or roles: those of `candidates` that it holds for.
  std::vector<TargetGroup> AskOn(uint32_t principal, const EscalationTerm& term,
                                 TargetList candidates, std::span<const ContextAssumption> context);
  // Users or roles by what the action on them hangs on; those that it is not allowed on are left
  // out. Asked on one of each class; for sts:AssumeRole see TargetClasses::Divide.
  std::vector<TargetGroup> Group(uint32_t principal, ActionId action, TargetList targets,
                                 std::span<const ContextAssumption> context);
  // Of the candidates one of each class that all of the actions see alike, with its members.
  template <typename Visit>
  void ForEachClass(uint32_t principal, std::span<const ActionId> actions, TargetList candidates,
                    std::span<const ContextAssumption> context, Visit visit) {
    ForEachClass(classes_, principal, actions, candidates, context, visit);
  }
  template <typename Visit>
  void ForEachClass(TargetClasses& classes, uint32_t principal, std::span<const ActionId> actions,
                    TargetList candidates, std::span<const ContextAssumption> context,
                    Visit visit) {
    const TargetClasses::Division division =
        DivisionOf(classes, principal, actions, candidates, context);
    for (const TargetClasses::Class& each : division.classes) {
      visit(each.first, [&] { return classes.MembersOf(each, division, candidates); });
    }
  }
  TargetLists& lists() { return lists_; }
  uint32_t account() const { return account_; }

  // The same, each asked for itself.
  std::vector<TargetGroup> GroupEach(uint32_t principal, ActionId action,
                                     const std::vector<uint32_t>& targets,
                                     std::span<const ContextAssumption> context);

  // The first of the actions that is allowed on this ARN; null when none is.
  const Ability* AskAny(uint32_t principal, std::span<const ActionId> actions, std::string_view arn,
                        std::span<const ContextAssumption> context);
  // One target: the action on this ARN.
  const Ability& AskOne(uint32_t principal, ActionId action, std::string_view arn,
                        std::span<const ContextAssumption> context);

  // iam:PassRole to the service, for the roles that trust it. Kept for equal subjects until Forget.
  const std::vector<TargetGroup>& PassTo(uint32_t principal, const std::string& service);
  // iam:PassRole to the service for some role, whether one exists or not.
  Answer PassSomeRoleTo(uint32_t principal, const std::string& service);

  // For whoever turns to another subject, as AbilityTable::Forget.
  void Forget() {
    passes_ = {};
    abilities_.Forget();
  }

  TargetList Keep(std::vector<uint32_t> targets) { return lists_.Keep(std::move(targets)); }

  // How statements about the terms' actions ask for the condition key (lower case).
  KeyTests TestsOf(uint32_t principal, std::span<const EscalationTerm> terms, std::string_view key);

  // Nothing of it is allowed anywhere: a quick no.
  bool IsHopeless(uint32_t principal, const EscalationTerm& term) const;
  bool IsHopeless(uint32_t principal, ActionId action) const;
  // What no known document grants is still a maybe where a document is missing.
  bool IsOpen(uint32_t principal, ActionId action) const;

  const Principal& at(uint32_t principal) const;
  uint32_t SubjectOf(uint32_t principal) const { return subjects_[principal]; }
  TargetList users() const { return users_; }
  TargetList roles() const { return roles_; }  // that others may take or change
  // The same by their trust policies.
  std::map<DocumentId, std::vector<uint32_t>> RolesByTrust() const;
  AbilityTable& abilities() { return abilities_; }
  TrustedRoles& trusted() { return trusted_; }
  AccountEvaluation& evaluation() { return evaluation_; }
  PrincipalRef RefOf(uint32_t principal) const { return {account_, principal}; }

  // AdministratorAccess, by its ARN in the account's partition.
  std::string WidestPolicy() const { return AwsPolicy("AdministratorAccess"); }
  // By its ARN in the account's partition.
  std::string AwsPolicy(std::string_view name) const;

  // Where a term that names no target wants its action: ARNs, patterns, `*`.
  struct Where {
    std::vector<std::string> resources;
    bool is_guess = false;  // of a policy file: who will hold it is not known
  };
  Where PlacesOf(uint32_t principal, ActionId action, const EscalationTerm& term);

  // ARNs of the groups that it is in, and of the customer managed policies that reach it.
  std::vector<std::string_view> GroupArnsOf(uint32_t principal) const;
  std::vector<std::string_view> PolicyArnsOf(uint32_t principal) const;

 private:
  class Grouping;
  const TargetClasses::Division& DivisionOf(TargetClasses& classes, uint32_t principal,
                                            std::span<const ActionId> actions,
                                            TargetList candidates,
                                            std::span<const ContextAssumption> context);
  const Ability* Best(uint32_t principal, ActionId action, const Where& where,
                      std::span<const ContextAssumption> context);
  Answer AskAction(uint32_t principal, ActionId action, const EscalationTerm& term,
                   std::span<const ContextAssumption> context);
  // Each type that the call needs, in the Region; `*`: each wherever it is allowed.
  Answer AskTypesIn(std::string_view region, uint32_t principal, const ConjunctiveAction& action,
                    std::span<const ContextAssumption> context);
  // The same in one Region and under one context, as one call has them.
  Answer AskInOneCall(uint32_t principal, const ConjunctiveAction& action,
                      std::span<const ContextAssumption> context);
  Answer AskEachType(uint32_t principal, const ConjunctiveAction& action,
                     std::span<const ContextAssumption> context);
  std::vector<TargetGroup> Divide(uint32_t principal, ActionId action, std::string_view pattern,
                                  std::span<const ContextAssumption> context,
                                  TargetList candidates);

  AccountEvaluation& evaluation_;
  AbilityTable& abilities_;
  TrustedRoles& trusted_;
  const SensitiveActions& sensitive_;
  std::span<const uint32_t> subjects_;
  uint32_t account_;
  std::vector<ActionSet> live_;  // by principal index of distinct effective permissions
  absl::flat_hash_map<const EffectivePermissions*, uint32_t> live_of_;
  TargetLists lists_;
  TargetClasses classes_;
  TargetList users_ = nullptr, roles_ = nullptr;
  std::optional<ActionId> pass_role_;
  absl::flat_hash_map<std::string, std::unique_ptr<std::vector<TargetGroup>>> passes_;
};

}  // namespace iamsift
