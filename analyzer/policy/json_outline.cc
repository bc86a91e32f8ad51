#include "analyzer/policy/json_outline.h"

#include <utility>

#include "analyzer/base/text.h"
#include "analyzer/policy/pointer.h"
#include "simdjson.h"

namespace iamsift {
namespace {

namespace ondemand = simdjson::ondemand;

std::string_view WithoutBlanksBehind(std::string_view text) {
  while (!text.empty() && IsJsonBlank(text.back())) text.remove_suffix(1);
  return text;
}

std::string_view WithoutBlanks(std::string_view text) {
  text = WithoutBlanksBehind(text);
  while (!text.empty() && IsJsonBlank(text.front())) text.remove_prefix(1);
  return text;
}

bool HasEscape(std::string_view token) { return token.find('\\') != std::string_view::npos; }

// simdjson passes over some bad escapes (half surrogate pairs); strings with escapes are few.
bool IsSoundString(std::string_view token) { return !FindJsonFault(token).has_value(); }

std::optional<JsonType> TypeOfScalar(std::string_view token) {
  if (token.starts_with('"')) return JsonType::kString;
  if (token == "true" || token == "false") return JsonType::kBool;
  if (token == "null") return JsonType::kNull;
  if (JsonNumberLength(token) == token.size()) return JsonType::kNumber;
  return std::nullopt;
}

// From the opening quote to the closing one, both included.
std::string_view QuotedAt(std::string_view json, size_t opening) {
  size_t at = opening + 1;
  while (json[at] != '"') at += json[at] == '\\' ? 2 : 1;
  return json.substr(opening, at + 1 - opening);
}

// Fills the list from simdjson's stream of values. Each function returns false at the first
// trouble: where it was is for FindJsonFault to say.
class OutlineBuilder {
 public:
  OutlineBuilder(std::string_view json, ondemand::document& document, std::vector<JsonNode>& nodes)
      : json_(json), document_(document), nodes_(nodes) {}

  bool AddRoot() {
    const size_t begin = json_.find_first_of("{[");
    const JsonNodeId root = AddNode(0, json_.substr(begin, 1));
    if (!AddRootItems(json_[begin], root)) return false;
    Close(root);
    return document_.current_location().error() == simdjson::OUT_OF_BOUNDS;
  }

 private:
  bool AddRootItems(char bracket, JsonNodeId root) {
    if (bracket == '{') {
      ondemand::object object;
      return !document_.get_object().get(object) && AddMembers(object, root, 1);
    }
    ondemand::array array;
    return !document_.get_array().get(array) && AddItems(array, root, 1);
  }

  SourceSpan SpanOf(std::string_view token) const {
    const uint32_t begin = static_cast<uint32_t>(token.data() - json_.data());
    return {begin, begin + static_cast<uint32_t>(token.size())};
  }

  JsonNodeId AddNode(JsonNodeId parent, std::string_view token) {
    const JsonNodeId node = static_cast<JsonNodeId>(nodes_.size());
    JsonNode& added = nodes_.emplace_back();
    added.type = token.front() == '[' ? JsonType::kArray : JsonType::kObject;
    added.parent = parent;
    added.span = SpanOf(token);
    if (node != parent) added.position = nodes_[parent].children++;
    return node;
  }

  // The container that was just read ends before the next token's leading blanks.
  void Close(JsonNodeId node) {
    const char* next = nullptr;
    if (document_.current_location().get(next)) next = json_.data() + json_.size();
    const size_t read = static_cast<size_t>(next - json_.data());
    const size_t end = WithoutBlanksBehind(json_.substr(0, read)).size();
    nodes_[node].span.end = static_cast<uint32_t>(end);
    nodes_[node].next = static_cast<JsonNodeId>(nodes_.size());
  }

  bool AddMembers(ondemand::object& object, JsonNodeId parent, int depth) {
    for (auto member : object) {
      ondemand::field field;
      TextAt key;
      if (std::move(member).get(field) || !ReadKey(field, key)) return false;
      const size_t node = nodes_.size();
      if (!AddValue(field.value(), parent, depth)) return false;
      nodes_[node].key = key;
    }
    return true;
  }

  bool AddItems(ondemand::array& array, JsonNodeId parent, int depth) {
    for (auto item : array) {
      ondemand::value value;
      if (std::move(item).get(value) || !AddValue(value, parent, depth)) return false;
    }
    return true;
  }

  bool ReadKey(ondemand::field& field, TextAt& key) {
    const size_t inside = static_cast<size_t>(field.key().raw() - json_.data());
    const std::string_view token = QuotedAt(json_, inside - 1);
    key.span = SpanOf(token);
    key.text = token.substr(1, token.size() - 2);
    if (!HasEscape(token)) return true;
    return IsSoundString(token) && !field.unescaped_key().get(key.text);
  }

  // By value: simdjson's cursor is moved through it.
  bool AddValue(ondemand::value value, JsonNodeId parent, int depth) {
    const std::string_view token = WithoutBlanksBehind(value.raw_json_token());
    if (token.empty()) return false;
    const JsonNodeId node = AddNode(parent, token);
    if (token != "{" && token != "[") return ReadScalar(value, node, token);
    if (depth == kMaxJsonDepth) return false;
    if (!(token == "{" ? AddObject(value, node, depth) : AddArray(value, node, depth)))
      return false;
    Close(node);
    return true;
  }

  bool AddObject(ondemand::value& value, JsonNodeId node, int depth) {
    ondemand::object object;
    return !value.get_object().get(object) && AddMembers(object, node, depth + 1);
  }

  bool AddArray(ondemand::value& value, JsonNodeId node, int depth) {
    ondemand::array array;
    return !value.get_array().get(array) && AddItems(array, node, depth + 1);
  }

  bool ReadScalar(ondemand::value& value, JsonNodeId node, std::string_view token) {
    const std::optional<JsonType> type = TypeOfScalar(token);
    if (!type.has_value()) return false;
    nodes_[node].type = *type;
    nodes_[node].next = node + 1;
    nodes_[node].text = token;
    return *type != JsonType::kString || ReadString(value, node, token);
  }

  // A string is always taken from the stream: simdjson, skipping one, would accept `["a": 1]`.
  bool ReadString(ondemand::value& value, JsonNodeId node, std::string_view token) {
    if (HasEscape(token)) {
      return IsSoundString(token) && !value.get_string().get(nodes_[node].text);
    }
    nodes_[node].text = token.substr(1, token.size() - 2);
    ondemand::raw_json_string raw;
    return !value.get_raw_json_string().get(raw);
  }

  std::string_view json_;
  ondemand::document& document_;
  std::vector<JsonNode>& nodes_;
};

}  // namespace

struct JsonOutlineReader::State {
  ondemand::parser parser;
};

JsonOutlineReader::JsonOutlineReader() : state_(std::make_unique<State>()) {}
JsonOutlineReader::~JsonOutlineReader() = default;

std::optional<JsonFault> JsonOutlineReader::Read(std::string_view json) {
  outline_.nodes_.clear();
  const std::string_view value = WithoutBlanks(json);
  const bool is_container = value.starts_with('{') || value.starts_with('[');
  if (is_container && ReadContainer(json)) return std::nullopt;
  std::optional<JsonFault> fault = FindJsonFault(json);
  if (fault.has_value()) return fault;
  if (is_container) return JsonFault{0, "not readable as JSON"};
  // simdjson reads lone scalars by rules of their own; here only their type and place matter.
  JsonNode& root = outline_.nodes_.emplace_back();
  root.type = TypeOfScalar(value).value_or(JsonType::kNull);
  root.next = 1;
  root.span.begin = static_cast<uint32_t>(value.data() - json.data());
  root.span.end = root.span.begin + static_cast<uint32_t>(value.size());
  root.text = value;
  return std::nullopt;
}

bool JsonOutlineReader::ReadContainer(std::string_view json) {
  ondemand::document document;
  const simdjson::padded_string_view padded(json, json.size() + SourceFile::kPadding);
  if (state_->parser.iterate(padded).get(document)) return false;
  outline_.nodes_.reserve(json.size() / 24);
  return OutlineBuilder(json, document, outline_.nodes_).AddRoot();
}

std::string JsonOutline::PointerTo(JsonNodeId node) const {
  std::vector<JsonNodeId> path;
  for (; node != 0; node = nodes_[node].parent) path.push_back(node);
  std::string pointer;
  for (auto step = path.rbegin(); step != path.rend(); ++step) {
    const bool is_item = nodes_[nodes_[*step].parent].type == JsonType::kArray;
    pointer += '/';
    pointer += is_item ? std::to_string(nodes_[*step].position)
                       : EscapePointerToken(nodes_[*step].key.text);
  }
  return pointer;
}

}  // namespace iamsift
