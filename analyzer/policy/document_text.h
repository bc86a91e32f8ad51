#pragma once

// What concerns the characters of a document and not its structure.

#include <cstdint>
#include <string_view>

#include "analyzer/policy/reading.h"

namespace iamsift {

struct TextMeasure {
  uint32_t size_without_blanks = 0;     // characters that are no space, tab, line feed or return
  bool has_invalid_characters = false;  // any beyond U+00FF
};

// One pass over the bytes.
TextMeasure MeasureText(std::string_view json);

// Reports each string and name that holds a character beyond U+00FF, at the first such character.
// JSON itself keeps out the control characters that IAM refuses. Characters written as \u escapes
// pass, as IAM looks at the text as it is sent.
void ReportInvalidCharacters(std::string_view json, PolicyReading& reading,
                             std::vector<Oddity>& oddities);

}  // namespace iamsift
