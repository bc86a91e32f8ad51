#include "analyzer/base/json_writer.h"

#include <gtest/gtest.h>

namespace iamsift {
namespace {

TEST(JsonWriter, WritesOnOneLine) {
  std::string out;
  JsonWriter json(&out);
  json.BeginObject().Member("a", "x").Member("n", -3).Key("l").BeginArray();
  json.Bool(true).Null().BeginObject().EndObject().EndArray().EndObject();
  EXPECT_EQ(out, R"({"a":"x","n":-3,"l":[true,null,{}]})");
}

TEST(JsonWriter, IndentsWhenAsked) {
  std::string out;
  JsonWriter json(&out, 2);
  json.BeginObject().Key("l").BeginArray().String("a").String("b").EndArray();
  json.Key("e").BeginArray().EndArray().EndObject();
  EXPECT_EQ(out, "{\n  \"l\": [\n    \"a\",\n    \"b\"\n  ],\n  \"e\": []\n}");
}

TEST(AppendJsonString, LetsNothingHarmfulThrough) {
  struct Case {
    std::string_view text, json, because;
  };
  using namespace std::string_view_literals;
  const Case cases[] = {
      {"plain", "\"plain\"", "as it is"},
      {"a\"b\\c", R"("a\"b\\c")", "quote and backslash"},
      {"\n\r\t\x1b\0"sv, R"("\n\r\t\u001b\u0000")", "control characters"},
      {"\x7f", R"("\u007f")", "delete is one too"},
      {"</script>", R"("\u003c/script>")", "no tag can be closed from inside"},
      {"h\xC3\xA9", "\"h\xC3\xA9\"", "UTF-8 stays"},
      {"\xE2\x80\xA8", R"("\u2028")", "a line separator ends a line in scripts"},
      {"\xC3(", R"("\ufffd(")", "a broken sequence becomes the replacement character"},
      {"\xED\xA0\x80", R"("\ufffd\ufffd\ufffd")", "a surrogate is no UTF-8"},
      {"\xF0\x9F\x98\x80", "\"\xF0\x9F\x98\x80\"", "four bytes"},
      {"\xF0\x9F", R"("\ufffd\ufffd")", "cut off at the end"},
  };
  for (const Case& c : cases) {
    std::string out;
    AppendJsonString(out, c.text);
    EXPECT_EQ(out, c.json) << c.because;
  }
}

}  // namespace
}  // namespace iamsift
