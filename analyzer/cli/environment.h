#pragma once

// The only place that asks the machine: environment variables, the clock, the terminal. The rest
// of the program gets these as plain values, so that the same values give the same bytes.

#include <string>

namespace iamsift {

// What Azure Pipelines tells a step of the run that it is part of; "" where it doesn't.
//
// Source: Azure Pipelines, "Use predefined variables".
struct AzurePipeline {
  std::string collection, project, definition_id, definition_name;
  std::string phase_id, phase_name, branch, build_id;
};

struct Environment {
  bool no_color = false;         // NO_COLOR holds anything
  bool force_color = false;      // CLICOLOR_FORCE holds anything but 0
  bool is_quiet_place = false;   // CI is set, TERM=dumb or --quiet: no progress
  bool out_is_terminal = false;  // standard output
  bool err_is_terminal = false;  // standard error
  int columns = 0;               // of standard output's terminal, 0 when it is none
  int cores = 1;                 // that this process may use
  AzurePipeline azure;
  std::string today;  // YYYY-MM-DD in UTC; SOURCE_DATE_EPOCH wins over the clock
};

Environment ReadEnvironment();

}  // namespace iamsift
