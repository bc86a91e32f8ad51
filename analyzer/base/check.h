#pragma once

// IAMSIFT_CHECK(condition): a bug of ours, not of the input. Prints the place and aborts, so that
// no wrong verdict is ever reported after an invariant broke.

namespace iamsift {

[[noreturn]] void CheckFailed(const char* file, int line, const char* condition);

}  // namespace iamsift

#define IAMSIFT_CHECK(condition) \
  ((condition) ? static_cast<void>(0) : ::iamsift::CheckFailed(__FILE__, __LINE__, #condition))
