#include <CLI/CLI.hpp>
#include <fstream>
#include <map>
#include <string>

#include "analyzer/base/source.h"
#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/cli/catalog_choice.h"
#include "analyzer/cli/verbs.h"
#include "analyzer/eval/cases/case_runner.h"

namespace iamsift {
namespace {

constexpr size_t kFlushAt = size_t{1} << 20;
constexpr size_t kMaxLine = size_t{64} << 20;

enum class Mode : uint8_t { kClosed, kStatic };

bool IsBlankLine(std::string_view line) {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

class EvalVerb : public Verb {
 public:
  std::string_view Description() const override {
    return "Decides test cases, one JSON object a line: a caller, the policies around it and one\n"
           "request. Prints one line a case, in their order, with the verdict (ALLOW,\n"
           "EXPLICIT_DENY, IMPLICIT_DENY, CONDITIONAL or ERROR) and the statements that decide.\n"
           "In closed mode a condition key that a case doesn't give is absent; in static mode it\n"
           "is unknown, and a verdict that hangs on it is CONDITIONAL with what it hangs on.\n"
           "Exits with 0 once every line was read, 2 when a line is no JSON object.";
  }
  std::string_view Examples() const override {
    return "  iamsift eval --cases cases.ndjson\n"
           "  generate-cases | iamsift eval --cases - --mode static\n";
  }

  void Declare(CLI::App& app) override {
    app.add_option("--cases", path_, "the cases; - reads standard input")
        ->type_name("FILE")
        ->required();
    app.add_option("--mode", mode_, "closed (a missing key is absent) or static (it is unknown)")
        ->type_name("MODE")
        ->transform(CLI::CheckedTransformer(
            std::map<std::string, Mode>{{"closed", Mode::kClosed}, {"static", Mode::kStatic}}));
    app.add_flag("--verdicts-only", verdicts_only_, "leave out the deciding statements");
    catalog_.Declare(app);
  }

  ExitCode Run(Console& console) override {
    const absl::StatusOr<Catalog> catalog = catalog_.Open();
    if (!catalog.ok()) return console.Fail(catalog.status());
    CaseRunner runner(*catalog,
                      {.is_static = mode_ == Mode::kStatic, .names_statements = !verdicts_only_});
    if (path_ == "-") return Report(Answer(console.in, runner, console), console);
    std::ifstream file(path_, std::ios::binary);
    if (!file) return console.Fail(Concat({path_, ": cannot be opened"}));
    return Report(Answer(file, runner, console), console);
  }

 private:
  static ExitCode Report(const absl::Status& status, Console& console) {
    console.out.flush();
    if (!console.out) return console.Fail("standard output cannot be written");
    return status.ok() ? ExitCode::kClean : console.Fail(status);
  }

  absl::Status Answer(std::istream& in, CaseRunner& runner, Console& console) const {
    std::string line, answers;
    for (size_t number = 1; std::getline(in, line); ++number) {
      if (number == 1 && line.starts_with("\xef\xbb\xbf")) line.erase(0, 3);
      if (IsBlankLine(line)) continue;
      if (line.size() > kMaxLine) return Fault(number, 1, "a case is longer than 64 MiB");
      const size_t size = line.size();
      line.append(SourceFile::kPadding, ' ');
      size_t offset = 0;
      const absl::Status status =
          runner.Run(std::string_view(line).substr(0, size), answers, offset);
      if (!status.ok()) {
        console.out << answers;
        return Fault(number, offset + 1, MessageOf(status));
      }
      if (answers.size() < kFlushAt) continue;
      console.out << answers;
      answers.clear();
    }
    console.out << answers;
    if (in.bad()) return InvalidInput(path_, "cannot be read");
    return absl::OkStatus();
  }

  absl::Status Fault(size_t line, size_t column, std::string_view problem) const {
    return InvalidInput(Concat({path_, ":", std::to_string(line), ":", std::to_string(column)}),
                        problem);
  }

  std::string path_;
  Mode mode_ = Mode::kClosed;
  bool verdicts_only_ = false;
  CatalogChoice catalog_;
};

}  // namespace

std::unique_ptr<Verb> MakeEvalVerb() { return std::make_unique<EvalVerb>(); }

}  // namespace iamsift
