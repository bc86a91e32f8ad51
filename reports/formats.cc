#include "reports/formats.h"

#include "reports/findings/findings_report.h"
#include "reports/sarif/sarif_report.h"
#include "reports/terminal/terminal_report.h"

namespace iamsift {
namespace {

constexpr ReportFormat kFormats[] = {
    {"terminal", "for people: ranked findings, suggestions as diffs, a summary", &WriteTerminal},
    {"json", "everything in one JSON document (schema iamsift.findings/1)", &WriteJson},
    {"ndjson", "the same objects, one a line", &WriteNdjson},
    {"sarif", "SARIF 2.1.0, for code scanning services and editors", &WriteSarif},
};

}  // namespace

std::span<const ReportFormat> ReportFormats() { return kFormats; }

const ReportFormat* FindReportFormat(std::string_view name) {
  for (const ReportFormat& format : kFormats) {
    if (format.name == name) return &format;
  }
  return nullptr;
}

std::string Render(const ReportFormat& format, const AuditResult& result,
                   const RenderOptions& options) {
  std::string report;
  format.write(result, options, [&](std::string_view bytes) { report.append(bytes); });
  return report;
}

}  // namespace iamsift
