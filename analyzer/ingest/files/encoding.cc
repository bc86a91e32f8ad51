#include "analyzer/ingest/files/encoding.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <utility>

#include "analyzer/base/source.h"
#include "analyzer/base/status.h"

namespace iamsift {
namespace {

constexpr size_t kSniffedBytes = 8192;

enum class ByteOrder : uint8_t { kLittle, kBig };

uint32_t UnitAt(std::string_view bytes, size_t at, ByteOrder order) {
  const auto first = static_cast<unsigned char>(bytes[at]);
  const auto second = static_cast<unsigned char>(bytes[at + 1]);
  return order == ByteOrder::kLittle ? first | second << 8 : first << 8 | second;
}

void AppendUtf8(uint32_t point, std::string& out) {
  const auto put = [&out](uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (point < 0x80) return put(point);
  if (point < 0x800) {
    put(0xC0 | point >> 6);
  } else {
    if (point < 0x10000) {
      put(0xE0 | point >> 12);
    } else {
      put(0xF0 | point >> 18);
      put(0x80 | (point >> 12 & 0x3F));
    }
    put(0x80 | (point >> 6 & 0x3F));
  }
  put(0x80 | (point & 0x3F));
}

// nullopt: half a character at the end, or half a surrogate pair.
std::optional<std::string> FromUtf16(std::string_view bytes, ByteOrder order) {
  std::string text;
  text.reserve(bytes.size() / 2 + SourceFile::kPadding);
  if (bytes.size() % 2 != 0) return std::nullopt;
  for (size_t at = 2; at < bytes.size(); at += 2) {
    uint32_t point = UnitAt(bytes, at, order);
    if (point >= 0xD800 && point < 0xE000) {
      const uint32_t low = at + 2 < bytes.size() ? UnitAt(bytes, at + 2, order) : 0;
      if (point >= 0xDC00 || low < 0xDC00 || low >= 0xE000) return std::nullopt;
      point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
      at += 2;
    }
    AppendUtf8(point, text);
  }
  return text;
}

}  // namespace

absl::StatusOr<std::string> ToUtf8(std::string_view name, std::string bytes) {
  const std::string_view view = bytes;
  if (view.starts_with("\xFF\xFE") || view.starts_with("\xFE\xFF")) {
    std::optional<std::string> text =
        FromUtf16(view, view[0] == '\xFF' ? ByteOrder::kLittle : ByteOrder::kBig);
    if (!text) return InvalidInput(name, "broken UTF-16 text");
    bytes = *std::move(text);
  } else if (view.starts_with("\xEF\xBB\xBF")) {
    bytes.erase(0, 3);
  }
  // Further in, a NUL byte is a fault of the JSON like any other control character.
  if (std::memchr(bytes.data(), '\0', std::min(bytes.size(), kSniffedBytes)) != nullptr) {
    return InvalidInput(name, "holds NUL bytes, so it is neither JSON nor YAML text");
  }
  return bytes;
}

}  // namespace iamsift
