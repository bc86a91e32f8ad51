#include "analyzer/ingest/resources/read_resources.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/ingest/json_scan.h"
#include "analyzer/ingest/resources/resource_readers.h"

namespace iamsift {
namespace {

constexpr std::string_view kConfigLists[] = {"configurationItems", "baseConfigurationItems",
                                             "BaseConfigurationItems", "Results"};

bool IsConfigListName(std::string_view name) {
  return std::find(std::begin(kConfigLists), std::end(kConfigLists), name) !=
         std::end(kConfigLists);
}

// One value of a file, or one item of the list that a file is.
struct Piece {
  std::string_view json;
  std::string pointer;
};

using VisitPiece = std::function<void(const Piece&)>;

// Each item of the array that `scanner` stands before. The text is known to be sound.
void ForEachItem(std::string_view json, JsonScanner& scanner, const std::string& pointer,
                 const VisitPiece& visit) {
  if (!scanner.Take('[')) return;
  for (size_t i = 0;; ++i) {
    scanner.SkipBlanks();
    if (scanner.Take(']')) return;
    const size_t begin = scanner.position();
    if (!scanner.SkipValue()) return;
    visit({.json = json.substr(begin, scanner.position() - begin),
           .pointer = Concat({pointer, "/", std::to_string(i)})});
    scanner.SkipBlanks();
    scanner.Take(',');
  }
}

// The items of a snapshot of AWS Config, one after the other: a snapshot can be large.
bool VisitConfigItems(std::string_view json, int max_depth, const VisitPiece& visit) {
  bool is_config = false;
  JsonScanner scanner(json, max_depth);
  if (scanner.Peek() != '{') return false;
  scanner.ForEachMember([&](std::string_view key) {
    if (!IsConfigListName(key) || scanner.Peek() != '[') return true;
    is_config = true;
    ForEachItem(json, scanner, Concat({"/", key}), visit);
    return true;
  });
  return is_config;
}

std::optional<absl::Status> TextError(const JsonText& file, int max_depth) {
  const std::optional<TextFault> fault = FindTextFault(file.json, max_depth);
  if (!fault) return std::nullopt;
  return InvalidInputAt(*file.source, file.SpanOf(fault->offset, fault->offset).begin,
                        fault->problem);
}

class PoliciesReader {
 public:
  explicit PoliciesReader(const LoadOptions& options) : options_(options), draft_(options) {}

  // Metadata first: what it names stands in other files of its folder.
  ResourcePoliciesReading Read(const std::vector<JsonText>& files) && {
    std::vector<std::pair<const JsonText*, PathKey>> keyed;
    for (const JsonText& file : files) keyed.emplace_back(&file, PathKeyOf(file.source->name()));
    std::stable_partition(keyed.begin(), keyed.end(),
                          [](const auto& file) { return file.second.stem == "metadata"; });
    for (const auto& [file, key] : keyed) ReadFile(*file, key);
    draft_.policies().mutable_documents().ParseAdded();
    reading_.diagnostics = draft_.TakeDiagnostics();
    reading_.policies = std::move(draft_.policies());
    return std::move(reading_);
  }

 private:
  void ReadFile(const JsonText& file, const PathKey& key) {
    if (std::optional<absl::Status> error = TextError(file, options_.max_depth)) {
      reading_.errors.push_back(*std::move(error));
      return;
    }
    for (const std::string_view json : SplitJsonValues(file.json, options_.max_depth)) {
      const bool is_config = VisitConfigItems(json, options_.max_depth,
                                              [&](const Piece& item) { ReadItem(file, item); });
      if (is_config) continue;
      JsonScanner scanner(json, options_.max_depth);
      if (scanner.Peek() != '[') {
        ReadValue(file, key, {.json = json, .pointer = ""});
      } else {
        ForEachItem(json, scanner, "", [&](const Piece& row) { ReadValue(file, key, row); });
      }
    }
  }

  // An item of a list of AWS Config; in answers to queries it is a text that holds one.
  void ReadItem(const JsonText& file, const Piece& piece) {
    absl::StatusOr<JsonLayers> layers = JsonLayers::Read(file, piece.json, piece.pointer);
    if (!layers.ok()) return Fail(layers.status());
    const absl::StatusOr<JsonValue> item = layers->Unwrap(layers->Root());
    if (!item.ok()) return Fail(item.status());
    if (!item->IsObject()) return Fail(layers->ErrorAt(*item, "expected a configuration item"));
    Fail(ReadConfigItem(*layers, *item, draft_).status());
  }

  void ReadValue(const JsonText& file, const PathKey& key, const Piece& piece) {
    absl::StatusOr<JsonLayers> layers = JsonLayers::Read(file, piece.json, piece.pointer);
    if (!layers.ok()) return Fail(layers.status());
    const absl::StatusOr<ResourceFile> read = ReadBySpelling(*layers, key, file.source->name());
    if (!read.ok()) return Fail(read.status());
    if (*read == ResourceFile::kUnknown) {
      reading_.unfit.push_back(
          {.input = file.input,
           .status = layers->ErrorAt(
               layers->Root(),
               "expected the policy of a resource: an answer in "
               "`<service>.<command>/<resource>.json`, AWS Config, or rows of `arn`, `account` and "
               "`policy`")});
    }
  }

  absl::StatusOr<ResourceFile> ReadBySpelling(JsonLayers& layers, const PathKey& key,
                                              std::string_view path) {
    absl::StatusOr<ResourceFile> read = ReadCollectedResource(layers, key, path, draft_);
    if (!read.ok() || *read != ResourceFile::kUnknown) return read;
    read = ReadPolicyRow(layers, draft_);
    if (!read.ok() || *read != ResourceFile::kUnknown) return read;
    read = ReadConfigItem(layers, layers.Root(), draft_);
    if (!read.ok() || *read != ResourceFile::kUnknown) return read;
    if (IsAccessAnalyzer(layers.Root())) return ResourceFile::kIgnored;
    return ReadPolicyAnswer(layers, key, draft_);
  }

  // Findings of Access Analyzer lie beside policies; they hold none.
  static bool IsAccessAnalyzer(JsonValue root) {
    return root["findingDetails"].IsPresent() || root["findings"].IsPresent();
  }

  void Fail(absl::Status status) {
    if (!status.ok()) reading_.errors.push_back(std::move(status));
  }

  const LoadOptions& options_;
  ResourceDraft draft_;
  ResourcePoliciesReading reading_;
};

}  // namespace

ResourcePoliciesReading ReadResourcePolicies(const std::vector<JsonText>& files,
                                             const LoadOptions& options) {
  return PoliciesReader(options).Read(files);
}

}  // namespace iamsift
