#include "analyzer/base/shared_text.h"

#include <utility>

#include "gtest/gtest.h"

namespace iamsift {
namespace {

TEST(SharedText, NamesTheKeptTextWhenMovedAndHasItsOwnWhenCopied) {
  const std::string kept = "arn:aws:iam::111122223333:role/ml-training";
  SharedText first = SharedText::In(kept);
  EXPECT_EQ(&first.str(), &kept);
  const SharedText copy = first;
  EXPECT_NE(&copy.str(), &kept);
  EXPECT_EQ(copy, kept);
  const SharedText moved = std::move(first);
  EXPECT_EQ(&moved.str(), &kept);
}

TEST(SharedText, OwnsWhatNobodyKeeps) {
  SharedText text = std::string("a text that is longer than what a string holds in itself");
  const std::string* const at = &text.str();
  SharedText moved;
  moved = std::move(text);
  EXPECT_EQ(&moved.str(), at);
  moved = SharedText("another");
  EXPECT_EQ(moved, "another");
}

TEST(SharedText, IsEmptyWithoutLetters) {
  const std::string nothing;
  EXPECT_TRUE(SharedText().empty());
  EXPECT_TRUE(SharedText("").empty());
  EXPECT_TRUE(SharedText::In(nothing).empty());
  EXPECT_EQ(SharedText(), "");
  EXPECT_EQ(SharedText().size(), 0U);
}

TEST(SharedText, ComparesByItsLetters) {
  const std::string kept = "b";
  EXPECT_EQ(SharedText::In(kept), SharedText("b"));
  EXPECT_LT(SharedText("a"), SharedText::In(kept));
  EXPECT_NE(SharedText("a"), std::string_view("b"));
}

}  // namespace
}  // namespace iamsift
