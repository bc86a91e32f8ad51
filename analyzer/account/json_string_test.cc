#include "analyzer/account/json_string.h"

#include <gtest/gtest.h>

namespace iamsift {
namespace {

struct DecodeCase {
  std::string_view raw, decoded, because;
};
constexpr DecodeCase kEscapes[] = {
    {"", "", "nothing"},
    {"plain", "plain", "no escapes"},
    {R"(a\"\\\/\b\f\n\r\tz)", "a\"\\/\b\f\n\r\tz", "each short escape"},
    {R"(\u0041\u00e9\u20AC)", "A\xC3\xA9\xE2\x82\xAC", "one, two and three bytes"},
    {R"(\ud83d\ude00)", "\xF0\x9F\x98\x80", "a surrogate pair"},
    {R"(\ud83dx)", "\xEF\xBF\xBDx", "half a pair"},
    {R"(\ude00\ud83d)", "\xEF\xBF\xBD\xEF\xBF\xBD", "two halves in the wrong order"},
};

TEST(JsonString, ReplacesEscapes) {
  for (const DecodeCase& c : kEscapes) {
    std::string out;
    EXPECT_TRUE(AppendUnescaped(c.raw, out)) << c.because;
    EXPECT_EQ(out, c.decoded) << c.because;
  }
}

TEST(JsonString, StopsAtWhatIsNoEscape) {
  for (const std::string_view raw : {R"(ab\x)", R"(ab\)", R"(ab\u12)", R"(ab\u12g4)"}) {
    std::string out;
    EXPECT_FALSE(AppendUnescaped(raw, out)) << raw;
    EXPECT_EQ(out, "ab") << raw;
  }
}

constexpr DecodeCase kPercents[] = {
    {"%7B%22a%22%3a1%7D", "{\"a\":1}", "either case"},
    {"a+b", "a+b", "a plus is a plus"},
    {"100%", "100%", "a percent sign at the end"},
    {"%4", "%4", "one digit"},
    {"%zz%41", "%zzA", "no digits"},
    {"%2541", "%41", "decoded once"},
    {"%C3%A9", "\xC3\xA9", "UTF-8"},
};

TEST(JsonString, DecodesPercents) {
  for (const DecodeCase& c : kPercents) {
    std::string out;
    AppendPercentDecoded(c.raw, out);
    EXPECT_EQ(out, c.decoded) << c.because;
  }
}

struct OffsetCase {
  std::string_view raw;
  size_t decoded, offset;
  std::string_view because;
};

TEST(JsonString, TellsWhereADecodedByteComesFrom) {
  constexpr OffsetCase kCases[] = {
      {R"(ab)", 0, 0, "the first"},
      {R"(\"b)", 1, 2, "behind an escape"},
      {R"(\u00e9b)", 1, 0, "the second byte of an escaped character"},
      {R"(\u00e9b)", 2, 6, "behind it"},
      {R"(\ud83d\ude00b)", 4, 12, "behind a pair"},
      {R"(ab)", 2, 2, "the end"},
      {R"(ab)", 9, 2, "behind the end"},
  };
  for (const OffsetCase& c : kCases) {
    EXPECT_EQ(OffsetBeforeUnescaping(c.raw, c.decoded), c.offset) << c.because;
  }
  EXPECT_EQ(OffsetBeforePercentDecoding("%7B%22a", 2), 6U);
  EXPECT_EQ(OffsetBeforePercentDecoding("%zz%41", 3), 3U);
}

}  // namespace
}  // namespace iamsift
