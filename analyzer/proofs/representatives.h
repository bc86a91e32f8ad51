#pragma once

// Values of a domain with an order, or of bytes, such that every set of values that a question
// speaks of is told by which of them it holds: the bounds themselves, something between each two
// neighbours and beyond the ends, and text that is no value of the domain at all.

#include <span>
#include <string>
#include <variant>
#include <vector>

#include "analyzer/proofs/literal_table.h"

namespace iamsift {

struct OtherText {};

struct Representative {
  std::variant<OtherText, Decimal, DateValue, AddressBlock, std::string> value;
  std::string text;  // as a request would carry it
};

std::vector<Representative> RepresentativesOf(Domain domain,
                                              std::span<const ProofLanguage* const> languages);

bool LiesIn(const Representative& value, const ProofLanguage& language);

}  // namespace iamsift
