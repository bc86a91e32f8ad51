#include "analyzer/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace iamsift {

void CheckFailed(const char* file, int line, const char* condition) {
  std::fprintf(stderr, "iamsift: internal error at %s:%d: %s\n", file, line, condition);
  std::abort();
}

}  // namespace iamsift
