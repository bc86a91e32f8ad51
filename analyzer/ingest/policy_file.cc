#include "analyzer/ingest/policy_file.h"

#include <utility>

#include "analyzer/account/json_string.h"
#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/ingest/export/document_text.h"
#include "analyzer/ingest/json_scan.h"

namespace iamsift {
namespace {

// The value that holds the document, and its pointer in the JSON value around it.
struct WrappedValue {
  std::string_view json;
  std::string_view pointer;
};

std::optional<std::string_view> MemberOf(std::string_view object, std::string_view name,
                                         int max_depth) {
  std::optional<std::string_view> member;
  JsonScanner scanner(object, max_depth);
  if (scanner.Peek() != '{') return member;
  scanner.ForEachMember([&](std::string_view key) {
    const size_t begin = scanner.position();
    if (!scanner.SkipValue()) return false;
    if (key == name) member = object.substr(begin, scanner.position() - begin);
    return true;
  });
  return member;
}

// A document's own elements tell it from a wrapper.
WrappedValue Unwrap(std::string_view json, int max_depth) {
  const WrappedValue bare{.json = json, .pointer = ""};
  if (MemberOf(json, "Statement", max_depth)) return bare;
  if (const auto document = MemberOf(json, "PolicyDocument", max_depth)) {
    return {.json = *document, .pointer = "/PolicyDocument"};
  }
  const auto version = MemberOf(json, "PolicyVersion", max_depth);
  const auto document = version ? MemberOf(*version, "Document", max_depth) : std::nullopt;
  if (!document) return bare;
  return {.json = *document, .pointer = "/PolicyVersion/Document"};
}

class PolicyFileReader {
 public:
  PolicyFileReader(const JsonText& text, const LoadOptions& options)
      : text_(text), options_(options) {}

  std::vector<PolicyFileDocument> Read() {
    const std::vector<std::string_view> values = SplitJsonValues(text_.json, options_.max_depth);
    std::vector<PolicyFileDocument> documents;
    for (const std::string_view json : values) {
      documents.push_back(ReadDocument(Unwrap(json, options_.max_depth)));
      if (documents.size() > 1) {
        documents.back().name += Concat({"#", std::to_string(documents.size())});
      }
    }
    return documents;
  }

 private:
  PolicyFileDocument ReadDocument(const WrappedValue& wrapped) {
    const auto begin = static_cast<size_t>(wrapped.json.data() - text_.json.data());
    PolicyFileDocument document;
    document.name = text_.source->name();
    document.text = wrapped.json;
    document.place = {.input = text_.input,
                      .span = text_.SpanOf(begin, begin + wrapped.json.size()),
                      .encoding = DocumentEncoding::kJson,
                      .pointer = wrapped.pointer,
                      .rewritten = text_.rewritten,
                      .rewritten_begin = static_cast<uint32_t>(begin)};
    if (wrapped.json.starts_with('"')) Decode(wrapped.json, document);
    document.kind = options_.policy_kind.value_or(KindOf(document));
    return document;
  }

  static void Decode(std::string_view token, PolicyFileDocument& document) {
    DecodedDocument decoded = DecodeDocumentString(token.substr(1, token.size() - 2));
    document.place.encoding = decoded.encoding;
    document.decoded = std::move(decoded.text);
  }

  // The kind shows in the document's elements; it is parsed again as what it is then.
  PolicyKind KindOf(const PolicyFileDocument& document) {
    Arena arena;
    std::string padded(document.decoded ? std::string_view(*document.decoded) : document.text);
    const size_t size = padded.size();
    padded.append(SourceFile::kPadding, '\0');
    return InferKind(
        parser_.Parse(std::string_view(padded.data(), size), PolicyKind::kIdentity, arena));
  }

  const JsonText& text_;
  const LoadOptions& options_;
  PolicyParser parser_;
};

}  // namespace

absl::StatusOr<std::vector<PolicyFileDocument>> ReadPolicyFile(const JsonText& text,
                                                               const LoadOptions& options) {
  if (const std::optional<TextFault> fault = FindTextFault(text.json, options.max_depth)) {
    const SourceSpan at = text.SpanOf(fault->offset, fault->offset);
    return InvalidInputAt(*text.source, at.begin, fault->problem);
  }
  return PolicyFileReader(text, options).Read();
}

}  // namespace iamsift
