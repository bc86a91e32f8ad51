#pragma once

// Runs a program as a user would, and keeps what it said.

#include <string>
#include <string_view>
#include <vector>

namespace iamsift {

struct ProgramCall {
  std::vector<std::string> command;           // program and arguments
  std::string input = {};                     // its standard input
  std::string folder = {};                    // where it runs, "" is here
  std::vector<std::string> environment = {};  // NAME=VALUE; PATH and HOME are kept, nothing else
  std::string out_path = {};                  // standard output goes to this file, not to `out`
  int kill_after_microseconds = -1;           // SIGKILL then, unless it has ended
  long long file_limit = -1;                  // bytes that it may write into one file
};

struct ProgramRun {
  int exit_code = -1;  // -1: ended by a signal
  int signal = 0;
  std::string out;
  std::string err;
};

ProgramRun RunProgram(const ProgramCall& call);

// The words of a shell command without expansions: blanks separate, single and double quotes group.
std::vector<std::string> ShellWords(std::string_view line);

}  // namespace iamsift
