#include "reports/sarif/line_hashes.h"

#include <algorithm>
#include <charconv>

#include "absl/container/flat_hash_map.h"
#include "analyzer/base/text.h"
#include "reports/utf8.h"

namespace iamsift {
namespace {

constexpr size_t kWindow = 100;
constexpr uint64_t kBase = 37;
constexpr char16_t kEndOfText = 0xFFFF;
constexpr char32_t kReplacement = 0xFFFD;

constexpr uint64_t PowerOfBase(size_t exponent) {
  uint64_t power = 1;
  for (size_t i = 0; i < exponent; ++i) power *= kBase;
  return power;
}

// The polynomial hash of the last kWindow units. Once a window has passed after a unit, the hash
// is that of the window that the unit opens.
class RollingHash {
 public:
  void Add(char16_t unit, bool opens_line) {
    if (opens_at_[next_]) hashes_.push_back(hash_);
    hash_ = hash_ * kBase + unit - PowerOfBase(kWindow) * window_[next_];
    window_[next_] = unit;
    opens_at_[next_] = opens_line;
    next_ = (next_ + 1) % kWindow;
  }

  std::vector<uint64_t> Finish() {
    for (size_t i = 0; i < kWindow; ++i) Add(0, false);
    return std::move(hashes_);
  }

 private:
  uint64_t hash_ = 0;
  size_t next_ = 0;
  char16_t window_[kWindow] = {};
  bool opens_at_[kWindow] = {};
  std::vector<uint64_t> hashes_;
};

// Feeds units to the hash as the fingerprint is defined: without blanks, line ends as one newline.
class LineReader {
 public:
  void Take(char16_t unit) {
    const bool is_second_of_pair = unit == '\n' && after_return_;
    after_return_ = unit == '\r';
    if (unit == ' ' || unit == '\t' || is_second_of_pair) return;
    const char16_t kept = unit == '\r' ? u'\n' : unit;
    hash_.Add(kept, at_line_start_);
    at_line_start_ = kept == '\n';
  }

  std::vector<uint64_t> Finish() {
    Take(kEndOfText);
    return hash_.Finish();
  }

 private:
  RollingHash hash_;
  bool at_line_start_ = true;
  bool after_return_ = false;
};

void TakeAsUtf16(LineReader& reader, char32_t code_point) {
  if (code_point == kInvalidByte) code_point = kReplacement;
  if (code_point < 0x10000) {
    reader.Take(static_cast<char16_t>(code_point));
    return;
  }
  const char32_t offset = code_point - 0x10000;
  reader.Take(static_cast<char16_t>(0xD800 + (offset >> 10)));
  reader.Take(static_cast<char16_t>(0xDC00 + (offset & 0x3FF)));
}

std::string FingerprintText(uint64_t hash, uint32_t occurrence) {
  char digits[16];
  const auto [end, error] = std::to_chars(digits, digits + sizeof digits, hash, 16);
  static_cast<void>(error);  // sixteen digits hold every 64-bit number
  return Concat({std::string_view(digits, static_cast<size_t>(end - digits)), ":",
                 std::to_string(occurrence)});
}

}  // namespace

std::vector<uint64_t> LineHashes(std::string_view text) {
  LineReader reader;
  while (!text.empty()) {
    if (static_cast<unsigned char>(text[0]) < 0x80) {
      reader.Take(static_cast<unsigned char>(text[0]));
      text.remove_prefix(1);
    } else {
      TakeAsUtf16(reader, TakeCodePoint(text));
    }
  }
  return reader.Finish();
}

std::vector<std::string> LineFingerprints(std::string_view text,
                                          const std::vector<uint32_t>& lines) {
  const std::vector<uint64_t> hashes = LineHashes(text);
  const auto exists = [&](uint32_t line) { return line >= 1 && line <= hashes.size(); };
  absl::flat_hash_map<uint64_t, uint32_t> occurrences;  // of the wanted hashes alone
  for (const uint32_t line : lines) {
    if (exists(line)) occurrences.try_emplace(hashes[line - 1], 0);
  }
  std::vector<std::string> fingerprints;
  uint32_t counted = 0;
  for (const uint32_t line : lines) {
    if (!exists(line)) {
      fingerprints.emplace_back();
      continue;
    }
    for (; counted < line; ++counted) {
      const auto wanted = occurrences.find(hashes[counted]);
      if (wanted != occurrences.end()) ++wanted->second;
    }
    fingerprints.push_back(FingerprintText(hashes[line - 1], occurrences[hashes[line - 1]]));
  }
  return fingerprints;
}

}  // namespace iamsift
