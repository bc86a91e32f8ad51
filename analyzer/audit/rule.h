#pragma once

// A rule is data and one pure function. The type of what the function looks at is the rule's scope;
// what it reports are hits, which the run turns into findings: it adds the place in the input, the
// principals affected, the subject and the identity.

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

struct RuleOptions {
  Instant now;                           // scan time
  int unused_days = 90;                  // HY-001
  int max_admins = 5;                    // HY-008
  std::vector<std::string> break_glass;  // role names or ARNs that may be ADMIN (OB-001)
  bool lint_managed = false;
};

// What every rule may ask.
struct RuleContext {
  const Catalog& catalog;
  const SensitiveActions& sensitive;
  AccountEvaluation& evaluation;
  const RuleOptions& options;
  std::unique_ptr<RuleMemory> memory = std::make_unique<RuleMemory>();

  const Account& account() const { return evaluation.account(); }
  std::optional<ActionId> Action(std::string_view name) const { return catalog.FindAction(name); }
};

// One document as its author wrote it, whoever holds it.
struct DocumentView {
  DocumentId id;
  const PolicyDocument& written;
  const CompiledDocument& compiled;
  PolicyKind kind;
  PolicyOriginKind origin;  // inline, customer managed, AWS managed, trust, file
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

struct AccountView {
  const Account& account;
};

using CheckDocument = void (*)(const DocumentView&, const RuleContext&, DocumentSink&);
using CheckGrant = void (*)(const GrantView&, const RuleContext&, DocumentSink&);
// Speaks of holders that are no administrators, not even under a condition, and of service-linked
// roles never: the one need no further word, the others are AWS's own. One finding for each rule
// and policy.
using CheckPolicy = void (*)(const PolicyView&, const RuleContext&, DocumentSink&);
using CheckAttachment = void (*)(const AttachmentView&, const RuleContext&, PlaceSink&);
using CheckPrincipal = void (*)(const PrincipalView&, const RuleContext&, PlaceSink&);
using CheckAccount = void (*)(const AccountView&, const RuleContext&, PlaceSink&);

struct Rule {
  RuleCard card;
  // monostate: registered and silent, because it needs an input that this run cannot have.
  std::variant<std::monostate, CheckDocument, CheckGrant, CheckPolicy, CheckAttachment,
               CheckPrincipal, CheckAccount>
      check;
  // Policy rules: AWS managed documents are reported too.
  bool judges_managed = false;
  // Policy rules: whom among the holders a hit concerns; null: all of them.
  bool (*concerns)(const Principal&, const RuleContext&) = nullptr;
};

}  // namespace iamsift
