#pragma once

// Findings as SARIF results: where each is, what it says, how it is recognised, what would mend it.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/json_writer.h"
#include "analyzer/finding/finding.h"
#include "reports/places.h"
#include "reports/render_options.h"
#include "reports/sarif/artifact_uri.h"

namespace iamsift {

// `text` with control characters made visible and without anything that SARIF reads as a link;
// what the text names is in single quotes.
std::string MessageText(std::string_view text);

class ResultWriter {
 public:
  // Both outlive this.
  ResultWriter(const AuditResult& result, const SarifOptions& options);

  // Where a reader is sent: the finding's place, else that of its evidence or of a principal that
  // it affects, as a place in the catalog can't be shown. Null when the run has no input at all.
  const Place* PrimaryPlace(const Finding& finding) const;

  // The line of PrimaryPlace and the input that it is in; nothing when it has no line.
  std::optional<Region> RegionOf(const Place& place) { return places_.RegionOf(place); }

  // rule         index of the finding's descriptor, and its id.
  // fingerprint  of the primary line, "" if it has none.
  struct RuleReference {
    size_t index;
    std::string_view id;
  };
  void Write(const Finding& finding, RuleReference rule, std::string_view fingerprint,
             JsonWriter& json);

  void WriteArtifacts(JsonWriter& json) const;
  void WriteArtifactLocation(std::string_view key, const Place& place, JsonWriter& json) const;
  void WritePhysicalLocation(const Place& place, JsonWriter& json);

 private:
  void WriteUri(size_t input, JsonWriter& json) const;
  void WriteRegion(std::string_view key, const Place& place, JsonWriter& json);
  void WriteLocations(const Finding& finding, JsonWriter& json);
  // Those that stand in an input.
  std::vector<const Evidence*> ShownEvidence(const Finding& finding) const;
  void WriteRelatedLocation(int64_t id, const Place& place, std::string_view text,
                            JsonWriter& json);
  void WriteRelatedLocations(const Finding& finding, JsonWriter& json);
  void WriteCodeFlow(const Finding& finding, JsonWriter& json);
  void WriteFix(const Fix& fix, JsonWriter& json);
  void WriteProperties(const Finding& finding, JsonWriter& json) const;

  const AuditResult& result_;
  Places places_;
  Place first_input_;  // the last resort of PrimaryPlace
  std::vector<ArtifactUri> uris_;
};

}  // namespace iamsift
