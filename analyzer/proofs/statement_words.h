#pragma once

// A statement by its words alone, wherever it stands: two versions of a policy share most of
// theirs, and what stands in both has to be read just once.

#include <cstddef>

#include "analyzer/policy/document.h"

namespace iamsift {

struct StatementWords {
  const Statement* statement = nullptr;
  LanguageVersion version = LanguageVersion::k2008;
};

// A Sid says nothing.
bool operator==(const StatementWords& a, const StatementWords& b);

struct StatementWordsHash {
  size_t operator()(const StatementWords& words) const;
};

}  // namespace iamsift
