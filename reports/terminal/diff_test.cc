#include "reports/terminal/diff.h"

#include <gtest/gtest.h>

#include <string>

namespace iamsift {
namespace {

std::string DiffText(std::string_view before, std::string_view after, size_t max_lines = 100) {
  Page page(80, Colour::kNever);
  PrintDiff(before, after, max_lines, page);
  return page.Take();
}

struct DiffCase {
  std::string_view before, after, diff, because;
};

constexpr DiffCase kDiffCases[] = {
    {"a\nb\n", "a\nb", "", "equal but for the last newline"},
    {"", "", "", "nothing"},
    {"a\nb\nc", "a\nx\nc", "@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n", "one line replaced"},
    {"", "a", "@@ -0,0 +1,1 @@\n+a\n", "added to nothing"},
    {"a", "", "@@ -1,1 +0,0 @@\n-a\n", "nothing left"},
    {"1\n2\n3\n4\n5\n6\n7\n8\n9", "1\n2\n3\n4\n5\n6\n7\n8\nx",
     "@@ -6,4 +6,4 @@\n 6\n 7\n 8\n-9\n+x\n", "three lines of context"},
    {"a\n1\n2\n3\n4\n5\n6\n7\nb", "A\n1\n2\n3\n4\n5\n6\n7\nB",
     "@@ -1,4 +1,4 @@\n-a\n+A\n 1\n 2\n 3\n@@ -6,4 +6,4 @@\n 5\n 6\n 7\n-b\n+B\n",
     "far apart: two hunks"},
    {"a\n1\n2\n3\n4\n5\n6\nb", "A\n1\n2\n3\n4\n5\n6\nB",
     "@@ -1,8 +1,8 @@\n-a\n+A\n 1\n 2\n 3\n 4\n 5\n 6\n-b\n+B\n", "near: one hunk"},
};

TEST(Diff, IsUnified) {
  for (const DiffCase& c : kDiffCases) EXPECT_EQ(DiffText(c.before, c.after), c.diff) << c.because;
}

TEST(Diff, SaysHowMuchItLeavesOut) {
  EXPECT_EQ(DiffText("a\nb\nc", "x\ny\nz", 2), "@@ -1,3 +1,3 @@\n-a\n-b\nand 4 more lines\n");
}

TEST(Diff, ShowsControlCharacters) {
  EXPECT_EQ(DiffText("", "a\x1b"), "@@ -0,0 +1,1 @@\n+a\\x1b\n");
}

// Keeping what is kept or removed gives the one text, what is kept or added the other.
void ExpectFaithful(std::string_view before, std::string_view after) {
  std::string old_text, new_text;
  for (const DiffLine& line : DiffLines(before, after)) {
    if (line.change != LineChange::kAdded) old_text.append(line.text) += '\n';
    if (line.change != LineChange::kRemoved) new_text.append(line.text) += '\n';
  }
  EXPECT_EQ(old_text, before);
  EXPECT_EQ(new_text, after);
}

TEST(Diff, RestoresBothTexts) {
  uint32_t state = 11;
  const auto draw_text = [&] {
    std::string text;
    for (int i = 0; i < 30; ++i) {
      state = state * 1'664'525 + 1'013'904'223;
      text += static_cast<char>('a' + (state >> 24) % 4);
      text += '\n';
    }
    return text;
  };
  for (int round = 0; round < 200; ++round) ExpectFaithful(draw_text(), draw_text());
}

TEST(Diff, OfVeryLongTextsIsCoarseAndStillFaithful) {
  std::string before, after;
  for (int i = 0; i < 4'000; ++i) {
    before += "old " + std::to_string(i) + "\n";
    after += "new " + std::to_string(i) + "\n";
  }
  ExpectFaithful(before, after);
}

}  // namespace
}  // namespace iamsift
