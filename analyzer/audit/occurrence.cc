#include "analyzer/audit/occurrence.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"

namespace iamsift {
namespace {

// The attachments of one managed policy.
struct Attached {
  std::vector<const Attachment*> attachments;
  const PolicyHolder* first_to = nullptr;
};

class Collector {
 public:
  explicit Collector(AccountEvaluation& evaluation)
      : evaluation_(evaluation),
        account_(evaluation.account()),
        attached_(account_.policies.size()) {}

  std::vector<Occurrence> Collect() {
    for (size_t i = 0; i < account_.principals.size(); ++i) AddPrincipal(static_cast<int32_t>(i));
    for (const Group& group : account_.groups) {
      AddInline(group, kNoPrincipal);
      NoteAttachments(group);
    }
    for (size_t i = 0; i < account_.policies.size(); ++i) {
      AddManaged(account_.policies[i], attached_[i]);
    }
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
      if (attachment.policy == kUnresolved) continue;
      Attached& attached = attached_[static_cast<size_t>(attachment.policy)];
      if (attached.attachments.empty()) attached.first_to = &holder;
      attached.attachments.push_back(&attachment);
    }
  }

  void AddManaged(const ManagedPolicy& policy, Attached& attached) {
    const PolicyVersion* const version = policy.DefaultVersion();
    if (version == nullptr) return;
    by_text_[&version->text] = occurrences_.size();
    occurrences_.push_back({.text = &version->text,
                            .origin = policy.IsAwsManaged() ? PolicyOriginKind::kAwsManaged
                                                            : PolicyOriginKind::kCustomerManaged,
                            .name = policy.name,
                            .owner = policy.arn,
                            .managed = &policy,
                            .attachments = std::move(attached.attachments),
                            .first_attached_to = attached.first_to});
  }

  void AddLoose(const LooseDocument& loose) {
    const bool is_file = loose.resource.empty();
    occurrences_.push_back(
        {.text = &loose.text,
         .kind = loose.kind,
         .origin = is_file ? PolicyOriginKind::kFile : PolicyOriginKind::kResource,
         .name = loose.name,
         .owner = is_file ? loose.name : loose.resource,
         .loose = &loose});
  }

  void AddHolders() {
    for (const PrincipalPermissions& principal : evaluation_.principals()) {
      for (const HeldPolicy& policy : principal.held) {
        const auto at = by_text_.find(policy.text);
        if (at == by_text_.end()) continue;
        occurrences_[at->second].holders.push_back({principal.limits, principal.index});
      }
    }
    for (Occurrence& occurrence : occurrences_) GroupHolders(occurrence);
  }

  // The groups stand in the order of the limits that their first members have as principals.
  void GroupHolders(Occurrence& occurrence) {
    std::vector<Holder>& holders = occurrence.holders;
    const auto key = [](const Holder& h) { return std::pair(h.limits, h.principal); };
    std::ranges::sort(holders, {}, key);
    holders.erase(std::unique(holders.begin(), holders.end(),
                              [&](const Holder& a, const Holder& b) { return key(a) == key(b); }),
                  holders.end());
    absl::flat_hash_map<uint32_t, size_t> groups;  // by limits
    for (Holder& holder : holders) {
      holder.limits = evaluation_.grants().LimitsFor(occurrence.text->document, holder.limits);
      groups.try_emplace(holder.limits.value, groups.size());
    }
    std::ranges::sort(holders, {}, [&](const Holder& holder) {
      return std::pair(groups[holder.limits.value], holder.principal);
    });
  }

  AccountEvaluation& evaluation_;
  const Account& account_;
  std::vector<Occurrence> occurrences_;
  absl::flat_hash_map<const PolicyText*, size_t> by_text_;
  std::vector<Attached> attached_;  // by index into Account::policies
};

}  // namespace

std::vector<Occurrence> OccurrencesOf(AccountEvaluation& evaluation) {
  return Collector(evaluation).Collect();
}

}  // namespace iamsift
