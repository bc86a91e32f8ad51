#ifdef IAMSIFT_TCMALLOC
#include <gperftools/malloc_extension.h>
#endif

#include <cstddef>
#include <iostream>
#include <string>
#include <vector>

#include "analyzer/cli/command_line.h"
#include "analyzer/cli/console.h"
#include "analyzer/cli/environment.h"
#include "analyzer/cli/exit_code.h"

namespace {

// The allocator keeps 32 MB for dozens of threads unless told; here there are a few, and a scan is
// no slower with a thirtieth.
void BoundThreadCaches() {
#ifdef IAMSIFT_TCMALLOC
  constexpr size_t kCacheBytes = 1024 * 1024;
  MallocExtension::instance()->SetNumericProperty("tcmalloc.max_total_thread_cache_bytes",
                                                  kCacheBytes);
#endif
}

}  // namespace

int main(int argc, char** argv) {
  BoundThreadCaches();
  std::ios::sync_with_stdio(false);
  iamsift::Console console{std::cin, std::cout, std::cerr, iamsift::ReadEnvironment()};
  iamsift::ExitCode code =
      iamsift::RunCommandLine(std::vector<std::string>(argv + 1, argv + argc), console);
  std::cout.flush();
  if (!std::cout) code = console.Fail("standard output could not be written");
  return static_cast<int>(code);
}
