#pragma once

// The spellings in which policies on resources come, a reader for each. All take one JSON value of
// a file and add to the same draft.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "analyzer/account/resource_policies.h"
#include "analyzer/finding/finding.h"
#include "analyzer/ingest/json_layers.h"
#include "analyzer/ingest/load.h"
#include "analyzer/ingest/path_key.h"

namespace iamsift {

enum class ResourceFile : uint8_t {
  kUnknown,  // of no spelling that the reader knows
  kRead,
  kIgnored,  // known, and holds nothing of interest
};

// Where a file says that its answers are from: folders named after an account and a Region, else
// the options.
struct ResourceOrigin {
  std::string account = "*";  // `*`: not told
  std::string region = "*";

  static ResourceOrigin Of(const PathKey& key, const LoadOptions& options);
  std::string_view Partition() const;
};

class ResourceDraft {
 public:
  explicit ResourceDraft(const LoadOptions& options) : options_(options) {}

  const LoadOptions& options() const { return options_; }
  ResourcePolicies& policies() { return policies_; }
  std::string_view Keep(std::string_view text) { return policies_.arena().Copy(text); }

  // Adds the policy that `carrier` holds, in whatever wrapping; a null or absent carrier says that
  // the resource has none. Everything but the text is set in `policy`.
  enum class Twice : uint8_t { kIsOdd, kIsUsual };  // another policy for the same resource
  absl::Status Add(JsonLayers& layers, JsonValue carrier, ResourcePolicy policy,
                   Twice twice = Twice::kIsOdd);

  void Note(std::string_view code, std::string message, const ElementPlace& place);
  void Warn(std::string_view code, std::string message, const ElementPlace& place);
  std::vector<Diagnostic> TakeDiagnostics() { return std::move(diagnostics_); }

  // The account of an ARN, else of the origin, "" when neither tells.
  std::string_view OwnerOf(std::string_view arn, const ResourceOrigin& origin);

  // iam-collect keeps ARNs and policies in two files of one folder.
  std::map<std::string, std::string, std::less<>>& arns_by_folder() { return arns_by_folder_; }
  // AWS Config lists a resource more than once; the youngest capture counts.
  std::map<std::string, std::string, std::less<>>& captured() { return captured_; }

 private:
  const LoadOptions& options_;
  ResourcePolicies policies_;
  std::vector<Diagnostic> diagnostics_;
  std::map<std::string, std::string, std::less<>> arns_by_folder_;
  std::map<std::string, std::string, std::less<>> captured_;
};

// What `carrier` wraps: an object with a Statement, through at most three layers of text and of
// objects that hold nothing but the policy. The carrier itself when there is none.
absl::StatusOr<JsonValue> UnwrapPolicy(JsonLayers& layers, JsonValue carrier);

// RestrictPublicBuckets and the like, in the case of the API or of AWS Config; an object, or a text
// that holds one.
absl::StatusOr<BucketSettings> ReadPublicAccessBlock(JsonLayers& layers, JsonValue block);

// An untouched answer of the AWS CLI in `<service>.<command>/<resource>.json`.
absl::StatusOr<ResourceFile> ReadPolicyAnswer(JsonLayers& layers, const PathKey& key,
                                              ResourceDraft& draft);

// `{"arn", "account", "policy"}`
absl::StatusOr<ResourceFile> ReadPolicyRow(JsonLayers& layers, ResourceDraft& draft);

// One item of AWS Config, from a snapshot or from the API; the list around it is not in memory.
//
// Source: AWS Config Developer Guide, "Components of a configuration item".
absl::StatusOr<ResourceFile> ReadConfigItem(JsonLayers& layers, JsonValue item,
                                            ResourceDraft& draft);

// One file below `accounts/<id>/` of a folder of iam-collect. The files named metadata are read
// before all others.
absl::StatusOr<ResourceFile> ReadCollectedResource(JsonLayers& layers, const PathKey& key,
                                                   std::string_view path, ResourceDraft& draft);

}  // namespace iamsift
