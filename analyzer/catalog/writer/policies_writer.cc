#include "analyzer/catalog/writer/policies_writer.h"

#include <simdjson.h>
#include <zstd.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <span>
#include <utility>

#include "analyzer/base/check.h"
#include "analyzer/base/sha256.h"
#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/catalog/format/fact_words.h"
#include "analyzer/catalog/format/layout.h"
#include "analyzer/catalog/writer/fact_line.h"
#include "analyzer/catalog/writer/frame_writer.h"

namespace iamsift {
namespace {

namespace ondemand = simdjson::ondemand;

// A document is wanted by itself: a group is decompressed within 0.2 ms. Histories are read by few
// commands, and then many of them.
constexpr size_t kDocumentsInGroup = 64;
constexpr size_t kHistoriesInGroup = 512;
constexpr int kCompressionLevel = 19;

struct PolicyFacts {
  std::string name;
  std::string arn;
  std::string version;
  std::string created;
  std::string updated;
  bool obsolete = false;
  std::string_view document;
  std::string history;
};

absl::Status ErrorAt(const SourceFile& file, std::string_view place, std::string_view problem) {
  return InvalidInputAt(file, static_cast<size_t>(place.data() - file.text().data()), problem);
}

// Reads the policies of current.jsonl, one a line.
class CurrentReader {
 public:
  explicit CurrentReader(const SourceFile& file) : file_(file) {}

  absl::StatusOr<std::vector<PolicyFacts>> Read();

 private:
  absl::StatusOr<PolicyFacts> ReadLine(std::string_view line);
  absl::Status ReadText(ondemand::object& object, std::string_view line, const char* member,
                        std::string* text);

  const SourceFile& file_;
  ondemand::parser parser_;
};

absl::Status CurrentReader::ReadText(ondemand::object& object, std::string_view line,
                                     const char* member, std::string* text) {
  std::string_view value;
  if (object[member].get_string().get(value) != simdjson::SUCCESS || value.empty()) {
    return ErrorAt(file_, line, Concat({"expected the member `", member, "`, a text"}));
  }
  *text = value;
  return absl::OkStatus();
}

absl::StatusOr<PolicyFacts> CurrentReader::ReadLine(std::string_view line) {
  const size_t left = static_cast<size_t>(file_.text().end() - line.begin());
  const simdjson::padded_string_view padded(line.data(), line.size(), left + SourceFile::kPadding);
  ondemand::document document;
  ondemand::object object;
  if (parser_.iterate(padded).get(document) != simdjson::SUCCESS ||
      document.get_object().get(object) != simdjson::SUCCESS) {
    return ErrorAt(file_, line, "expected a JSON object");
  }
  PolicyFacts policy;
  IAMSIFT_RETURN_IF_ERROR(ReadText(object, line, "name", &policy.name));
  IAMSIFT_RETURN_IF_ERROR(ReadText(object, line, "arn", &policy.arn));
  IAMSIFT_RETURN_IF_ERROR(ReadText(object, line, "version", &policy.version));
  IAMSIFT_RETURN_IF_ERROR(ReadText(object, line, "created", &policy.created));
  IAMSIFT_RETURN_IF_ERROR(ReadText(object, line, "updated", &policy.updated));
  if (object["obsolete"].get_bool().get(policy.obsolete) != simdjson::SUCCESS) {
    return ErrorAt(file_, line, "expected the member `obsolete`, true or false");
  }
  ondemand::object inner;
  if (object["document"].get_object().get(inner) != simdjson::SUCCESS ||
      inner.raw_json().get(policy.document) != simdjson::SUCCESS) {
    return ErrorAt(file_, line, "expected the member `document`, an object");
  }
  return policy;
}

absl::StatusOr<std::vector<PolicyFacts>> CurrentReader::Read() {
  std::vector<PolicyFacts> policies;
  for (const std::string_view line : Split(file_.text(), '\n')) {
    if (line.empty()) continue;
    IAMSIFT_ASSIGN_OR_RETURN(PolicyFacts policy, ReadLine(line));
    if (!policies.empty() && policies.back().name >= policy.name) {
      return ErrorAt(file_, line,
                     Concat({"expected a policy after `", policies.back().name, "`, not `",
                             policy.name, "`"}));
    }
    if (!policy.arn.starts_with("arn:aws:iam::aws:policy/") ||
        !policy.arn.ends_with(Concat({"/", policy.name}))) {
      return ErrorAt(file_, line,
                     Concat({"expected the ARN of `", policy.name, "`, not `", policy.arn, "`"}));
    }
    policies.push_back(std::move(policy));
  }
  return policies;
}

// Gives each policy its lines of history.tsv, without the name.
absl::Status ReadHistory(const SourceFile& file, std::vector<PolicyFacts>& policies) {
  FactLines lines(file);
  size_t next = 0;
  while (const std::optional<FactRow> fields = lines.Next()) {
    const FactRow& row = *fields;
    if (row.size() != 5) return ErrorAt(file, row[0], "expected 5 fields");
    while (next < policies.size() && policies[next].name != row[0]) ++next;
    if (next == policies.size()) {
      return ErrorAt(
          file, row[0],
          Concat({"expected a policy of current.jsonl, in its order, not `", row[0], "`"}));
    }
    if (!DayOf(row[2])) return ErrorAt(file, row[2], "expected a date");
    policies[next].history += Concat({row[1], "\t", row[2], "\t", row[3].empty() ? "-" : row[3],
                                      "\t", row[4].empty() ? "-" : row[4], "\n"});
  }
  return absl::OkStatus();
}

std::string Compressed(std::string_view text) {
  std::string bytes(ZSTD_compressBound(text.size()), '\0');
  const size_t size =
      ZSTD_compress(bytes.data(), bytes.size(), text.data(), text.size(), kCompressionLevel);
  IAMSIFT_CHECK(ZSTD_isError(size) == 0);
  bytes.resize(size);
  return bytes;
}

// Collects texts into groups and writes each when it is full; the section of the bytes follows that
// of the records.
class GroupWriter {
 public:
  GroupWriter(FrameWriter& frame, uint32_t records, size_t texts_in_group)
      : frame_(frame), records_(records), texts_in_group_(texts_in_group) {}

  layout::TextPlace Add(std::string_view text) {
    if (texts_ == texts_in_group_) Close();
    const layout::TextPlace place = {groups_, static_cast<uint32_t>(group_.size()),
                                     static_cast<uint32_t>(text.size())};
    group_.append(text);
    ++texts_;
    return place;
  }

  void Close() {
    if (texts_ == 0) return;
    const std::string compressed = Compressed(group_);
    frame_.Append(records_,
                  layout::GroupRecord{.offset = static_cast<uint32_t>(frame_.BytesOf(records_ + 1)),
                                      .compressed_bytes = static_cast<uint32_t>(compressed.size()),
                                      .text_bytes = static_cast<uint32_t>(group_.size())});
    frame_.AppendBytes(records_ + 1, compressed);
    group_.clear();
    texts_ = 0;
    ++groups_;
  }

 private:
  FrameWriter& frame_;
  uint32_t records_;
  size_t texts_in_group_;
  uint32_t groups_ = 0;
  size_t texts_ = 0;
  std::string group_;
};

void WriteIndex(FrameWriter& frame, const std::vector<PolicyFacts>& policies) {
  GroupWriter documents(frame, layout::kDocumentGroups, kDocumentsInGroup);
  GroupWriter histories(frame, layout::kHistoryGroups, kHistoriesInGroup);
  for (const PolicyFacts& policy : policies) {
    frame.Append(layout::kPolicies,
                 layout::PolicyRecord{.arn = frame.Intern(policy.arn),
                                      .name_bytes = static_cast<uint32_t>(policy.name.size()),
                                      .version = frame.Intern(policy.version),
                                      .created = frame.Intern(policy.created),
                                      .updated = frame.Intern(policy.updated),
                                      .obsolete = policy.obsolete ? 1U : 0U,
                                      .document = documents.Add(policy.document),
                                      .history = histories.Add(policy.history)});
  }
  documents.Close();
  histories.Close();
}

absl::Status WriteWithdrawn(FrameWriter& frame, const SourceFile& file) {
  std::vector<std::string_view> names;
  FactLines lines(file);
  while (const std::optional<FactRow> fields = lines.Next()) {
    if (fields->size() != 1) return ErrorAt(file, fields->front(), "expected 1 field");
    names.push_back(fields->front());
  }
  std::sort(names.begin(), names.end());
  for (const std::string_view name : names) frame.Append(layout::kWithdrawn, frame.Intern(name));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> WritePolicies(const ManagedPolicyFiles& files, std::string_view date) {
  CurrentReader reader(files.current);
  IAMSIFT_ASSIGN_OR_RETURN(std::vector<PolicyFacts> policies, reader.Read());
  IAMSIFT_RETURN_IF_ERROR(ReadHistory(files.history, policies));
  FrameWriter frame(layout::kPoliciesSectionCount);
  WriteIndex(frame, policies);
  IAMSIFT_RETURN_IF_ERROR(WriteWithdrawn(frame, files.withdrawn));
  const std::string all =
      Concat({files.current.text(), files.history.text(), files.withdrawn.text()});
  return frame.Finish(layout::kPoliciesMagic, date, Sha256Hex(all));
}

}  // namespace iamsift
