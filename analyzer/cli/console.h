#pragma once

// Where a verb speaks: results go to `out`, everything else to `err`.

#include <istream>
#include <ostream>
#include <string_view>

#include "absl/status/status.h"
#include "analyzer/cli/environment.h"
#include "analyzer/cli/exit_code.h"

namespace iamsift {

struct Console {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  Environment environment;

  // Says `iamsift: <problem>` and gives the exit code for it.
  ExitCode Fail(std::string_view problem, ExitCode code = ExitCode::kUnusable);
  ExitCode Fail(const absl::Status& status);

  // One line on `err`.
  void Say(std::string_view line);
};

}  // namespace iamsift
