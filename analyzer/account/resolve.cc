#include "analyzer/account/resolve.h"

#include <string>

#include "absl/container/flat_hash_map.h"
#include "analyzer/account/arn.h"

namespace iamsift {
namespace {

constexpr std::string_view kStandardPrefix = "arn:aws:";

// The documents that AWS publishes write `arn:aws:`; accounts of other partitions get them with
// their own partition in its place.
std::string InPartition(std::string_view document, std::string_view partition) {
  std::string rewritten;
  rewritten.reserve(document.size() + document.size() / 8);
  while (true) {
    const size_t at = document.find(kStandardPrefix);
    rewritten.append(document.substr(0, at));
    if (at == std::string_view::npos) return rewritten;
    rewritten.append("arn:").append(partition).append(":");
    document.remove_prefix(at + kStandardPrefix.size());
  }
}

class Resolver {
 public:
  Resolver(Account& account, ManagedPolicies& catalog) : account_(account), catalog_(catalog) {
    for (size_t i = 0; i < account.policies.size(); ++i) {
      policies_.emplace(account.policies[i].arn, static_cast<int32_t>(i));
    }
  }

  std::vector<std::string_view> Run() {
    for (Principal& principal : account_.principals) {
      for (Attachment& attachment : principal.attachments) Resolve(attachment);
      if (principal.boundary) Resolve(*principal.boundary);
    }
    for (Group& group : account_.groups) {
      for (Attachment& attachment : group.attachments) Resolve(attachment);
    }
    return std::move(filled_in_);
  }

 private:
  void Resolve(Attachment& attachment) {
    if (!IsAwsManagedPolicyArn(attachment.arn)) return;
    if (attachment.policy == kUnresolved) {
      attachment.policy = PolicyFor(attachment.arn);
    } else {
      FillIn(account_.policies[static_cast<size_t>(attachment.policy)]);
    }
  }

  int32_t PolicyFor(std::string_view arn) {
    const auto known = policies_.find(arn);
    if (known != policies_.end()) return known->second;
    const std::optional<size_t> index = catalog_.FindByArn(arn);
    if (!index) return kUnresolved;
    ManagedPolicy policy;
    policy.arn = arn;
    policy.origin = PolicyOrigin::kCatalog;
    FillFrom(*index, policy);
    account_.policies.push_back(std::move(policy));
    const auto added = static_cast<int32_t>(account_.policies.size() - 1);
    policies_.emplace(arn, added);
    return added;
  }

  // An export may name an AWS managed policy without bringing a version of it.
  void FillIn(ManagedPolicy& policy) {
    if (policy.DefaultVersion() != nullptr || !policy.versions.empty()) return;
    const std::optional<size_t> index = catalog_.FindByArn(policy.arn);
    if (!index) return;
    policy.origin = PolicyOrigin::kCatalog;
    FillFrom(*index, policy);
  }

  void FillFrom(size_t index, ManagedPolicy& policy) {
    const ManagedPolicyInfo info = catalog_.InfoOf(index);
    policy.name = account_.arena.Copy(info.name);
    policy.created = ParseInstant(info.created);
    policy.updated = ParseInstant(info.updated);
    const std::string_view document = catalog_.DocumentOf(index);
    PolicyVersion version;
    version.id = account_.arena.Copy(info.version);
    version.is_default = true;
    version.text.place.input = kCatalogInput;
    version.text.document = account_.partition == "aws"
                                ? Intern(document)
                                : Intern(InPartition(document, account_.partition));
    policy.versions.push_back(version);
    policy.default_version = 0;
    filled_in_.push_back(policy.name);
  }

  DocumentId Intern(std::string_view document) {
    return account_.documents.Intern(document, PolicyKind::kIdentity);
  }

  Account& account_;
  ManagedPolicies& catalog_;
  absl::flat_hash_map<std::string_view, int32_t> policies_;  // by ARN
  std::vector<std::string_view> filled_in_;
};

}  // namespace

std::vector<std::string_view> ResolveManagedPolicies(Account& account, ManagedPolicies& catalog) {
  return Resolver(account, catalog).Run();
}

}  // namespace iamsift
