#pragma once

// The list of report formats. Each is a pure function from the plain data of a run to bytes: equal
// results give equal bytes, whatever the machine, the day or the number of threads.

#include <span>
#include <string>
#include <string_view>

#include "analyzer/finding/finding.h"
#include "reports/render_options.h"

namespace iamsift {

struct ReportFormat {
  std::string_view name;     // as in `--format NAME`
  std::string_view purpose;  // one line of help
  // Hands the report to `sink` in pieces, so that a large one need not be held in memory.
  void (*write)(const AuditResult& result, const RenderOptions& options, const ReportSink& sink);
};

std::span<const ReportFormat> ReportFormats();

// Null when there is no such format.
const ReportFormat* FindReportFormat(std::string_view name);

// The whole report in one string, for small ones and for tests.
std::string Render(const ReportFormat& format, const AuditResult& result,
                   const RenderOptions& options);

}  // namespace iamsift
