#include "analyzer/catalog/writer/frame_writer.h"

#include <cstring>
#include <limits>

#include "analyzer/base/check.h"
#include "analyzer/catalog/format/frame.h"

namespace iamsift {
namespace {

void PadToAlignment(std::string& file) {
  file.resize((file.size() + layout::kAlignment - 1) / layout::kAlignment * layout::kAlignment);
}

}  // namespace

FrameWriter::FrameWriter(uint32_t section_count) : sections_(section_count) {
  Append(layout::kStringOffsets, uint32_t{0});
  Intern("");
}

layout::StringId FrameWriter::Intern(std::string_view text) {
  const auto found = strings_.find(text);
  if (found != strings_.end()) return found->second;
  const auto id = static_cast<layout::StringId>(strings_.size());
  strings_.emplace(text, id);
  AppendBytes(layout::kStringBytes, text);
  Append(layout::kStringOffsets, static_cast<uint32_t>(BytesOf(layout::kStringBytes)));
  return id;
}

std::string FrameWriter::Finish(const char* magic, std::string_view date,
                                std::string_view sha256) const {
  layout::FrameHeader header = {};
  IAMSIFT_CHECK(date.size() < sizeof(header.date) && sha256.size() == sizeof(header.sha256));
  std::memcpy(header.magic, magic, sizeof(header.magic));
  std::memcpy(header.date, date.data(), date.size());
  std::memcpy(header.sha256, sha256.data(), sha256.size());
  header.format = layout::kFormat;
  header.section_count = static_cast<uint32_t>(sections_.size());

  std::string file(sizeof(header) + sections_.size() * sizeof(layout::SectionEntry), '\0');
  for (size_t section = 0; section < sections_.size(); ++section) {
    PadToAlignment(file);
    const layout::SectionEntry entry = {static_cast<uint32_t>(file.size()),
                                        static_cast<uint32_t>(sections_[section].size())};
    std::memcpy(file.data() + sizeof(header) + section * sizeof(entry), &entry, sizeof(entry));
    file.append(sections_[section]);
  }
  PadToAlignment(file);
  IAMSIFT_CHECK(file.size() <= std::numeric_limits<uint32_t>::max());
  header.size = static_cast<uint32_t>(file.size());
  std::memcpy(file.data(), &header, sizeof(header));
  SealFrame(file);
  return file;
}

void SealFrame(std::string& file) {
  const uint64_t checksum = ChecksumOf(file);
  std::memcpy(file.data() + offsetof(layout::FrameHeader, checksum), &checksum, sizeof(checksum));
}

ListWriter::ListWriter(FrameWriter& frame, uint32_t offsets_section, size_t width)
    : frame_(frame), offsets_section_(offsets_section), width_(width) {
  frame_.Append(offsets_section_, uint32_t{0});
  Intern({});
}

uint16_t ListWriter::Intern(const std::vector<uint16_t>& values) {
  const auto [at, is_new] = lists_.try_emplace(values, static_cast<uint16_t>(lists_.size()));
  if (!is_new) return at->second;
  IAMSIFT_CHECK(lists_.size() <= std::numeric_limits<uint16_t>::max());
  for (const uint16_t value : values) frame_.Append(offsets_section_ + 1, value);
  const size_t bytes = frame_.BytesOf(offsets_section_ + 1);
  frame_.Append(offsets_section_, static_cast<uint32_t>(bytes / (width_ * sizeof(uint16_t))));
  return at->second;
}

}  // namespace iamsift
