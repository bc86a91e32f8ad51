#include "analyzer/audit/occurrence.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"

namespace iamsift {
namespace {

class Collector {
 public:
  explicit Collector(const AccountEvaluation& evaluation)
      : evaluation_(evaluation), account_(evaluation.account()) {}

  std::vector<Occurrence> Collect() {
    for (size_t i = 0; i < account_.principals.size(); ++i) AddPrincipal(static_cast<int32_t>(i));
    for (const Group& group : account_.groups) {
      AddInline(group, kNoPrincipal);
      NoteAttachments(group);
    }
    for (const ManagedPolicy& policy : account_.policies) AddManaged(policy);
    for (const LooseDocument& loose : account_.loose_documents) AddLoose(loose);
    AddHolders();
    return std::move(occurrences_);
  }

 private:
  void AddPrincipal(int32_t index) {
    const Principal& principal = account_.principals[static_cast<size_t>(index)];
    AddInline(principal, index);
    NoteAttachments(principal);
    if (!principal.trust) return;
    occurrences_.push_back({.text = &*principal.trust,
                            .kind = PolicyKind::kTrust,
                            .origin = PolicyOriginKind::kTrust,
                            .name = "trust policy",
                            .owner = principal.arn,
                            .holder = &principal,
                            .principal = index});
  }

  void AddInline(const PolicyHolder& holder, int32_t index) {
    const bool is_file =
        index != kNoPrincipal &&
        account_.principals[static_cast<size_t>(index)].kind == PrincipalKind::kDocument;
    for (const InlinePolicy& policy : holder.inline_policies) {
      by_text_[&policy.text] = occurrences_.size();
      occurrences_.push_back(
          {.text = &policy.text,
           .origin = is_file ? PolicyOriginKind::kFile : PolicyOriginKind::kInline,
           .name = policy.name,
           .owner = is_file ? holder.name : holder.arn,
           .holder = &holder,
           .principal = index});
    }
  }

  void NoteAttachments(const PolicyHolder& holder) {
    for (const Attachment& attachment : holder.attachments) {
      if (attachment.policy != kUnresolved) {
        attachments_[&account_.policies[static_cast<size_t>(attachment.policy)]].push_back(
            &attachment);
      }
    }
  }

  void AddManaged(const ManagedPolicy& policy) {
    const PolicyVersion* const version = policy.DefaultVersion();
    if (version == nullptr) return;
    by_text_[&version->text] = occurrences_.size();
    occurrences_.push_back({.text = &version->text,
                            .origin = policy.IsAwsManaged() ? PolicyOriginKind::kAwsManaged
                                                            : PolicyOriginKind::kCustomerManaged,
                            .name = policy.name,
                            .owner = policy.arn,
                            .managed = &policy,
                            .attachments = attachments_[&policy]});
  }

  void AddLoose(const LooseDocument& loose) {
    occurrences_.push_back({.text = &loose.text,
                            .kind = loose.kind,
                            .origin = PolicyOriginKind::kFile,
                            .name = loose.name,
                            .owner = loose.name});
  }

  void AddHolders() {
    for (const PrincipalPermissions& principal : evaluation_.principals()) {
      for (const HeldPolicy& policy : principal.held) {
        const auto at = by_text_.find(policy.text);
        if (at == by_text_.end()) continue;
        occurrences_[at->second].holders.push_back({principal.limits, principal.index});
      }
    }
    for (Occurrence& occurrence : occurrences_) {
      auto& holders = occurrence.holders;
      const auto key = [](const Holder& h) { return std::pair(h.limits, h.principal); };
      std::sort(holders.begin(), holders.end(),
                [&](const Holder& a, const Holder& b) { return key(a) < key(b); });
      holders.erase(std::unique(holders.begin(), holders.end(),
                                [&](const Holder& a, const Holder& b) { return key(a) == key(b); }),
                    holders.end());
    }
  }

  const AccountEvaluation& evaluation_;
  const Account& account_;
  std::vector<Occurrence> occurrences_;
  absl::flat_hash_map<const PolicyText*, size_t> by_text_;
  absl::flat_hash_map<const ManagedPolicy*, std::vector<const Attachment*>> attachments_;
};

}  // namespace

std::vector<Occurrence> OccurrencesOf(const AccountEvaluation& evaluation) {
  return Collector(evaluation).Collect();
}

}  // namespace iamsift
