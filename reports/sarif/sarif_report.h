#pragma once

// SARIF 2.1.0 as code scanning services and editors read it: results sorted by severity and cut at
// what services keep, small regions, stable fingerprints, fixes. Source: OASIS SARIF 2.1.0.

#include "analyzer/finding/finding.h"
#include "reports/render_options.h"

namespace iamsift {

void WriteSarif(const AuditResult& result, const RenderOptions& options, const ReportSink& sink);

}  // namespace iamsift
