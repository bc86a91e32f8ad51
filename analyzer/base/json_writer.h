#pragma once

// Writes JSON into a string as it goes, in the order of the calls. Compact by default; with an
// indent, one member a line. Text is escaped so that no control character, `<`, U+2028 or U+2029
// reaches the output raw; bytes that are not UTF-8 become U+FFFD.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace iamsift {

class JsonWriter {
 public:
  // out     grows by what is written; outlives the writer.
  // indent  0: everything on one line.
  explicit JsonWriter(std::string* out, int indent = 0) : out_(out), indent_(indent) {}

  JsonWriter& BeginObject();
  JsonWriter& EndObject();
  JsonWriter& BeginArray();
  JsonWriter& EndArray();
  JsonWriter& Key(std::string_view key);
  JsonWriter& String(std::string_view text);
  JsonWriter& Number(int64_t number);
  JsonWriter& Bool(bool value);
  JsonWriter& Null();
  // `json` is one complete value, written as it stands.
  JsonWriter& Raw(std::string_view json);

  JsonWriter& Member(std::string_view key, std::string_view text) { return Key(key).String(text); }
  JsonWriter& Member(std::string_view key, const char* text) { return Key(key).String(text); }
  JsonWriter& Member(std::string_view key, int64_t number) { return Key(key).Number(number); }

  template <typename Range>
  JsonWriter& Strings(const Range& texts) {
    BeginArray();
    for (const auto& text : texts) String(std::string_view(text));
    return EndArray();
  }

 private:
  void BeforeValue();
  void NewLine();
  JsonWriter& End(char bracket);

  std::string* out_;
  int indent_;
  std::vector<bool> has_items_;  // one entry an open object or array
  bool after_key_ = false;
};

// `text` as a JSON string with its quotes, escaped as above.
void AppendJsonString(std::string& out, std::string_view text);

}  // namespace iamsift
