#include "analyzer/policy/json_fault.h"

#include "gtest/gtest.h"

namespace iamsift {
namespace {

struct FaultCase {
  std::string_view json;
  size_t offset;
  std::string_view problem;
};
constexpr FaultCase kFaults[] = {
    {"", 0, "the text ends where a value was expected"},
    {"  \n", 3, "the text ends where a value was expected"},
    {"{\"a\": 1} x", 9, "the document ended before this"},
    {"{\"a\": 1}}", 8, "the document ended before this"},
    {"{\"a\" 1}", 5, "a colon is missing after the name"},
    {"{\"a\": 1 \"b\": 2}", 8, "a comma is missing"},
    {"[1 2]", 3, "a comma is missing"},
    {"[1}", 2, "a comma is missing"},
    {"[1, 2,]", 5, "a comma before `]`"},
    {"{\"a\": 1, }", 7, "a comma before `}`"},
    {"[,1]", 1, "a value was expected"},
    {"{\"a\":}", 5, "a value was expected"},
    {"{a: 1}", 1, "a name in double quotes was expected"},
    {"{1: 1}", 1, "a name in double quotes was expected"},
    {"['a']", 1, "strings take double quotes"},
    {"[1 // one\n]", 3, "a comment is no JSON"},
    {"/* policy */ {}", 0, "a comment is no JSON"},
    {"{ // policy\n}", 2, "a comment is no JSON"},
    {"{\"a\": [1, 2]", 12, "the text ends before `}`"},
    {"{", 1, "the text ends before `}`"},
    {"[\"abc]", 1, "the string is not closed"},
    {"[\"a\nb\"]", 3, "a control character or line break inside a string"},
    {"[\"a\\qb\"]", 3, "no such escape in JSON"},
    {"[\"\\u12\"]", 2, "`\\u` takes four hexadecimal digits"},
    {"[\"\\ud83d\"]", 2, "half of a surrogate pair"},
    {"[\"\\ude00\\ud83d\"]", 2, "half of a surrogate pair"},
    {"[\"\xff\"]", 2, "not UTF-8"},
    {"[\"\xc0\xaf\"]", 2, "not UTF-8"},
    {"[\"\xed\xa0\x80\"]", 2, "not UTF-8"},
    {"[\"\xf4\x90\x80\x80\"]", 2, "not UTF-8"},
    {"[tru]", 1, "a value was expected"},
    {"[nullnull]", 5, "a comma is missing"},
    {"[01]", 1, "a value was expected"},
    {"[1.]", 1, "a value was expected"},
    {"[+1]", 1, "a value was expected"},
    {"[1e]", 1, "a value was expected"},
    {"[NaN]", 1, "a value was expected"},
};

TEST(JsonFault, NamesTheFirstByteThatCannotStand) {
  for (const FaultCase& c : kFaults) {
    const std::optional<JsonFault> fault = FindJsonFault(c.json);
    ASSERT_TRUE(fault.has_value()) << c.json;
    EXPECT_EQ(fault->offset, c.offset) << c.json;
    EXPECT_EQ(fault->problem, c.problem) << c.json;
  }
}

TEST(JsonFault, FindsNoneInJson) {
  for (const std::string_view json :
       {"{}", "[]", " [ ] ", "0", "-0", "-1.50e+7", "1E9", "\"\"", "true", "false", "null",
        "{\"a\": [1, {\"b\": null}], \"\": \"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\"}",
        "[\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\"]"}) {
    EXPECT_FALSE(FindJsonFault(json).has_value()) << json;
  }
}

TEST(JsonFault, StopsAtTheDeepestLevelThatItReads) {
  const auto nested = [](int levels) {
    return std::string(levels, '[') + std::string(levels, ']');
  };
  EXPECT_FALSE(FindJsonFault(nested(kMaxJsonDepth)).has_value());
  const std::optional<JsonFault> fault = FindJsonFault(nested(1'000'000));
  ASSERT_TRUE(fault.has_value());
  EXPECT_EQ(fault->offset, static_cast<size_t>(kMaxJsonDepth));
  EXPECT_EQ(fault->problem, "nested deeper than 64 levels");
}

}  // namespace
}  // namespace iamsift
