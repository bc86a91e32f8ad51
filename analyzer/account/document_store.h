#pragma once

// The distinct policy documents of an account: a text that occurs a thousand times is parsed once.
// Where each occurrence stands is kept by whoever refers to it (PolicyText).

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "analyzer/base/arena.h"
#include "analyzer/base/source.h"
#include "analyzer/policy/document.h"
#include "analyzer/policy/parse.h"

namespace iamsift {

struct DocumentId {
  uint32_t value = 0;
  friend auto operator<=>(DocumentId, DocumentId) = default;
};

// How the input spells the document.
enum class DocumentEncoding : uint8_t {
  kJson,        // an object in the input's own JSON
  kJsonString,  // a JSON string that holds the document's text
  kUrlEncoded,  // the same, RFC 3986 percent-encoded, as the API returns it
};

// Pieces of text that were rewritten before they were read (YAML), in order in both texts.
struct RewrittenPiece {
  SourceSpan rewritten;  // in the JSON that was read
  SourceSpan original;   // in the input
};

class RewrittenText {
 public:
  explicit RewrittenText(std::vector<RewrittenPiece> pieces) : pieces_(std::move(pieces)) {}

  // Where the byte at `offset` of the JSON comes from: inside a piece as far in, else at the end of
  // the piece before.
  uint32_t OriginalOf(size_t offset) const;
  // From the start of the first piece in `span` to the end of the last one.
  SourceSpan OriginalOf(SourceSpan span) const;

 private:
  std::vector<RewrittenPiece> pieces_;
};

inline constexpr uint32_t kCatalogInput = UINT32_MAX;

// Where one occurrence of a document stands.
struct DocumentPlace {
  uint32_t input = 0;  // index into the run's inputs; kCatalogInput: inside the binary
  SourceSpan span;     // the JSON value in that input, quotes included when it is a string
  DocumentEncoding encoding = DocumentEncoding::kJson;
  std::string_view pointer;  // JSON pointer of the value in that input, "" for a policy file
  // Set for an input that is not JSON itself: the document starts at byte `rewritten_begin` of what
  // it was rewritten to.
  const RewrittenText* rewritten = nullptr;
  uint32_t rewritten_begin = 0;
};

struct PolicyText {
  DocumentId document;
  DocumentPlace place;
};

class DocumentStore {
 public:
  // The id of the document with this decoded text and kind, parsed when it is new. Copies the text.
  DocumentId Intern(std::string_view text, PolicyKind kind);

  // The same, parsed by ParseAdded: `at` must wait for it. Reading stays free of parsing so, and a
  // document that is dropped when pages are merged is never parsed.
  DocumentId Add(std::string_view text, PolicyKind kind);
  // Keeps the view: the text and SourceFile::kPadding bytes behind it outlive the store.
  DocumentId AddInPlace(std::string_view text, PolicyKind kind);
  // A document that exists but whose text nobody can tell yet: invalid without a fault of its own,
  // so that whoever holds it is incomplete. One for each kind.
  DocumentId AddUnknown(PolicyKind kind);
  void ParseAdded();

  size_t size() const { return documents_.size(); }
  const PolicyDocument& at(DocumentId id) const { return documents_[id.value].parsed; }
  std::string_view TextOf(DocumentId id) const { return documents_[id.value].text; }
  PolicyKind KindOf(DocumentId id) const { return documents_[id.value].kind; }
  bool IsUnknown(DocumentId id) const { return documents_[id.value].is_unknown; }

 private:
  struct Entry {
    std::string_view text;  // followed by padding
    PolicyKind kind;
    bool is_unknown = false;
    PolicyDocument parsed;
  };
  struct Key {
    std::string_view text;
    PolicyKind kind;
    bool is_unknown = false;
    friend bool operator==(const Key&, const Key&) = default;
    template <typename H>
    friend H AbslHashValue(H h, const Key& key) {
      // Debian's Abseil hashes a std::string_view by the standard library's slow way.
      h = H::combine_contiguous(std::move(h), key.text.data(), key.text.size());
      return H::combine(std::move(h), key.text.size(), key.kind, key.is_unknown);
    }
  };

  std::vector<Entry> documents_;
  size_t parsed_ = 0;  // documents before this one are parsed
  absl::flat_hash_map<Key, DocumentId> ids_;
  PolicyParser parser_;
  Arena arena_;
};

// The byte in the input that `offset` of the decoded document comes from.
// input_text  the whole text of the input that `place` names.
size_t InputOffsetOf(const DocumentPlace& place, std::string_view input_text, size_t offset);

}  // namespace iamsift
