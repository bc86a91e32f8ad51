#pragma once

// The action sets that rules and tiers decide by: what reads secrets, shares resources, deletes for
// good, hands over roles; and which services take on roles for whoever calls them. Data, read from
// tables that rules/ embeds; every action in them exists in the catalog.

#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "analyzer/match/action_set.h"
#include "analyzer/match/tenancy_claim.h"

namespace iamsift {

// What a service can be made to do with a role that it is handed.
enum class PassClass : uint8_t { kLimited, kData, kApi, kCode };

struct PassAction {
  ActionId action;
  std::vector<std::string_view> services;  // service principals; empty: an identity provider
  PassClass pass_class = PassClass::kLimited;
};

// An action that is asked for on several resource types in one call: a grant must cover each.
struct ConjunctiveAction {
  ActionId action;
  std::vector<std::vector<std::string_view>> needed;  // each entry: type names, any one of them
  std::vector<std::string_view> usual;                // further types that calls commonly touch
};

// What people do to their own user: to itself, or to a resource of another type that is theirs.
struct SelfServiceAction {
  ActionId action;
  std::string_view type;
};

// The tables that SensitiveActions reads, tab-separated, `#` starts a comment. The texts must
// outlive what is made from them.
struct SensitiveTables {
  std::string_view actions;       // action, set, level
  std::string_view passrole;      // action, trust principals, class, path, source, confidence
  std::string_view conjunctive;   // action, types needed at once, usual further types
  std::string_view trusted;       // service label, `acts` or `-`, group, source
  std::string_view issuers;       // issuer, claim, shapes of its values, rule, source
  std::string_view self_service;  // action, resource type, source
  std::vector<std::string> path_actions;  // all that an escalation path requires, in any order
};

class SensitiveActions {
 public:
  // Errors: `name:line: what was expected`.
  static absl::StatusOr<SensitiveActions> Parse(const Catalog& catalog,
                                                const SensitiveTables& tables);

  // The set with this id, "EX-001"; empty for an unknown id.
  const ActionSet& Set(std::string_view id) const;
  // Ids of the sets that hold the action, sorted.
  std::vector<std::string_view> SetsOf(ActionId action) const;
  // The union of all sets whose id begins so: "EX-" or "CR".
  ActionSet Family(std::string_view prefix) const;

  // What reads data or hands out credentials: EX-001 to EX-007 and CR.
  const ActionSet& data_and_credentials() const { return data_and_credentials_; }
  // List and Read actions that are not among them.
  const ActionSet& harmless_reads() const { return harmless_reads_; }
  // What some set or some escalation names.
  const ActionSet& all_and_path_actions() const { return all_and_path_actions_; }

  const ActionSet& all() const { return all_; }                    // union of all sets
  const ActionSet& path_actions() const { return path_actions_; }  // required by some escalation
  const ActionSet& pass_actions() const { return pass_set_; }      // accept a role
  const std::vector<PassAction>& passes() const { return passes_; }
  const PassAction* PassOf(ActionId action) const;                // null: accepts no role
  const ConjunctiveAction* ConjunctiveOf(ActionId action) const;  // null: any one type will do
  // The service with this label (service_label.h) takes on roles on behalf of whoever calls it, and
  // says in aws:SourceAccount for whom.
  bool ActsForCallers(std::string_view service_label) const;
  // Of shared issuers of tokens, the claims that tell their customers apart; several of one issuer:
  // any of them will do.
  const std::vector<TenancyClaim>& tenancy_claims() const { return tenancy_claims_; }
  const std::vector<SelfServiceAction>& self_service() const { return self_service_; }

 private:
  explicit SensitiveActions(const Catalog& catalog);
  absl::Status ReadSets(const Catalog& catalog, std::string_view table);
  absl::Status ReadPasses(const Catalog& catalog, std::string_view table);
  absl::Status ReadConjunctive(const Catalog& catalog, std::string_view table);
  absl::Status ReadTrusted(std::string_view table);
  absl::Status ReadIssuers(std::string_view table);
  absl::Status ReadSelfService(const Catalog& catalog, std::string_view table);

  std::vector<std::pair<std::string, ActionSet>> sets_;  // sorted by id
  void Combine(const Catalog& catalog);

  ActionSet none_, all_, path_actions_, pass_set_;
  ActionSet data_and_credentials_, harmless_reads_, all_and_path_actions_;
  std::vector<PassAction> passes_;  // sorted by action
  std::vector<ConjunctiveAction> conjunctive_;
  std::vector<std::string_view> acting_for_callers_;  // sorted
  std::vector<TenancyClaim> tenancy_claims_;
  std::vector<SelfServiceAction> self_service_;
};

}  // namespace iamsift
