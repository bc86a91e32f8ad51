#pragma once

// Runs the rules over one account. A document is judged once for each set of limits it is held
// under, however many hold it.

#include <map>
#include <memory>
#include <span>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "analyzer/audit/occurrence.h"
#include "analyzer/audit/rule.h"

namespace iamsift {

// What a policy rule says, with the rule, which tells whom it concerns.
struct PolicyHit {
  const Rule* rule = nullptr;
  Hit hit;
};

class Judge {
 public:
  Judge(std::span<const Rule* const> rules, RuleContext& context);

  // Hits of document rules on the occurrence's document.
  const std::vector<Hit>& DocumentHits(const Occurrence& occurrence);

  // Hits of grant rules, and of the document rules that they leave standing.
  const std::vector<Hit>& GrantHits(const Occurrence& occurrence, LimitsId limits);

  // Hits of policy rules, whether or not they speak of documents of this origin.
  const std::vector<PolicyHit>& PolicyHits(const Occurrence& occurrence, LimitsId limits);

  // Hits of attachment rules on one attachment of `holder`. `limits`: of those it reaches.
  // `reported`: hits of policy rules that became findings.
  std::vector<Hit> AttachmentHits(const PolicyHolder& holder, const Attachment& attachment,
                                  const Occurrence& occurrence, const std::vector<LimitsId>& limits,
                                  const std::vector<const Hit*>& reported);

  // Lets go of the hits on a document; asked again, it is judged again.
  void Forget(DocumentId document);

  // Hits of the rules on trust: none on roles whose trust AWS writes.
  std::vector<Hit> TrustHits(const Occurrence& occurrence);

  std::vector<Hit> PrincipalHits(const PrincipalPermissions& permissions);
  // Of one of the account rules: what all of them say together is large.
  std::vector<Hit> AccountHits(const Rule* rule);
  const std::vector<const Rule*>& account_rules() const { return account_rules_; }
  std::vector<Hit> InfrastructureHits(const InfrastructureResource& resource);

 private:
  std::vector<const Rule*> document_rules_, grant_rules_, policy_rules_, attachment_rules_,
      trust_rules_, principal_rules_, account_rules_, infrastructure_rules_;
  RuleContext& context_;
  absl::flat_hash_map<uint32_t, std::unique_ptr<std::vector<Hit>>> document_hits_;
  // By document, then LimitsFor it.
  absl::flat_hash_map<uint32_t, std::map<LimitsId, std::vector<Hit>>> grant_hits_;
  absl::flat_hash_map<uint32_t, std::map<LimitsId, std::vector<PolicyHit>>> policy_hits_;
};

}  // namespace iamsift
