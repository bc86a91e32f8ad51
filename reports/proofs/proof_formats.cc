#include "reports/proofs/proof_formats.h"

#include <algorithm>
#include <iterator>

namespace iamsift {
namespace {

constexpr ProofFormat kFormats[] = {{"text", &ProofsAsText},
                                    {"json", &ProofsAsJson},
                                    {"sarif", &ProofsAsSarif},
                                    {"cases", &ProofsAsCases}};

}  // namespace

const ProofFormat* FindProofFormat(std::string_view name) {
  const auto* const format =
      std::find_if(std::begin(kFormats), std::end(kFormats),
                   [&](const ProofFormat& each) { return each.name == name; });
  return format == std::end(kFormats) ? nullptr : format;
}

std::string ProofsAsCases(const ProofResult& result, const RenderOptions&) {
  std::string lines;
  for (const ProofRow& row : result.rows) {
    for (const auto& [id, text] : row.cases) lines += text + "\n";
  }
  return lines;
}

}  // namespace iamsift
