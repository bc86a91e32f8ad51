#pragma once

// PolicyDocument back to JSON, in IAM's usual order of elements; what `narrow` and the fixes of a
// report write. Reading the text of a valid document again gives the same document, but for places
// and for conditions that test nothing. Documents made by hand may leave out `version_text` (2012)
// and a principal's `key_text`. An invalid document loses what could not be read: don't print one.

#include <string>

#include "analyzer/policy/document.h"

namespace iamsift {

// indent 0: one line.
std::string PrintPolicy(const PolicyDocument& document, int indent);
std::string PrintStatement(const Statement& statement, int indent);

}  // namespace iamsift
