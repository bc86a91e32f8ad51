#include "analyzer/finding/proof_rows.h"

namespace iamsift {

std::string_view ProofAnswerName(ProofAnswer answer) {
  constexpr std::string_view kNames[] = {"proved", "refuted", "unknown"};
  return kNames[static_cast<size_t>(answer)];
}

std::string_view AccessRelationName(AccessRelation relation) {
  constexpr std::string_view kNames[] = {"equal", "narrower", "wider", "incomparable", "unknown"};
  return kNames[static_cast<size_t>(relation)];
}

}  // namespace iamsift
