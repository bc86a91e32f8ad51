#include "analyzer/ingest/files/yaml.h"

#include <gtest/gtest.h>

#include "analyzer/base/status.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

absl::StatusOr<YamlAsJson> Rewrite(std::string_view yaml) {
  return RewriteYaml(SourceFile("x.yaml", std::string(yaml)), LoadOptions{});
}

struct YamlCase {
  std::string_view yaml, json, because;
};
constexpr YamlCase kCases[] = {
    {"a: b\n", "{\"a\":\"b\"}\n", "a mapping"},
    {"- a\n- b\n", "[\"a\",\"b\"]\n", "a sequence"},
    {"a:\n- b: c\n  d: [e, {f: g}]\n", "{\"a\":[{\"b\":\"c\",\"d\":[\"e\",{\"f\":\"g\"}]}]}\n",
     "nested"},
    {"a: 2012-10-17\n", "{\"a\":\"2012-10-17\"}\n", "a date stays text"},
    {"a: [true, false, null, ~, 1, -2.5, '1', \"true\"]\n",
     "{\"a\":[true,false,null,null,1,-2.5,\"1\",\"true\"]}\n", "JSON's own words and numbers"},
    {"a: [yes, no, on, 0o7, 1_000, .5]\n",
     "{\"a\":[\"yes\",\"no\",\"on\",\"0o7\",\"1_000\",\".5\"]}\n",
     "what YAML alone takes for more"},
    {"a:\n", "{\"a\":null}\n", "nothing"},
    {"1: x\ntrue: y\n", "{\"1\":\"x\",\"true\":\"y\"}\n", "names are text"},
    {"a: |\n  x\n  y\n", "{\"a\":\"x\\ny\\n\"}\n", "a block"},
    {"a: '*'\n", "{\"a\":\"*\"}\n", "a quoted star"},
    {"---\na: 1\n---\nb: 2\n", "{\"a\":1}\n{\"b\":2}\n", "two documents"},
    {"{\"a\": [1]}\n", "{\"a\":[1]}\n", "JSON is YAML"},
    {"a: {}\nb: []\n", "{\"a\":{},\"b\":[]}\n", "empty"},
};

TEST(Yaml, BecomesTheJsonThatItStandsFor) {
  for (const YamlCase& c : kCases) {
    const absl::StatusOr<YamlAsJson> rewritten = Rewrite(c.yaml);
    ASSERT_TRUE(rewritten.ok()) << c.because;
    EXPECT_EQ(rewritten->json, c.json) << c.because;
  }
}

TEST(Yaml, MapsEveryPieceBack) {
  const std::string yaml = "# \xC3\xA9\na: \xC3\xA9t\xC3\xA9\nlist:\n  - b: c\n\nend: x\n";
  const absl::StatusOr<YamlAsJson> rewritten = Rewrite(yaml);
  ASSERT_TRUE(rewritten.ok());
  const auto original = [&](std::string_view in_json, std::string_view in_yaml) {
    const size_t begin = rewritten->json.find(in_json);
    const SourceSpan span = rewritten->places.OriginalOf(
        SourceSpan{static_cast<uint32_t>(begin), static_cast<uint32_t>(begin + in_json.size())});
    EXPECT_EQ(yaml.substr(span.begin, span.end - span.begin), in_yaml) << in_json;
  };
  original("\"\xC3\xA9t\xC3\xA9\"", "\xC3\xA9t\xC3\xA9");
  original("\"c\"", "c");
  original("{\"b\":\"c\"}", "b: c");
  original("[{\"b\":\"c\"}]", "- b: c");
  original("\"end\"", "end");
}

TEST(Yaml, RefusesWithThePlace) {
  const YamlCase cases[] = {
      {"a: [1\n", "x.yaml:2:1: ", "an open list"},
      {"a: &x 1\nb: *x\n", "x.yaml:2:4: expected a value, found an alias", "an alias"},
      {"? [a]\n: b\n", "x.yaml:1:3: expected a member name", "a list as a name"},
      {"a: \xFF\n", "x.yaml:1:", "no UTF-8"},
  };
  for (const YamlCase& c : cases) {
    const std::string message = MessageOf(Rewrite(c.yaml).status());
    EXPECT_TRUE(message.starts_with(c.json)) << c.because << ": " << message;
  }
}

TEST(Yaml, LimitsDepth) {
  const std::string deep(100'000, '[');
  EXPECT_TRUE(MessageOf(Rewrite(deep).status()).find("nested deeper") != std::string::npos);
}

}  // namespace
}  // namespace iamsift
