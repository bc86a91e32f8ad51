#pragma once

// The regions of a principal's access in words and as data: each Allow with its conditions, what is
// excepted from it and within what it lies, every statement with its place.

#include <string>
#include <vector>

#include "analyzer/account/account.h"
#include "analyzer/base/json_writer.h"
#include "analyzer/catalog/catalog.h"
#include "analyzer/cli/input_places.h"
#include "analyzer/cli/policy_sources.h"
#include "analyzer/proofs/access_region.h"
#include "analyzer/proofs/resource_access.h"

namespace iamsift {

class RegionWords {
 public:
  // All must outlive it; managed policies of the account are resolved.
  RegionWords(const Catalog& catalog, const Account& account, const AccessSurroundings& around,
              const std::vector<LoadedInput>& inputs)
      : catalog_(catalog), account_(account), around_(around), places_(inputs) {}

  void AppendText(const Principal& principal, std::string& text);
  // The members `regions` and, where they are not known, `regions_unknown_because`.
  void WriteJson(const Principal& principal, JsonWriter& json);

 private:
  absl::StatusOr<std::vector<AccessRegion>> Regions(const PrincipalAccess& access) const;
  // policy `p`, statement 2 (Sid)  export.json:14:9
  std::string PlaceOf(const Statement& statement, const std::vector<PolicySource>& sources);

  const Catalog& catalog_;
  const Account& account_;
  const AccessSurroundings around_;
  InputPlaces places_;
};

}  // namespace iamsift
