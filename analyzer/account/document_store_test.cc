#include "analyzer/account/document_store.h"

#include <gtest/gtest.h>

#include <string>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

constexpr std::string_view kPolicy =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]})";

TEST(DocumentStore, ParsesATextOnceForEachKind) {
  DocumentStore store;
  const DocumentId first = store.Intern(kPolicy, PolicyKind::kIdentity);
  EXPECT_EQ(store.Intern(std::string(kPolicy), PolicyKind::kIdentity), first);
  const DocumentId trust = store.Intern(kPolicy, PolicyKind::kTrust);
  EXPECT_NE(trust, first);
  EXPECT_EQ(store.size(), 2U);
  EXPECT_EQ(store.KindOf(trust), PolicyKind::kTrust);
  EXPECT_EQ(store.at(first).statements.size(), 1U);
}

TEST(DocumentStore, KeepsItsOwnCopyOfTheText) {
  DocumentStore store;
  std::string text(kPolicy);
  const DocumentId id = store.Intern(text, PolicyKind::kIdentity);
  text.assign(text.size(), 'x');
  EXPECT_EQ(store.TextOf(id), kPolicy);
  EXPECT_EQ(store.TextOf(id).data()[kPolicy.size()], '\0') << "padding";
}

TEST(DocumentStore, ReadsTextsInPlaceAndParsesThemLater) {
  const SourceFile file("x", std::string(kPolicy));
  DocumentStore store;
  const DocumentId id = store.AddInPlace(file.text(), PolicyKind::kIdentity);
  EXPECT_EQ(store.TextOf(id).data(), file.text().data());
  EXPECT_EQ(store.Add(kPolicy, PolicyKind::kIdentity), id);
  EXPECT_TRUE(store.at(id).statements.empty());
  store.ParseAdded();
  EXPECT_EQ(store.at(id).statements.size(), 1U);
  EXPECT_EQ(store.at(id).statements[0].actions.items[0].text, "s3:*");
}

TEST(DocumentStore, StaysWholeWhenItMoves) {
  DocumentStore store;
  const DocumentId id = store.Intern(kPolicy, PolicyKind::kIdentity);
  const DocumentStore moved = std::move(store);
  EXPECT_EQ(moved.TextOf(id), kPolicy);
  EXPECT_EQ(moved.at(id).statements[0].actions.items[0].text, "s3:*");
}

TEST(DocumentStore, KeepsWhatCannotBeReadAsInvalid) {
  DocumentStore store;
  for (const std::string_view text : {"", "garbage", "[]", "17", "{\"Statement\": ["}) {
    EXPECT_TRUE(store.at(store.Intern(text, PolicyKind::kIdentity)).is_invalid) << text;
  }
}

// Every byte of the document, found again in the input that holds it in some encoding.
TEST(InputOffsetOf, FindsEveryByteInEveryEncoding) {
  struct Case {
    DocumentEncoding encoding;
    std::string_view token, document, because;
  };
  constexpr Case kCases[] = {
      {DocumentEncoding::kJson, R"({"Sid": "x"})", R"({"Sid": "x"})", "an object"},
      {DocumentEncoding::kJsonString, R"("{\"Sid\":\n \"x\"}")", "{\"Sid\":\n \"x\"}", "a string"},
      {DocumentEncoding::kUrlEncoded, R"("%7B%22Sid%22%3A%20%22x%22%7D")", R"({"Sid": "x"})",
       "percent-encoded"},
      {DocumentEncoding::kUrlEncoded, R"("\u00257B%22x%22\/%7D")", R"({"x"/})",
       "percent-encoded, and escaped on top"},
  };
  for (const Case& c : kCases) {
    const std::string input = Concat({"  ", c.token, " "});
    const DocumentPlace place{.span = {2, static_cast<uint32_t>(2 + c.token.size())},
                              .encoding = c.encoding};
    for (const char wanted : {'x', '{', '}'}) {
      const size_t offset = InputOffsetOf(place, input, c.document.find(wanted));
      const std::string_view found = std::string_view(input).substr(offset);
      EXPECT_TRUE(found[0] == wanted || found[0] == '%' || found[0] == '\\')
          << c.because << ": " << found;
    }
    EXPECT_EQ(input[InputOffsetOf(place, input, c.document.find('x'))], 'x') << c.because;
  }
}

TEST(RewrittenText, MapsPlacesBack) {
  const RewrittenText text({{.rewritten = {0, 1}, .original = {10, 10}},
                            {.rewritten = {2, 5}, .original = {12, 14}},
                            {.rewritten = {6, 9}, .original = {20, 26}}});
  EXPECT_EQ(text.OriginalOf(size_t{0}), 10U);
  EXPECT_EQ(text.OriginalOf(size_t{3}), 13U);
  EXPECT_EQ(text.OriginalOf(size_t{5}), 14U) << "between pieces: the end of the one before";
  EXPECT_EQ(text.OriginalOf(size_t{8}), 22U);
  EXPECT_EQ(text.OriginalOf(SourceSpan{2, 9}), (SourceSpan{12, 26}));
}

TEST(DocumentStore, KeepsUnknownDocumentsApart) {
  DocumentStore store;
  const DocumentId unknown = store.AddUnknown(PolicyKind::kIdentity);
  const DocumentId empty = store.Add("", PolicyKind::kIdentity);
  store.ParseAdded();
  EXPECT_NE(unknown, empty);
  EXPECT_EQ(unknown, store.AddUnknown(PolicyKind::kIdentity));
  EXPECT_TRUE(store.IsUnknown(unknown));
  EXPECT_TRUE(store.at(unknown).is_invalid);
  EXPECT_TRUE(store.at(unknown).oddities.empty());
  EXPECT_FALSE(store.at(empty).oddities.empty());
}

}  // namespace
}  // namespace iamsift
