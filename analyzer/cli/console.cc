#include "analyzer/cli/console.h"

#include "analyzer/base/status.h"

namespace iamsift {

ExitCode Console::Fail(std::string_view problem, ExitCode code) {
  err << "iamsift: " << problem << '\n';
  return code;
}

ExitCode Console::Fail(const absl::Status& status) { return Fail(MessageOf(status)); }

void Console::Say(std::string_view line) { err << line << '\n'; }

}  // namespace iamsift
