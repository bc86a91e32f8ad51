// many_cases FIRST COUNT: that many random cases through the engine and the reference. Ends with 1
// when any differs. For the long runs that no build waits for.

#include <cstdio>
#include <cstdlib>

#include "tests/differential/engine_answer.h"

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: many_cases FIRST COUNT\n");
    return 2;
  }
  const uint64_t first = std::strtoull(argv[1], nullptr, 10);
  const uint64_t count = std::strtoull(argv[2], nullptr, 10);
  const std::vector<std::string> differences = iamsift::DifferencesIn(first, count, 5);
  for (const std::string& difference : differences) std::printf("%s\n\n", difference.c_str());
  return differences.empty() ? 0 : 1;
}
