#include "analyzer/catalog/managed_policies.h"

#include <zstd.h>

#include <algorithm>

#include "analyzer/base/check.h"
#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/catalog/format/frame.h"
#include "analyzer/catalog/format/layout.h"

namespace iamsift {
namespace {

using layout::GroupRecord;
using layout::PolicyRecord;
using layout::TextPlace;

// No group of real policies comes near; a damaged file must not make us allocate more.
constexpr uint32_t kMostGroupBytes = 64 << 20;

struct GroupSections {
  uint32_t records;
  uint32_t bytes;
};
constexpr GroupSections kDocuments = {layout::kDocumentGroups, layout::kDocumentGroupBytes};
constexpr GroupSections kHistories = {layout::kHistoryGroups, layout::kHistoryGroupBytes};

std::string_view NameOf(const char* base, const PolicyRecord& policy) {
  const std::string_view arn = StringAt(base, policy.arn);
  return arn.substr(arn.size() - policy.name_bytes);
}

bool Decompress(const char* base, const GroupSections& sections, size_t group, char* text) {
  const GroupRecord& record = SectionData<GroupRecord>(base, sections.records)[group];
  const size_t written = ZSTD_decompress(text, record.text_bytes,
                                         SectionData<char>(base, sections.bytes) + record.offset,
                                         record.compressed_bytes);
  return ZSTD_isError(written) == 0 && written == record.text_bytes;
}

// The texts of `sections`, decompressing the group of `place` when it is first asked for.
std::string_view TextOf(const char* base, const GroupSections& sections, const TextPlace& place,
                        std::vector<std::unique_ptr<char[]>>& groups) {
  const auto records = SectionOf<GroupRecord>(base, sections.records);
  if (groups.empty()) groups.resize(records.size());
  std::unique_ptr<char[]>& text = groups[place.group];
  if (text == nullptr) {
    text = std::make_unique_for_overwrite<char[]>(records[place.group].text_bytes);
    IAMSIFT_CHECK(Decompress(base, sections, place.group, text.get()));
  }
  return {text.get() + place.begin, place.bytes};
}

absl::Status CheckGroups(const char* base, const GroupSections& sections) {
  const auto records = SectionOf<GroupRecord>(base, sections.records);
  IAMSIFT_RETURN_IF_ERROR(CheckEntryCount(base, sections.records, sizeof(GroupRecord),
                                          records.size(), "groups of policies"));
  const uint64_t end = EntryOf(base, sections.bytes).bytes;
  for (size_t group = 0; group < records.size(); ++group) {
    const GroupRecord& record = records[group];
    if (uint64_t{record.offset} + record.compressed_bytes > end ||
        record.text_bytes > kMostGroupBytes) {
      return Damaged("a group of policies is out of bounds");
    }
    const auto text = std::make_unique_for_overwrite<char[]>(record.text_bytes);
    if (!Decompress(base, sections, group, text.get())) {
      return Damaged("a group of policies does not decompress");
    }
  }
  return absl::OkStatus();
}

bool IsInside(const char* base, const GroupSections& sections, const TextPlace& place) {
  const auto records = SectionOf<GroupRecord>(base, sections.records);
  return place.group < records.size() &&
         uint64_t{place.begin} + place.bytes <= records[place.group].text_bytes;
}

absl::Status CheckPolicies(const char* base, size_t strings) {
  const auto policies = SectionOf<PolicyRecord>(base, layout::kPolicies);
  IAMSIFT_RETURN_IF_ERROR(
      CheckEntryCount(base, layout::kPolicies, sizeof(PolicyRecord), policies.size(), "policies"));
  for (const PolicyRecord& policy : policies) {
    const layout::StringId largest =
        std::max({policy.arn, policy.version, policy.created, policy.updated});
    if (largest >= strings || policy.name_bytes > StringAt(base, policy.arn).size() ||
        !IsInside(base, kDocuments, policy.document) ||
        !IsInside(base, kHistories, policy.history)) {
      return Damaged("a managed policy");
    }
  }
  for (size_t at = 0; at + 1 < policies.size(); ++at) {
    if (NameOf(base, policies[at]) >= NameOf(base, policies[at + 1])) {
      return Damaged("managed policies are out of order");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckWithdrawn(const char* base, size_t strings) {
  const auto names = SectionOf<layout::StringId>(base, layout::kWithdrawn);
  IAMSIFT_RETURN_IF_ERROR(CheckEntryCount(base, layout::kWithdrawn, sizeof(layout::StringId),
                                          names.size(), "withdrawn policies"));
  for (const layout::StringId name : names) {
    if (name >= strings) return Damaged("a withdrawn policy");
  }
  for (size_t at = 0; at + 1 < names.size(); ++at) {
    if (StringAt(base, names[at]) >= StringAt(base, names[at + 1])) {
      return Damaged("withdrawn policies are out of order");
    }
  }
  return absl::OkStatus();
}

// What follows `arn:<partition>`, empty when `arn` is not of that form.
std::string_view AfterPartition(std::string_view arn) {
  if (!arn.starts_with("arn:")) return {};
  const size_t colon = arn.find(':', 4);
  return colon == std::string_view::npos ? std::string_view() : arn.substr(colon);
}

}  // namespace

absl::StatusOr<ManagedPolicies> ManagedPolicies::FromBytes(std::string_view bytes) {
  ManagedPolicies policies(bytes.data());
  IAMSIFT_RETURN_IF_ERROR(policies.Validate(bytes));
  return policies;
}

absl::Status ManagedPolicies::Validate(std::string_view bytes) {
  IAMSIFT_RETURN_IF_ERROR(
      CheckFrame(bytes, {layout::kPoliciesMagic, layout::kPoliciesSectionCount}));
  IAMSIFT_RETURN_IF_ERROR(CheckGroups(base_, kDocuments));
  IAMSIFT_RETURN_IF_ERROR(CheckGroups(base_, kHistories));
  const size_t strings = SectionOf<uint32_t>(base_, layout::kStringOffsets).size() - 1;
  IAMSIFT_RETURN_IF_ERROR(CheckPolicies(base_, strings));
  return CheckWithdrawn(base_, strings);
}

std::string_view ManagedPolicies::bytes() const { return {base_, HeaderOf(base_).size}; }

std::string_view ManagedPolicies::date() const { return {HeaderOf(base_).date, 10}; }

std::string_view ManagedPolicies::text_sha256() const {
  return {HeaderOf(base_).sha256, sizeof(layout::FrameHeader::sha256)};
}

size_t ManagedPolicies::size() const {
  return SectionOf<PolicyRecord>(base_, layout::kPolicies).size();
}

ManagedPolicyInfo ManagedPolicies::InfoOf(size_t index) const {
  const PolicyRecord& policy = SectionData<PolicyRecord>(base_, layout::kPolicies)[index];
  return {.name = NameOf(base_, policy),
          .arn = StringAt(base_, policy.arn),
          .version = StringAt(base_, policy.version),
          .created = StringAt(base_, policy.created),
          .updated = StringAt(base_, policy.updated),
          .obsolete = policy.obsolete != 0};
}

std::optional<size_t> ManagedPolicies::FindByName(std::string_view name) const {
  const auto policies = SectionOf<PolicyRecord>(base_, layout::kPolicies);
  const auto at = std::partition_point(policies.begin(), policies.end(), [&](const auto& policy) {
    return NameOf(base_, policy) < name;
  });
  if (at == policies.end() || NameOf(base_, *at) != name) return std::nullopt;
  return static_cast<size_t>(at - policies.begin());
}

std::optional<size_t> ManagedPolicies::FindByArn(std::string_view arn) const {
  const std::string_view wanted = AfterPartition(arn);
  const size_t slash = wanted.rfind('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const std::optional<size_t> index = FindByName(wanted.substr(slash + 1));
  if (!index || AfterPartition(InfoOf(*index).arn) != wanted) return std::nullopt;
  return index;
}

std::string_view ManagedPolicies::DocumentOf(size_t index) {
  const PolicyRecord& policy = SectionData<PolicyRecord>(base_, layout::kPolicies)[index];
  return TextOf(base_, kDocuments, policy.document, document_groups_);
}

std::string_view ManagedPolicies::HistoryOf(size_t index) {
  const PolicyRecord& policy = SectionData<PolicyRecord>(base_, layout::kPolicies)[index];
  return TextOf(base_, kHistories, policy.history, history_groups_);
}

bool ManagedPolicies::IsWithdrawn(std::string_view name) const {
  const auto names = SectionOf<layout::StringId>(base_, layout::kWithdrawn);
  const auto at = std::partition_point(
      names.begin(), names.end(), [&](layout::StringId id) { return StringAt(base_, id) < name; });
  return at != names.end() && StringAt(base_, *at) == name;
}

}  // namespace iamsift
