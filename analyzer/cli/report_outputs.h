#pragma once

// `--format NAME[=PATH]`, as often as wanted, and `-o`: which reports are written, and where to.

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "analyzer/cli/console.h"
#include "analyzer/finding/finding.h"
#include "reports/formats.h"

namespace CLI {
class App;
}  // namespace CLI

namespace iamsift {

class ReportOutputs {
 public:
  void Declare(CLI::App& app);

  // Reads what was asked for; without any --format, `terminal` on standard output.
  // Errors: an unknown format, an empty path, two reports for one place.
  absl::Status Parse();

  // Whether some report names the SHA-256 of the inputs; the terminal's does not.
  bool NamesHashes() const;

  // Files are replaced whole. Colour goes to standard output alone.
  // Errors: a file that cannot be written; the others are written all the same.
  absl::Status Write(const AuditResult& result, const RenderOptions& options, Console& console);

 private:
  struct Output {
    const ReportFormat* format = nullptr;
    std::string path;  // "-" is standard output
  };

  absl::Status Add(const std::string& wanted);

  std::vector<std::string> wanted_;
  std::string default_path_ = "-";
  std::vector<Output> outputs_;
};

}  // namespace iamsift
