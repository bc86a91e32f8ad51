// ratios [--rounds N] [ROLES...]
// Every stage of a scan beside the yardstick, in one process, round by round, so that what slows
// the machine slows all of them; printed as the ratios that the project promises.

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "analyzer/account/resolve.h"
#include "analyzer/base/check.h"
#include "analyzer/base/text.h"
#include "analyzer/eval/effective.h"
#include "bench/child_process.h"
#include "bench/generated_export.h"
#include "bench/json_walk.h"
#include "bench/scan_stages.h"

namespace iamsift {
namespace {

struct Request {
  size_t rounds = 7;
  std::vector<size_t> roles;
};

// Milliseconds of one stage, once a round.
class Samples {
 public:
  template <typename Work>
  void Time(Work work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double, std::milli> elapsed =
        std::chrono::steady_clock::now() - start;
    Add(elapsed.count());
  }
  void Add(double milliseconds) { all_.push_back(milliseconds); }

  double Median() const {
    std::vector<double> sorted = all_;
    std::sort(sorted.begin(), sorted.end());
    return sorted.empty() ? 0 : sorted[sorted.size() / 2];
  }

 private:
  std::vector<double> all_;
};

struct StageTimes {
  Samples walk, ingest, resolve, compile, evaluate, findings, report;
  size_t finding_count = 0;
  size_t report_bytes = 0;
};

// The evaluation compiles the account itself; what it costs beyond that is a difference.
void TimeStages(const GeneratedExport& input, LoadResult& loaded, const ScanSetting& setting,
                StageTimes& times) {
  times.ingest.Time([&] { loaded = input.Load(); });
  Account& account = loaded.accounts[0];
  times.resolve.Time([&] {
    ManagedPolicies managed = ManagedPolicies::Embedded();
    ResolveManagedPolicies(account, managed);
  });
  times.compile.Time([&] {
    const CompiledAccount compiled = CompileAccount(setting.catalog(), account);
    IAMSIFT_CHECK(!compiled.documents.empty());
  });
  times.evaluate.Time([&] {
    const AccountEvaluation evaluation(setting.catalog(), account);
    IAMSIFT_CHECK(evaluation.principals().size() == account.principals.size());
  });
}

// A user's run ends with its process: what freeing the result costs is nobody's time.
void TimeScans(const GeneratedExport& input, const ScanSetting& setting, StageTimes& times) {
  LoadResult loaded;
  AuditResult result;
  times.findings.Time([&] {
    loaded = input.Load();
    result = setting.Audit(loaded, Suggestions::kNone);
  });
  times.finding_count = result.findings.size();
  LoadResult loaded_again;
  AuditResult result_again;
  times.report.Time([&] {
    loaded_again = input.Load(InputHashes::kTaken);
    result_again = setting.Audit(loaded_again, Suggestions::kAll);
    times.report_bytes = WriteNdjson(result_again);
  });
}

StageTimes TimeRounds(const GeneratedExport& input, size_t rounds) {
  const ScanSetting setting;
  JsonWalk walk;
  size_t seen = walk.VisitEveryValue(input.source());  // warms the parser's buffers
  StageTimes times;
  for (size_t round = 0; round < rounds; ++round) {
    times.walk.Time([&] { seen += walk.VisitEveryValue(input.source()); });
    LoadResult loaded;
    TimeStages(input, loaded, setting, times);
    TimeScans(input, setting, times);
  }
  IAMSIFT_CHECK(seen > 0);
  return times;
}

void PrintStage(const char* name, double milliseconds, double walk, double megabytes,
                const char* target) {
  std::printf("  %-34s %9.1f ms %8.0f MB/s %7.2fx  %s\n", name, milliseconds,
              megabytes / milliseconds * 1000, milliseconds / walk, target);
}

void PrintStages(const StageTimes& times, double megabytes) {
  const double walk = times.walk.Median();
  const double ingest = times.ingest.Median();
  const double compile = times.compile.Median();
  const double evaluate = times.evaluate.Median();
  const double findings = times.findings.Median();
  const double rules = findings - ingest - times.resolve.Median() - evaluate;
  PrintStage("simdjson walks every value", walk, walk, megabytes, "the yardstick");
  PrintStage("ingest", ingest, walk, megabytes, "");
  PrintStage("managed policies from the catalog", times.resolve.Median(), walk, megabytes, "");
  PrintStage("compile", compile, walk, megabytes, "");
  PrintStage("effective permissions", evaluate - compile, walk, megabytes, "");
  PrintStage("rules", rules, walk, megabytes, "");
  PrintStage("bytes to findings", findings, walk, megabytes, "target <= 3x");
  PrintStage("with suggestions, NDJSON written", times.report.Median(), walk, megabytes,
             "target <= 6x");
  std::printf("  %zu findings, %zu bytes of NDJSON\n", times.finding_count, times.report_bytes);
}

std::vector<std::string> ScanCommand(const std::vector<std::string>& paths, const char* jobs) {
  std::vector<std::string> command = {IAMSIFT_BINARY, "scan",     "--quiet", "--jobs",
                                      jobs,           "--format", "ndjson",  "--exit-zero"};
  command.insert(command.end(), paths.begin(), paths.end());
  return command;
}

void PrintPeak(const GeneratedExport& input, double megabytes) {
  const std::optional<ChildRun> run = RunChild(ScanCommand({input.path()}, "1"));
  if (!run.has_value() || run->exit_code != 0) {
    std::printf("  peak memory: `scan` failed\n");
    return;
  }
  std::printf("  peak memory of `scan`: %.0f MB  target <= %.0f MB (2x the file + 64)\n",
              run->peak_megabytes, 2 * megabytes + 64);
}

void PrintSize(size_t roles, size_t rounds) {
  const GeneratedExport input(roles);
  const double megabytes = static_cast<double>(input.size()) / 1e6;
  std::printf("%s roles, %.1f MB, one thread, medians of %zu rounds\n", Thousands(roles).c_str(),
              megabytes, rounds);
  PrintStages(TimeRounds(input, rounds), megabytes);
  PrintPeak(input, megabytes);
}

double MedianOfRuns(const std::vector<std::string>& command, Samples& samples) {
  const std::optional<ChildRun> run = RunChild(command);
  IAMSIFT_CHECK(run.has_value() && run->exit_code == 0);
  samples.Add(run->seconds * 1000);
  return samples.Median();
}

void PrintStartup(size_t rounds) {
  Samples expand_runs, true_runs;
  double expand = 0, nothing = 0;
  for (size_t round = 0; round < rounds * 10; ++round) {
    nothing = MedianOfRuns({"/bin/true"}, true_runs);
    expand = MedianOfRuns({IAMSIFT_BINARY, "expand", "s3:Get*"}, expand_runs);
  }
  std::printf("start-up: `iamsift expand 's3:Get*'` %.1f ms, /bin/true %.1f ms, %.1fx", expand,
              nothing, expand / nothing);
  std::printf("  target <= 10 ms, <= 5x\n");
}

void PrintThreads(size_t roles, size_t rounds) {
  constexpr size_t kExports = 16;
  std::vector<std::unique_ptr<GeneratedExport>> inputs;
  std::vector<std::string> paths;
  for (size_t i = 0; i < kExports; ++i) {
    const std::string account = std::to_string(100'000'000'000 + i);
    inputs.push_back(std::make_unique<GeneratedExport>(roles, account));
    paths.push_back(inputs.back()->path());
  }
  Samples one_thread, two_threads;
  double one = 0, two = 0;
  for (size_t round = 0; round < rounds; ++round) {
    one = MedianOfRuns(ScanCommand(paths, "1"), one_thread);
    two = MedianOfRuns(ScanCommand(paths, "2"), two_threads);
  }
  std::printf(
      "threads: %zu exports of %zu roles, one %.0f ms, two %.0f ms, %.2fx  target >= 1.9x\n",
      kExports, roles, one, two, one / two);
}

bool ReadRequest(int argc, char** argv, Request& request) {
  for (int i = 1; i < argc; ++i) {
    const bool is_rounds = std::strcmp(argv[i], "--rounds") == 0;
    if (is_rounds && ++i == argc) return false;
    size_t number = 0;
    const char* end = argv[i] + std::strlen(argv[i]);
    const auto read = std::from_chars(argv[i], end, number);
    if (read.ec != std::errc() || read.ptr != end || number == 0) return false;
    if (is_rounds) {
      request.rounds = number;
    } else {
      request.roles.push_back(number);
    }
  }
  if (request.roles.empty()) request.roles = {100, 1000, 10'000};
  return true;
}

}  // namespace
}  // namespace iamsift

int main(int argc, char** argv) {
  iamsift::Request request;
  if (!iamsift::ReadRequest(argc, argv, request)) {
    std::fputs("usage: ratios [--rounds N] [ROLES...]\n", stderr);
    return 2;
  }
  std::setvbuf(stdout, nullptr, _IOLBF, 0);  // a run takes minutes, and may go to a file
  for (const size_t roles : request.roles) iamsift::PrintSize(roles, request.rounds);
  iamsift::PrintStartup(request.rounds);
  const size_t largest = *std::max_element(request.roles.begin(), request.roles.end());
  iamsift::PrintThreads(std::min<size_t>(largest, 1000), request.rounds);
  return 0;
}
