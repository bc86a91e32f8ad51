#include "analyzer/ingest/export/document_text.h"

#include <utility>

#include "analyzer/account/json_string.h"

namespace iamsift {
namespace {

char FirstNonBlank(std::string_view text) {
  const size_t at = text.find_first_not_of(" \t\r\n");
  return at == std::string_view::npos ? '\0' : text[at];
}

}  // namespace

DecodedDocument DecodeDocumentString(std::string_view raw) {
  DecodedDocument document;
  document.text.reserve(raw.size());
  if (!AppendUnescaped(raw, document.text)) document.text = raw;
  if (FirstNonBlank(document.text) == '%') {
    std::string decoded;
    decoded.reserve(document.text.size());
    AppendPercentDecoded(document.text, decoded);
    if (FirstNonBlank(decoded) == '{') {
      document.text = std::move(decoded);
      document.encoding = DocumentEncoding::kUrlEncoded;
    }
  }
  document.is_object = FirstNonBlank(document.text) == '{';
  return document;
}

}  // namespace iamsift
