#include "analyzer/ingest/json_layers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzer/account/json_string.h"
#include "analyzer/base/json_writer.h"
#include "analyzer/base/status.h"

namespace iamsift {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class Layers {
 public:
  explicit Layers(const std::string& text)
      : file_("in.json", text),
        layers_(JsonLayers::Read({.source = &file_, .json = file_.text(), .rewritten = nullptr},
                                 file_.text(), "")) {}

  JsonLayers& operator*() { return *layers_; }
  JsonLayers* operator->() { return &*layers_; }
  const absl::Status& status() const { return layers_.status(); }
  std::string_view text() const { return file_.text(); }
  std::string_view TextOf(SourceSpan span) const {
    return file_.text().substr(span.begin, span.end - span.begin);
  }

  // What stands in the input where `wanted` stands in the document.
  std::string_view InputAt(const LayeredDocument& document, std::string_view wanted) {
    DocumentPlace place = document.place;
    if (document.rewritten != nullptr) place.rewritten = document.rewritten.get();
    const size_t offset = document.text.find(wanted);
    return text().substr(InputOffsetOf(place, text(), offset), wanted.size());
  }

 private:
  SourceFile file_;
  absl::StatusOr<JsonLayers> layers_;
};

std::string Quoted(std::string_view text) {
  std::string quoted;
  AppendJsonString(quoted, text);
  return quoted;
}

constexpr std::string_view kPolicy =
    R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject"}]})";

TEST(JsonLayers, AnswersForWhatIsNotThere) {
  Layers layers(R"({"a": {"b": [1, {"c": "x"}], "n": null}})");
  const JsonValue a = layers->Root()["a"];
  EXPECT_TRUE(a.IsObject());
  EXPECT_FALSE(a["missing"]["deeper"].IsPresent());
  EXPECT_EQ(a["missing"].Text(), "");
  EXPECT_THAT(a["missing"].Items(), IsEmpty());
  EXPECT_THAT(a["n"].Items(), IsEmpty());
  EXPECT_THAT(a["b"].Items(), SizeIs(2));
  EXPECT_EQ(a["b"].Items()[1]["c"].Text(), "x");
  EXPECT_EQ(layers->PointerTo(a["b"].Items()[1]["c"]), "/a/b/1/c");
  EXPECT_EQ(layers.TextOf(layers->SpanOf(a["b"].Items()[1])), R"({"c": "x"})");
}

TEST(JsonLayers, ADocumentInTheInputStaysThere) {
  Layers layers(R"({"Policy": )" + std::string(kPolicy) + "}");
  const JsonValue policy = layers->Root()["Policy"];
  const LayeredDocument document = layers->DocumentAt(policy);
  EXPECT_TRUE(document.is_in_input);
  EXPECT_EQ(document.text, kPolicy);
  EXPECT_EQ(layers.InputAt(document, "s3:GetObject"), "s3:GetObject");
}

TEST(JsonLayers, ADocumentInAStringKeepsItsPlaces) {
  Layers layers(R"({"Policy": )" + Quoted(kPolicy) + "}");
  const absl::StatusOr<JsonValue> policy = layers->Unwrap(layers->Root()["Policy"]);
  ASSERT_TRUE(policy.ok()) << policy.status();
  EXPECT_EQ((*policy)["Statement"].Items()[0]["Action"].Text(), "s3:GetObject");
  const LayeredDocument document = layers->DocumentAt(*policy);
  EXPECT_EQ(document.text, kPolicy);
  EXPECT_EQ(document.place.encoding, DocumentEncoding::kJsonString);
  EXPECT_EQ(layers.InputAt(document, "s3:GetObject"), "s3:GetObject");
  EXPECT_EQ(layers->PointerTo(*policy), "/Policy");
}

TEST(JsonLayers, PlacesLeadThroughThreeLayersOfText) {
  const std::string bucket_policy = R"({"policyText": )" + Quoted(kPolicy) + "}";
  const std::string item = R"({"BucketPolicy": )" + Quoted(bucket_policy) + "}";
  Layers layers(R"({"Results": [)" + Quoted(item) + "]}");
  const absl::StatusOr<JsonValue> inner = layers->Unwrap(layers->Root()["Results"].Items()[0]);
  ASSERT_TRUE(inner.ok()) << inner.status();
  const absl::StatusOr<JsonValue> middle = layers->Unwrap((*inner)["BucketPolicy"]);
  ASSERT_TRUE(middle.ok()) << middle.status();
  const absl::StatusOr<JsonValue> policy = layers->Unwrap((*middle)["policyText"]);
  ASSERT_TRUE(policy.ok()) << policy.status();
  const LayeredDocument document = layers->DocumentAt(*policy);
  EXPECT_EQ(document.text, kPolicy);
  for (const std::string_view word : {"s3:GetObject", "Effect", "2012-10-17", "Statement"}) {
    EXPECT_EQ(layers.InputAt(document, word), word);
  }
  EXPECT_EQ(layers.TextOf(layers->SpanOf((*policy)["Statement"].Items()[0]["Action"])),
            R"(\\\\\\\"s3:GetObject\\\\\\\")");
  EXPECT_EQ(layers->PointerTo(*policy), "/Results/0");
}

TEST(JsonLayers, PercentEncodedTextIsALayerToo) {
  Layers layers(R"({"d": "%7B%22Statement%22%3A%5B%5D%7D"})");
  const absl::StatusOr<JsonValue> value = layers->Unwrap(layers->Root()["d"]);
  ASSERT_TRUE(value.ok()) << value.status();
  EXPECT_TRUE((*value)["Statement"].IsArray());
  EXPECT_EQ(layers.TextOf(layers->SpanOf((*value)["Statement"])), "%5B%5D");
}

TEST(JsonLayers, EscapesOfEveryLengthKeepPlacesExact) {
  const std::string document = R"({"é\u0041\ud83d\ude00": "ß", "Statement": []})";
  Layers layers(R"({"p": "{\"é\\u0041\\ud83d\\ude00\": \"\u00df\", \"Statement\": []}"})");
  const absl::StatusOr<JsonValue> value = layers->Unwrap(layers->Root()["p"]);
  ASSERT_TRUE(value.ok()) << value.status();
  EXPECT_EQ(value->Members()[0].Text(), "ß");
  EXPECT_EQ(layers.TextOf(layers->SpanOf((*value)["Statement"])), "[]");
  EXPECT_EQ(layers.TextOf(layers->SpanOf(value->Members()[0])), R"(\"\u00df\")");
}

TEST(JsonLayers, PlainTextStaysWhatItIs) {
  Layers layers(R"({"a": "eu-west-1", "b": ""})");
  EXPECT_EQ(layers->Unwrap(layers->Root()["a"])->Text(), "eu-west-1");
  EXPECT_EQ(layers->Unwrap(layers->Root()["b"])->Text(), "");
  EXPECT_FALSE(layers->Unwrap(layers->Root()["c"])->IsPresent());
}

TEST(JsonLayers, AFaultInAnInnerLayerIsPlacedInTheInput) {
  Layers layers("{\n  \"p\": \"{\\\"a\\\": nope}\"\n}");
  const absl::StatusOr<JsonValue> value = layers->Unwrap(layers->Root()["p"]);
  ASSERT_FALSE(value.ok());
  EXPECT_THAT(MessageOf(value.status()), HasSubstr("in.json:2:17: "));
}

TEST(JsonLayers, WhatIsNoJsonIsAnError) {
  EXPECT_THAT(MessageOf(Layers("{\"a\": 1,\n 2}").status()), HasSubstr("in.json:2:2: "));
  std::string deep(100, '[');
  EXPECT_FALSE(Layers(deep + std::string(100, ']')).status().ok());
}

TEST(JsonLayers, LayersBeyondTheLimitStayText) {
  std::string text = R"({"x": 1})";
  for (int i = 0; i < 6; ++i) text = Quoted(text);
  Layers layers(R"({"p": )" + text + "}");
  const absl::StatusOr<JsonValue> value = layers->Unwrap(layers->Root()["p"]);
  ASSERT_TRUE(value.ok());
  EXPECT_TRUE(value->IsString());
}

}  // namespace
}  // namespace iamsift
