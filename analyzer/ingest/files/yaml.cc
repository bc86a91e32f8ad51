#include "analyzer/ingest/files/yaml.h"

#include <yaml.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "analyzer/base/json_writer.h"
#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/ingest/json_scan.h"

namespace iamsift {
namespace {

class Parser {
 public:
  explicit Parser(std::string_view text) {
    yaml_parser_initialize(&parser_);
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()),
                                 text.size());
  }
  ~Parser() { yaml_parser_delete(&parser_); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  yaml_parser_t& operator*() { return parser_; }

 private:
  yaml_parser_t parser_ = {};
};

class Event {
 public:
  Event() = default;
  ~Event() { yaml_event_delete(&event_); }
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;

  yaml_event_t* get() { return &event_; }
  const yaml_event_t* operator->() const { return &event_; }

 private:
  yaml_event_t event_ = {};
};

// libyaml counts characters; places are bytes. Marks come in order, so one pass suffices.
class MarkToByte {
 public:
  explicit MarkToByte(std::string_view text) : text_(text) {}

  uint32_t Of(const yaml_mark_t& mark) {
    if (mark.index < character_) character_ = byte_ = 0;
    for (; character_ < mark.index && byte_ < text_.size(); ++character_) {
      ++byte_;
      while (byte_ < text_.size() && (static_cast<unsigned char>(text_[byte_]) & 0xC0) == 0x80) {
        ++byte_;
      }
    }
    return static_cast<uint32_t>(byte_);
  }

 private:
  std::string_view text_;
  size_t character_ = 0;
  size_t byte_ = 0;
};

bool IsJsonScalar(std::string_view text) {
  if (text.empty() || text.front() == '"' || text.front() == '{' || text.front() == '[') {
    return false;
  }
  JsonScanner scanner(text, 1);
  return scanner.SkipValue() && scanner.AtEnd();
}

// An open mapping or sequence; in a mapping names and values alternate.
struct OpenNode {
  bool is_mapping = false;
  bool expects_value = false;
  size_t members = 0;
};

class Rewriter {
 public:
  Rewriter(const SourceFile& file, const LoadOptions& options)
      : file_(file), max_depth_(options.max_depth), parser_(file.text()), bytes_(file.text()) {}

  absl::StatusOr<YamlAsJson> Run() {
    while (true) {
      Event event;
      if (yaml_parser_parse(&*parser_, event.get()) == 0) return Broken();
      if (event->type == YAML_STREAM_END_EVENT) break;
      IAMSIFT_RETURN_IF_ERROR(Take(event));
    }
    return YamlAsJson{.json = std::move(json_), .places = RewrittenText(std::move(pieces_))};
  }

 private:
  absl::Status Take(const Event& event) {
    switch (event->type) {
      case YAML_SCALAR_EVENT:
        return TakeScalar(event);
      case YAML_MAPPING_START_EVENT:
        return Open(event, '{');
      case YAML_SEQUENCE_START_EVENT:
        return Open(event, '[');
      case YAML_MAPPING_END_EVENT:
      case YAML_SEQUENCE_END_EVENT:
        return Close(event);
      case YAML_ALIAS_EVENT:
        return Refuse(event, "expected a value, found an alias, which no export or policy needs");
      case YAML_DOCUMENT_END_EVENT:
        json_.push_back('\n');
        return absl::OkStatus();
      default:
        return absl::OkStatus();
    }
  }

  absl::Status TakeScalar(const Event& event) {
    const std::string_view text(reinterpret_cast<const char*>(event->data.scalar.value),
                                event->data.scalar.length);
    const bool is_plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    BeforeNode();
    const size_t begin = json_.size();
    if (IsName() || !is_plain) {
      AppendJsonString(json_, text);
    } else if (text.empty() || text == "~") {
      json_.append("null");
    } else if (IsJsonScalar(text)) {
      json_.append(text);
    } else {
      AppendJsonString(json_, text);
    }
    AddPiece(begin, event);
    AfterNode();
    return absl::OkStatus();
  }

  absl::Status Open(const Event& event, char bracket) {
    if (IsName() && !open_.empty())
      return Refuse(event, "expected a member name, found a structure");
    if (open_.size() >= static_cast<size_t>(max_depth_)) {
      return Refuse(event, Concat({"nested deeper than ", std::to_string(max_depth_), " levels"}));
    }
    BeforeNode();
    json_.push_back(bracket);
    AddPiece(json_.size() - 1, event);
    open_.push_back({.is_mapping = bracket == '{'});
    return absl::OkStatus();
  }

  absl::Status Close(const Event& event) {
    json_.push_back(open_.back().is_mapping ? '}' : ']');
    AddPiece(json_.size() - 1, event);
    open_.pop_back();
    AfterNode();
    return absl::OkStatus();
  }

  bool IsName() const {
    return !open_.empty() && open_.back().is_mapping && !open_.back().expects_value;
  }

  void BeforeNode() {
    if (open_.empty()) return;
    OpenNode& node = open_.back();
    if (node.is_mapping && node.expects_value) {
      json_.push_back(':');
    } else if (node.members++ > 0) {
      json_.push_back(',');
    }
  }

  void AfterNode() {
    if (open_.empty() || !open_.back().is_mapping) return;
    open_.back().expects_value = !open_.back().expects_value;
  }

  // A block's end event stands at the next token: what belongs to the block ends before the blanks.
  void AddPiece(size_t begin, const Event& event) {
    const uint32_t first = bytes_.Of(event->start_mark);
    uint32_t last = bytes_.Of(event->end_mark);
    while (last > first && kBlanks.find(file_.text()[last - 1]) != std::string_view::npos) --last;
    const uint32_t floor = pieces_.empty() ? 0 : pieces_.back().original.end;
    const bool is_end =
        event->type == YAML_MAPPING_END_EVENT || event->type == YAML_SEQUENCE_END_EVENT;
    const bool is_block_end = is_end && first == last;
    const SourceSpan original{is_block_end ? floor : first, is_block_end ? floor : last};
    pieces_.push_back(
        {.rewritten = {static_cast<uint32_t>(begin), static_cast<uint32_t>(json_.size())},
         .original = original});
  }

  absl::Status Refuse(const Event& event, std::string_view problem) {
    return InvalidInputAt(file_, bytes_.Of(event->start_mark), problem);
  }

  absl::Status Broken() {
    const char* const problem = (*parser_).problem;
    const bool is_byte = (*parser_).error == YAML_READER_ERROR;
    return InvalidInputAt(
        file_, is_byte ? (*parser_).problem_offset : bytes_.Of((*parser_).problem_mark),
        Concat({"expected JSON or YAML: ", problem == nullptr ? "unreadable" : problem}));
  }

  static constexpr std::string_view kBlanks = " \t\r\n";

  const SourceFile& file_;
  int max_depth_;
  Parser parser_;
  MarkToByte bytes_;
  std::vector<OpenNode> open_;
  std::string json_;
  std::vector<RewrittenPiece> pieces_;
};

}  // namespace

absl::StatusOr<YamlAsJson> RewriteYaml(const SourceFile& file, const LoadOptions& options) {
  return Rewriter(file, options).Run();
}

}  // namespace iamsift
