#include "reports/terminal/page.h"

#include <gtest/gtest.h>

#include "reports/terminal/table.h"

namespace iamsift {
namespace {

TEST(Page, PaintsWhenAskedTo) {
  Page plain(80, Colour::kNever), painted(80, Colour::kAlways);
  for (Page* page : {&plain, &painted}) page->Line(2, {{"bad", Ink::kRed}, {" role"}});
  EXPECT_EQ(plain.Take(), "  bad role\n");
  EXPECT_EQ(painted.Take(), "  \x1b[31mbad\x1b[0m role\n");
}

TEST(Page, ShowsWhatWouldActOnTheTerminal) {
  Page page(80, Colour::kNever);
  page.Line(0, {{"a\x1b[31m"}, {"\n"}});
  page.Heading("b\r");
  page.Paragraph(0, {"c\a"}, 0, "d\b");
  EXPECT_EQ(page.Take(), "a\\x1b[31m\\n\n\nb\\r\nc\\x07 d\\x08\n");
}

TEST(Page, WrapsUnderTheTextAndNotUnderTheLabel) {
  Page page(40, Colour::kNever);
  page.Paragraph(2, {"why"}, 9, "whoever may start a service can run code");
  page.Paragraph(2, {"denies-nothing"}, 9, "x");
  page.Paragraph(2, {"empty"}, 9, "");
  EXPECT_EQ(page.Take(),
            "  why      whoever may start a service\n"
            "           can run code\n"
            "  denies-nothing x\n"
            "  empty\n");
}

TEST(Page, SeparatesHeadingsByOneBlankLine) {
  Page page(80, Colour::kNever);
  page.Heading("first");
  page.Blank();
  page.Heading("second");
  EXPECT_EQ(page.Take(), "first\n\nsecond\n");
}

TEST(Page, IsNeverTooNarrowToPrint) {
  EXPECT_EQ(Page(0, Colour::kNever).width(), 40U);
  EXPECT_TRUE(Page(79, Colour::kNever).IsNarrow());
  EXPECT_FALSE(Page(80, Colour::kNever).IsNarrow());
}

Table PrincipalsTable() {
  Table table({{"breadth", Align::kRight}, {"principal"}});
  table.Add({{"100"}, {"role/größe-日本", Ink::kBold}});
  table.Add({{"5"}, {"role/a-name-that-is-far-too-long-for-this-page"}});
  return table;
}

TEST(Table, AlignsItsColumnsAndCutsTheLast) {
  Page page(40, Colour::kNever);
  PrincipalsTable().Print(2, page);
  EXPECT_EQ(page.Take(),
            "  breadth  principal\n"
            "      100  role/größe-日本\n"
            "        5  role/a-name-that-is-far-to...\n");
}

TEST(Table, HasNoHeadingsWhenAllAreEmpty) {
  Page page(80, Colour::kNever);
  Table table({{""}, {""}});
  EXPECT_TRUE(table.IsEmpty());
  table.Add({{"a\n"}, {"b"}});
  table.Add({{"longer"}, {""}});
  table.Print(0, page);
  EXPECT_EQ(page.Take(), "a\\n     b\nlonger\n");
}

TEST(Table, CountsColumnsWithoutTheirPaint) {
  Page page(80, Colour::kAlways);
  Table table({{""}, {""}});
  table.Add({{"a", Ink::kRed}, {"b"}});
  table.Add({{"cc"}, {"d"}});
  table.Print(0, page);
  EXPECT_EQ(page.Take(), "\x1b[31ma\x1b[0m   b\ncc  d\n");
}

}  // namespace
}  // namespace iamsift
