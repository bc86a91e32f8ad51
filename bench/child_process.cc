#include "bench/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>

extern char** environ;

namespace iamsift {
namespace {

constexpr int kLookMilliseconds = 5;

// The kernel's high-water mark of the program that the process runs now; 0 once it has ended.
double PeakMegabytesOf(pid_t process) {
  std::ifstream status("/proc/" + std::to_string(process) + "/status");
  for (std::string word; status >> word;) {
    double kilobytes = 0;
    if (word == "VmHWM:" && status >> kilobytes) return kilobytes * 1024 / 1e6;
  }
  return 0;
}

// Looks at its memory until it ends. Its resource usage would not tell: that counts what the
// spawning process held, in which the child begins.
double WatchPeak(pid_t child) {
  double peak = 0;
  pollfd ended{.fd = static_cast<int>(syscall(SYS_pidfd_open, child, 0)), .events = POLLIN};
  while (ended.fd >= 0 && poll(&ended, 1, kLookMilliseconds) == 0) {
    peak = std::max(peak, PeakMegabytesOf(child));
  }
  if (ended.fd >= 0) close(ended.fd);
  return peak;
}

}  // namespace

std::optional<ChildRun> RunChild(const std::vector<std::string>& command) {
  std::vector<char*> arguments;
  for (const std::string& argument : command)
    arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  const auto start = std::chrono::steady_clock::now();
  pid_t child = 0;
  const int failure =
      posix_spawn(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failure != 0) return std::nullopt;

  const double peak = WatchPeak(child);
  int status = 0;
  if (waitpid(child, &status, 0) != child || !WIFEXITED(status)) return std::nullopt;
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  return ChildRun{
      .seconds = elapsed.count(), .peak_megabytes = peak, .exit_code = WEXITSTATUS(status)};
}

}  // namespace iamsift
