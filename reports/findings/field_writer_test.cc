#include "reports/findings/field_writer.h"

#include <gtest/gtest.h>

#include "analyzer/base/json_writer.h"

namespace iamsift {
namespace {

TEST(FieldWriter, PutsCommasBetweenValuesAlone) {
  std::string out;
  FieldWriter json(&out);
  json.BeginObject().Member("a", "x").Key("b").BeginArray().EndArray();
  json.Key("c").BeginArray().Number(-1).Bool(true).Null().BeginObject().EndObject().EndArray();
  json.Key("d").Strings(std::vector<std::string>{"y", "z"}).Key("e").Raw("[1]").EndObject();
  EXPECT_EQ(out, R"({"a":"x","b":[],"c":[-1,true,null,{}],"d":["y","z"],"e":[1]})");
}

TEST(FieldWriter, EscapesKeysThatAreNotOurs) {
  std::string out;
  FieldWriter(&out).BeginObject().KeyText("a\"b").String("c").EndObject();
  EXPECT_EQ(out, R"({"a\"b":"c"})");
}

// The quick look at eight bytes must see every byte that the slow way would escape, wherever it
// stands.
TEST(FieldWriter, EscapesAsTheJsonWriterDoes) {
  for (size_t length = 0; length <= 19; ++length) {
    for (size_t at = 0; at < length; ++at) {
      for (int byte = 0; byte < 256; ++byte) {
        std::string text(length, 'a');
        text[at] = static_cast<char>(byte);
        std::string quick, slow;
        FieldWriter(&quick).String(text);
        AppendJsonString(slow, text);
        ASSERT_EQ(quick, slow) << "byte " << byte << " at " << at << " of " << length;
      }
    }
  }
}

struct CompactCase {
  std::string_view json, compact, because;
};

constexpr CompactCase kCompactCases[] = {
    {"{\n  \"a\": [1, 2],\n\t\"b\": {}\r\n}", R"({"a":[1,2],"b":{}})", "blanks between tokens go"},
    {R"({"a b": " c "})", R"({"a b":" c "})", "blanks in literals stay"},
    {R"(["\" x", "\\", " \\\" "])", R"(["\" x","\\"," \\\" "])", "escaped quotes end nothing"},
    {R"("open)", R"("open)", "what never ends is kept"},
    {"", "", "nothing is nothing"},
};

TEST(FieldWriter, CompactsWithoutTouchingLiterals) {
  for (const CompactCase& c : kCompactCases) {
    std::string out;
    FieldWriter(&out).Compacted(c.json);
    EXPECT_EQ(out, c.compact) << c.because;
  }
}

}  // namespace
}  // namespace iamsift
