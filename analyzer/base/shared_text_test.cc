#include "analyzer/base/shared_text.h"

#include <string>
#include <utility>
#include <vector>

#include "analyzer/base/shared_texts.h"
#include "gtest/gtest.h"

namespace iamsift {
namespace {

TEST(SharedText, NamesTheKeptTextWhenMovedAndHasItsOwnWhenCopied) {
  Arena arena;
  const std::string letters = "arn:aws:iam::111122223333:role/ml-training";
  SharedText first = SharedText::In(letters, arena);
  const char* const kept = first.view().data();
  EXPECT_EQ(first, letters);
  const SharedText copy = first;
  EXPECT_NE(copy.view().data(), kept);
  EXPECT_EQ(copy, letters);
  const SharedText again = first.Again();
  EXPECT_EQ(again.view().data(), kept);
  const SharedText moved = std::move(first);
  EXPECT_EQ(moved.view().data(), kept);
}

TEST(SharedText, OwnsWhatNobodyKeeps) {
  SharedText text = std::string("a text that is longer than what a string holds in itself");
  const char* const at = text.view().data();
  SharedText moved;
  moved = std::move(text);
  EXPECT_EQ(moved.view().data(), at);
  moved = SharedText("another");
  EXPECT_EQ(moved, "another");
}

TEST(SharedText, StandsInTheArenaBesideTextsOfAnyLength) {
  Arena arena;
  std::vector<SharedText> texts;
  for (size_t size = 0; size < 300; ++size) {
    texts.push_back(SharedText::In(std::string(size, 'a'), arena));
  }
  for (size_t size = 0; size < texts.size(); ++size) {
    EXPECT_EQ(texts[size], std::string(size, 'a'));
  }
}

TEST(SharedText, IsEmptyWithoutLetters) {
  Arena arena;
  EXPECT_TRUE(SharedText().empty());
  EXPECT_TRUE(SharedText("").empty());
  EXPECT_TRUE(SharedText::In("", arena).empty());
  EXPECT_EQ(SharedText(), "");
  EXPECT_EQ(SharedText().size(), 0U);
  EXPECT_NE(SharedText().view().data(), nullptr);
}

TEST(SharedText, ComparesByItsLetters) {
  Arena arena;
  EXPECT_EQ(SharedText::In("b", arena), SharedText("b"));
  EXPECT_LT(SharedText("a"), SharedText::In("b", arena));
  EXPECT_NE(SharedText("a"), std::string_view("b"));
}

TEST(SharedTexts, NamesTheKeptListWhenMovedAndHasItsOwnWhenCopied) {
  Arena arena;
  SharedTexts::List list;
  list.push_back(SharedText::In("iam:PassRole", arena));
  SharedTexts first = SharedTexts::In(list);
  EXPECT_EQ(&first.list(), &list);
  const SharedTexts copy = first;
  EXPECT_NE(&copy.list(), &list);
  EXPECT_EQ(copy.list(), list);
  const SharedTexts moved = std::move(first);
  EXPECT_EQ(&moved.list(), &list);
}

TEST(SharedTexts, IsEmptyWithoutTexts) {
  EXPECT_TRUE(SharedTexts().empty());
  EXPECT_TRUE(SharedTexts(std::vector<std::string>()).empty());
  EXPECT_EQ(SharedTexts({"a", "b"}).size(), 2U);
}

}  // namespace
}  // namespace iamsift
