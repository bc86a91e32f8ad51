#include "analyzer/ingest/org/read_organization.h"

#include <string>
#include <utility>

#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/ingest/json_layers.h"
#include "analyzer/ingest/json_scan.h"
#include "analyzer/ingest/org/org_readers.h"
#include "analyzer/ingest/org/organization_draft.h"
#include "analyzer/ingest/path_key.h"

namespace iamsift {
namespace {

absl::StatusOr<Recognised> ReadValue(JsonLayers& layers, const PathKey& key,
                                     OrganizationDraft& draft) {
  absl::StatusOr<Recognised> read = ReadPackedOrganization(layers, draft);
  if (!read.ok() || *read == Recognised::kYes) return read;
  read = ReadCollectedOrganization(layers, key, draft);
  if (!read.ok() || *read == Recognised::kYes) return read;
  return ReadCliAnswer(layers, key, draft);
}

absl::Status ReadFile(const JsonText& file, int max_depth, OrganizationDraft& draft,
                      OrganizationReading& reading) {
  if (const std::optional<TextFault> fault = FindTextFault(file.json, max_depth)) {
    const SourceSpan at = file.SpanOf(fault->offset, fault->offset);
    return InvalidInputAt(*file.source, at.begin, fault->problem);
  }
  const PathKey key = PathKeyOf(file.source->name());
  for (const std::string_view value : SplitJsonValues(file.json, max_depth)) {
    IAMSIFT_ASSIGN_OR_RETURN(JsonLayers layers, JsonLayers::Read(file, value, ""));
    IAMSIFT_ASSIGN_OR_RETURN(const Recognised recognised, ReadValue(layers, key, draft));
    if (recognised == Recognised::kNo) {
      reading.unfit.push_back(
          {.input = file.input,
           .status = layers.ErrorAt(layers.Root(),
                                    "expected an answer of `aws organizations` or a file of "
                                    "`iamsift org pack`, but its members are those of neither")});
      return absl::OkStatus();
    }
  }
  return absl::OkStatus();
}

}  // namespace

OrganizationReading ReadOrganization(const std::vector<JsonText>& files, int max_depth) {
  OrganizationReading reading;
  OrganizationDraft draft;
  for (const JsonText& file : files) {
    absl::Status status = ReadFile(file, max_depth, draft, reading);
    if (!status.ok()) reading.errors.push_back(std::move(status));
  }
  if (draft.IsEmpty()) return reading;
  OrganizationDraft::Finished finished = std::move(draft).Finish();
  reading.organization = std::move(finished.organization);
  reading.diagnostics = std::move(finished.diagnostics);
  return reading;
}

}  // namespace iamsift
