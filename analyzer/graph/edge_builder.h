#pragma once

// One path asked of one principal: the edges that it gives.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "analyzer/graph/escalation_edge.h"
#include "analyzer/graph/refusals.h"
#include "analyzer/graph/self_change.h"

namespace iamsift {

class EdgeBuilder {
 public:
  // All must outlive it.
  EdgeBuilder(Requirements& requirements, Gains& gains, std::span<const EscalationPath> paths)
      : requirements_(requirements), gains_(gains), changes_(requirements, gains) {
    LearnTakeovers(paths);
  }

  // A tag: as the target has it, and as the request that sets it names it.
  struct Tagging {
    std::vector<ContextAssumption> present, request;
  };

  // Assuming a role is asked for all roles together (assumptions.h).
  static bool IsAboutAssumption(const EscalationPath& path);
  // The path begins where another edge arrives.
  static bool BuildsOnOthers(const EscalationPath& path) {
    return path.needs_edge_to_role || path.needs_edge_to_member;
  }
  // Principals with equal policies get equal edges: nothing in it is about P itself.
  static bool IsSameForEqualPolicies(const EscalationPath& path);

  void Add(uint32_t principal, const EscalationPath& path, std::vector<EscalationEdge>& edges);
  // The paths that build on the edges that P has.
  void AddOnTopOf(uint32_t principal, std::span<const EscalationPath> paths,
                  const std::vector<const EscalationEdge*>& before,
                  std::vector<EscalationEdge>& edges);

 private:
  // Edges by which a principal comes to act as a role as it stands, those that are certain first.
  struct WaysThere {
    std::vector<const EscalationEdge*> edges;
    std::vector<uint32_t> roles;               // all that they lead to, ascending
    std::vector<const EscalationEdge*> first;  // to each of the roles: the most certain

    const EscalationEdge* To(uint32_t role) const;  // the most certain; nullptr without one
  };
  static WaysThere WaysOf(const std::vector<const EscalationEdge*>& before);

  // One way of one path for one principal.
  struct Asked {
    uint32_t principal;
    const EscalationPath& path;
    const EscalationWay& way;
    const std::vector<const EscalationEdge*>* before = nullptr;  // for paths that build on others
    const WaysThere* ways = nullptr;                             // of `before`
    // The one policy that may be attached; null: any, or none is.
    const ManagedPolicy* attached = nullptr;
  };

  bool MayHold(const Asked& asked) const;
  Answer AskTerms(const Asked& asked, std::span<const ContextAssumption> context);
  bool HoldTogether(const Answer& all);
  bool SettleNeeds(const Asked& asked, Answer& answer);
  bool IsSettled(const Asked& asked, const EscalationNeed& need);
  bool IsShown(const Asked& asked, const EscalationNeed& need);
  std::vector<std::string_view> ListedOf(std::string_view resource);
  bool IsToldByOrganization(const EscalationNeed& need);
  void AddWay(const Asked& asked, std::vector<EscalationEdge>& edges);
  void AddAdmin(const Asked& asked, std::vector<EscalationEdge>& edges);
  void TryPolicies(const Asked& asked, const Limits& limits, EscalationEdge& best);
  void TryIamFullAccess(const Asked& asked, const Limits& limits, EscalationEdge& best);
  // Takes the offer if it gives more, or the same more surely.
  void Offer(const Asked& asked, EscalationEdge offered, EscalationEdge& best);
  static bool MakesPrincipal(const EscalationWay& way);
  Limits LimitsOfNew() const;
  void AddOutside(const Asked& asked, std::vector<EscalationEdge>& edges);
  void AddPasses(const Asked& asked, std::vector<EscalationEdge>& edges);
  bool AlsoPasses(const Asked& asked, Answer& answer);
  void AddWorkloads(const Asked& asked, std::vector<EscalationEdge>& edges);
  void AddTargets(const Asked& asked, std::vector<EscalationEdge>& edges);
  bool HasNoTargets(const Asked& asked);
  void AddUnseen(const Asked& asked, Answer answer, std::vector<EscalationEdge>& edges);
  void AddGroups(const Asked& asked, std::vector<EscalationEdge>& edges);
  void AddTagged(const Asked& asked, std::vector<EscalationEdge>& edges);
  Answer AskTagged(const Asked& asked, std::span<const ActionId> actions, uint32_t target,
                   std::span<const ContextAssumption> context, const Tagging& tagging);
  // The targets but P for which AskTagged is no no, with its answer.
  template <typename Visit>
  void ForEachTagged(const Asked& asked, std::span<const ActionId> actions, TargetList targets,
                     std::span<const ContextAssumption> context, const Tagging& tagging,
                     Visit visit);
  struct RolesOfTrust {
    TargetList roles;  // of one trust policy; those without one come last
    bool reads_tags;   // so that it tells them apart
  };
  const std::vector<RolesOfTrust>& RolesOfTrusts();
  void AddAssumedIfTagged(const Asked& asked, const Tagging& tagging, const std::string& changed,
                          std::vector<EscalationEdge>& edges);
  void AddPassedIfTagged(const Asked& asked, const Tagging& tagging, const std::string& changed,
                         std::vector<EscalationEdge>& edges);
  void PushTagged(const Asked& asked, std::string changed, std::vector<uint32_t> tagged,
                  Answer answer, std::vector<EscalationEdge>& edges);
  void LearnTakeovers(std::span<const EscalationPath> paths);
  std::vector<TargetGroup> AskOnTargets(const Asked& asked, const Answer& base,
                                        std::span<const ContextAssumption> context);
  std::vector<TargetGroup> Narrowed(const Asked& asked, const EscalationTerm& term,
                                    const std::vector<TargetGroup>& groups,
                                    std::span<const ContextAssumption> context);
  TargetList TargetsOf(const std::vector<TargetGroup>& groups);  // of all of them
  void AddCredentials(const Asked& asked, const Answer& base, std::vector<EscalationEdge>& edges);
  static bool ChoosesPolicy(const Asked& asked);
  // The account's policies as values of the key: `ask` tells whether a policy may be the one.
  // Nobody is asked about those that nothing tells from a refused one, `refused` among them.
  template <typename Ask>
  void ForEachPolicy(const Asked& asked, std::string_view key, std::string_view refused, Ask ask) {
    Refusals refusals(key, requirements_.TestsOf(asked.principal, asked.way.terms, key));
    if (!refused.empty()) refusals.Add(refused);
    for (const ManagedPolicy& policy : requirements_.evaluation().account().policies) {
      if (policy.DefaultVersion() == nullptr || refusals.Hold(policy.arn)) continue;
      if (!ask(policy)) refusals.Add(policy.arn);
    }
  }
  void AddAttached(const Asked& asked, const Answer& base, std::vector<EscalationEdge>& edges);
  // Puts the abilities that are meant in the place of those that stand for them.
  void Resolve(const Asked& asked, const std::vector<StandIn>& stand_ins, Answer& answer);
  std::vector<TargetGroup> AskOwned(const Asked& asked, const EscalationTerm& term);
  std::vector<TargetGroup> Fit(const Asked& asked, std::vector<TargetGroup> groups);
  TargetList FitForWay(const Asked& asked, TargetList targets);
  bool HasLinkedRole(const std::string& service);
  TargetList RolesRunBy(const EscalationWay& way);
  void AddDeclaredWorkloads(const Asked& asked, TargetList roles,
                            std::vector<EscalationEdge>& edges);
  // Customer managed policies or identity providers, and the roles whose they are.
  struct Owned {
    std::vector<std::string_view> arns;
    std::vector<std::vector<uint32_t>> roles;  // by ARN
    std::vector<TargetList> lists;             // the same, kept
    std::unique_ptr<TargetClasses> classes;    // of the ARNs
  };
  Owned& OwnedBy(const EscalationWay& way, TermTarget on);
  Owned MakeOwnedBy(const EscalationWay& way, TermTarget on);
  class GroupSearch;  // what of a path goes by groups: group_edges.cc
  TargetClasses& GroupClasses();
  bool HasMfa(uint32_t user) const;
  bool FitsUser(const EscalationWay& way, const Principal& user) const;
  void AddUsersWithMfa(const Asked& asked, TargetGroup& group, std::vector<EscalationEdge>& edges);
  void AddChanged(const Asked& asked, const std::vector<TargetGroup>& groups,
                  std::vector<EscalationEdge>& edges);
  Gain GainFrom(const Asked& asked, uint32_t changed);
  void Push(const Asked& asked, EscalationEdge edge, std::vector<EscalationEdge>& edges);

  Requirements& requirements_;
  Gains& gains_;
  SelfChanges changes_;
  struct Lift {
    const EscalationPath* path;
    const EscalationTerm* term;
  };
  std::vector<Lift> lifts_;                       // paths that take a second factor out of the way
  std::vector<const EscalationTerm*> takeovers_;  // one action on a user or role takes it over
  const EscalationTerm* assumption_ = nullptr;    // of a role
  struct Launch {
    const EscalationPath* path;
    const EscalationWay* way;
  };
  std::vector<Launch> launches_;  // ways that start something as a role that is passed
  // What is the same for all principals, made when first asked for.
  struct Fitting {
    const EscalationWay* way;
    TargetList targets;
    bool wants_profile;
    friend bool operator==(const Fitting&, const Fitting&) = default;
    template <typename H>
    friend H AbslHashValue(H h, const Fitting& fitting) {
      return H::combine(std::move(h), fitting.way, fitting.targets, fitting.wants_profile);
    }
  };
  absl::flat_hash_map<Fitting, TargetList> fitting_;
  absl::flat_hash_map<std::string, bool> has_linked_role_;  // by service
  absl::flat_hash_map<const EscalationWay*, TargetList> run_by_;
  absl::flat_hash_map<std::pair<const EscalationWay*, TermTarget>, std::unique_ptr<Owned>> owned_;
  std::unique_ptr<TargetClasses> group_classes_;
  std::optional<std::vector<RolesOfTrust>> roles_of_trusts_;
};

}  // namespace iamsift
