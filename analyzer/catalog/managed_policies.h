#pragma once

// The AWS managed policies inside the binary: an index, and the documents compressed in groups, so
// that one policy costs one small decompression. Made by `catalogc` from managed-policies/.

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace iamsift {

struct ManagedPolicyInfo {
  std::string_view name;     // AmazonSageMakerFullAccess
  std::string_view arn;      // arn:aws:iam::aws:policy/AmazonSageMakerFullAccess
  std::string_view version;  // v29
  std::string_view created;  // 2017-11-29
  std::string_view updated;
  bool obsolete = false;  // every service that it names is gone from the catalog
};

// Keeps what it decompressed: not thread-safe, one per thread.
class ManagedPolicies {
 public:
  static ManagedPolicies Embedded();

  // Checks everything once, and that every group decompresses. The bytes must outlive it, and begin
  // at a multiple of 8. Errors: InvalidArgument naming what is damaged.
  static absl::StatusOr<ManagedPolicies> FromBytes(std::string_view bytes);

  std::string_view bytes() const;
  std::string_view date() const;         // of the source of the policies
  std::string_view text_sha256() const;  // hexadecimal, over the files of managed-policies/

  size_t size() const;
  ManagedPolicyInfo InfoOf(size_t index) const;  // in the order of names

  // `arn` may be of any partition: arn:aws-cn:iam::aws:policy/X is read as the same policy.
  std::optional<size_t> FindByArn(std::string_view arn) const;
  std::optional<size_t> FindByName(std::string_view name) const;

  // The document's JSON text; valid as long as this object.
  std::string_view DocumentOf(size_t index);

  // Its versions, oldest first, a line each: version, date, allowed action patterns added, and
  // removed (`!` marks a NotAction; `-` is none; separated by blanks). Valid as long as this
  // object.
  std::string_view HistoryOf(size_t index);

  // Names of the policies that AWS withdrew.
  bool IsWithdrawn(std::string_view name) const;

 private:
  using GroupTexts = std::vector<std::unique_ptr<char[]>>;

  explicit ManagedPolicies(const char* base) : base_(base) {}

  absl::Status Validate(std::string_view bytes);

  const char* base_;
  GroupTexts document_groups_;  // those read so far; one entry a group once any was
  GroupTexts history_groups_;
};

}  // namespace iamsift
