#include <string>
#include <utility>

#include "analyzer/account/arn.h"
#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/ingest/json_layers.h"
#include "analyzer/ingest/json_scan.h"
#include "analyzer/ingest/resources/read_resources.h"

namespace iamsift {
namespace {

class InventoryReader {
 public:
  explicit InventoryReader(const LoadOptions& options) : options_(options) {}

  InventoryReading Read(const std::vector<JsonText>& files) && {
    for (const JsonText& file : files) ReadFile(file);
    return std::move(reading_);
  }

 private:
  void ReadFile(const JsonText& file) {
    if (const std::optional<TextFault> fault = FindTextFault(file.json, options_.max_depth)) {
      const SourceSpan at = file.SpanOf(fault->offset, fault->offset);
      reading_.errors.push_back(InvalidInputAt(*file.source, at.begin, fault->problem));
      return;
    }
    for (const std::string_view json : SplitJsonValues(file.json, options_.max_depth)) {
      const absl::StatusOr<JsonLayers> layers = JsonLayers::Read(file, json, "");
      if (!layers.ok()) {
        reading_.errors.push_back(layers.status());
        continue;
      }
      const JsonValue root = layers->Root();
      const JsonValue mappings = root["ResourceTagMappingList"];
      for (const JsonValue row : (mappings.IsPresent() ? mappings : root).Items()) {
        absl::Status status = ReadRow(*layers, row);
        if (!status.ok()) reading_.errors.push_back(std::move(status));
      }
    }
  }

  std::string_view Keep(std::string_view text) { return reading_.inventory.arena().Copy(text); }

  absl::Status ReadRow(const JsonLayers& layers, JsonValue written) {
    const JsonValue arn = written["arn"].IsPresent() ? written["arn"] : written["ResourceARN"];
    if (ServiceOfArn(arn.Text()).empty()) {
      return layers.ErrorAt(arn.IsPresent() ? arn : written,
                            "expected a row `{\"arn\", \"account\", \"tags\"}` with an ARN");
    }
    const JsonValue account = written["account"];
    if (account.IsString() && !IsAccountId(account.Text())) {
      return layers.ErrorAt(
          account, Concat({"expected an account of 12 digits, found `", account.Text(), "`"}));
    }
    InventoryRow row;
    row.arn = Keep(arn.Text());
    row.account = Keep(account.IsString() ? account.Text() : AccountOfArn(arn.Text()));
    row.place = layers.PlaceOf(written, reading_.inventory.arena());
    IAMSIFT_RETURN_IF_ERROR(ReadTags(layers, written, row.tags));
    reading_.inventory.Add(std::move(row));
    return absl::OkStatus();
  }

  absl::Status ReadTags(const JsonLayers& layers, JsonValue written, std::vector<Tag>& tags) {
    const JsonValue list = written["tags"].IsPresent() ? written["tags"] : written["Tags"];
    if (list.IsObject() && !list["Key"].IsPresent()) {
      for (const JsonValue tag : list.Members()) {
        if (!tag.IsString()) return layers.ErrorAt(tag, "expected a tag's value, a string");
        tags.push_back({.key = Keep(tag.Key()), .value = Keep(tag.Text())});
      }
      return absl::OkStatus();
    }
    for (const JsonValue tag : list.Items()) {
      const JsonValue key = tag["Key"].IsPresent() ? tag["Key"] : tag["key"];
      const JsonValue value = tag["Value"].IsPresent() ? tag["Value"] : tag["value"];
      if (!key.IsString()) return layers.ErrorAt(tag, "expected a tag with `Key` and `Value`");
      tags.push_back({.key = Keep(key.Text()), .value = Keep(value.Text())});
    }
    return absl::OkStatus();
  }

  const LoadOptions& options_;
  InventoryReading reading_;
};

}  // namespace

InventoryReading ReadInventory(const std::vector<JsonText>& files, const LoadOptions& options) {
  return InventoryReader(options).Read(files);
}

}  // namespace iamsift
