#pragma once

// What a principal can effectively do: its policies together, after groups, Denies and boundary.
// Guardrails of an organization, resource policies and session policies are further inputs that
// an export does not hold; reports say so.
//
// Source: IAM User Guide, "Policy evaluation logic".

#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/eval/grant.h"

namespace iamsift {

enum class GrantScope : uint8_t { kNo, kConditional, kOnResources, kEverywhere };
std::string_view GrantScopeName(GrantScope scope);  // "everywhere", "on listed resources", …

// The sets are disjoint.
struct EffectivePermissions {
  ActionSet everywhere;
  ActionSet on_resources;
  ActionSet conditional;
  bool is_admin = false;
  int breadth = 0;  // 0..100

  GrantScope ScopeOf(ActionId action) const;
};

// One principal with all that is known about it. Equal sets of documents under equal limits share
// their EffectivePermissions.
struct PrincipalPermissions {
  int32_t index = 0;  // into Account::principals
  std::vector<HeldPolicy> held;
  LimitsId limits;
  const EffectivePermissions* effective = nullptr;
  // Why the result may be smaller or larger than the truth; empty: complete.
  std::vector<std::string> incomplete_because;
};

// A statement that takes part in one answer.
struct DecidingStatement {
  StatementRef ref;
  const HeldPolicy* held = nullptr;  // null: the boundary, or an SCP
  const ServiceControl* scp = nullptr;
  GrantScope scope = GrantScope::kNo;  // what this statement alone still grants
};

struct ActionDecision {
  GrantScope scope = GrantScope::kNo;
  std::vector<DecidingStatement> grants;  // Allows that still reach the principal
  std::vector<DecidingStatement> takes;   // Denies that meet the action
  bool boundary_allows = true;
  std::vector<std::string_view> levels_without_allow;  // targets of SCPs that let it not through
};

// ADMIN: every IAM write and permissions-management action on every resource, and at least nine
// tenths of the catalog's Write actions, all unconditioned.
bool IsAdmin(const Catalog& catalog, const ActionSet& everywhere);

// Owns what the evaluation of one account shares.
class AccountEvaluation {
 public:
  // Both must outlive it.
  AccountEvaluation(const Catalog& catalog, const Account& account);
  AccountEvaluation(const AccountEvaluation&) = delete;  // its parts refer to each other
  AccountEvaluation& operator=(const AccountEvaluation&) = delete;

  const CompiledAccount& compiled() const { return compiled_; }
  const Account& account() const { return *compiled_.account; }
  const Catalog& catalog() const { return *compiled_.catalog; }
  const LimitsTable& limits() const { return limits_; }
  GrantTable& grants() { return grants_; }
  ReachCache& reach() { return reach_; }
  const std::vector<PrincipalPermissions>& principals() const { return principals_; }
  // Who holds the document as an identity policy: indices into principals(), in order.
  std::span<const int32_t> HoldersOf(DocumentId document) const { return holders_[document.value]; }

  // All live grants of a principal, policy by policy.
  std::vector<const Grant*> GrantsOf(const PrincipalPermissions& principal);
  // What documents would grant under limits, whoever holds them: until this is asked again. There
  // are as many as pairs of principals and what they might get, so they are not kept for long.
  std::vector<const Grant*> Imagined(std::span<const DocumentId> documents, LimitsId limits);
  LimitsId Intern(Limits limits) { return limits_.Intern(std::move(limits)); }
  // What some grants come to together, whoever held them; all but the breadth.
  EffectivePermissions Imagine(const std::vector<const Grant*>& grants);
  // Every action that a holder of `*` on `*` would have everywhere under the limits.
  ActionSet MostEverywhere(const Limits& limits) { return grants_.MostUnder(limits).everywhere; }
  ActionDecision Decide(const PrincipalPermissions& principal, ActionId action);
  // The breadth score of several grants together, 0..100.
  int BreadthOf(const std::vector<const Grant*>& grants);

 private:
  void Describe(int32_t index);
  void Evaluate(PrincipalPermissions& permissions);
  EffectivePermissions Combine(const std::vector<const Grant*>& grants);
  void AddDenies(DocumentId document, const DecidingStatement& by, ActionId action,
                 std::vector<DecidingStatement>& takes);
  void AskLevels(const Principal& holder, ActionId action, ActionDecision& decision);

  CompiledAccount compiled_;
  ReachCache reach_;
  LimitsTable limits_;
  ActionSetPool sets_;
  GrantTable grants_;
  double full_breadth_sum_;
  std::vector<std::unique_ptr<EffectivePermissions>> effective_;  // each distinct result once
  absl::flat_hash_map<std::string, const EffectivePermissions*> effective_by_shape_;
  std::vector<PrincipalPermissions> principals_;
  std::vector<std::vector<int32_t>> holders_;  // by document
};

}  // namespace iamsift
