#include "analyzer/audit/suggest.h"

#include <algorithm>
#include <utility>

#include "analyzer/narrow/guard.h"

namespace iamsift {
namespace {

constexpr size_t kManagedQuota = 6'144;
constexpr size_t kRoleInlineQuota = 10'240;
constexpr size_t kUserInlineQuota = 2'048;
constexpr size_t kGroupInlineQuota = 5'120;

// Characters that count, white space not among them. Source: IAM User Guide, "IAM and AWS STS
// quotas".
size_t QuotaOf(const Occurrence& occurrence, const Account& account) {
  if (occurrence.origin != PolicyOriginKind::kInline) return kManagedQuota;
  if (occurrence.principal == kNoPrincipal) return kGroupInlineQuota;
  const Principal& principal = account.principals[static_cast<size_t>(occurrence.principal)];
  return principal.kind == PrincipalKind::kUser ? kUserInlineQuota : kRoleInlineQuota;
}

// AWS alone can change it.
bool IsOfAws(const Principal& principal) {
  return principal.IsServiceLinked() || principal.IsReservedSso();
}

bool IsIdentityPolicy(const Occurrence& occurrence, const Account& account) {
  return occurrence.kind == PolicyKind::kIdentity &&
         occurrence.origin != PolicyOriginKind::kTrust &&
         std::any_of(occurrence.holders.begin(), occurrence.holders.end(), [&](const Holder& h) {
           return !account.principals[static_cast<size_t>(h.principal)].IsServiceLinked();
         });
}

bool IsTrustPolicy(const Occurrence& occurrence, const Account& account) {
  return occurrence.kind == PolicyKind::kTrust &&
         (occurrence.principal == kNoPrincipal ||
          !IsOfAws(account.principals[static_cast<size_t>(occurrence.principal)]));
}

std::vector<SuggestionRow> SuggestForIdentity(const Occurrence& occurrence,
                                              const NarrowSetting& setting,
                                              std::span<const Tier> tiers) {
  NarrowSubject subject{.document = occurrence.text->document,
                        .limits = {},
                        .holders = {},
                        .quota = QuotaOf(occurrence, setting.evaluation.account())};
  for (const Holder& holder : occurrence.holders) {
    if (subject.limits.empty() || subject.limits.back() != holder.limits) {
      subject.limits.push_back(holder.limits);
    }
    subject.holders.push_back(holder.principal);
  }
  std::vector<SuggestionRow> rows = NarrowPolicy(setting, subject, tiers);
  if (std::optional<SuggestionRow> repair = RepairPolicy(setting, subject)) {
    rows.push_back(*std::move(repair));
  }
  return rows;
}

}  // namespace

NarrowSetting NarrowSettingOf(AccountEvaluation& evaluation, const SensitiveActions& sensitive,
                              const ResourceInventory* inventory) {
  const Account& account = evaluation.account();
  return {
      .evaluation = evaluation,
      .sensitive = sensitive,
      .scope = {.partition = account.partition, .region = account.region, .account = account.id},
      .memory = std::make_unique<NarrowMemory>(inventory)};
}

std::vector<SuggestionRow> SuggestFor(const Occurrence& occurrence, const NarrowSetting& setting,
                                      const Assembler& assembler, std::span<const Tier> tiers) {
  std::vector<SuggestionRow> rows;
  std::vector<int32_t> affects;
  const Account& account = setting.evaluation.account();
  if (IsTrustPolicy(occurrence, account)) {
    if (std::find(tiers.begin(), tiers.end(), Tier::kGuarded) == tiers.end()) return rows;
    rows = GuardTrust(setting, occurrence.text->document, occurrence.owner);
    if (occurrence.principal != kNoPrincipal) {
      affects.push_back(assembler.GlobalIndex(occurrence.principal));
    }
  } else if (IsIdentityPolicy(occurrence, account)) {
    rows = SuggestForIdentity(occurrence, setting, tiers);
    for (const Holder& holder : occurrence.holders) {
      affects.push_back(assembler.GlobalIndex(holder.principal));
    }
    std::sort(affects.begin(), affects.end());
  }
  for (SuggestionRow& row : rows) {
    row.policy = assembler.NameOf(occurrence);
    row.affects = affects;
    row.place = assembler.PlaceOf(occurrence, {});
    row.account = assembler.account_index();
  }
  return rows;
}

}  // namespace iamsift
