#pragma once

// A solver's program as a child that answers one script after the other, each from a fresh start.
// How hard it tries is counted in the solver's own units of work, so that the same question gets
// the same answer on every machine; the clock only stops what those units do not see.

#include <memory>
#include <string>
#include <vector>

namespace iamsift::solver {

enum class SolverKind { kZ3, kCvc5 };

struct SolverAnswer {
  enum class Kind { kSat, kUnsat, kUnknown, kFailed };
  Kind kind = Kind::kFailed;
  std::vector<std::string> values;  // of the terms, iff kSat
  std::string message;              // iff kFailed
};

class SolverProcess {
 public:
  // `effort` 0 is the solver's usual limit. Null, with what to install, when it cannot be started.
  static std::unique_ptr<SolverProcess> Start(SolverKind kind, std::string& why, int effort = 0);

  SolverProcess(const SolverProcess&) = delete;
  SolverProcess& operator=(const SolverProcess&) = delete;
  ~SolverProcess();

  // `script`: declarations and assertions. `terms`: what to ask a model for.
  SolverAnswer Check(const std::string& script, const std::vector<std::string>& terms);

  // What the solver has spent so far, for benchmarks.
  double CpuSeconds() const;

 private:
  SolverProcess() = default;
  std::string Ask(const std::string& text);

  SolverKind kind_ = SolverKind::kZ3;
  int effort_ = 0;
  int child_ = -1;
  int to_child_ = -1;
  int from_child_ = -1;
};

}  // namespace iamsift::solver
