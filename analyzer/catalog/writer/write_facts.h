#pragma once

// Facts to the text of the fact files, byte for byte as ReadFacts takes them.

#include <string>
#include <vector>

#include "analyzer/catalog/facts.h"

namespace iamsift {

struct FactFileText {
  std::string name;  // services/s3.tsv
  std::string text;
};

// Sorted by name.
std::vector<FactFileText> WriteFacts(const Facts& facts);

}  // namespace iamsift
