#include <iostream>
#include <string>
#include <vector>

#include "analyzer/cli/command_line.h"
#include "analyzer/cli/console.h"
#include "analyzer/cli/environment.h"
#include "analyzer/cli/exit_code.h"

#ifdef IAMSIFT_JEMALLOC
// Read by the allocator when it starts: what is freed goes back to the system after a tenth of a
// second. It keeps it for ten unless told, and a scan lets go of much that it never wants again.
extern "C" {
extern const char* malloc_conf;
const char* malloc_conf = "dirty_decay_ms:100,muzzy_decay_ms:0";
}
#endif

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  iamsift::Console console{std::cin, std::cout, std::cerr, iamsift::ReadEnvironment()};
  iamsift::ExitCode code =
      iamsift::RunCommandLine(std::vector<std::string>(argv + 1, argv + argc), console);
  std::cout.flush();
  if (!std::cout) code = console.Fail("standard output could not be written");
  return static_cast<int>(code);
}
