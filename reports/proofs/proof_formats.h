#pragma once

// Answers about policies as text, as data, as code scanning alerts, and as test cases that `iamsift
// eval` replays.

#include <span>
#include <string>
#include <string_view>

#include "analyzer/base/json_writer.h"
#include "analyzer/finding/proof_rows.h"
#include "reports/render_options.h"

namespace iamsift {

struct ProofFormat {
  std::string_view name;
  std::string (*write)(const ProofResult& result, const RenderOptions& options);
};

// Null when there is no such format.
const ProofFormat* FindProofFormat(std::string_view name);

// The member `request` of a case, see `iamsift eval`.
void WriteRequest(const ProofWitness& witness, JsonWriter& json);

std::string ProofsAsText(const ProofResult& result, const RenderOptions& options);
std::string ProofsAsJson(const ProofResult& result, const RenderOptions& options);
std::string ProofsAsSarif(const ProofResult& result, const RenderOptions& options);
std::string ProofsAsCases(const ProofResult& result, const RenderOptions& options);

}  // namespace iamsift
