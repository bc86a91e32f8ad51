#pragma once

// IAM's credential report: the CSV itself, or the answer of `aws iam get-credential-report`, which
// holds it in base64.
//
// Source: IAM User Guide, "Get credential reports for your AWS account"; IAM API Reference,
// GetCredentialReport.

#include <string_view>

#include "absl/status/status.h"
#include "analyzer/ingest/export/fragment.h"
#include "analyzer/ingest/usage/evidence.h"

namespace iamsift {

inline constexpr std::string_view kCredentialReportType = "credential-report";

// Whether the text begins with the header of a report.
bool IsCredentialReportCsv(std::string_view text);

// Columns are found by their names; those that are not known are passed over.
// Errors: InvalidArgument `file:line:column: …`.
absl::Status ReadCredentialReport(const JsonText& text, int max_depth, UsageEvidence& evidence);

}  // namespace iamsift
