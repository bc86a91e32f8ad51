#include "reports/findings/findings_report.h"

#include "reports/findings/object_writer.h"

namespace iamsift {
namespace {

constexpr size_t kPieceBytes = 256 * 1024;

// Gathers objects into pieces, so that a report of any length takes the memory of one.
class PieceWriter {
 public:
  PieceWriter(const AuditResult& result, const ReportSink& sink)
      : sink_(sink), objects_(result, &piece_) {
    piece_.reserve(2 * kPieceBytes);
  }

  ObjectWriter& objects() { return objects_; }
  void Text(std::string_view text) { piece_.append(text); }

  // Every row through `write`, each followed by `after` but for the last, which `last` follows.
  template <typename List, typename Row>
  void Rows(const List& rows, void (ObjectWriter::*write)(const Row&), std::string_view between,
            std::string_view last) {
    for (size_t i = 0; i < rows.size(); ++i) {
      (objects_.*write)(rows[i]);
      Text(i + 1 < rows.size() ? between : last);
      if (piece_.size() >= kPieceBytes) Flush();
    }
  }

  void Flush() {
    sink_(piece_);
    piece_.clear();
  }

 private:
  const ReportSink& sink_;
  std::string piece_;
  ObjectWriter objects_;
};

template <typename List, typename Row>
void Member(PieceWriter& writer, std::string_view key, const List& rows,
            void (ObjectWriter::*write)(const Row&)) {
  writer.Text(",\n\"");
  writer.Text(key);
  writer.Text(rows.empty() ? "\":[" : "\":[\n");
  writer.Rows(rows, write, ",\n", "\n");
  writer.Text("]");
}

}  // namespace

void WriteNdjson(const AuditResult& result, const RenderOptions& options, const ReportSink& sink) {
  PieceWriter writer(result, sink);
  writer.objects().Header(options.tool_version);
  writer.Text("\n");
  writer.Rows(result.principals, &ObjectWriter::Principal, "\n", "\n");
  writer.Rows(result.findings, &ObjectWriter::Finding, "\n", "\n");
  writer.Rows(result.fixed, &ObjectWriter::Fixed, "\n", "\n");
  writer.Rows(result.suggestions, &ObjectWriter::Suggestion, "\n", "\n");
  writer.Rows(result.diagnostics, &ObjectWriter::Diagnostic, "\n", "\n");
  writer.objects().Summary(options.exit_code, options.framework);
  writer.Text("\n");
  writer.Flush();
}

void WriteJson(const AuditResult& result, const RenderOptions& options, const ReportSink& sink) {
  PieceWriter writer(result, sink);
  writer.Text("{\"schema\":\"");
  writer.Text(kFindingsSchemaId);
  writer.Text("\",\n\"header\":");
  writer.objects().Header(options.tool_version);
  Member(writer, "principals", result.principals, &ObjectWriter::Principal);
  Member(writer, "findings", result.findings, &ObjectWriter::Finding);
  if (result.has_baseline) Member(writer, "fixed", result.fixed, &ObjectWriter::Fixed);
  Member(writer, "suggestions", result.suggestions, &ObjectWriter::Suggestion);
  Member(writer, "diagnostics", result.diagnostics, &ObjectWriter::Diagnostic);
  writer.Text(",\n\"summary\":");
  writer.objects().Summary(options.exit_code, options.framework);
  writer.Text("}\n");
  writer.Flush();
}

}  // namespace iamsift
