#include "analyzer/cli/environment.h"

#include <sched.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <optional>
#include <string_view>

#include "analyzer/base/instant.h"

namespace iamsift {
namespace {

std::string_view Variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

int ColumnsOf(int descriptor) {
  winsize size{};
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_col;
}

int UsableCores() {
  cpu_set_t cores;
  CPU_ZERO(&cores);
  if (sched_getaffinity(0, sizeof(cores), &cores) != 0) return 1;
  return CPU_COUNT(&cores);
}

Instant Now() {
  const std::optional<Instant> fixed = ParseInstant(Variable("SOURCE_DATE_EPOCH"));
  if (fixed) return *fixed;
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::seconds>(since_epoch).count()};
}

}  // namespace

Environment ReadEnvironment() {
  const std::string_view forced = Variable("CLICOLOR_FORCE");
  Environment environment;
  environment.azure = {.collection = std::string(Variable("SYSTEM_COLLECTIONURI")),
                       .project = std::string(Variable("SYSTEM_TEAMPROJECT")),
                       .definition_id = std::string(Variable("SYSTEM_DEFINITIONID")),
                       .definition_name = std::string(Variable("BUILD_DEFINITIONNAME")),
                       .phase_id = std::string(Variable("SYSTEM_PHASEID")),
                       .phase_name = std::string(Variable("SYSTEM_PHASENAME")),
                       .branch = std::string(Variable("BUILD_SOURCEBRANCH")),
                       .build_id = std::string(Variable("BUILD_BUILDID"))};
  environment.no_color = !Variable("NO_COLOR").empty();
  environment.force_color = !forced.empty() && forced != "0";
  environment.is_quiet_place = !Variable("CI").empty() || Variable("TERM") == "dumb";
  environment.out_is_terminal = isatty(STDOUT_FILENO) != 0;
  environment.err_is_terminal = isatty(STDERR_FILENO) != 0;
  environment.columns = environment.out_is_terminal ? ColumnsOf(STDOUT_FILENO) : 0;
  environment.cores = UsableCores();
  environment.today = FormatDate(Now());
  return environment;
}

}  // namespace iamsift
