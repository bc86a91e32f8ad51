#include "tests/solver/solver_process.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <string_view>

#include "tests/solver/smt_text.h"

namespace iamsift::solver {
namespace {

constexpr int kZ3Effort = 300'000;
constexpr int kCvc5Effort = 100'000;
constexpr std::string_view kEnd = "end-of-answer";

std::vector<std::string> CommandOf(SolverKind kind, int effort) {
  if (kind == SolverKind::kZ3) return {"z3", "-in", "-smt2"};
  return {"cvc5",
          "--lang=smt2",
          "--incremental",
          "--strings-exp",
          "--rlimit-per=" + std::to_string(effort),
          "--tlimit-per=20000"};
}

bool IsInstalled(const std::string& program) {
  const std::string path = std::getenv("PATH") == nullptr ? "" : std::getenv("PATH");
  for (size_t start = 0; start <= path.size();) {
    const size_t end = std::min(path.find(':', start), path.size());
    if (access((path.substr(start, end - start) + "/" + program).c_str(), X_OK) == 0) return true;
    start = end + 1;
  }
  return false;
}

[[noreturn]] void BecomeSolver(std::vector<std::string> command, int in, int out) {
  std::vector<char*> arguments;
  for (std::string& word : command) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  if (dup2(in, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0) _exit(126);
  execvp(arguments[0], arguments.data());
  _exit(127);
}

bool WriteAll(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(file, text.data(), text.size());
    if (written <= 0) return false;
    text.remove_prefix(static_cast<size_t>(written));
  }
  return true;
}

}  // namespace

std::unique_ptr<SolverProcess> SolverProcess::Start(SolverKind kind, std::string& why, int effort) {
  if (effort == 0) effort = kind == SolverKind::kZ3 ? kZ3Effort : kCvc5Effort;
  const std::vector<std::string> command = CommandOf(kind, effort);
  if (!IsInstalled(command[0])) {
    why = "no program " + command[0] + ": install the Debian package " + command[0] +
          " (./dev install test)";
    return nullptr;
  }
  int in[2];
  int out[2];
  if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0) {
    why = "no pipe to " + command[0];
    return nullptr;
  }
  signal(SIGPIPE, SIG_IGN);
  const pid_t child = fork();
  if (child == 0) BecomeSolver(command, in[0], out[1]);
  close(in[0]);
  close(out[1]);
  std::unique_ptr<SolverProcess> process(new SolverProcess);
  process->kind_ = kind;
  process->effort_ = effort;
  process->child_ = child;
  process->to_child_ = in[1];
  process->from_child_ = out[0];
  return process;
}

SolverProcess::~SolverProcess() {
  close(to_child_);
  close(from_child_);
  if (child_ > 0) {
    kill(child_, SIGKILL);
    waitpid(child_, nullptr, 0);
  }
}

// All that the solver says about the text, without the line that ends it.
std::string SolverProcess::Ask(const std::string& text) {
  std::string answer;
  if (!WriteAll(to_child_, text + "(echo \"" + std::string(kEnd) + "\")\n")) return answer;
  char buffer[4096];
  while (answer.find(kEnd) == std::string::npos) {
    const ssize_t count = read(from_child_, buffer, sizeof buffer);
    if (count <= 0) return answer + "(error \"the solver ended\")";
    answer.append(buffer, static_cast<size_t>(count));
  }
  size_t end = answer.find(kEnd);
  if (end > 0 && answer[end - 1] == '"') --end;
  // The rest of the line may still be on its way; it is blank and does no harm at the next start.
  return answer.substr(0, end);
}

double SolverProcess::CpuSeconds() const {
  double nanoseconds = 0;
  std::ifstream("/proc/" + std::to_string(child_) + "/schedstat") >> nanoseconds;
  return nanoseconds / 1e9;
}

SolverAnswer SolverProcess::Check(const std::string& script,
                                  const std::vector<std::string>& terms) {
  const std::string start = kind_ == SolverKind::kZ3
                                ? "(reset)\n(set-option :rlimit " + std::to_string(effort_) + ")\n"
                                : "(reset)\n(set-option :produce-models true)\n(set-logic ALL)\n";
  std::string said = Ask(start + script + "(check-sat)\n");
  const size_t word = said.find_first_not_of("\"\n ");
  said.erase(0, word == std::string::npos ? said.size() : word);
  if (said.starts_with("unsat")) return {SolverAnswer::Kind::kUnsat, {}, ""};
  if (said.starts_with("unknown")) return {SolverAnswer::Kind::kUnknown, {}, ""};
  if (!said.starts_with("sat")) return {SolverAnswer::Kind::kFailed, {}, said};
  std::string model = Ask(Apply("get-value", {Apply("", terms)}) + "\n");
  const size_t open = model.find('(');
  const std::optional<std::vector<std::string>> values =
      ReadValues(open == std::string::npos ? "" : model.substr(open));
  if (!values) return {SolverAnswer::Kind::kFailed, {}, model};
  return {SolverAnswer::Kind::kSat, *values, ""};
}

}  // namespace iamsift::solver
