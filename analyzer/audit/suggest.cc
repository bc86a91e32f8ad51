#include "analyzer/audit/suggest.h"

#include <algorithm>
#include <utility>

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

bool IsIdentityPolicy(const Occurrence& occurrence) {
  return occurrence.kind == PolicyKind::kIdentity &&
         occurrence.origin != PolicyOriginKind::kTrust && !occurrence.holders.empty();
}

}  // namespace

NarrowSetting NarrowSettingOf(AccountEvaluation& evaluation, const SensitiveActions& sensitive) {
  const Account& account = evaluation.account();
  return {
      .evaluation = evaluation,
      .sensitive = sensitive,
      .scope = {.partition = account.partition, .region = account.region, .account = account.id}};
}

std::vector<SuggestionRow> SuggestFor(const Occurrence& occurrence, const NarrowSetting& setting,
                                      const Assembler& assembler, std::span<const Tier> tiers) {
  std::vector<SuggestionRow> rows;
  if (!IsIdentityPolicy(occurrence)) return rows;
  const Account& account = setting.evaluation.account();
  NarrowSubject subject{
      .document = occurrence.text->document, .limits = {}, .quota = QuotaOf(occurrence, account)};
  std::vector<int32_t> affects;
  for (const Holder& holder : occurrence.holders) {
    if (subject.limits.empty() || subject.limits.back() != holder.limits) {
      subject.limits.push_back(holder.limits);
    }
    affects.push_back(assembler.GlobalIndex(holder.principal));
  }
  std::sort(affects.begin(), affects.end());
  for (const Tier tier : tiers) {
    std::optional<SuggestionRow> row = NarrowPolicy(setting, subject, tier);
    if (row && (rows.empty() || rows.back().policies != row->policies)) {
      rows.push_back(*std::move(row));
    }
  }
  if (std::optional<SuggestionRow> repair = RepairPolicy(setting, subject)) {
    rows.push_back(*std::move(repair));
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
