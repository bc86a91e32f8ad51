#include "analyzer/graph/escalation_path.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace iamsift {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view kWhole = R"({"version": 2, "paths": [{
  "id": "PE-211", "name": "n", "title": "t", "how": "h", "remedy": "r",
  "ways": [{"requires": [{"any_of": ["lambda:CreateFunction"], "on": "new:function"}],
            "pass": ["lambda.amazonaws.com"],
            "certain_with": [[{"any_of": ["sqs:CreateQueue"], "on": "any"}]]},
           {"requires": [{"any_of": ["s3:PutObject"], "like": ["arn:aws:s3:::cdk-*/*"]}],
            "edge": {"to": "role", "part": "data"},
            "needs": [{"kind": "linked-role", "service": "x.amazonaws.com", "what": "it"}]}],
  "edge": {"to": "role"},
  "needs": [{"kind": "workload", "resource": "lambda/function", "what": "a function"}]}]})";

TEST(EscalationPaths, AreRead) {
  const auto paths = ReadEscalationPaths(kWhole, "file", Catalog::Embedded());
  ASSERT_TRUE(paths.ok()) << paths.status();
  ASSERT_EQ(paths->size(), 1);
  const EscalationPath& path = paths->front();
  ASSERT_EQ(path.ways.size(), 2);
  EXPECT_EQ(path.ways[0].terms[0].on, TermTarget::kNew);
  EXPECT_EQ(path.ways[0].terms[0].type, "function");
  EXPECT_THAT(path.ways[0].pass, ElementsAre("lambda.amazonaws.com"));
  EXPECT_EQ(path.ways[0].end.to, EdgeTarget::kRole);
  ASSERT_EQ(path.ways[0].needs.size(), 1);
  EXPECT_EQ(path.ways[0].needs[0].certain_with.size(), 1) << "a way's hands settle all needs";
  EXPECT_EQ(path.ways[1].terms[0].on, TermTarget::kLike);
  EXPECT_EQ(path.ways[1].end.part, EdgePart::kData) << "a way's own end wins";
  EXPECT_EQ(path.ways[1].needs.size(), 2) << "its needs come on top of the path's";
}

struct Broken {
  std::string_view json;
  std::string_view because;
};
constexpr Broken kBroken[] = {
    {"", "no JSON"},
    {R"({"version": 1, "paths": []})", "`version` 2"},
    {R"({"version": 2})", "list in `paths`"},
    {R"({"version": 2, "paths": [7]})", "expected an object"},
    {R"({"version": 2, "paths": [{"name": "n"}]})", "text in `id`"},
    {R"({"version": 2, "paths": [{"id": "X", "name": "n", "title": "t", "how": "h"}]})",
     "my.json:1:33: X: expected at least one way"},
    {R"({"version": 2, "paths": [{"id": "X", "name": "n", "title": "t", "how": "h",
        "ways": [{"requires": [{"any_of": ["s3:Nothing"], "on": "any"}]}]}]})",
     "no action `s3:Nothing`"},
    {R"({"version": 2, "paths": [{"id": "X", "name": "n", "title": "t", "how": "h",
        "ways": [{"requires": [{"any_of": ["s3:GetObject"], "on": "new:function"}]}]}]})",
     "`s3:GetObject` takes no resource type `function`"},
    {R"({"version": 2, "paths": [{"id": "X", "name": "n", "title": "t", "how": "h",
        "ways": [{"requires": [{"any_of": ["s3:GetObject"], "on": "elsewhere"}]}]}]})",
     "`elsewhere` is no word for `on`"},
    {R"({"version": 2, "paths": [{"id": "X", "name": "n", "title": "t", "how": "h", "edgy": 1,
        "ways": [{"requires": [{"any_of": ["s3:GetObject"], "on": "any"}]}]}]})",
     "unknown member `edgy`"},
};

TEST(EscalationPaths, AreRefusedWithTheirPlace) {
  for (const Broken& c : kBroken) {
    const auto paths = ReadEscalationPaths(c.json, "my.json", Catalog::Embedded());
    ASSERT_FALSE(paths.ok()) << c.because;
    EXPECT_THAT(std::string(paths.status().message()), HasSubstr("my.json"));
    if (c.because != "no JSON") {
      EXPECT_THAT(std::string(paths.status().message()), HasSubstr(std::string(c.because)));
    }
  }
}

}  // namespace
}  // namespace iamsift
