#pragma once

// The only place that asks the machine: environment variables, the clock, the terminal. The rest
// of the program gets these as plain values, so that the same values give the same bytes.

#include <string>

namespace iamsift {

struct Environment {
  bool no_color = false;         // NO_COLOR holds anything
  bool force_color = false;      // CLICOLOR_FORCE holds anything but 0
  bool is_quiet_place = false;   // CI is set, TERM=dumb or --quiet: no progress
  bool out_is_terminal = false;  // standard output
  bool err_is_terminal = false;  // standard error
  int columns = 0;               // of standard output's terminal, 0 when it is none
  int cores = 1;                 // that this process may use
  std::string today;             // YYYY-MM-DD in UTC; SOURCE_DATE_EPOCH wins over the clock
};

Environment ReadEnvironment();

}  // namespace iamsift
