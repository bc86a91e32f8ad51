#include "analyzer/ingest/export/document_text.h"

#include <utility>

#include "analyzer/account/json_string.h"

namespace iamsift {
namespace {

char FirstNonBlank(std::string_view text) {
  const size_t at = text.find_first_not_of(" \t\r\n");
  return at == std::string_view::npos ? '\0' : text[at];
}

DecodedDocument AsObject(DecodedDocument document) {
  document.is_object = true;
  return document;
}

}  // namespace

DecodedDocument DecodeDocumentString(std::string_view raw) {
  DecodedDocument document;
  if (FirstNonBlank(raw) == '%' && raw.find('\\') == std::string_view::npos) {
    AppendPercentDecoded(raw, document.text);
  } else {
    document.text.reserve(raw.size());
    if (!AppendUnescaped(raw, document.text)) document.text = raw;
    if (FirstNonBlank(document.text) == '{') return AsObject(std::move(document));
    std::string decoded;
    AppendPercentDecoded(document.text, decoded);
    if (FirstNonBlank(decoded) != '{') return document;
    document.text = std::move(decoded);
  }
  if (FirstNonBlank(document.text) != '{') {
    document.text = raw;
    return document;
  }
  document.encoding = DocumentEncoding::kUrlEncoded;
  return AsObject(std::move(document));
}

}  // namespace iamsift
