// proof_ratios [--solvers] [--rounds N]
// CPU time of the prover beside simdjson's walk over the same texts and, with --solvers, beside Z3
// and cvc5 on the same questions; printed as the ratios that the project promises.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <memory>
#include <string>
#include <vector>

#include "analyzer/base/check.h"
#include "bench/json_walk.h"
#include "bench/proof_workloads.h"
#include "tests/solver/smt_encoding.h"
#include "tests/solver/solver_process.h"

namespace iamsift {
namespace {

constexpr size_t kSample = 248;

double CpuSeconds() {
  timespec now = {};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

double Quantile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  return values[static_cast<size_t>(share * static_cast<double>(values.size() - 1))];
}

double Sum(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum;
}

// Of each piece of work the fastest round.
template <typename Work>
std::vector<double> Fastest(size_t count, int rounds, Work work) {
  std::vector<double> seconds(count, 1e9);
  for (int round = 0; round < rounds; ++round) {
    for (size_t i = 0; i < count; ++i) {
      const double start = CpuSeconds();
      work(i);
      seconds[i] = std::min(seconds[i], CpuSeconds() - start);
    }
  }
  return seconds;
}

struct Answers {
  std::array<int, 3> counts = {};
  void Add(Inclusion answer) { ++counts[static_cast<size_t>(answer)]; }
};

void Print(const char* name, const std::vector<double>& ours, const Answers& answers) {
  std::printf("%s: %zu checks in %.2f s, median %.1f us, p99 %.0f us, max %.0f us\n", name,
              ours.size(), Sum(ours), Quantile(ours, 0.5) * 1e6, Quantile(ours, 0.99) * 1e6,
              Quantile(ours, 1) * 1e6);
  std::printf("  %d proved, %d refuted, %d unknown\n", answers.counts[0], answers.counts[1],
              answers.counts[2]);
}

std::vector<double> TimeParse(const PairTexts& pairs, int rounds) {
  std::vector<SourceFile> olds, news;
  for (const solver::NamedPair& pair : pairs) {
    olds.emplace_back("old", pair.documents.old_json);
    news.emplace_back("new", pair.documents.new_json);
  }
  JsonWalk walk;
  return Fastest(pairs.size(), rounds, [&](size_t i) {
    if (walk.VisitEveryValue(olds[i]) + walk.VisitEveryValue(news[i]) == 1) std::printf(" ");
  });
}

std::vector<double> TimeOurs(const Catalog& catalog, const PairTexts& pairs, int rounds,
                             Answers& answers) {
  for (const solver::NamedPair& pair : pairs) answers.Add(DecideCold(catalog, pair.documents));
  return Fastest(pairs.size(), rounds, [&](size_t i) { DecideCold(catalog, pairs[i].documents); });
}

void CompareWithParse(const char* name, const Catalog& catalog, const PairTexts& pairs,
                      int rounds) {
  Answers answers;
  const std::vector<double> ours = TimeOurs(catalog, pairs, rounds, answers);
  const double parse = Sum(TimeParse(pairs, rounds));
  Print(name, ours, answers);
  std::printf("  %.1fx simdjson's walk over the same texts (%.3f s)  target <= 15x\n",
              Sum(ours) / parse, parse);
}

void TimeLayers(const Catalog& catalog, int rounds) {
  const LayeredChecks checks(catalog);
  Answers answers;
  for (size_t i = 0; i < checks.size(); ++i) answers.Add(checks.Decide(i));
  const std::vector<double> ours =
      Fastest(checks.size(), rounds, [&](size_t i) { checks.Decide(i); });
  Print("identity & boundary & guardrail within a policy", ours, answers);
  std::printf("  target: median 500 us\n");
}

// --- Solvers -------------------------------------------------------------------------------------

struct Solver {
  const char* name;
  solver::SolverKind kind;
  const char* preamble;  // lines before each script
  int most_seconds;      // that it may take
  std::unique_ptr<solver::SolverProcess> process = nullptr;
  std::vector<double> seconds = {};
  int undecided = 0;
};

// The program runs already and is given ready SMT-LIB.
void Time(Solver& solver, const std::string& script, std::string& why) {
  constexpr int kMostEffort = 2'000'000'000;  // the clock is to end it
  if (solver.process == nullptr) {
    solver.process = solver::SolverProcess::Start(solver.kind, why, kMostEffort);
    IAMSIFT_CHECK(solver.process != nullptr);
    solver.process->Check("", {"true"});
  }
  const double start = solver.process->CpuSeconds();
  const auto answer = solver.process->Check(solver.preamble + script, {"true"});
  solver.seconds.push_back(solver.process->CpuSeconds() - start);
  const bool is_decided = answer.kind == solver::SolverAnswer::Kind::kSat ||
                          answer.kind == solver::SolverAnswer::Kind::kUnsat;
  if (is_decided) return;
  ++solver.undecided;
  solver.process = nullptr;
}

double GeometricMean(const std::vector<double>& theirs, const std::vector<double>& ours) {
  double logs = 0;
  for (size_t i = 0; i < ours.size(); ++i) logs += std::log(theirs[i] / ours[i]);
  return std::exp(logs / static_cast<double>(ours.size()));
}

void CompareWithSolvers(const Catalog& catalog, int rounds) {
  Solver z3{"z3 4.8.12", solver::SolverKind::kZ3, "(set-option :timeout 10000)\n", 10};
  Solver cvc5{"cvc5 1.0.3", solver::SolverKind::kCvc5, "", 20};
  PairTexts encoded;
  std::string why;
  for (solver::NamedPair& pair : SampledTexts(kSample)) {
    const auto query =
        solver::AccessQuery::Write(pair.documents.old_json, pair.documents.new_json, {}, why);
    if (!query) continue;
    for (Solver* solver : {&z3, &cvc5}) Time(*solver, query->script(), why);
    encoded.push_back(std::move(pair));
  }
  Answers answers;
  const std::vector<double> ours = TimeOurs(catalog, encoded, rounds, answers);
  Print("sample of version and mutation pairs", ours, answers);
  std::vector<double> faster;
  for (size_t i = 0; i < ours.size(); ++i) {
    faster.push_back(std::min(z3.seconds[i], cvc5.seconds[i]));
  }
  for (const Solver* solver : {&z3, &cvc5}) {
    std::printf("  %s: %.0fx (geometric mean), median %.1f ms, %d undecided in %d s\n",
                solver->name, GeometricMean(solver->seconds, ours),
                Quantile(solver->seconds, 0.5) * 1e3, solver->undecided, solver->most_seconds);
  }
  std::printf("  the faster of the two on each pair: %.0fx  target >= 300x\n",
              GeometricMean(faster, ours));
}

int RunAll(int argc, char** argv) {
  bool asks_solvers = false;
  int rounds = 3;
  for (int i = 1; i < argc; ++i) {
    asks_solvers |= std::strcmp(argv[i], "--solvers") == 0;
    if (std::strcmp(argv[i], "--rounds") == 0 && i + 1 < argc) rounds = std::atoi(argv[++i]);
  }
  const Catalog catalog = Catalog::Embedded();
  CompareWithParse("versions of managed policies, both ways", catalog, VersionTexts(), rounds);
  CompareWithParse("narrowing of managed policies", catalog, NarrowedTexts(), rounds);
  TimeLayers(catalog, rounds);
  if (asks_solvers) CompareWithSolvers(catalog, rounds);
  return 0;
}

}  // namespace
}  // namespace iamsift

int main(int argc, char** argv) { return iamsift::RunAll(argc, argv); }
