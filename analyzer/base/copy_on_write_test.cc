#include "analyzer/base/copy_on_write.h"

#include <string>
#include <utility>

#include "gtest/gtest.h"

namespace iamsift {
namespace {

using Text = CopyOnWrite<std::string>;

Text TextOf(std::string_view content) {
  Text text;
  text.Own() = content;
  return text;
}

TEST(CopyOnWrite, CopiesShareUntilOneIsWritten) {
  Text first = TextOf("iam:PassRole");
  Text copy = first;
  EXPECT_TRUE(copy.SharesWith(first));
  copy.Own() += "s";
  EXPECT_FALSE(copy.SharesWith(first));
  EXPECT_EQ(*first, "iam:PassRole");
  EXPECT_EQ(*copy, "iam:PassRoles");
}

TEST(CopyOnWrite, WritesInPlaceWhatNobodyElseHas) {
  Text text = TextOf("a text that is longer than what a string holds in itself");
  const std::string* const at = &*text;
  { const Text copy = text; }
  EXPECT_EQ(&text.Own(), at);
  const Text moved = std::move(text);
  EXPECT_EQ(&*moved, at);
}

TEST(CopyOnWrite, IsEmptyWithoutMemory) {
  Text text;
  EXPECT_TRUE(text.IsNull());
  EXPECT_EQ(*text, "");
  text = TextOf("something");
  EXPECT_FALSE(text.IsNull());
  text.Reset();
  EXPECT_EQ(*text, "");
  EXPECT_TRUE(text.SharesWith(Text()));
}

TEST(CopyOnWrite, IsAssignedToItself) {
  Text text = TextOf("s3:GetObject");
  const Text& same = text;
  text = same;
  EXPECT_EQ(*text, "s3:GetObject");
}

}  // namespace
}  // namespace iamsift
