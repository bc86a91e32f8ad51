#pragma once

// Bytes to UTF-8 text: byte order marks, UTF-16 as Windows PowerShell writes it, and the refusal of
// what is no text.

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace iamsift {

// name   for the error alone.
// bytes  a whole file; returned as it came when it is UTF-8 (validity is not checked here).
// Errors InvalidArgument: NUL bytes, or broken UTF-16.
absl::StatusOr<std::string> ToUtf8(std::string_view name, std::string bytes);

}  // namespace iamsift
