#pragma once

// The answer of get-account-authorization-details, as the API, the CLI or boto3 print it, to
// entities with places: one pass of simdjson On-Demand, in whatever order the members stand.
//
// Source: IAM API Reference, GetAccountAuthorizationDetails.

#include <memory>

#include "absl/status/status.h"
#include "analyzer/ingest/export/fragment.h"
#include "analyzer/ingest/load.h"

namespace iamsift {

// Reads every page of the text: one object, a list of them, or several one after another.
//
// fragment  receives all; after an error nothing in it may be used.
// Errors    InvalidArgument `file:line:column: …`: not JSON, nested too deep, or an entity that
// does
//           not have the shape of one. A policy that cannot be read is no error.
absl::Status ReadExport(const JsonText& text, const LoadOptions& options, ExportFragment& fragment);

}  // namespace iamsift
