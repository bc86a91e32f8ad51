#include "analyzer/ingest/json_layers.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#include "analyzer/account/json_string.h"
#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/ingest/export/document_text.h"

namespace iamsift {

// One text: a part of the input, or what a string of the layer around it holds.
struct JsonValue::Layer {
  std::string bytes;      // of an inner layer, padded
  std::string_view text;  // padded
  size_t begin = 0;       // of the outermost layer: where `text` starts in the input's JSON
  JsonValue around;       // of an inner layer: the string that holds it
  DocumentEncoding encoding = DocumentEncoding::kJson;
  std::vector<RewrittenPiece> pieces;  // of an inner layer: its bytes and those of the input
  JsonOutlineReader reader;
};

namespace {

constexpr size_t kEscape = 2;         // \n
constexpr size_t kUnicodeEscape = 6;  // \u0041
constexpr size_t kPercentEscape = 3;  // %7B

char FirstNonBlank(std::string_view text) {
  const size_t at = text.find_first_not_of(" \t\r\n");
  return at == std::string_view::npos ? '\0' : text[at];
}

// A pair of surrogates is one sequence.
size_t EscapeLength(std::string_view raw) {
  if (!raw.starts_with("\\u")) return kEscape;
  const char lead = raw.size() > 3 ? AsciiLower(raw[2]) : '\0';
  const bool is_high =
      lead == 'd' && std::string_view("89abAB").find(raw[3]) != std::string_view::npos;
  const bool is_pair = is_high && raw.substr(kUnicodeEscape).starts_with("\\u");
  return is_pair ? 2 * kUnicodeEscape : kUnicodeEscape;
}

// How many bytes at the front of `raw` stand for themselves, and then how many are one sequence.
struct Run {
  size_t plain = 0;
  size_t sequence = 0;
};

Run NextRun(std::string_view raw, DocumentEncoding encoding) {
  const char mark = encoding == DocumentEncoding::kUrlEncoded ? '%' : '\\';
  const size_t plain = std::min(raw.find(mark), raw.size());
  const std::string_view rest = raw.substr(plain);
  if (rest.empty()) return {.plain = plain, .sequence = 0};
  const size_t length = mark == '%' ? kPercentEscape : EscapeLength(rest);
  return {.plain = plain, .sequence = std::min(length, rest.size())};
}

size_t DecodedSize(std::string_view sequence, DocumentEncoding encoding) {
  std::string decoded;
  if (encoding == DocumentEncoding::kUrlEncoded) {
    AppendPercentDecoded(sequence, decoded);
  } else {
    AppendUnescaped(sequence, decoded);
  }
  return decoded.size();
}

}  // namespace

struct JsonLayers::State {
  using Layer = JsonValue::Layer;

  JsonText text;
  std::string pointer;
  std::vector<std::unique_ptr<Layer>> layers;  // the outermost first

  SourceSpan SpanOf(const Layer& layer, SourceSpan span) const {
    if (!layer.around.IsPresent())
      return text.SpanOf(layer.begin + span.begin, layer.begin + span.end);
    SourceSpan original{.begin = 0, .end = 0};
    const auto first = FirstPiece(layer, span.begin);
    if (first == layer.pieces.end()) return SpanOf(*layer.around.layer_, layer.around.Node().span);
    const uint32_t into =
        span.begin > first->rewritten.begin ? span.begin - first->rewritten.begin : 0;
    original.begin = std::min(first->original.begin + into, first->original.end);
    original.end = original.begin;
    for (auto piece = first; piece != layer.pieces.end() && piece->rewritten.begin < span.end;
         ++piece) {
      const uint32_t taken = std::min(span.end, piece->rewritten.end) - piece->rewritten.begin;
      original.end = span.end >= piece->rewritten.end
                         ? piece->original.end
                         : std::min(piece->original.begin + taken, piece->original.end);
    }
    return original;
  }

  // The piece that holds the byte, or the first one behind it.
  static std::vector<RewrittenPiece>::const_iterator FirstPiece(const Layer& layer, uint32_t at) {
    return std::partition_point(layer.pieces.begin(), layer.pieces.end(),
                                [at](const RewrittenPiece& p) { return p.rewritten.end <= at; });
  }

  // The bytes of `span` that stand for themselves one after another, in pieces that are whole runs
  // of the input as well.
  void AddRun(const Layer& around, SourceSpan span, Layer& inner) const {
    if (!around.around.IsPresent())
      return AddPiece(inner, span.end - span.begin, SpanOf(around, span));
    for (auto piece = FirstPiece(around, span.begin);
         piece != around.pieces.end() && piece->rewritten.begin < span.end; ++piece) {
      const SourceSpan part{std::max(span.begin, piece->rewritten.begin),
                            std::min(span.end, piece->rewritten.end)};
      AddPiece(inner, part.end - part.begin, SpanOf(around, part));
    }
  }

  static void AddPiece(Layer& inner, size_t size, SourceSpan original) {
    if (size == 0) return;
    const uint32_t begin = inner.pieces.empty() ? 0 : inner.pieces.back().rewritten.end;
    inner.pieces.push_back(
        {.rewritten = {begin, begin + static_cast<uint32_t>(size)}, .original = original});
  }

  // The escapes of the string that holds the layer; `raw` begins at `begin` of the text around it.
  void AddPieces(const Layer& around, std::string_view raw, uint32_t begin, Layer& inner) const {
    while (!raw.empty()) {
      const Run run = NextRun(raw, inner.encoding);
      const uint32_t behind = begin + static_cast<uint32_t>(run.plain);
      const uint32_t end = behind + static_cast<uint32_t>(run.sequence);
      AddRun(around, {begin, behind}, inner);
      AddPiece(inner, DecodedSize(raw.substr(run.plain, run.sequence), inner.encoding),
               SpanOf(around, {behind, end}));
      begin = end;
      raw.remove_prefix(run.plain + run.sequence);
    }
  }

  absl::Status ReadOutline(Layer& layer) const {
    const std::optional<JsonFault> fault = layer.reader.Read(layer.text);
    if (!fault) return absl::OkStatus();
    const auto at = static_cast<uint32_t>(std::min(fault->offset, layer.text.size()));
    return InvalidInputAt(*text.source, SpanOf(layer, {at, at}).begin, fault->problem);
  }
};

bool JsonValue::Is(JsonType type) const { return layer_ != nullptr && Node().type == type; }

const JsonNode& JsonValue::Node() const { return layer_->reader.outline().at(node_); }

JsonValue JsonValue::operator[](std::string_view name) const {
  if (!IsObject()) return {};
  for (const JsonNodeId child : layer_->reader.outline().ChildrenOf(node_)) {
    if (layer_->reader.outline().at(child).key.text == name) return {layer_, child};
  }
  return {};
}

std::vector<JsonValue> JsonValue::Items() const {
  std::vector<JsonValue> items;
  if (!IsPresent() || Is(JsonType::kNull)) return items;
  if (!IsArray()) return {*this};
  for (const JsonNodeId child : layer_->reader.outline().ChildrenOf(node_)) {
    items.push_back({layer_, child});
  }
  return items;
}

std::vector<JsonValue> JsonValue::Members() const {
  std::vector<JsonValue> members;
  if (!IsObject()) return members;
  for (const JsonNodeId child : layer_->reader.outline().ChildrenOf(node_)) {
    members.push_back({layer_, child});
  }
  return members;
}

std::string_view JsonValue::Key() const {
  return IsPresent() ? Node().key.text : std::string_view();
}

std::string_view JsonValue::Text() const { return IsPresent() ? Node().text : std::string_view(); }

JsonLayers::JsonLayers(std::unique_ptr<State> state) : state_(std::move(state)) {}
JsonLayers::JsonLayers(JsonLayers&&) noexcept = default;
JsonLayers& JsonLayers::operator=(JsonLayers&&) noexcept = default;
JsonLayers::~JsonLayers() = default;

absl::StatusOr<JsonLayers> JsonLayers::Read(const JsonText& text, std::string_view value,
                                            std::string pointer) {
  auto state = std::make_unique<State>();
  state->text = text;
  state->pointer = std::move(pointer);
  auto layer = std::make_unique<JsonValue::Layer>();
  layer->text = value;
  layer->begin = static_cast<size_t>(value.data() - text.json.data());
  IAMSIFT_RETURN_IF_ERROR(state->ReadOutline(*layer));
  state->layers.push_back(std::move(layer));
  return JsonLayers(std::move(state));
}

JsonValue JsonLayers::Root() const { return {state_->layers.front().get(), 0}; }

absl::StatusOr<JsonValue> JsonLayers::Unwrap(JsonValue value) {
  while (value.IsString()) {
    int depth = 1;
    for (JsonValue at = value; at.layer_->around.IsPresent(); at = at.layer_->around) ++depth;
    if (depth >= kMaxLayers) break;
    const JsonValue::Layer& around = *value.layer_;
    const SourceSpan token = value.Node().span;
    const std::string_view raw = around.text.substr(token.begin + 1, token.end - token.begin - 2);
    DecodedDocument decoded = DecodeDocumentString(raw);
    const char first = FirstNonBlank(decoded.text);
    if (first != '{' && first != '[') break;
    auto layer = std::make_unique<JsonValue::Layer>();
    layer->bytes = std::move(decoded.text);
    const size_t size = layer->bytes.size();
    layer->bytes.append(SourceFile::kPadding, '\0');
    layer->text = std::string_view(layer->bytes).substr(0, size);
    layer->around = value;
    layer->encoding = decoded.encoding;
    state_->AddPieces(around, raw, token.begin + 1, *layer);
    IAMSIFT_RETURN_IF_ERROR(state_->ReadOutline(*layer));
    state_->layers.push_back(std::move(layer));
    value = JsonValue(state_->layers.back().get(), 0);
  }
  return value;
}

LayeredDocument JsonLayers::DocumentAt(JsonValue value) const {
  const JsonText& text = state_->text;
  const JsonValue::Layer& layer = *value.layer_;
  const SourceSpan own = value.Node().span;
  LayeredDocument document;
  document.text = layer.text.substr(own.begin, own.end - own.begin);
  document.place.input = text.input;
  JsonValue outermost = value;
  while (outermost.layer_->around.IsPresent()) outermost = outermost.layer_->around;
  document.place.span = SpanOf(outermost);
  if (!layer.around.IsPresent() && value.IsString()) {
    document.text = value.Text();
    document.place.encoding = DocumentEncoding::kJsonString;
    document.place.rewritten = text.rewritten;
    document.place.rewritten_begin = static_cast<uint32_t>(layer.begin + own.begin);
    return document;
  }
  if (!layer.around.IsPresent()) {
    document.is_in_input = true;
    document.place.rewritten = text.rewritten;
    document.place.rewritten_begin = static_cast<uint32_t>(layer.begin + own.begin);
    return document;
  }
  const bool is_whole_layer = value.node_ == 0;
  const bool is_one_layer = !layer.around.layer_->around.IsPresent();
  if (is_whole_layer && is_one_layer && text.rewritten == nullptr) {
    document.text = layer.text;
    document.place.encoding = layer.encoding;
    return document;
  }
  document.place.rewritten_begin = own.begin;
  document.rewritten = std::make_unique<RewrittenText>(layer.pieces);
  return document;
}

SourceSpan JsonLayers::SpanOf(JsonValue value) const {
  if (!value.IsPresent()) value = Root();
  return state_->SpanOf(*value.layer_, value.Node().span);
}

std::string JsonLayers::PointerTo(JsonValue value) const {
  if (!value.IsPresent()) value = Root();
  while (value.layer_->around.IsPresent()) value = value.layer_->around;
  return state_->pointer + value.layer_->reader.outline().PointerTo(value.node_);
}

ElementPlace JsonLayers::PlaceOf(JsonValue value, Arena& arena) const {
  return {
      .input = state_->text.input, .span = SpanOf(value), .pointer = arena.Copy(PointerTo(value))};
}

absl::Status JsonLayers::ErrorAt(JsonValue value, std::string_view problem) const {
  return InvalidInputAt(*state_->text.source, SpanOf(value).begin, problem);
}

}  // namespace iamsift
