#include "analyzer/ingest/export/merge.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "analyzer/account/arn.h"
#include "analyzer/base/text.h"
#include "analyzer/ingest/export/copy_entity.h"
#include "analyzer/ingest/export/link.h"
#include "analyzer/ingest/export/same_entity.h"
#include "analyzer/ingest/iac/identities.h"

namespace iamsift {
namespace {

struct AccountKey {
  std::string id;
  std::string partition;
  friend auto operator<=>(const AccountKey&, const AccountKey&) = default;
};

std::optional<AccountKey> KeyOfArn(std::string_view arn) {
  const std::string_view id = AccountOfArn(arn);
  if (!IsAccountId(id)) return std::nullopt;
  return AccountKey{std::string(id), std::string(PartitionOfArn(arn))};
}

bool IsOf(const AccountKey& key, std::string_view arn) {
  const std::string_view id = AccountOfArn(arn);
  return !IsAccountId(id) || (id == key.id && PartitionOfArn(arn) == key.partition);
}

template <typename Entities>
bool AreOf(const AccountKey& key, const Entities& entities) {
  return std::all_of(entities.begin(), entities.end(),
                     [&key](const auto& entity) { return IsOf(key, entity.arn); });
}

template <typename Entities>
std::optional<AccountKey> FirstKeyIn(const Entities& entities) {
  for (const auto& entity : entities) {
    if (std::optional<AccountKey> key = KeyOfArn(entity.arn)) return key;
  }
  return std::nullopt;
}

// An account while it is put together.
struct Draft {
  Account account;
  bool is_export = false;
  std::vector<ExportPage> pages;
};

class Merger {
 public:
  explicit Merger(const LoadOptions& options) : options_(options) {}

  MergedAccounts Run(std::vector<ExportFragment> fragments) {
    std::vector<std::optional<AccountKey>> homes;
    for (const ExportFragment& fragment : fragments) homes.push_back(HomeOf(fragment));
    const AccountKey fallback = FallbackOf(homes);
    for (size_t i = 0; i < fragments.size(); ++i) {
      Take(homes[i].value_or(fallback), std::move(fragments[i]));
    }
    for (auto& [key, draft] : drafts_) Finish(key, draft);
    return std::move(merged_);
  }

 private:
  // Whose the entities without an ARN are.
  std::optional<AccountKey> HomeOf(const ExportFragment& fragment) const {
    const Account& account = fragment.account;
    std::optional<AccountKey> key = FirstKeyIn(account.principals);
    if (!key) key = FirstKeyIn(account.groups);
    if (!key) key = FirstKeyIn(account.policies);
    if (!key) key = FirstKeyIn(account.infrastructure);
    if (!key && !options_.account.empty()) key = AccountKey{options_.account, "aws"};
    return key;
  }

  // A page without entities belongs to the only account that there is.
  static AccountKey FallbackOf(const std::vector<std::optional<AccountKey>>& homes) {
    std::set<AccountKey> known;
    for (const std::optional<AccountKey>& home : homes) {
      if (home) known.insert(*home);
    }
    return known.size() == 1 ? *known.begin() : AccountKey{"", "aws"};
  }

  void Take(const AccountKey& home, ExportFragment fragment) {
    std::move(fragment.diagnostics.begin(), fragment.diagnostics.end(),
              std::back_inserter(merged_.diagnostics));
    for (const ExportPage& page : fragment.pages) {
      int64_t& latest = latest_.try_emplace(page.input, fragment.latest).first->second;
      latest = std::max(latest, fragment.latest);
    }
    const Account& account = fragment.account;
    const bool is_new = !drafts_.contains(home);
    const bool is_one = AreOf(home, account.principals) && AreOf(home, account.groups) &&
                        AreOf(home, account.policies) && AreOf(home, account.infrastructure);
    TakePages(home, fragment);
    std::set<AccountKey> keys = {home};
    if (is_one && is_new) {
      drafts_[home].account = std::move(fragment.account);
    } else {
      keys = CopyEntities(home, account);
    }
    for (const AccountKey& key : keys) drafts_[key].is_export |= !fragment.is_infrastructure;
  }

  // A page is of every account that it has a principal or group of: where it is cut off, any of
  // them may lack something.
  void TakePages(const AccountKey& home, const ExportFragment& fragment) {
    const Account& account = fragment.account;
    for (size_t i = 0; i < fragment.pages.size(); ++i) {
      const ExportPage& page = fragment.pages[i];
      const bool is_last = i + 1 == fragment.pages.size();
      const size_t principals =
          is_last ? account.principals.size() : fragment.pages[i + 1].first_principal;
      const size_t groups = is_last ? account.groups.size() : fragment.pages[i + 1].first_group;
      std::set<AccountKey> keys;
      for (size_t at = page.first_principal; at < principals; ++at) {
        keys.insert(KeyOfArn(account.principals[at].arn).value_or(home));
      }
      for (size_t at = page.first_group; at < groups; ++at) {
        keys.insert(KeyOfArn(account.groups[at].arn).value_or(home));
      }
      if (keys.empty()) keys.insert(home);
      for (const AccountKey& key : keys) drafts_[key].pages.push_back(page);
    }
  }

  // To the accounts whose they are, which it returns.
  std::set<AccountKey> CopyEntities(const AccountKey& home, const Account& from) {
    std::set<AccountKey> keys;
    const auto draft_of = [&](std::string_view arn) -> Account& {
      AccountKey key = KeyOfArn(arn).value_or(home);
      keys.insert(key);
      return drafts_[std::move(key)].account;
    };
    for (const Principal& principal : from.principals) {
      EntityCopier(from, draft_of(principal.arn)).CopyPrincipal(principal);
    }
    for (const Group& group : from.groups) {
      EntityCopier(from, draft_of(group.arn)).CopyGroup(group);
    }
    for (const ManagedPolicy& policy : from.policies) {
      if (!policy.IsAwsManaged()) EntityCopier(from, draft_of(policy.arn)).CopyPolicy(policy);
    }
    for (const InfrastructureResource& resource : from.infrastructure) {
      EntityCopier(from, draft_of(resource.arn)).CopyResource(resource);
    }
    if (keys.empty()) keys.insert(home);
    for (const AccountKey& key : keys) CopyAwsManagedPolicies(from, drafts_[key].account);
    return keys;
  }

  // AWS owns them; every account of the input may have them attached.
  static void CopyAwsManagedPolicies(const Account& from, Account& to) {
    for (const ManagedPolicy& policy : from.policies) {
      if (policy.IsAwsManaged()) EntityCopier(from, to).CopyPolicy(policy);
    }
  }

  void Finish(const AccountKey& key, Draft& draft) {
    Account& account = draft.account;
    account.id = key.id;
    account.partition = key.partition;
    account.region = options_.region;
    account.is_export = draft.is_export;
    DeclareIdentities(account);
    DropDuplicates(account.principals, account.gaps);
    DropDuplicates(account.groups, account.gaps);
    DropDuplicates(account.policies, account.gaps);
    OrderPrincipals(account.principals);
    LinkReferences(account, merged_.diagnostics);
    CheckCompleteness(draft.pages, account, merged_.diagnostics);
    const bool is_empty = account.principals.empty() && account.groups.empty() &&
                          account.policies.empty() && account.infrastructure.empty() &&
                          drafts_.size() > 1;
    if (!is_empty) merged_.accounts.push_back(std::move(account));
  }

  // Users before roles; pages mix them.
  static void OrderPrincipals(std::vector<Principal>& principals) {
    const auto is_user = [](const Principal& p) { return p.kind == PrincipalKind::kUser; };
    if (std::is_partitioned(principals.begin(), principals.end(), is_user)) return;
    std::stable_partition(principals.begin(), principals.end(), is_user);
  }

  template <typename Entity>
  void DropDuplicates(std::vector<Entity>& entities, std::vector<std::string>& gaps) {
    absl::flat_hash_map<std::string_view, size_t> kept_at;
    kept_at.reserve(entities.size());
    size_t kept = 0;
    for (Entity& entity : entities) {
      if (!entity.arn.empty()) {
        const auto [known, is_new] = kept_at.try_emplace(entity.arn, kept);
        if (!is_new) {
          Settle(entities[known->second], entity, gaps);
          continue;
        }
      }
      if (&entities[kept] != &entity) entities[kept] = std::move(entity);
      ++kept;
    }
    entities.resize(kept);
  }

  // The newer pull counts. Of two that are equally new the later one does, on a guess: whatever is
  // said of the account may be wrong by it.
  template <typename Entity>
  void Settle(Entity& first, Entity& second, std::vector<std::string>& gaps) {
    if (TellTheSame(first, second)) return;
    const int64_t before = latest_[first.place.input], after = latest_[second.place.input];
    const bool is_guess = before == after;
    if (after >= before) std::swap(first, second);
    std::string message = Concat(
        {"`", first.arn, "` is described twice and differently: ",
         is_guess ? "no date says which is newer, so that the later in the order of the inputs is "
                    "taken on a guess"
                  : "the description of the pull with the newer dates counts"});
    if (is_guess) gaps.push_back(message);
    merged_.diagnostics.push_back({.level = DiagnosticLevel::kWarning,
                                   .code = is_guess ? "INPUT-CONFLICT" : "INPUT-DUPLICATE",
                                   .message = std::move(message),
                                   .place = Place{.input = first.place.input,
                                                  .span = first.place.span,
                                                  .json_pointer = std::string(first.place.pointer),
                                                  .document_pointer = {}}});
  }

  const LoadOptions& options_;
  std::map<AccountKey, Draft> drafts_;
  absl::flat_hash_map<uint32_t, int64_t> latest_;  // by input
  MergedAccounts merged_;
};

}  // namespace

MergedAccounts MergeFragments(std::vector<ExportFragment> fragments, const LoadOptions& options) {
  return Merger(options).Run(std::move(fragments));
}

}  // namespace iamsift
