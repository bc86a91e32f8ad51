#include "analyzer/ingest/usage/credential_report.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/ingest/json_layers.h"
#include "analyzer/ingest/json_scan.h"

namespace iamsift {
namespace {

constexpr std::string_view kHeaderStart = "user,arn,";
constexpr std::string_view kRootUser = "<root_account>";
constexpr std::string_view kNotSupported = "not_supported";
// What stands where there is nothing to tell.
constexpr std::string_view kNothing[] = {"", "N/A", "no_information", kNotSupported};

struct Field {
  std::string_view text;
  size_t offset = 0;
};

// One line of a CSV without line breaks in its fields. AWS quotes none; a spreadsheet may have.
std::vector<Field> FieldsOf(std::string_view line, size_t offset) {
  std::vector<Field> fields;
  for (size_t begin = 0; begin <= line.size();) {
    const bool is_quoted = line.substr(begin).starts_with('"');
    const size_t close = is_quoted ? line.find('"', begin + 1) : std::string_view::npos;
    const size_t end =
        std::min(line.find(',', close == std::string_view::npos ? begin : close), line.size());
    std::string_view text = line.substr(begin, end - begin);
    if (close != std::string_view::npos) text = line.substr(begin + 1, close - begin - 1);
    fields.push_back({.text = text, .offset = offset + begin});
    begin = end + 1;
  }
  return fields;
}

std::optional<std::string> DecodeBase64(std::string_view text) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string decoded;
  uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    if (c == '=' || c == '\n' || c == '\r') continue;
    const size_t digit = kDigits.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    bits = bits << 6 | static_cast<uint32_t>(digit);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    decoded += static_cast<char>(bits >> count & 0xFF);
  }
  return decoded;
}

class ReportReader {
 public:
  // whole  of a report that stands in an answer: the place of everything in it.
  ReportReader(const JsonText& text, std::string_view csv, std::optional<ElementPlace> whole,
               UsageEvidence& evidence)
      : text_(text), csv_(csv), whole_(whole), evidence_(evidence) {}

  absl::Status Read() {
    size_t lines = 0;
    for (size_t begin = 0; begin < csv_.size();) {
      const size_t end = std::min(csv_.find('\n', begin), csv_.size());
      std::string_view line = csv_.substr(begin, end - begin);
      if (line.ends_with('\r')) line.remove_suffix(1);
      fields_ = FieldsOf(line, begin);
      if (lines == 0) {
        IAMSIFT_RETURN_IF_ERROR(ReadHeader());
      } else if (!line.empty()) {
        IAMSIFT_RETURN_IF_ERROR(ReadRow(line, begin));
      }
      ++lines;
      begin = end + 1;
    }
    return lines == 0 ? ErrorAt(0, "expected the header of a credential report, found nothing")
                      : absl::OkStatus();
  }

 private:
  absl::Status ErrorAt(size_t offset, std::string_view problem) const {
    return InvalidInputAt(*text_.source, whole_ ? whole_->span.begin : offset, problem);
  }

  absl::Status ReadHeader() {
    for (const Field& field : fields_) columns_.emplace_back(AsciiLower(field.text));
    for (const std::string_view name : {"user", "arn"}) {
      if (std::find(columns_.begin(), columns_.end(), name) == columns_.end()) {
        return ErrorAt(0,
                       Concat({"expected the header of a credential report, with `", name, "`"}));
      }
    }
    return absl::OkStatus();
  }

  absl::Status ReadRow(std::string_view line, size_t begin) {
    if (fields_.size() != columns_.size()) {
      return ErrorAt(begin, Concat({"expected ", Counted(columns_.size(), "field"), ", found ",
                                    std::to_string(fields_.size())}));
    }
    CredentialRow row{.arn = std::string(FieldOf("arn").text), .facts = {}};
    CredentialFacts& facts = row.facts;
    IAMSIFT_RETURN_IF_ERROR(ReadDate("user_creation_time", facts.created));
    IAMSIFT_RETURN_IF_ERROR(ReadFlag("password_enabled", facts.has_password));
    IAMSIFT_RETURN_IF_ERROR(ReadDate("password_last_used", facts.password_last_used));
    IAMSIFT_RETURN_IF_ERROR(ReadDate("password_last_changed", facts.password_changed));
    IAMSIFT_RETURN_IF_ERROR(ReadFlag("mfa_active", facts.has_mfa));
    IAMSIFT_RETURN_IF_ERROR(ReadKey("access_key_1_", facts.keys[0]));
    IAMSIFT_RETURN_IF_ERROR(ReadKey("access_key_2_", facts.keys[1]));
    // Root always has a password, of which the report cannot tell more.
    if (FieldOf("user").text == kRootUser) facts.has_password = true;
    facts.place = whole_ ? *whole_
                         : ElementPlace{.input = text_.input,
                                        .span = text_.SpanOf(begin, begin + line.size()),
                                        .pointer = {}};
    evidence_.credentials.push_back(std::move(row));
    return absl::OkStatus();
  }

  absl::Status ReadKey(std::string_view prefix, AccessKeyFacts& key) {
    IAMSIFT_RETURN_IF_ERROR(ReadFlag(Concat({prefix, "active"}), key.is_active));
    IAMSIFT_RETURN_IF_ERROR(ReadDate(Concat({prefix, "last_rotated"}), key.rotated));
    return ReadDate(Concat({prefix, "last_used_date"}), key.last_used);
  }

  // Of a column that the report lacks: nothing.
  Field FieldOf(std::string_view column) const {
    const auto at = std::find(columns_.begin(), columns_.end(), column);
    return at == columns_.end() ? Field{} : fields_[static_cast<size_t>(at - columns_.begin())];
  }

  static bool IsNothing(std::string_view text) {
    return std::find(std::begin(kNothing), std::end(kNothing), text) != std::end(kNothing);
  }

  absl::Status ReadDate(std::string_view column, std::optional<Instant>& date) const {
    const Field field = FieldOf(column);
    if (IsNothing(field.text)) return absl::OkStatus();
    date = ParseInstant(field.text);
    if (date) return absl::OkStatus();
    return ErrorAt(field.offset,
                   Concat({"expected a date in `", column, "`, found `", field.text, "`"}));
  }

  absl::Status ReadFlag(std::string_view column, std::optional<bool>& flag) const {
    const Field field = FieldOf(column);
    if (IsNothing(field.text)) return absl::OkStatus();
    if (EqualsIgnoreCase(field.text, "true")) {
      flag = true;
    } else if (EqualsIgnoreCase(field.text, "false")) {
      flag = false;
    } else {
      return ErrorAt(field.offset, Concat({"expected true or false in `", column, "`, found `",
                                           field.text, "`"}));
    }
    return absl::OkStatus();
  }

  const JsonText& text_;
  std::string_view csv_;
  std::optional<ElementPlace> whole_;
  UsageEvidence& evidence_;
  std::vector<std::string> columns_;
  std::vector<Field> fields_;  // of the line that is read
};

absl::Status ReadAnswer(const JsonText& text, std::string_view json, UsageEvidence& evidence) {
  IAMSIFT_ASSIGN_OR_RETURN(const JsonLayers layers, JsonLayers::Read(text, json, ""));
  const JsonValue content = layers.Root()["Content"];
  const std::optional<std::string> csv = DecodeBase64(content.Text());
  if (!content.IsString() || !csv) {
    return layers.ErrorAt(content, "expected `Content`, a credential report in base64");
  }
  const ElementPlace place = layers.PlaceOf(content, evidence.arena);
  return ReportReader(text, *csv, place, evidence).Read();
}

}  // namespace

bool IsCredentialReportCsv(std::string_view text) {
  return StartsWithIgnoreCase(text, kHeaderStart);
}

absl::Status ReadCredentialReport(const JsonText& text, int max_depth, UsageEvidence& evidence) {
  if (IsCredentialReportCsv(text.json)) {
    if (const std::optional<size_t> at = FindInvalidUtf8(text.json)) {
      return InvalidInputAt(*text.source, *at, "expected UTF-8, found a byte that cannot be");
    }
    return ReportReader(text, text.json, std::nullopt, evidence).Read();
  }
  if (const std::optional<TextFault> fault = FindTextFault(text.json, max_depth)) {
    return InvalidInputAt(*text.source, text.SpanOf(fault->offset, fault->offset).begin,
                          fault->problem);
  }
  for (const std::string_view json : SplitJsonValues(text.json, max_depth)) {
    IAMSIFT_RETURN_IF_ERROR(ReadAnswer(text, json, evidence));
  }
  return absl::OkStatus();
}

}  // namespace iamsift
