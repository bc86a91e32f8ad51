#pragma once

// JSON in which a string may hold JSON again, as AWS hands over the policies on resources: an
// answer holds a policy as text, AWS Config holds such an answer as text. Every value knows its
// place in the input, however many layers lie around it.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "analyzer/account/account.h"
#include "analyzer/account/document_store.h"
#include "analyzer/ingest/export/fragment.h"
#include "analyzer/policy/json_outline.h"

namespace iamsift {

class JsonLayers;

// One value, or the absence of one: every question may be asked of an absent value.
class JsonValue {
 public:
  JsonValue() = default;

  bool IsPresent() const { return layer_ != nullptr; }
  bool IsObject() const { return Is(JsonType::kObject); }
  bool IsArray() const { return Is(JsonType::kArray); }
  bool IsString() const { return Is(JsonType::kString); }
  bool IsTrue() const { return Is(JsonType::kBool) && Text() == "true"; }

  // The first member of this name; absent when there is none, or this is no object.
  JsonValue operator[](std::string_view name) const;
  // The items of a list; of what stands bare where a list may, the one value; of null none.
  std::vector<JsonValue> Items() const;
  // The members of an object, in written order; Key() names each.
  std::vector<JsonValue> Members() const;
  std::string_view Key() const;
  // Of a string unescaped, of other scalars as written, else "". Valid as the layers.
  std::string_view Text() const;

 private:
  friend class JsonLayers;
  struct Layer;
  JsonValue(const Layer* layer, JsonNodeId node) : layer_(layer), node_(node) {}
  bool Is(JsonType type) const;
  const JsonNode& Node() const;

  const Layer* layer_ = nullptr;
  JsonNodeId node_ = 0;
};

// A document and, for a text under several layers, how its bytes lead to the input.
struct LayeredDocument {
  std::string_view text;  // valid as the layers; in the input when `is_in_input`
  bool is_in_input = false;
  DocumentPlace place;  // `place.rewritten` is set by whoever keeps `rewritten`
  std::unique_ptr<RewrittenText> rewritten;
};

// The layers of one JSON value of an input.
class JsonLayers {
 public:
  static constexpr int kMaxLayers = 4;  // string in string in string

  // value    a part of text.json: one JSON value.
  // pointer  where it stands in the JSON value of the input that it is a part of.
  // Errors: InvalidArgument `file:line:column: …` when it is not JSON, or nested too deep.
  static absl::StatusOr<JsonLayers> Read(const JsonText& text, std::string_view value,
                                         std::string pointer);

  JsonLayers(JsonLayers&&) noexcept;
  JsonLayers& operator=(JsonLayers&&) noexcept;
  ~JsonLayers();

  JsonValue Root() const;

  // What a string holds when that is JSON in turn, percent-encoded or not, again and again; else
  // the value itself.
  // Errors: InvalidArgument when it begins like an object or a list and is none.
  absl::StatusOr<JsonValue> Unwrap(JsonValue value);

  // The document that `value` is, an object or a string that could not be unwrapped.
  LayeredDocument DocumentAt(JsonValue value) const;

  SourceSpan SpanOf(JsonValue value) const;      // in the input, not in what it was rewritten to
  std::string PointerTo(JsonValue value) const;  // of the string around all inner layers
  ElementPlace PlaceOf(JsonValue value, Arena& arena) const;
  absl::Status ErrorAt(JsonValue value, std::string_view problem) const;

 private:
  struct State;
  explicit JsonLayers(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

}  // namespace iamsift
