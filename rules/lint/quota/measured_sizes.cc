#include "rules/lint/quota/measured_sizes.h"

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

class Measuring {
 public:
  explicit Measuring(const Account& account) : account_(account) {}

  std::vector<MeasuredSize> Run() {
    for (const Principal& principal : account_.principals) AddPrincipal(principal);
    for (const Group& group : account_.groups) AddInline(group, "group-inline-size");
    for (const ManagedPolicy& policy : account_.policies) AddManaged(policy);
    for (const LooseDocument& loose : account_.loose_documents) AddLoose(loose);
    return std::move(sizes_);
  }

 private:
  size_t SizeOf(const PolicyText& text) const {
    return account_.documents.at(text.document).size_without_blanks;
  }

  void AddPrincipal(const Principal& principal) {
    if (principal.kind == PrincipalKind::kDocument) return AddFile(principal);
    const bool is_user = principal.kind == PrincipalKind::kUser;
    AddInline(principal, is_user ? "user-inline-size" : "role-inline-size");
    if (!principal.trust) return;
    sizes_.push_back(
        {.quota = "trust-policy-size",
         .what = "The trust policy has",
         .size = SizeOf(*principal.trust),
         .text = &*principal.trust,
         .holder = &principal,
         .policy = {PolicyOriginKind::kTrust, "trust policy", std::string(principal.arn)}});
  }

  // A policy file may become a managed policy, or a role's inline policy, which may be longer.
  void AddFile(const Principal& file) {
    for (const InlinePolicy& policy : file.inline_policies) {
      sizes_.push_back(
          {.quota = "managed-policy-size",
           .what = "As a managed policy it has",
           .size = SizeOf(policy.text),
           .text = &policy.text,
           .holder = &file,
           .policy = {PolicyOriginKind::kFile, std::string(policy.name), std::string(file.name)},
           .is_file = true});
    }
  }

  void AddInline(const PolicyHolder& holder, std::string_view quota) {
    const size_t count = holder.inline_policies.size();
    if (count == 0) return;
    MeasuredSize size{.quota = quota, .what = "The inline policy has", .holder = &holder};
    if (count > 1) {
      size.what = Concat({"The ", std::to_string(count), " inline policies have together"});
    }
    for (const InlinePolicy& policy : holder.inline_policies) size.size += SizeOf(policy.text);
    sizes_.push_back(std::move(size));
  }

  void AddManaged(const ManagedPolicy& policy) {
    const PolicyVersion* const version = policy.DefaultVersion();
    if (version == nullptr || policy.IsAwsManaged()) return;
    sizes_.push_back({.quota = "managed-policy-size",
                      .what = "The policy has",
                      .size = SizeOf(version->text),
                      .text = &version->text,
                      .managed = &policy,
                      .policy = {PolicyOriginKind::kCustomerManaged, std::string(policy.name),
                                 std::string(policy.arn)}});
  }

  void AddLoose(const LooseDocument& loose) {
    const std::string_view quota = loose.kind == PolicyKind::kTrust ? "trust-policy-size"
                                   : loose.kind == PolicyKind::kScp ? "scp-size"
                                   : loose.kind == PolicyKind::kRcp ? "rcp-size"
                                                                    : "";
    if (quota.empty()) return;
    sizes_.push_back({.quota = quota,
                      .what = "The policy has",
                      .size = SizeOf(loose.text),
                      .text = &loose.text,
                      .policy = {PolicyOriginKind::kFile, std::string(loose.name), ""}});
  }

  const Account& account_;
  std::vector<MeasuredSize> sizes_;
};

}  // namespace

std::vector<MeasuredSize> MeasuredSizesOf(const Account& account) {
  return Measuring(account).Run();
}

}  // namespace iamsift
