#include "analyzer/ingest/files/encoding.h"

#include <gtest/gtest.h>

#include "analyzer/base/status.h"

namespace iamsift {
namespace {

struct EncodingCase {
  std::string bytes;
  std::string text;
  std::string_view because;
};

TEST(Encoding, GivesUtf8) {
  const EncodingCase cases[] = {
      {"{}", "{}", "plain"},
      {"", "", "nothing"},
      {"\xEF\xBB\xBF{}", "{}", "a byte order mark"},
      {std::string("\xFF\xFE{\0}\0", 6), "{}", "UTF-16 little-endian, as PowerShell writes it"},
      {std::string("\xFE\xFF\0{\0}", 6), "{}", "UTF-16 big-endian"},
      {std::string("\xFF\xFE\xE9\x00\xAC\x20\x3D\xD8\x00\xDE", 10),
       "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80", "two, three and four bytes"},
      {"a\r\nb", "a\r\nb", "line breaks stay"},
  };
  for (const EncodingCase& c : cases) {
    const absl::StatusOr<std::string> text = ToUtf8("x", c.bytes);
    ASSERT_TRUE(text.ok()) << c.because;
    EXPECT_EQ(*text, c.text) << c.because;
  }
}

TEST(Encoding, RefusesWhatIsNoText) {
  const EncodingCase cases[] = {
      {std::string("a\0b", 3), "x: holds NUL bytes, so it is neither JSON nor YAML text", "NUL"},
      {std::string("\xFF\xFE{\0}", 5), "x: broken UTF-16 text", "half a character"},
      {std::string("\xFF\xFE\x00\xDC", 4), "x: broken UTF-16 text", "the second half alone"},
      {std::string("\xFF\xFE\x3D\xD8{\0", 6), "x: broken UTF-16 text", "the first half alone"},
  };
  for (const EncodingCase& c : cases) {
    EXPECT_EQ(MessageOf(ToUtf8("x", c.bytes).status()), c.text) << c.because;
  }
}

}  // namespace
}  // namespace iamsift
