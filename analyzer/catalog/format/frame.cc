#include "analyzer/catalog/format/frame.h"

#include <algorithm>
#include <cstring>

#include "analyzer/base/status.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

constexpr uint64_t kMultiplier = 0x9e3779b97f4a7c15;

bool IsControl(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7f;
}

absl::Status CheckHeader(std::string_view file, const FrameFormat& format) {
  if (reinterpret_cast<uintptr_t>(file.data()) % layout::kAlignment != 0) {
    return Damaged("its bytes must start at a multiple of 8 in memory");
  }
  if (file.size() < sizeof(layout::FrameHeader)) return Damaged("it is shorter than its header");
  const layout::FrameHeader& header = HeaderOf(file.data());
  if (std::memcmp(header.magic, format.magic, sizeof(header.magic)) != 0) {
    return Damaged("it does not begin as such a file does");
  }
  if (header.format != layout::kFormat) {
    return Damaged(Concat({"its format is ", std::to_string(header.format), ", this program reads ",
                           std::to_string(layout::kFormat)}));
  }
  if (header.size != file.size() || file.size() % layout::kAlignment != 0) {
    return Damaged("it is cut short or has a tail");
  }
  if (header.checksum != ChecksumOf(file)) return Damaged("its checksum differs");
  if (header.section_count != format.section_count) return Damaged("its count of sections");
  return absl::OkStatus();
}

absl::Status CheckSections(std::string_view file, uint32_t section_count) {
  uint64_t end = sizeof(layout::FrameHeader) + sizeof(layout::SectionEntry) * section_count;
  if (end > file.size()) return Damaged("its section table is cut short");
  for (uint32_t section = 0; section < section_count; ++section) {
    const layout::SectionEntry entry = EntryOf(file.data(), section);
    if (entry.offset < end || entry.offset % layout::kAlignment != 0) {
      return Damaged(Concat({"section ", std::to_string(section), " is out of place"}));
    }
    end = uint64_t{entry.offset} + entry.bytes;
    if (end > file.size()) {
      return Damaged(Concat({"section ", std::to_string(section), " ends outside the file"}));
    }
  }
  return absl::OkStatus();
}

bool HasControl(std::string_view text) { return std::any_of(text.begin(), text.end(), IsControl); }

absl::Status CheckHeaderTexts(const layout::FrameHeader& header) {
  const std::string_view date(header.date, 10);
  if (HasControl(date) || HasControl({header.sha256, sizeof(header.sha256)})) {
    return Damaged("its date or hash is not text");
  }
  return absl::OkStatus();
}

absl::Status CheckStrings(const char* base) {
  const auto bytes = SectionOf<char>(base, layout::kStringBytes);
  IAMSIFT_RETURN_IF_ERROR(
      CheckOffsets(SectionOf<uint32_t>(base, layout::kStringOffsets), bytes.size(), "strings"));
  if (HasControl({bytes.data(), bytes.size()})) {
    return Damaged("a string holds a control character");
  }
  return absl::OkStatus();
}

}  // namespace

uint64_t ChecksumOf(std::string_view file) {
  uint64_t sum = file.size();
  size_t at = layout::kChecksummedFrom;
  while (at < file.size()) {
    uint64_t word = 0;
    const size_t bytes = std::min(sizeof(word), file.size() - at);
    std::memcpy(&word, file.data() + at, bytes);
    // Each step is a bijection of the sum, so no two files that differ in one word agree.
    sum = std::rotl((sum ^ word) * kMultiplier, 29);
    at += bytes;
  }
  return sum;
}

absl::Status CheckFrame(std::string_view file, const FrameFormat& format) {
  IAMSIFT_RETURN_IF_ERROR(CheckHeader(file, format));
  IAMSIFT_RETURN_IF_ERROR(CheckSections(file, format.section_count));
  IAMSIFT_RETURN_IF_ERROR(CheckHeaderTexts(HeaderOf(file.data())));
  return CheckStrings(file.data());
}

absl::Status CheckEntryCount(const char* base, uint32_t section, size_t entry_bytes, size_t wanted,
                             std::string_view what) {
  if (EntryOf(base, section).bytes == uint64_t{entry_bytes} * wanted) return absl::OkStatus();
  return Damaged(Concat({"the section of ", what, " has the wrong size"}));
}

absl::Status CheckOffsets(std::span<const uint32_t> offsets, size_t value_count,
                          std::string_view what) {
  if (offsets.empty() || offsets.front() != 0 || offsets.back() != value_count ||
      !std::is_sorted(offsets.begin(), offsets.end())) {
    return Damaged(Concat({"the offsets of ", what, " are out of order"}));
  }
  return absl::OkStatus();
}

absl::Status Damaged(std::string_view what) {
  return absl::InvalidArgumentError(Concat({"the file is damaged or of another kind: ", what}));
}

}  // namespace iamsift
