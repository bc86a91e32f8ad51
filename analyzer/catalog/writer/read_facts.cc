#include "analyzer/catalog/writer/read_facts.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>

#include "analyzer/base/instant.h"
#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/catalog/format/fact_words.h"
#include "analyzer/catalog/writer/check_facts.h"
#include "analyzer/catalog/writer/fact_files.h"
#include "analyzer/catalog/writer/fact_line.h"

namespace iamsift {
namespace {

using Fields = std::vector<std::string_view>;

// Reads one services/<prefix>.tsv.
class ServiceReader {
 public:
  ServiceReader(std::span<const SourceFile> files, const SourceFile& file)
      : files_(files), file_(file) {}

  absl::StatusOr<ServiceFacts> Read() {
    if (!file_.text().starts_with(kServiceHeading)) {
      return Error(file_.text(), "expected `#catalog-service`, a tab and the format number 1");
    }
    FactLines lines(file_);
    while (const std::optional<Fields> fields = lines.Next()) {
      IAMSIFT_RETURN_IF_ERROR(ReadRecord(*fields));
    }
    if (service_.prefix.empty()) return Error(file_.text(), "expected an S record");
    return std::move(service_);
  }

 private:
  absl::Status Error(std::string_view place, std::string_view problem) const {
    return FactError(files_, place, problem);
  }

  absl::Status ReadRecord(const Fields& fields);
  absl::Status ReadService(const Fields& fields);
  absl::Status ReadResourceType(const Fields& fields);
  absl::Status ReadKey(const Fields& fields);
  absl::Status ReadAction(const Fields& fields);
  absl::Status ReadFlags(const Fields& fields, ActionFacts& action) const;
  absl::Status ReadSince(std::string_view field, ActionFacts& action) const;
  absl::Status ReadResources(std::string_view field, ActionFacts& action) const;
  absl::StatusOr<ActionResourceFacts> ReadResource(std::string_view item) const;
  absl::Status CheckKeys(const std::vector<std::string_view>& keys) const;
  absl::Status CheckOrder(std::string_view previous, std::string_view name) const;

  std::span<const SourceFile> files_;
  const SourceFile& file_;
  ServiceFacts service_;
  std::unordered_set<std::string_view> key_names_;
  std::unordered_set<std::string_view> type_names_;
};

absl::Status ServiceReader::ReadRecord(const Fields& fields) {
  struct Record {
    std::string_view letter;
    size_t fields;
    absl::Status (ServiceReader::*read)(const Fields&);
  };
  static constexpr Record kRecords[] = {{"S", 5, &ServiceReader::ReadService},
                                        {"R", 4, &ServiceReader::ReadResourceType},
                                        {"K", 3, &ServiceReader::ReadKey},
                                        {"A", 8, &ServiceReader::ReadAction}};
  for (const Record& record : kRecords) {
    if (fields[0] != record.letter) continue;
    if (fields.size() != record.fields) {
      return Error(fields[0], Concat({"expected ", Counted(record.fields, "field"), " in record ",
                                      record.letter, ", not ", std::to_string(fields.size())}));
    }
    if (service_.prefix.empty() != (record.letter == "S")) {
      return Error(fields[0], "expected one S record, before all others");
    }
    return (this->*record.read)(fields);
  }
  return Error(fields[0], Concat({"expected a record S, R, K or A, not `", fields[0], "`"}));
}

absl::Status ServiceReader::ReadService(const Fields& fields) {
  if (file_.name() != Concat({"services/", fields[1], ".tsv"})) {
    return Error(fields[1], Concat({"expected the prefix that the file is named after, not `",
                                    fields[1], "`"}));
  }
  if (AsciiLower(fields[1]) != fields[1]) return Error(fields[1], "expected lower case");
  if (!fields[4].empty() && fields[4] != "rcp") {
    return Error(fields[4], Concat({"expected `rcp` or `-`, not `", fields[4], "`"}));
  }
  service_.prefix = fields[1];
  service_.name = fields[2];
  service_.category = fields[3];
  service_.supports_rcp = !fields[4].empty();
  return absl::OkStatus();
}

absl::Status ServiceReader::CheckOrder(std::string_view previous, std::string_view name) const {
  if (name.empty()) return Error(name, "expected a name");
  if (CompareIgnoreCase(previous, name) < 0) return absl::OkStatus();
  return Error(name, Concat({"expected a name after `", previous, "` in order without case, not `",
                             name, "`"}));
}

absl::Status ServiceReader::ReadResourceType(const Fields& fields) {
  const auto& types = service_.resource_types;
  IAMSIFT_RETURN_IF_ERROR(
      CheckOrder(types.empty() ? std::string_view() : types.back().name, fields[1]));
  if (!service_.keys.empty() || !service_.actions.empty()) {
    return Error(fields[0], "expected R records before K and A records");
  }
  ResourceTypeFacts type{
      .name = fields[1], .templates = ListItems(fields[2], ' '), .keys = ListItems(fields[3], ',')};
  if (type.templates.empty()) return Error(fields[2], "expected an ARN template");
  for (const std::string_view arn : type.templates) {
    if (!arn.starts_with("arn:")) return Error(arn, "expected an ARN template");
  }
  type_names_.insert(type.name);
  service_.resource_types.push_back(std::move(type));
  return absl::OkStatus();
}

absl::Status ServiceReader::ReadKey(const Fields& fields) {
  const auto& keys = service_.keys;
  IAMSIFT_RETURN_IF_ERROR(
      CheckOrder(keys.empty() ? std::string_view() : keys.back().name, fields[1]));
  if (!service_.actions.empty()) return Error(fields[0], "expected K records before A records");
  const std::optional<KeyType> type = KeyTypeOf(fields[2]);
  if (!type) {
    return Error(fields[2], Concat({"expected the type of a key, not `", fields[2], "`"}));
  }
  key_names_.insert(fields[1]);
  service_.keys.push_back({.name = fields[1], .type = *type});
  return absl::OkStatus();
}

absl::Status ServiceReader::ReadAction(const Fields& fields) {
  const auto& actions = service_.actions;
  IAMSIFT_RETURN_IF_ERROR(
      CheckOrder(actions.empty() ? std::string_view() : actions.back().name, fields[1]));
  ActionFacts action{.name = fields[1]};
  const std::optional<AccessLevel> level = AccessLevelOf(fields[2]);
  if (!level) {
    return Error(fields[2], Concat({"expected L, R, W, T or P, not `", fields[2], "`"}));
  }
  action.level = *level;
  IAMSIFT_RETURN_IF_ERROR(ReadFlags(fields, action));
  IAMSIFT_RETURN_IF_ERROR(ReadSince(fields[4], action));
  IAMSIFT_RETURN_IF_ERROR(ReadResources(fields[5], action));
  action.keys = ListItems(fields[6], ',');
  IAMSIFT_RETURN_IF_ERROR(CheckKeys(action.keys));
  service_.actions.push_back(std::move(action));
  return absl::OkStatus();
}

absl::Status ServiceReader::ReadFlags(const Fields& fields, ActionFacts& action) const {
  const std::string_view flags = fields[3];
  const std::string_view dependents = fields[7];
  if (!flags.empty() && flags != "p" && flags != "?") {
    return Error(flags, Concat({"expected p, ? or -, not `", flags, "`"}));
  }
  if ((flags == "?") != (dependents == "?")) {
    return Error(dependents, "expected flags and dependent actions to be unknown together");
  }
  action.permission_only = flags == "p";
  action.unknown_flags = flags == "?";
  if (!action.unknown_flags) action.dependents = ListItems(dependents, ',');
  return absl::OkStatus();
}

absl::Status ServiceReader::ReadSince(std::string_view field, ActionFacts& action) const {
  const std::optional<uint16_t> day = DayOf(field);
  if (!day) return Error(field, Concat({"expected a date since 2015, not `", field, "`"}));
  action.since = *day;
  return absl::OkStatus();
}

absl::Status ServiceReader::ReadResources(std::string_view field, ActionFacts& action) const {
  for (const std::string_view item : ListItems(field, ',')) {
    IAMSIFT_ASSIGN_OR_RETURN(ActionResourceFacts resource, ReadResource(item));
    action.resources.push_back(std::move(resource));
  }
  return absl::OkStatus();
}

// name, name*, name(key|key) or name*(key|key)
absl::StatusOr<ActionResourceFacts> ServiceReader::ReadResource(std::string_view item) const {
  ActionResourceFacts resource;
  std::string_view type = item;
  if (type.ends_with(')')) {
    const size_t open = type.find('(');
    if (open == std::string_view::npos) return Error(item, "expected `(` before `)`");
    resource.keys = Split(type.substr(open + 1, type.size() - open - 2), '|');
    IAMSIFT_RETURN_IF_ERROR(CheckKeys(resource.keys));
    type = type.substr(0, open);
  }
  resource.required = type.ends_with('*');
  if (resource.required) type.remove_suffix(1);
  resource.type = type;
  if (!type_names_.contains(type)) {
    return Error(item, Concat({"expected a resource type of this file, not `", type, "`"}));
  }
  return resource;
}

absl::Status ServiceReader::CheckKeys(const std::vector<std::string_view>& keys) const {
  for (const std::string_view key : keys) {
    if (key_names_.contains(key)) continue;
    return Error(key, Concat({"expected a condition key with a K record, not `", key, "`"}));
  }
  return absl::OkStatus();
}

// Negative, zero or positive, by the key columns in the order of the table.
int CompareRows(const FactTableFormat& format, const FactRow& a, const FactRow& b) {
  for (size_t column = 0; column < format.key_columns; ++column) {
    const int order = format.order == RowOrder::kBytes ? a[column].compare(b[column])
                                                       : CompareIgnoreCase(a[column], b[column]);
    if (order != 0) return order;
  }
  return 0;
}

absl::StatusOr<std::vector<FactRow>> ReadTable(std::span<const SourceFile> files,
                                               const SourceFile& file,
                                               const FactTableFormat& format) {
  std::vector<FactRow> rows;
  FactLines lines(file);
  while (std::optional<Fields> fields = lines.Next()) {
    if (fields->size() != format.columns) {
      return FactError(files, fields->front(),
                       Concat({"expected ", Counted(format.columns, "field"), ", not ",
                               std::to_string(fields->size())}));
    }
    if (!rows.empty() && CompareRows(format, rows.back(), *fields) >= 0) {
      return FactError(files, fields->front(),
                       Concat({"expected a row after `", rows.back().front(), "`, not `",
                               fields->front(), "`"}));
    }
    rows.push_back(*std::move(fields));
  }
  return rows;
}

std::optional<size_t> TableOfFile(std::string_view name) {
  for (size_t table = 0; table < kFactTableCount; ++table) {
    if (kFactTables[table].file == name) return table;
  }
  return std::nullopt;
}

absl::Status CheckNoCarriageReturn(std::span<const SourceFile> files, const SourceFile& file) {
  const size_t at = file.text().find('\r');
  if (at == std::string_view::npos) return absl::OkStatus();
  return FactError(files, file.text().substr(at), "expected lines that end with LF alone");
}

absl::Status ReadFile(std::span<const SourceFile> files, const SourceFile& file, Facts& facts) {
  IAMSIFT_RETURN_IF_ERROR(CheckNoCarriageReturn(files, file));
  if (const std::optional<size_t> table = TableOfFile(file.name())) {
    IAMSIFT_ASSIGN_OR_RETURN(facts.tables[*table], ReadTable(files, file, kFactTables[*table]));
    return absl::OkStatus();
  }
  if (!file.name().starts_with("services/")) {
    return FactError(files, file.text(), "no such fact file is known");
  }
  IAMSIFT_ASSIGN_OR_RETURN(ServiceFacts service, ServiceReader(files, file).Read());
  facts.services.push_back(std::move(service));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Facts> ReadFacts(std::span<const SourceFile> files) {
  Facts facts;
  facts.sha256 = Sha256OfFiles(files);
  for (const SourceFile& file : files) IAMSIFT_RETURN_IF_ERROR(ReadFile(files, file, facts));
  // Files are sorted by path, where `s3-outposts.tsv` comes before `s3.tsv`.
  std::sort(facts.services.begin(), facts.services.end(),
            [](const ServiceFacts& a, const ServiceFacts& b) { return a.prefix < b.prefix; });
  IAMSIFT_RETURN_IF_ERROR(CheckFacts(facts, files));
  return facts;
}

}  // namespace iamsift
