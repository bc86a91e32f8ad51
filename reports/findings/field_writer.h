#pragma once

// JSON on one line, written as fast as its bytes can be copied: a report of a large account is
// tens of megabytes. Keys are literals of ours and go out as they are; texts are looked over eight
// bytes at a time, and only those that hold something to escape take the slow way of base.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace iamsift {

class FieldWriter {
 public:
  // out  grows by what is written; outlives the writer.
  explicit FieldWriter(std::string* out) : out_(out) {}

  // The next value stands by itself, not in an object or array.
  FieldWriter& NextDocument() {
    needs_comma_ = false;
    return *this;
  }

  FieldWriter& BeginObject() { return Begin('{'); }
  FieldWriter& EndObject() { return End('}'); }
  FieldWriter& BeginArray() { return Begin('['); }
  FieldWriter& EndArray() { return End(']'); }

  // key  a literal that needs no escaping: with its comma, quotes and colon it is one copy.
  template <size_t kSize>
  FieldWriter& Key(const char (&key)[kSize]) {
    char text[kSize + 3] = {',', '"'};
    std::memcpy(text + 2, key, kSize - 1);
    std::memcpy(text + kSize + 1, "\":", 2);
    out_->append(text + (needs_comma_ ? 0 : 1), kSize + (needs_comma_ ? 3 : 2));
    needs_comma_ = false;
    return *this;
  }
  // A key that is no literal, or not ours.
  FieldWriter& KeyText(std::string_view key);

  FieldWriter& String(std::string_view text);
  FieldWriter& Number(int64_t number);
  FieldWriter& Bool(bool value) { return Raw(value ? "true" : "false"); }
  FieldWriter& Null() { return Raw("null"); }
  // One complete value, written as it stands.
  FieldWriter& Raw(std::string_view json);
  // One complete value, written without the blanks and newlines between its tokens.
  FieldWriter& Compacted(std::string_view json);

  template <size_t kSize>
  FieldWriter& Member(const char (&key)[kSize], std::string_view text) {
    return Key(key).String(text);
  }
  template <size_t kSize>
  FieldWriter& Member(const char (&key)[kSize], int64_t number) {
    return Key(key).Number(number);
  }

  template <typename Range>
  FieldWriter& Strings(const Range& texts) {
    BeginArray();
    for (const auto& text : texts) String(text);
    return EndArray();
  }

 private:
  void BeforeValue() {
    if (needs_comma_) *out_ += ',';
    needs_comma_ = true;
  }
  FieldWriter& Begin(char bracket);
  FieldWriter& End(char bracket);

  std::string* out_;
  bool needs_comma_ = false;  // a value of the open object or array stands before
};

}  // namespace iamsift
