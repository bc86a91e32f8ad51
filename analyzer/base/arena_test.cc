#include "analyzer/base/arena.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace iamsift {
namespace {

TEST(Arena, KeepsEveryCopyInPlaceWhenItMoves) {
  Arena arena;
  std::vector<std::string_view> copies;
  for (int i = 0; i < 10'000; ++i) copies.push_back(arena.Copy("text " + std::to_string(i)));
  const Arena moved = std::move(arena);
  for (int i = 0; i < 10'000; ++i) EXPECT_EQ(copies[i], "text " + std::to_string(i));
}

TEST(Arena, TakesWhatIsLargerThanABlock) {
  Arena arena;
  const std::string large(1'000'000, 'x');
  EXPECT_EQ(arena.Copy(large), large);
  EXPECT_EQ(arena.Copy(""), "");
}

}  // namespace
}  // namespace iamsift
