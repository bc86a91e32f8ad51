#include "analyzer/policy/document_text.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

// The lead bytes of UTF-8 from 0xC4 on open the characters beyond U+00FF.
bool IsInvalidLead(char c) { return static_cast<unsigned char>(c) >= 0xC4; }

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// The first invalid character inside `within`, empty if there is none.
SourceSpan InvalidCharacterIn(std::string_view json, SourceSpan within) {
  const std::string_view text = json.substr(within.begin, within.end - within.begin);
  const auto found = std::find_if(text.begin(), text.end(), IsInvalidLead);
  if (found == text.end()) return {};
  const uint32_t begin = within.begin + static_cast<uint32_t>(found - text.begin());
  const size_t length = std::max<size_t>(1, Utf8CharacterLength(json.substr(begin)));
  return {begin, begin + static_cast<uint32_t>(length)};
}

constexpr uint64_t kHighBits = 0x8080808080808080U, kOnes = 0x0101010101010101U;

// The high bit of each byte that is `c`; all bytes are ASCII.
uint64_t BytesEqual(uint64_t bytes, char c) {
  const uint64_t difference = bytes ^ (kOnes * static_cast<unsigned char>(c));
  return ~(difference + ~kHighBits) & kHighBits;
}

bool IsContainer(JsonType type) { return type == JsonType::kObject || type == JsonType::kArray; }

}  // namespace

// Eight bytes at a time where all are ASCII: policies are long, and most of them is that.
TextMeasure MeasureText(std::string_view json) {
  TextMeasure measure;
  size_t at = 0;
  const auto measure_until = [&](size_t end) {
    for (; at < end; ++at) {
      if (!IsJsonBlank(json[at]) && !IsContinuation(json[at])) ++measure.size_without_blanks;
      measure.has_invalid_characters |= IsInvalidLead(json[at]);
    }
  };
  while (at + sizeof(uint64_t) <= json.size()) {
    uint64_t bytes = 0;
    std::memcpy(&bytes, json.data() + at, sizeof(bytes));
    if ((bytes & kHighBits) != 0) {
      measure_until(at + sizeof(bytes));
      continue;
    }
    const int blanks = std::popcount(BytesEqual(bytes, ' ') | BytesEqual(bytes, '\n') |
                                     BytesEqual(bytes, '\r') | BytesEqual(bytes, '\t'));
    measure.size_without_blanks += static_cast<uint32_t>(8 - blanks);
    at += sizeof(bytes);
  }
  measure_until(json.size());
  return measure;
}

void ReportInvalidCharacters(std::string_view json, PolicyReading& reading,
                             std::vector<Oddity>& oddities) {
  const auto report = [&](JsonNodeId node, SourceSpan within) {
    const SourceSpan character = InvalidCharacterIn(json, within);
    if (character.IsEmpty()) return;
    const std::string_view text = json.substr(character.begin, character.end - character.begin);
    oddities.push_back({OddityKind::kInvalidCharacter, character, reading.outline().PointerTo(node),
                        Concat({"IAM takes no character beyond U+00FF: `", text, "`"}), ""});
  };
  for (JsonNodeId node = 0; node < reading.outline().size(); ++node) {
    report(node, reading.at(node).key.span);
    if (!IsContainer(reading.at(node).type)) report(node, reading.at(node).span);
  }
}

}  // namespace iamsift
