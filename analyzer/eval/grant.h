#pragma once

// One Allow statement as it still stands under limits: which of its actions survive, how far they
// reach, and which of them only hold under a condition.

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "analyzer/eval/compiled_account.h"
#include "analyzer/eval/limits.h"
#include "analyzer/match/action_set_pool.h"

namespace iamsift {

// Grants are made by GrantTable and live as long as it does, those that it imagines until it
// forgets them.
struct Grant {
  StatementRef ref;
  const CompiledStatement* statement = nullptr;
  const Limits* limits = nullptr;

  // Disjoint; together they are what the statement still grants. Dead pairs (no resource of the
  // statement fits the action) are in none. Listed actions only: what the statement says of others
  // stays in statement->actions.
  ActionSet everywhere;    // on every resource of the action, unconditioned
  ActionSet on_resources;  // unconditioned, on some resources
  ActionSet conditional;   // only under a condition: its own, a Deny's or the boundary's
  // Of what the statement would grant alone, what the limits take away wholly.
  ActionSet taken;

  ActionSet Live() const;
  bool IsLive(ActionId action) const;
};

// Statement by statement of one document, Allows only, in written order.
using DocumentGrants = std::vector<Grant>;

// What a permissions boundary, or one step of SCPs, lets through over all its Allows.
struct CapAllows {
  ActionSet somewhere;   // some Allow names the action
  ActionSet everywhere;  // some Allow names it on every resource, unconditioned
};

// Answers "what does this document still grant under these limits" once for each pair.
class GrantTable {
 public:
  // All must outlive it.
  GrantTable(const CompiledAccount& compiled, ReachCache& reach, LimitsTable& limits,
             ActionSetPool& sets)
      : compiled_(compiled), reach_(reach), limits_(limits), sets_(sets) {}

  // Empty for a document that IAM would refuse: what it grants is unknown.
  const DocumentGrants& Of(DocumentId document, LimitsId limits);
  // The same of a pair that nobody has: there are as many as principals times what they might get.
  const DocumentGrants& Imagined(DocumentId document, LimitsId limits);
  // What was imagined, once it is much. For whoever holds none of it.
  void ForgetImagined();

  // The limits as far as they can touch the document: a Deny of actions that it does not allow is
  // left out, and Denies of equal text are one. Nearly every role has Denies of its own, and few
  // of them meet the policies that it shares with others.
  LimitsId LimitsFor(DocumentId document, LimitsId limits);

  // How far a live action reaches: the statement's own reach, capped by the boundary's and by
  // Denies that spare only named resources.
  Reach ReachOf(const Grant& grant, ActionId action);

  // What `*` on `*` would grant under limits: the most that their holder can ever have.
  Grant MostUnder(const Limits& limits);

  // Zeros by action, for whoever sums over grants; to be given back as zeros.
  std::vector<uint16_t>& zeros() {
    zeros_.resize(compiled_.catalog->ActionCount());
    return zeros_;
  }

 private:
  DocumentGrants MakeGrants(DocumentId document, LimitsId limits);
  Grant MakeGrant(StatementRef ref, const CompiledStatement& statement, const Limits& limits);
  void SetOwnScopes(Grant& grant);
  void ApplyCap(std::span<const DocumentId> cap, Grant& grant);
  void ApplyDeny(const CompiledStatement& deny, Grant& grant);
  void ApplyPlainDeny(const CompiledStatement& deny, Grant& grant);
  const CapAllows& AllowsOf(std::span<const DocumentId> cap);
  Reach ReachUnder(std::span<const DocumentId> cap, ActionId action);
  const CompiledStatement& StatementAt(StatementRef ref) const;
  const ActionSet& AllowedBy(DocumentId document);
  StatementRef FirstOfEqualText(StatementRef ref);

  const CompiledAccount& compiled_;
  ReachCache& reach_;
  LimitsTable& limits_;
  ActionSetPool& sets_;
  using ByPair = absl::flat_hash_map<uint64_t, std::unique_ptr<DocumentGrants>>;
  ByPair grants_, imagined_;
  absl::flat_hash_map<std::string, std::unique_ptr<CapAllows>> caps_;  // by their documents
  absl::flat_hash_map<uint64_t, LimitsId> limits_for_;                 // by document and limits
  absl::flat_hash_map<uint32_t, ActionSet> allowed_;                   // by document
  absl::flat_hash_map<StatementRef, StatementRef> equal_denies_;       // to the first of equal text
  absl::flat_hash_map<std::string, StatementRef> deny_by_text_;
  std::vector<uint16_t> zeros_;
  std::optional<CompiledStatement> everything_;
};

}  // namespace iamsift
