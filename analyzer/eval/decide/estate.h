#pragma once

// Everything that a run knows, ready for questions: the accounts with their principals, and what
// stands around them (organization, policies on resources, inventory). Static: what is not given is
// unknown, and what is missing is said as a limit of the answer.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "analyzer/account/account.h"
#include "analyzer/account/organization.h"
#include "analyzer/account/resource_policies.h"
#include "analyzer/catalog/catalog.h"
#include "analyzer/eval/decide/caller_keys.h"
#include "analyzer/eval/decide/decision.h"
#include "analyzer/eval/decide/request_context.h"

namespace iamsift {

struct Surroundings {
  const Organization* organization = nullptr;
  const ResourcePolicies* resource_policies = nullptr;
  const ResourceInventory* inventory = nullptr;
};

// A user or role of one of the accounts.
struct PrincipalRef {
  uint32_t account = 0;    // into the accounts
  uint32_t principal = 0;  // into Account::principals
  friend auto operator<=>(PrincipalRef, PrincipalRef) = default;
};

// One caller with the policies that concern it and the keys that follow from it.
struct CallerSide {
  Caller caller;
  std::vector<LayerPolicy> identity;
  std::optional<LayerPolicy> boundary;
  std::span<const PolicyLevel> scps;
  bool has_scps = false;
  RequestContext keys{RequestContext::Completeness::kOpen};
  Arena arena;
};

// One request that any number of callers may make: an action on a resource, with what is known of
// the resource.
struct AskedRequest {
  explicit AskedRequest(std::string_view action_name) : action(action_name) {}

  AskedAction action;
  std::optional<ActionId> listed;
  // iam:PassRole, which alone carries iam:PassedToService. Source: Service Authorization Reference,
  // "Actions, resources, and condition keys for IAM".
  bool passes_role = false;
  AskedResource resource;
  std::string account;  // the owner; "": the caller's own
  std::optional<LayerPolicy> policy;
  std::vector<PartPolicy> of_parts;  // of a set: policies known of resources that may lie in it
  bool has_unknown_policy = false;
  bool assumes_default_key_policy = false;
  bool blocks_public_access = false;
  bool is_in_management_account = false;
  bool is_in_reach_of_rcps = false;
  std::optional<std::string> organization;
  std::vector<std::pair<std::string, std::string>> tag_keys;  // aws:resourcetag/team, …
  bool has_all_tags = false;
};

// `K=V` or `K=absent`; several values of one key make a list.
struct ContextAssumption {
  std::string key;  // lower case
  std::vector<std::string> values;
  bool is_absent = false;
};

using AssumedKeys = std::span<const ContextAssumption>;

// Sets the keys. They are views: what is assumed must outlive the context.
void Assume(AssumedKeys assumed, RequestContext& context);

class Estate {
 public:
  // All must outlive it. Missing managed policies are to be resolved before.
  Estate(const Catalog& catalog, std::span<const Account> accounts, const Surroundings& around);
  ~Estate();

  const Catalog& catalog() const { return catalog_; }
  std::span<const Account> accounts() const { return accounts_; }
  const Principal& at(PrincipalRef ref) const;

  // Users and roles of all accounts, in order.
  std::vector<PrincipalRef> Principals() const;
  // By ARN, nullopt when no account holds it.
  std::optional<PrincipalRef> Find(std::string_view arn) const;

  // Whether one of the accounts has this number.
  bool Holds(std::string_view account) const;

  // Made at the first question about the principal, and kept until ForgetSides.
  CallerSide& SideOf(PrincipalRef ref);
  // For whoever holds none: if there are many, they are made again when they are asked for.
  void ForgetSides();
  // Somebody that no account holds: a service, an outsider, anonymous. A session of a role that an
  // account holds gets the role's policies.
  std::unique_ptr<CallerSide> SideOfCaller(std::string_view arn_or_name);

  // action    any case. resource  an ARN, a pattern of one, or `*` for all that the action acts on.
  // home      the account whose resources are meant where the resource doesn't tell its account.
  AskedRequest Ask(std::string_view action, std::string_view resource, const Account* home);

  // Decides for one caller. The keys of `assumed` win over all that follows from caller and
  // resource. With a formula the answer keeps what it hangs on.
  Decision Decide(CallerSide& caller, const AskedRequest& request, AssumedKeys assumed,
                  const Logic& logic, DecisionTrace* trace) {
    return DecideAssuming(caller, request, {&assumed, 1}, logic, trace);
  }
  // The same with assumptions from several sides: of one key, those of a later part win.
  Decision DecideAssuming(CallerSide& caller, const AskedRequest& request,
                          std::span<const AssumedKeys> parts, const Logic& logic,
                          DecisionTrace* trace);

  // What the organization's resource control policies say over an account's resources; none without
  // an organization.
  std::span<const PolicyLevel> RcpsOver(std::string_view account);
  const ResourceInventory* inventory() const { return around_.inventory; }
  const Organization* organization() const { return around_.organization; }

  // The document of an account, made ready at the first question about it.
  const DecisionDocument* DocumentOf(uint32_t account, DocumentId id);

 private:
  struct State;

  std::unique_ptr<CallerSide> MakeSide(PrincipalRef ref);
  void AddGuardrails(CallerSide& side);
  void AddPolicyOf(std::string_view arn, AskedRequest& request);
  void AddPoliciesOfParts(AskedRequest& request);
  void AddOwner(AskedRequest& request) const;
  LayerPolicy TrustOf(PrincipalRef role);

  Catalog catalog_;
  std::span<const Account> accounts_;
  Surroundings around_;
  std::unique_ptr<State> state_;
};

}  // namespace iamsift
