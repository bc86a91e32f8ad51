#include "reports/findings/field_writer.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "analyzer/base/json_writer.h"

namespace iamsift {
namespace {

constexpr uint64_t kOnes = 0x0101010101010101;
constexpr uint64_t kHighBits = 0x8080808080808080;

constexpr uint64_t EachByte(unsigned char byte) { return kOnes * byte; }

// The high bit of every zero byte; of a byte above a zero one too, which is as good here.
constexpr uint64_t ZeroBytes(uint64_t word) { return (word - kOnes) & ~word & kHighBits; }

// Whether one of eight bytes is a control character, `"`, `\`, `<`, DEL or beyond ASCII.
bool HasSpecial(uint64_t word) {
  const uint64_t controls = (word - EachByte(0x20)) & ~word;
  const uint64_t quoted = ZeroBytes(word ^ EachByte('"')) | ZeroBytes(word ^ EachByte('\\')) |
                          ZeroBytes(word ^ EachByte('<')) | ZeroBytes(word ^ EachByte(0x7F));
  return (((controls | word) & kHighBits) | quoted) != 0;
}

bool IsPlain(std::string_view text) {
  uint64_t word = 0;
  while (text.size() >= sizeof word) {
    std::memcpy(&word, text.data(), sizeof word);
    if (HasSpecial(word)) return false;
    text.remove_prefix(sizeof word);
  }
  word = EachByte('a');
  if (!text.empty()) std::memcpy(&word, text.data(), text.size());  // none may have no place
  return !HasSpecial(word);
}

bool IsJsonBlank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

// The length of the string literal that begins at `json[0]`, both quotes included.
size_t LiteralLength(std::string_view json) {
  size_t at = 1;
  while (true) {
    at = json.find('"', at);
    if (at == std::string_view::npos) return json.size();
    size_t backslashes = 0;
    while (json[at - 1 - backslashes] == '\\') ++backslashes;
    ++at;
    if (backslashes % 2 == 0) return at;
  }
}

}  // namespace

FieldWriter& FieldWriter::Begin(char bracket) {
  BeforeValue();
  *out_ += bracket;
  needs_comma_ = false;
  return *this;
}

FieldWriter& FieldWriter::End(char bracket) {
  *out_ += bracket;
  needs_comma_ = true;
  return *this;
}

FieldWriter& FieldWriter::KeyText(std::string_view key) {
  String(key);
  *out_ += ':';
  needs_comma_ = false;
  return *this;
}

FieldWriter& FieldWriter::String(std::string_view text) {
  BeforeValue();
  if (!IsPlain(text)) {
    AppendJsonString(*out_, text);
    return *this;
  }
  *out_ += '"';
  out_->append(text);
  *out_ += '"';
  return *this;
}

FieldWriter& FieldWriter::Number(int64_t number) {
  BeforeValue();
  char digits[24];
  const auto [end, error] = std::to_chars(digits, digits + sizeof digits, number);
  static_cast<void>(error);  // 24 characters hold every 64-bit number
  out_->append(digits, static_cast<size_t>(end - digits));
  return *this;
}

FieldWriter& FieldWriter::Raw(std::string_view json) {
  BeforeValue();
  out_->append(json);
  return *this;
}

FieldWriter& FieldWriter::Compacted(std::string_view json) {
  BeforeValue();
  const size_t before = out_->size();
  out_->resize(before + json.size());
  char* end = out_->data() + before;
  for (size_t at = 0; at < json.size();) {
    if (IsJsonBlank(json[at])) {
      ++at;
      continue;
    }
    const size_t length = json[at] == '"' ? LiteralLength(json.substr(at)) : 1;
    end = std::copy_n(json.data() + at, length, end);
    at += length;
  }
  out_->resize(static_cast<size_t>(end - out_->data()));
  return *this;
}

}  // namespace iamsift
