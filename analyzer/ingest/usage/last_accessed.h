#pragma once

// The answer of `aws iam get-service-last-accessed-details`, for services or for actions. It does
// not say whose it is: that is the name of its file, `<percent-encoded ARN>.json` anywhere or
// `<type>%2F<name>.json`, in a folder named for the account where there are several, or a line
// around it,
// `{"Arn": …, "Details": {…}}`.
//
// Source: IAM API Reference, GetServiceLastAccessedDetails.

#include <string_view>

#include "absl/status/status.h"
#include "analyzer/ingest/export/fragment.h"
#include "analyzer/ingest/load.h"
#include "analyzer/ingest/usage/evidence.h"

namespace iamsift {

inline constexpr std::string_view kLastAccessedType = "service-last-accessed";

// Errors: InvalidArgument `file:line:column: …`, also when nothing says whose the answer is.
absl::Status ReadLastAccessed(const JsonText& text, const LoadOptions& options,
                              UsageEvidence& evidence);

}  // namespace iamsift
