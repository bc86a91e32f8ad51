#pragma once

// A rule is data and one pure function. The type of what the function looks at is the rule's scope;
// what it reports are hits, which the run turns into findings: it adds the place in the input, the
// principals affected, the subject and the identity.

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "analyzer/audit/hit.h"
#include "analyzer/audit/rule_memory.h"
#include "analyzer/eval/effective.h"
#include "analyzer/finding/rule_card.h"
#include "analyzer/match/sensitive_actions.h"

namespace iamsift {

class EscalationGraph;
struct Organization;
struct PreviousRole;

struct RuleOptions {
  Instant now;                                   // scan time
  int unused_days = 90;                          // HY-001
  int max_admins = 5;                            // HY-008
  int unused_credential_days = 45;               // HY-002
  int max_key_days = 90;                         // HY-016
  int drifted_actions = 10;                      // HY-021
  std::span<const PreviousRole> previous_roles;  // HY-021: of a baseline, by ARN
  std::vector<std::string> break_glass;          // role names or ARNs that may be ADMIN (OB-001)
  bool lint_managed = false;
};

// What every rule may ask.
struct RuleContext {
  const Catalog& catalog;
  const SensitiveActions& sensitive;
  AccountEvaluation& evaluation;
  const RuleOptions& options;
  std::function<EscalationGraph*()> make_graph = nullptr;  // when a rule first asks for it
  const Organization* organization = nullptr;              // around the account; null: not told
  std::unique_ptr<RuleMemory> memory = std::make_unique<RuleMemory>();

  const Account& account() const { return evaluation.account(); }
  // Null when the run has no escalation paths. Most of a run's work: for those that need it.
  EscalationGraph* graph() const { return make_graph ? make_graph() : nullptr; }
  std::optional<ActionId> Action(std::string_view name) const { return catalog.FindAction(name); }
};

// One document as its author wrote it, whoever holds it.
struct DocumentView {
  DocumentId id;
  const PolicyDocument& written;
  const CompiledDocument& compiled;
  PolicyKind kind;
  PolicyOriginKind origin;  // inline, customer managed, AWS managed, trust, file, resource
  const LooseDocument* loose = nullptr;  // of files and resources
};

// One Allow statement of an identity policy under the limits of those who hold it. Documents that
// are invalid never get here.
struct GrantView {
  const Grant& grant;
  const CompiledStatement& statement;
  const DocumentView& document;
};

// All that one identity policy grants under the limits of some of its holders. Documents that are
// invalid never get here.
struct PolicyView {
  const DocumentView& document;
  std::span<const Grant> grants;
};

// One principal, everything together.
struct PrincipalView {
  const Principal& principal;
  const PrincipalPermissions& permissions;
  bool is_admin() const { return permissions.effective->is_admin; }
};

// What one rule makes of a policy, at its worst.
struct RuleVerdict {
  std::string_view rule_id;
  Severity worst = Severity::kInfo;
};

// One managed policy as it is attached to one holder, with what the grant rules found in it.
// `holder` is a group when the policy reaches its members through one.
struct AttachmentView {
  const PolicyHolder& holder;
  const Attachment& attachment;
  const ManagedPolicy& policy;
  // Worst severity that each rule gives to the policy's statements for some holder of this
  // attachment; AWS managed documents are judged too though their hits are not reported.
  Severity WorstHitOf(std::string_view rule_prefix) const;
  bool HasHit(std::string_view rule_id) const;
  std::span<const RuleVerdict> verdicts;
  bool some_holder_is_admin = false;  // by this policy alone
};

// A role's trust policy together with the role, or a trust policy alone in a file. Service-linked
// roles and those of IAM Identity Center never get here: AWS writes their trust.
struct TrustView {
  const DocumentView& document;
  const Principal* role = nullptr;                    // null: not known yet, of a file
  const PrincipalPermissions* permissions = nullptr;  // of the role
};

struct AccountView {
  const Account& account;
};

// One resource that infrastructure code declares.
struct InfrastructureView {
  const InfrastructureResource& resource;
  const Account& account;
};

using CheckDocument = void (*)(const DocumentView&, const RuleContext&, DocumentSink&);
using CheckGrant = void (*)(const GrantView&, const RuleContext&, DocumentSink&);
// Speaks of holders that are no administrators, not even under a condition, and of service-linked
// roles never: the one need no further word, the others are AWS's own. One finding for each rule
// and policy.
using CheckPolicy = void (*)(const PolicyView&, const RuleContext&, DocumentSink&);
using CheckAttachment = void (*)(const AttachmentView&, const RuleContext&, PlaceSink&);
using CheckTrust = void (*)(const TrustView&, const RuleContext&, DocumentSink&);
using CheckPrincipal = void (*)(const PrincipalView&, const RuleContext&, PlaceSink&);
using CheckAccount = void (*)(const AccountView&, const RuleContext&, PlaceSink&);
using CheckInfrastructure = void (*)(const InfrastructureView&, const RuleContext&, PlaceSink&);

// Found while the escalation graph is walked, which knows by the rule's id what it is about.
struct CheckEscalation {};

struct Rule {
  RuleCard card;
  // monostate: registered and silent, because it needs an input that this run cannot have.
  std::variant<std::monostate, CheckDocument, CheckGrant, CheckPolicy, CheckAttachment, CheckTrust,
               CheckPrincipal, CheckAccount, CheckInfrastructure, CheckEscalation>
      check;
  // The same fault where a resource of infrastructure code has it; null for most.
  CheckInfrastructure check_infrastructure = nullptr;
  // Policy rules: AWS managed documents are reported too.
  bool judges_managed = false;
  // Policy rules: whom among the holders a hit concerns; null: all of them.
  bool (*concerns)(const Principal&, const RuleContext&) = nullptr;
};

}  // namespace iamsift
