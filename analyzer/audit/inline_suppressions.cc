#include "analyzer/audit/inline_suppressions.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/audit/suppressions.h"
#include "analyzer/base/text.h"
#include "analyzer/finding/rule_selector.h"

namespace iamsift {
namespace {

constexpr std::string_view kMarker = "iamsift:ignore";
constexpr std::string_view kBlanks = " \t\r";

struct Comment {
  size_t at = 0;  // of the marker in the input
  std::string rules;
  AcceptedBecause because;
  std::string problem;  // "" when it can be read
};

std::string_view Trimmed(std::string_view text) {
  const size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return "";
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

// The next word; of `key="more words"` all of it, without the quotes.
std::string_view TakeWord(std::string_view& rest, std::string& word) {
  word.clear();
  rest = Trimmed(rest);
  size_t end = 0;
  bool is_quoted = false;
  for (; end < rest.size(); ++end) {
    if (rest[end] == '"') {
      is_quoted = !is_quoted;
    } else if (!is_quoted && kBlanks.find(rest[end]) != std::string_view::npos) {
      break;
    } else {
      word += rest[end];
    }
  }
  rest.remove_prefix(end);
  return word;
}

bool MeansSomeRule(std::string_view id, std::span<const Rule* const> rules) {
  return std::ranges::any_of(
      rules, [&](const Rule* rule) { return SelectsRule(id, rule->card.id, rule->card.name); });
}

// One `key=value` behind the rules; what is wrong with it otherwise.
std::string TakeMember(const std::string& word, AcceptedBecause& because) {
  const size_t equals = word.find('=');
  const std::string key = word.substr(0, equals);
  const std::string value = equals == std::string::npos ? "" : word.substr(equals + 1);
  if (key == "reason") {
    because.reason = value;
  } else if (key == "owner") {
    because.owner = value;
  } else if (key == "until") {
    because.until = value;
    if (!IsDay(value)) {
      return Concat({"until must be a day as 2027-01-31, not `", value, "`"});
    }
  } else {
    return Concat({"expected reason=, until= or owner=, not `", word, "`"});
  }
  return "";
}

// words  behind the marker, up to the end of the comment.
Comment ReadComment(std::string_view words, std::span<const Rule* const> rules) {
  Comment comment;
  std::string word;
  TakeWord(words, comment.rules);
  const auto note = [&](std::string problem) {
    if (!problem.empty()) comment.problem = std::move(problem);
  };
  for (const std::string_view id : Split(comment.rules, ',')) {
    if (!MeansSomeRule(id, rules)) note(Concat({"`", id, "` is no rule and no family"}));
  }
  while (!TakeWord(words, word).empty()) note(TakeMember(word, comment.because));
  if (comment.problem.empty() && comment.because.reason.empty()) {
    note("expected reason=\"…\": why is this accepted?");
  }
  return comment;
}

// One input with its comments, and where its lines begin.
class CommentedInput {
 public:
  CommentedInput(const LoadedInput& input, std::span<const Rule* const> rules)
      : source_(*input.source), text_(source_.text()), is_yaml_(input.rewritten != nullptr) {
    for (size_t at = text_.find(kMarker); at != std::string_view::npos;
         at = text_.find(kMarker, at + 1)) {
      if (!IsInComment(at, input)) continue;
      std::string_view words = text_.substr(at + kMarker.size());
      words = words.substr(0, std::min(words.find('\n'), words.find("*/")));
      Comment comment = ReadComment(words, rules);
      comment.at = at;
      comment.because.is_inline = true;
      const Position place = source_.PositionAt(at);
      comment.because.place = Concat(
          {source_.name(), ":", std::to_string(place.line), ":", std::to_string(place.column)});
      comments_.push_back(std::move(comment));
    }
  }

  const std::vector<Comment>& comments() const { return comments_; }

  // The comment means the finding, whatever its rule.
  bool Means(const Comment& comment, const Finding& finding) const {
    if (finding.statement && !finding.statement->span.IsEmpty()) {
      const SourceSpan span = finding.statement->span;
      if (span.begin <= comment.at && comment.at < span.end) return true;
      if (LineOf(span.begin) == MeantLine(comment)) return true;
    }
    const uint32_t line = MeantLine(comment);
    return LineOf(finding.place.span.begin) == line || line == LineOf(FirstContent());
  }

 private:
  uint32_t LineOf(size_t offset) const { return source_.PositionAt(offset).line; }

  // Text before the marker on its line.
  std::string_view Before(size_t at) const {
    const size_t begin = at == 0 ? 0 : text_.rfind('\n', at - 1) + 1;
    return text_.substr(begin, at - begin);
  }

  // The marker comes first in its comment. What looks like one inside a text is none: JSON with
  // comments was read with blanks in their place.
  bool IsInComment(size_t at, const LoadedInput& input) const {
    std::string_view before = Trimmed(Before(at));
    if (!is_yaml_) {
      const bool is_blank = input.json != nullptr && input.json->text()[at] != text_[at];
      return is_blank && (before.ends_with("//") || before.ends_with("/*"));
    }
    if (!before.ends_with('#')) return false;
    before.remove_suffix(1);
    return std::ranges::count(before, '"') % 2 == 0 && std::ranges::count(before, '\'') % 2 == 0;
  }

  static bool IsCommentLine(std::string_view line) {
    line = Trimmed(line);
    return line.empty() || line.starts_with('#') || line.starts_with("//") ||
           (line.starts_with("/*") && line.ends_with("*/"));
  }

  // The comment's own line, or the next one that holds more than comments.
  uint32_t MeantLine(const Comment& comment) const {
    std::string_view before = Trimmed(Before(comment.at));
    before.remove_suffix(is_yaml_ ? 1 : 2);
    if (!Trimmed(before).empty()) return LineOf(comment.at);
    return LineOf(NextContent(text_.find('\n', comment.at)));
  }

  size_t FirstContent() const { return NextContent(std::string_view::npos); }

  // The start of the first line behind `line_end` that holds more than comments.
  size_t NextContent(size_t line_end) const {
    size_t begin = line_end == std::string_view::npos ? 0 : line_end + 1;
    while (begin < text_.size()) {
      const size_t end = std::min(text_.find('\n', begin), text_.size());
      const std::string_view line = text_.substr(begin, end - begin);
      if (!IsCommentLine(line)) return begin;
      begin = end + 1;
    }
    return text_.size();
  }

  const SourceFile& source_;
  std::string_view text_;
  bool is_yaml_;
  std::vector<Comment> comments_;
};

bool MeansRule(const Comment& comment, const RuleCard& card) {
  return std::ranges::any_of(Split(comment.rules, ','), [&](std::string_view id) {
    return SelectsRule(id, card.id, card.name);
  });
}

void ApplyComment(const CommentedInput& input, uint32_t index, const Comment& comment,
                  AuditResult& result) {
  if (!comment.problem.empty()) return NoteUnreadable(comment.because, comment.problem, result);
  std::vector<Finding*> meant;
  for (Finding& finding : result.findings) {
    const bool is_here = finding.place.input == index && MeansRule(comment, *finding.card);
    if (is_here && input.Means(comment, finding)) meant.push_back(&finding);
  }
  const bool could_mean = std::ranges::any_of(
      result.rules, [&](const RuleCard* card) { return MeansRule(comment, *card); });
  AcceptFindings(comment.because, meant, could_mean, result);
}

}  // namespace

void ApplyInlineSuppressions(std::span<const LoadedInput> inputs,
                             std::span<const Rule* const> rules, AuditResult& result) {
  for (uint32_t i = 0; i < inputs.size(); ++i) {
    if (inputs[i].source == nullptr || inputs[i].json == nullptr) continue;
    const CommentedInput input(inputs[i], rules);
    for (const Comment& comment : input.comments()) ApplyComment(input, i, comment, result);
  }
}

}  // namespace iamsift
