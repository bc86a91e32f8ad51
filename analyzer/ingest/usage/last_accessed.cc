#include "analyzer/ingest/usage/last_accessed.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "analyzer/account/arn.h"
#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/ingest/json_layers.h"
#include "analyzer/ingest/json_scan.h"
#include "analyzer/ingest/path_key.h"

namespace iamsift {
namespace {

class AnswerReader {
 public:
  AnswerReader(const JsonText& text, const JsonLayers& layers, const LoadOptions& options,
               UsageEvidence& evidence)
      : text_(text), layers_(layers), options_(options), evidence_(evidence) {}

  absl::Status Read() {
    const JsonValue root = layers_.Root();
    const JsonValue details = root["Details"];
    const JsonValue answer = details.IsObject() ? details : root;
    UsageRow row;
    IAMSIFT_RETURN_IF_ERROR(ReadOwner(root["Arn"], row));
    IAMSIFT_RETURN_IF_ERROR(CheckStatus(answer["JobStatus"]));
    row.facts.place = layers_.PlaceOf(answer, evidence_.arena);
    IAMSIFT_RETURN_IF_ERROR(ReadDate(answer["JobCompletionDate"], row.facts.taken));
    for (const JsonValue written : answer["ServicesLastAccessed"].Items()) {
      ServiceUse service;
      IAMSIFT_RETURN_IF_ERROR(ReadService(written, service));
      row.facts.services.push_back(std::move(service));
    }
    evidence_.usage.push_back(std::move(row));
    return absl::OkStatus();
  }

 private:
  absl::Status ReadOwner(JsonValue arn, UsageRow& row) const {
    if (arn.IsString()) {
      row.arn = std::string(arn.Text());
      return absl::OkStatus();
    }
    const PathKey key = PathKeyOf(text_.source->name());
    if (key.stem.starts_with("arn:")) {
      row.arn = key.stem;
      return absl::OkStatus();
    }
    const auto account = std::find_if(key.folders.rbegin(), key.folders.rend(), &IsAccountId);
    row.account = account == key.folders.rend() ? options_.account : std::string(*account);
    row.kind_and_name = ShortName(key.stem);
    if (!row.kind_and_name.empty()) return absl::OkStatus();
    return layers_.ErrorAt(
        layers_.Root(),
        "the answer does not name its principal: expected a file called `<percent-encoded "
        "ARN>.json`, `<type>%2F<name>.json` in a folder named for the account, or `{\"Arn\": …, "
        "\"Details\": …}` around it");
  }

  // role/path/name gives role/name; "" for what is no principal.
  static std::string ShortName(std::string_view stem) {
    const size_t slash = stem.find('/');
    if (slash == std::string_view::npos) return "";
    const std::string_view type = stem.substr(0, slash);
    const bool is_known = type == "role" || type == "user" || type == "group" || type == "policy";
    if (!is_known) return "";
    return Concat({type, "/", stem.substr(stem.rfind('/') + 1)});
  }

  absl::Status CheckStatus(JsonValue status) const {
    if (!status.IsPresent() || status.Text() == "COMPLETED") return absl::OkStatus();
    return layers_.ErrorAt(
        status,
        Concat({"expected the answer of a job that is COMPLETED, found `", status.Text(), "`"}));
  }

  absl::Status ReadDate(JsonValue written, std::optional<Instant>& date) const {
    if (written.Items().empty()) return absl::OkStatus();
    date = ParseInstant(written.Text());
    return date ? absl::OkStatus() : layers_.ErrorAt(written, "expected a date");
  }

  absl::Status ReadService(JsonValue written, ServiceUse& service) {
    const JsonValue name = written["ServiceNamespace"];
    if (!name.IsString()) {
      return layers_.ErrorAt(written, "expected a service with `ServiceNamespace`, a string");
    }
    service.service = evidence_.arena.Copy(name.Text());
    service.place = layers_.PlaceOf(written, evidence_.arena);
    IAMSIFT_RETURN_IF_ERROR(ReadDate(written["LastAuthenticated"], service.last));
    const JsonValue actions = written["TrackedActionsLastAccessed"];
    service.tells_actions = actions.IsArray();
    for (const JsonValue action : actions.Items()) {
      if (!action["ActionName"].IsString()) {
        return layers_.ErrorAt(action, "expected an action with `ActionName`, a string");
      }
      ActionUse use{.name = evidence_.arena.Copy(action["ActionName"].Text()), .last = {}};
      IAMSIFT_RETURN_IF_ERROR(ReadDate(action["LastAccessedTime"], use.last));
      service.actions.push_back(use);
    }
    return absl::OkStatus();
  }

  const JsonText& text_;
  const JsonLayers& layers_;
  const LoadOptions& options_;
  UsageEvidence& evidence_;
};

}  // namespace

absl::Status ReadLastAccessed(const JsonText& text, const LoadOptions& options,
                              UsageEvidence& evidence) {
  if (const std::optional<TextFault> fault = FindTextFault(text.json, options.max_depth)) {
    return InvalidInputAt(*text.source, text.SpanOf(fault->offset, fault->offset).begin,
                          fault->problem);
  }
  for (const std::string_view json : SplitJsonValues(text.json, options.max_depth)) {
    IAMSIFT_ASSIGN_OR_RETURN(const JsonLayers layers, JsonLayers::Read(text, json, ""));
    IAMSIFT_RETURN_IF_ERROR(AnswerReader(text, layers, options, evidence).Read());
  }
  return absl::OkStatus();
}

}  // namespace iamsift
