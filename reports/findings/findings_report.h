#pragma once

// The findings format, schema `iamsift.findings/1` (reports/schema/ describes it for machines): one
// set of objects, as lines (ndjson) or gathered in one document (json). Fields are only ever added.

#include "analyzer/finding/finding.h"
#include "reports/render_options.h"

namespace iamsift {

// header, then every principal, finding, suggestion and diagnostic in the result's order, summary.
void WriteNdjson(const AuditResult& result, const RenderOptions& options, const ReportSink& sink);

// {"schema", "header", "principals", "findings", "suggestions", "diagnostics", "summary"}: the same
// objects, each on its line, so that two reports compare line by line.
void WriteJson(const AuditResult& result, const RenderOptions& options, const ReportSink& sink);

}  // namespace iamsift
