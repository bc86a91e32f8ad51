#include "analyzer/account/document_store.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "analyzer/account/json_string.h"

namespace iamsift {
namespace {

std::string_view CopyWithPadding(std::string_view text, Arena& arena) {
  char* const place = arena.Allocate(text.size() + SourceFile::kPadding);
  if (!text.empty()) std::memcpy(place, text.data(), text.size());
  std::memset(place + text.size(), 0, SourceFile::kPadding);
  return {place, text.size()};
}

// Between the quotes; a span that is no string (there is none by construction) stays as it is.
std::string_view InsideQuotes(std::string_view token) {
  if (token.size() < 2 || token.front() != '"') return token;
  return token.substr(1, token.size() - 2);
}

// Bytes into the JSON token that byte `offset` of the document comes from.
size_t TokenOffsetOf(DocumentEncoding encoding, std::string_view token, size_t offset) {
  if (encoding == DocumentEncoding::kJson) return std::min(offset, token.size());
  const std::string_view raw = InsideQuotes(token);
  size_t in_string = offset;
  if (encoding == DocumentEncoding::kUrlEncoded) {
    std::string unescaped;
    AppendUnescaped(raw, unescaped);
    in_string = OffsetBeforePercentDecoding(unescaped, offset);
  }
  return 1 + OffsetBeforeUnescaping(raw, in_string);
}

}  // namespace

uint32_t RewrittenText::OriginalOf(size_t offset) const {
  const auto after = std::upper_bound(
      pieces_.begin(), pieces_.end(), offset,
      [](size_t at, const RewrittenPiece& piece) { return at < piece.rewritten.begin; });
  if (after == pieces_.begin()) return pieces_.empty() ? 0 : pieces_.front().original.begin;
  const RewrittenPiece& piece = *(after - 1);
  if (offset >= piece.rewritten.end) return piece.original.end;
  const size_t into = offset - piece.rewritten.begin;
  return static_cast<uint32_t>(std::min<size_t>(piece.original.begin + into, piece.original.end));
}

SourceSpan RewrittenText::OriginalOf(SourceSpan span) const {
  const auto first = std::lower_bound(
      pieces_.begin(), pieces_.end(), span.begin,
      [](const RewrittenPiece& piece, uint32_t at) { return piece.rewritten.begin < at; });
  const uint32_t begin = first == pieces_.end() || first->rewritten.begin >= span.end
                             ? OriginalOf(size_t{span.begin})
                             : first->original.begin;
  const uint32_t end = OriginalOf(size_t{span.end});
  return {.begin = begin, .end = std::max(begin, end)};
}

DocumentId DocumentStore::AddInPlace(std::string_view text, PolicyKind kind) {
  const DocumentId next{static_cast<uint32_t>(documents_.size())};
  const auto [found, is_new] = ids_.try_emplace(Key{.text = text, .kind = kind}, next);
  if (is_new) documents_.push_back({.text = text, .kind = kind, .parsed = {}});
  return found->second;
}

DocumentId DocumentStore::AddUnknown(PolicyKind kind) {
  const DocumentId next{static_cast<uint32_t>(documents_.size())};
  const Key key{.text = {}, .kind = kind, .is_unknown = true};
  const auto [found, is_new] = ids_.try_emplace(key, next);
  if (is_new) documents_.push_back({.text = {}, .kind = kind, .is_unknown = true, .parsed = {}});
  return found->second;
}

DocumentId DocumentStore::Add(std::string_view text, PolicyKind kind) {
  const auto known = ids_.find(Key{.text = text, .kind = kind});
  if (known != ids_.end()) return known->second;
  return AddInPlace(CopyWithPadding(text, arena_), kind);
}

DocumentId DocumentStore::Intern(std::string_view text, PolicyKind kind) {
  const DocumentId id = Add(text, kind);
  ParseAdded();
  return id;
}

void DocumentStore::ParseAdded() {
  for (; parsed_ < documents_.size(); ++parsed_) {
    Entry& entry = documents_[parsed_];
    if (entry.is_unknown) {
      entry.parsed.is_invalid = true;
    } else {
      entry.parsed = parser_.Parse(entry.text, entry.kind, arena_);
    }
  }
}

size_t InputOffsetOf(const DocumentPlace& place, std::string_view input_text, size_t offset) {
  if (place.input == kCatalogInput) return offset;
  if (place.rewritten != nullptr) {
    if (place.encoding != DocumentEncoding::kJson) return place.span.begin;
    return place.rewritten->OriginalOf(place.rewritten_begin + offset);
  }
  const size_t begin = std::min<size_t>(place.span.begin, input_text.size());
  const std::string_view token = input_text.substr(begin, place.span.end - begin);
  return begin + TokenOffsetOf(place.encoding, token, offset);
}

}  // namespace iamsift
