#include "analyzer/ingest/files/relaxed_json.h"

#include <gtest/gtest.h>

namespace iamsift {
namespace {

struct RelaxedCase {
  std::string_view relaxed, strict, because;
};
constexpr RelaxedCase kCases[] = {
    {"{\"a\": 1}", "{\"a\": 1}", "strict already"},
    {"{// x\n\"a\": 1}", "{    \n\"a\": 1}", "a comment to the end of the line"},
    {"{\"a\": 1} // x", "{\"a\": 1}     ", "a comment at the end"},
    {"[1, /* , ] */ 2]", "[1,           2]", "a comment inside"},
    {"[1, /*\r\n*/ 2]", "[1,   \r\n   2]", "line breaks stay"},
    {"[1, 2, ]", "[1, 2  ]", "a trailing comma"},
    {"[1, 2, // x\n]", "[1, 2      \n]", "a comment behind a trailing comma"},
    {"{\"a\": [1,],}", "{\"a\": [1 ] }", "two of them"},
    {"[\"// a, ]\", \"/*\"]", "[\"// a, ]\", \"/*\"]", "strings stay"},
    {"[\"\\\"// a\",]", "[\"\\\"// a\" ]", "an escaped quote does not end a string"},
    {"[,]", "[ ]", "a comma alone"},
    {"[1 /* x", "[1 /* x", "an open comment is left to the reader"},
    {"[1 / 2]", "[1 / 2]", "a slash alone is left to the reader"},
    {"[\"a", "[\"a", "an open string is left to the reader"},
};

TEST(RelaxedJson, BecomesStrictWithoutMoving) {
  for (const RelaxedCase& c : kCases) {
    EXPECT_EQ(BlankOutRelaxedJson(c.relaxed), c.strict) << c.because;
    EXPECT_EQ(BlankOutRelaxedJson(c.relaxed).size(), c.relaxed.size()) << c.because;
  }
}

}  // namespace
}  // namespace iamsift
