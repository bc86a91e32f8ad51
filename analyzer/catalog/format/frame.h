#pragma once

// The frame that catalog.bin and policies.bin share: a header, a table of sections, strings. Here
// is how a section is found in trusted bytes, and the check that makes bytes trusted.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "absl/status/status.h"
#include "analyzer/catalog/format/layout.h"

namespace iamsift {

inline const layout::FrameHeader& HeaderOf(const char* base) {
  return *reinterpret_cast<const layout::FrameHeader*>(base);
}

inline const layout::SectionEntry& EntryOf(const char* base, uint32_t section) {
  return reinterpret_cast<const layout::SectionEntry*>(base + sizeof(layout::FrameHeader))[section];
}

template <typename T>
const T* SectionData(const char* base, uint32_t section) {
  return reinterpret_cast<const T*>(base + EntryOf(base, section).offset);
}

template <typename T>
std::span<const T> SectionOf(const char* base, uint32_t section) {
  return {SectionData<T>(base, section), EntryOf(base, section).bytes / sizeof(T)};
}

// Entry `index` of a section of offsets into a section of bytes.
inline std::string_view TextAt(const char* base, uint32_t offsets_section, size_t index) {
  const uint32_t* const offsets = SectionData<uint32_t>(base, offsets_section);
  return {SectionData<char>(base, offsets_section + 1) + offsets[index],
          offsets[index + 1] - offsets[index]};
}

inline std::string_view StringAt(const char* base, layout::StringId id) {
  return TextAt(base, layout::kStringOffsets, id);
}

// Entry `index` of a section of offsets into a section of values.
template <typename T>
std::span<const T> ListIn(const char* base, uint32_t offsets_section, size_t index) {
  const uint32_t* const offsets = SectionData<uint32_t>(base, offsets_section);
  return {SectionData<T>(base, offsets_section + 1) + offsets[index],
          offsets[index + 1] - offsets[index]};
}

// Of the bytes from layout::kChecksummedFrom on. Every change of one byte changes it; it guards
// against damage, not against intent.
uint64_t ChecksumOf(std::string_view file);

struct FrameFormat {
  const char* magic;  // eight characters
  uint32_t section_count;
};

// Checks header, checksum, section bounds and strings. Errors: InvalidArgument naming the damage.
absl::Status CheckFrame(std::string_view file, const FrameFormat& format);

// Checks that `section` holds `wanted` entries of `entry_bytes` each.
absl::Status CheckEntryCount(const char* base, uint32_t section, size_t entry_bytes, size_t wanted,
                             std::string_view what);

// Checks that a section of offsets starts at 0, never falls, ends at `value_count`, and has one
// entry more than there are texts or lists.
absl::Status CheckOffsets(std::span<const uint32_t> offsets, size_t value_count,
                          std::string_view what);

absl::Status Damaged(std::string_view what);

}  // namespace iamsift
