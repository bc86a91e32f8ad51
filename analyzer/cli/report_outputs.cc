#include "analyzer/cli/report_outputs.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string_view>

#include "analyzer/base/text.h"
#include "analyzer/cli/write_file.h"
#include "analyzer/policy/nearest_name.h"

namespace iamsift {
namespace {

std::vector<std::string_view> FormatNames() {
  std::vector<std::string_view> names;
  for (const ReportFormat& format : ReportFormats()) names.push_back(format.name);
  return names;
}

absl::Status UnknownFormat(std::string_view name) {
  const std::vector<std::string_view> names = FormatNames();
  const std::string_view nearest = NearestName(name, names);
  const std::string problem = Concat({"--format: `", name, "` is no report format"});
  if (!nearest.empty()) {
    return absl::InvalidArgumentError(Concat({problem, "; did you mean `", nearest, "`?"}));
  }
  return absl::InvalidArgumentError(Concat({problem, "; there are ", Join(names, ", ")}));
}

absl::Status WriteToFile(const ReportFormat& format, const std::string& path,
                         const AuditResult& result, const RenderOptions& options) {
  absl::StatusOr<FileReplacement> file = FileReplacement::Begin(path);
  if (!file.ok()) return file.status();
  format.write(result, options, [&](std::string_view bytes) { file->Append(bytes); });
  return file->Commit();
}

}  // namespace

void ReportOutputs::Declare(CLI::App& app) {
  app.add_option("--format", wanted_,
                 Concat({"a report, repeatable: ", Join(FormatNames(), ", "),
                         "; with =PATH into a file (default: terminal)"}))
      ->type_name("NAME[=PATH]")
      ->allow_extra_args(false);
  app.add_option("-o,--output", default_path_, "where a --format without PATH goes (default: -)")
      ->type_name("PATH");
}

absl::Status ReportOutputs::Parse() {
  if (wanted_.empty()) wanted_ = {"terminal"};
  for (const std::string& wanted : wanted_) {
    const absl::Status added = Add(wanted);
    if (!added.ok()) return added;
  }
  return absl::OkStatus();
}

bool ReportOutputs::NamesHashes() const {
  return std::any_of(outputs_.begin(), outputs_.end(),
                     [](const Output& output) { return output.format->name != "terminal"; });
}

absl::Status ReportOutputs::Add(const std::string& wanted) {
  const size_t equals = wanted.find('=');
  const std::string name = wanted.substr(0, equals);
  const ReportFormat* const format = FindReportFormat(name == "text" ? "terminal" : name);
  if (format == nullptr) return UnknownFormat(name);
  const std::string path = equals == std::string::npos ? default_path_ : wanted.substr(equals + 1);
  if (path.empty()) {
    return absl::InvalidArgumentError(Concat({"--format ", wanted, " names no file"}));
  }
  const bool is_taken = std::any_of(outputs_.begin(), outputs_.end(),
                                    [&](const Output& output) { return output.path == path; });
  if (is_taken) {
    return absl::InvalidArgumentError(
        Concat({"--format ", wanted, ": another report already goes to ",
                path == "-" ? "standard output" : std::string_view(path)}));
  }
  outputs_.push_back({format, path});
  return absl::OkStatus();
}

absl::Status ReportOutputs::Write(const AuditResult& result, const RenderOptions& options,
                                  Console& console) {
  RenderOptions plain = options;
  plain.terminal.colour = Colour::kNever;
  absl::Status status;
  for (const Output& output : outputs_) {
    if (output.path == "-") {
      output.format->write(result, options, [&](std::string_view bytes) { console.out << bytes; });
    } else {
      status.Update(WriteToFile(*output.format, output.path, result, plain));
    }
  }
  return status;
}

}  // namespace iamsift
