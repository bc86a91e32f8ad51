#pragma once

// The spellings of an organization, a reader for each. All take one JSON value of a file and fill
// the same draft.

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "analyzer/ingest/json_layers.h"
#include "analyzer/ingest/org/organization_draft.h"
#include "analyzer/ingest/path_key.h"

namespace iamsift {

// Whether a reader knew what the value is.
enum class Recognised : uint8_t { kNo, kYes };

// One answer of `aws organizations`. The stem of the file says what was asked about, where the
// answer does not.
//
// Source: AWS Organizations API Reference.
absl::StatusOr<Recognised> ReadCliAnswer(JsonLayers& layers, const PathKey& key,
                                         OrganizationDraft& draft);

// The file of schema iamsift.org/1.
absl::StatusOr<Recognised> ReadPackedOrganization(JsonLayers& layers, OrganizationDraft& draft);

// One file below `organizations/<id>/` of a folder of iam-collect.
absl::StatusOr<Recognised> ReadCollectedOrganization(JsonLayers& layers, const PathKey& key,
                                                     OrganizationDraft& draft);

inline constexpr std::string_view kPackedSchema = "iamsift.org/1";

// p-denyiam001 of arn:aws:organizations::…:policy/o-exampleorg1/service_control_policy/p-denyiam001
// and the like; the text itself when it has no slash.
inline std::string_view LastOfArn(std::string_view arn) {
  return arn.substr(arn.rfind('/') == std::string_view::npos ? 0 : arn.rfind('/') + 1);
}

// The text of a member that must be there.
inline absl::StatusOr<std::string_view> NeedText(const JsonLayers& layers, JsonValue object,
                                                 std::string_view name) {
  const JsonValue member = object[name];
  if (member.IsString() && !member.Text().empty()) return member.Text();
  return layers.ErrorAt(member.IsPresent() ? member : object,
                        "expected `" + std::string(name) + "`, a string");
}

}  // namespace iamsift
