#include "analyzer/policy/json_outline.h"

#include <random>

#include "gtest/gtest.h"

namespace iamsift {
namespace {

std::string_view TextAtSpan(const SourceFile& source, SourceSpan span) {
  return source.text().substr(span.begin, span.end - span.begin);
}

TEST(JsonOutline, ListsEveryValueWithItsPlaceAndPointer) {
  const SourceFile source("a.json", R"( { "a/b" : [ 1.50 , true,null ] ,"c":{"d~":"x\ty"} } )");
  JsonOutlineReader reader;
  ASSERT_FALSE(reader.Read(source.text()).has_value());
  struct Row {
    JsonType type;
    std::string_view pointer, written, text;
  };
  const Row rows[] = {
      {JsonType::kObject, "", R"({ "a/b" : [ 1.50 , true,null ] ,"c":{"d~":"x\ty"} })", ""},
      {JsonType::kArray, "/a~1b", "[ 1.50 , true,null ]", ""},
      {JsonType::kNumber, "/a~1b/0", "1.50", "1.50"},
      {JsonType::kBool, "/a~1b/1", "true", "true"},
      {JsonType::kNull, "/a~1b/2", "null", "null"},
      {JsonType::kObject, "/c", R"({"d~":"x\ty"})", ""},
      {JsonType::kString, "/c/d~0", R"("x\ty")", "x\ty"},
  };
  const JsonOutline& outline = reader.outline();
  ASSERT_EQ(outline.size(), std::size(rows));
  for (JsonNodeId node = 0; node < outline.size(); ++node) {
    EXPECT_EQ(outline.at(node).type, rows[node].type) << rows[node].pointer;
    EXPECT_EQ(outline.PointerTo(node), rows[node].pointer);
    EXPECT_EQ(TextAtSpan(source, outline.at(node).span), rows[node].written);
    EXPECT_EQ(outline.at(node).text, rows[node].text);
  }
  EXPECT_EQ(TextAtSpan(source, outline.at(1).key.span), "\"a/b\"");
}

TEST(JsonOutline, WalksTheMembersOfOneValueOnly) {
  const SourceFile source("a.json", R"({"a":[1,[2,3]],"b":{},"c":4})");
  JsonOutlineReader reader;
  ASSERT_FALSE(reader.Read(source.text()).has_value());
  std::vector<std::string> names;
  for (const JsonNodeId node : reader.outline().ChildrenOf(0)) {
    names.emplace_back(reader.outline().at(node).key.text);
  }
  EXPECT_EQ(names, (std::vector<std::string>{"a", "b", "c"}));
}

TEST(JsonOutline, UnescapesNames) {
  const SourceFile source("a.json", R"({"\u0041ction":1})");
  JsonOutlineReader reader;
  ASSERT_FALSE(reader.Read(source.text()).has_value());
  EXPECT_EQ(reader.outline().at(1).key.text, "Action");
}

TEST(JsonOutline, ReadsALoneScalar) {
  const SourceFile source("a.json", " 12 ");
  JsonOutlineReader reader;
  ASSERT_FALSE(reader.Read(source.text()).has_value());
  EXPECT_EQ(reader.outline().at(0).type, JsonType::kNumber);
  EXPECT_EQ(reader.outline().at(0).span, (SourceSpan{1, 3}));
}

TEST(JsonOutline, ReadsAPartOfALongerText) {
  const SourceFile source("a.json", R"({"a":[1]},{"b":2})");
  JsonOutlineReader reader;
  ASSERT_FALSE(reader.Read(source.text().substr(0, 9)).has_value());
  EXPECT_EQ(reader.outline().at(0).span, (SourceSpan{0, 9}));
}

TEST(JsonOutline, IsReadTextAfterText) {
  const SourceFile good("a.json", R"([1,2,3])"), bad("b.json", "[1,2"), small("c.json", "{}");
  JsonOutlineReader reader;
  EXPECT_FALSE(reader.Read(good.text()).has_value());
  EXPECT_TRUE(reader.Read(bad.text()).has_value());
  EXPECT_FALSE(reader.Read(small.text()).has_value());
  EXPECT_EQ(reader.outline().size(), 1u);
}

TEST(JsonOutline, TakesADeepTextWithoutOverflow) {
  const SourceFile source("a.json", std::string(200'000, '['));
  EXPECT_EQ(JsonOutlineReader().Read(source.text())->problem, "nested deeper than 64 levels");
}

// One random slip in a sound text: a byte lost, doubled, swapped or replaced.
std::string WithSlip(std::string text, std::mt19937& random) {
  constexpr std::string_view kBytes = "{}[]\",:\\ \n0129-+.eEtrufalsn/'u\xc3\xa9\x80\x01";
  const size_t at = random() % text.size();
  switch (random() % 4) {
    case 0:
      return text.erase(at, 1);
    case 1:
      return text.insert(at, 1, kBytes[random() % kBytes.size()]);
    case 2:
      text[at] = kBytes[random() % kBytes.size()];
      return text;
    default:
      std::swap(text[at], text[random() % text.size()]);
      return text;
  }
}

// The fast reader and the slow one must call the same texts JSON: simdjson alone lets some pass.
TEST(JsonOutline, AgreesWithTheSlowReaderOnDamagedTexts) {
  const std::string_view sound[] = {
      R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["a:b","c:*"]}]})",
      R"([1, -2.5e10, true, false, null, "\u00e9\ud83d\ude00", {"a": {"b": []}}, [[], {}]])",
      R"({"a":["b"],"c":{"d":["e",1],"f":"g\"h"}})",
      "[\"\xc3\xa9\xe2\x82\xac\",\n 0, \"\" ]",
  };
  std::mt19937 random(7);
  JsonOutlineReader reader;
  int refused = 0;
  for (int round = 0; round < 8000; ++round) {
    std::string text(sound[round % std::size(sound)]);
    for (unsigned slip = random() % 3; slip <= 2; ++slip) text = WithSlip(std::move(text), random);
    const SourceFile source("damaged.json", text);
    const std::optional<JsonFault> fast = reader.Read(source.text());
    const std::optional<JsonFault> slow = FindJsonFault(source.text());
    refused += slow.has_value() ? 1 : 0;
    ASSERT_EQ(fast.has_value(), slow.has_value()) << text;
    ASSERT_EQ(fast.value_or(JsonFault{}).problem, slow.value_or(JsonFault{}).problem) << text;
  }
  EXPECT_GT(refused, 4000);
  EXPECT_LT(refused, 8000);
}

}  // namespace
}  // namespace iamsift
