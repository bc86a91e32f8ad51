#pragma once

// The report for people: what was read, what is wrong, who can do most, what would do instead, and
// last the line that sums it up. Long lists are cut and say how much they leave out.

#include "analyzer/finding/finding.h"
#include "reports/render_options.h"

namespace iamsift {

void WriteTerminal(const AuditResult& result, const RenderOptions& options, const ReportSink& sink);

}  // namespace iamsift
