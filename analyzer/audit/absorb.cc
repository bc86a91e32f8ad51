#include "analyzer/audit/absorb.h"

#include <algorithm>
#include <string_view>

namespace iamsift {
namespace {

struct Absorption {
  std::string_view whole;
  std::string_view part;
};

// A service wildcard on everything tells what its partial wildcards, its over-broad writes and
// reads, and its covered entries would tell again.
constexpr Absorption kAbsorptions[] = {
    {"OB-003", "OB-005"},
    {"OB-003", "OB-006"},
    {"OB-003", "OB-007"},
    {"OB-003", "LINT-107"},
};

bool Absorbs(const Hit& whole, const Hit& part) {
  return whole.at.statement == part.at.statement &&
         std::any_of(std::begin(kAbsorptions), std::end(kAbsorptions), [&](const Absorption& a) {
           return a.whole == whole.card->id && a.part == part.card->id;
         });
}

bool IsAbsorbed(const Hit& part, const std::vector<Hit>& wholes) {
  return std::any_of(wholes.begin(), wholes.end(),
                     [&](const Hit& whole) { return Absorbs(whole, part); });
}

}  // namespace

void AbsorbGrantHits(std::vector<Hit>& hits) {
  std::vector<bool> absorbed(hits.size());
  for (size_t i = 0; i < hits.size(); ++i) absorbed[i] = IsAbsorbed(hits[i], hits);
  size_t i = 0;
  std::erase_if(hits, [&](const Hit&) { return absorbed[i++]; });
}

bool IsAbsorbed(const Hit& document_hit, const std::vector<const Hit*>& grant_hits) {
  return std::any_of(grant_hits.begin(), grant_hits.end(),
                     [&](const Hit* whole) { return Absorbs(*whole, document_hit); });
}

void AbsorbDocumentHits(const std::vector<Hit>& grant_hits, std::vector<Hit>& document_hits) {
  std::erase_if(document_hits, [&](const Hit& hit) { return IsAbsorbed(hit, grant_hits); });
}

}  // namespace iamsift
