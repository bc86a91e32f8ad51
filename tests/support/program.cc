#include "tests/support/program.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <string_view>

#include "tests/support/golden.h"
#include "tests/support/scratch_folder.h"

namespace iamsift {
namespace {

std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

std::vector<std::string> EnvironmentOf(const ProgramCall& call) {
  std::vector<std::string> environment = call.environment;
  for (const char* const name : {"PATH", "HOME", "ASAN_OPTIONS", "UBSAN_OPTIONS"}) {
    const char* const value = std::getenv(name);
    if (value != nullptr) environment.push_back(std::string(name) + "=" + value);
  }
  return environment;
}

void Redirect(const std::string& path, int flags, int descriptor) {
  const int file = open(path.c_str(), flags, 0600);
  if (file < 0 || dup2(file, descriptor) < 0) _exit(126);
  close(file);
}

// Writing on fails with an error, as on a full disk, not with a signal.
void LimitFiles(rlim_t bytes) {
  signal(SIGXFSZ, SIG_IGN);
  const rlimit limit{bytes, bytes};
  if (setrlimit(RLIMIT_FSIZE, &limit) != 0) _exit(126);
}

struct Streams {
  std::string in, out, err;
};

[[noreturn]] void BecomeProgram(const ProgramCall& call, const Streams& streams) {
  std::vector<std::string> command = call.command;
  std::vector<std::string> environment = EnvironmentOf(call);
  Redirect(streams.in, O_RDONLY, STDIN_FILENO);
  Redirect(streams.out, O_WRONLY | O_CREAT, STDOUT_FILENO);
  Redirect(streams.err, O_WRONLY | O_CREAT, STDERR_FILENO);
  if (call.file_limit >= 0) LimitFiles(static_cast<rlim_t>(call.file_limit));
  if (!call.folder.empty() && chdir(call.folder.c_str()) != 0) _exit(126);
  execvpe(command.front().c_str(), Pointers(command).data(), Pointers(environment).data());
  _exit(127);
}

}  // namespace

ProgramRun RunProgram(const ProgramCall& call) {
  const ScratchFolder scratch;
  Streams streams{scratch.Put("in", call.input), scratch.Put("out", ""), scratch.Put("err", "")};
  if (!call.out_path.empty()) streams.out = call.out_path;
  const pid_t child = fork();
  if (child == 0) BecomeProgram(call, streams);
  if (child > 0 && call.kill_after_microseconds >= 0) {
    usleep(static_cast<useconds_t>(call.kill_after_microseconds));
    kill(child, SIGKILL);
  }
  int status = 0;
  if (child < 0 || waitpid(child, &status, 0) != child) {
    ADD_FAILURE() << call.command.front() << " could not be run";
    return {};
  }
  ProgramRun run;
  if (WIFEXITED(status)) run.exit_code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) run.signal = WTERMSIG(status);
  if (call.out_path.empty()) run.out = scratch.Get("out");
  run.err = scratch.Get("err");
  return run;
}

std::vector<std::string> ShellWords(std::string_view line) {
  std::vector<std::string> words;
  bool in_word = false;
  char quote = 0;
  for (const char c : line) {
    const bool is_quote = quote == 0 ? c == '\'' || c == '"' : c == quote;
    const bool is_blank = quote == 0 && c == ' ';
    if (is_blank) {
      in_word = false;
      continue;
    }
    if (!in_word) words.emplace_back();
    in_word = true;
    if (is_quote) {
      quote = quote == 0 ? c : '\0';
    } else {
      words.back() += c;
    }
  }
  return words;
}

}  // namespace iamsift
