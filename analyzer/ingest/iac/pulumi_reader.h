#pragma once

// What Pulumi would make or has made: `pulumi preview --json`, the events that it prints or logs
// instead, and `pulumi stack export`. Settings are the checked inputs of the provider; nothing of
// the program is run.
//
// Source: pulumi/pulumi, sdk/go/common/apitype: ResourceV3, DeploymentV3, the digest of a preview.

#include <string_view>

#include "absl/status/status.h"
#include "analyzer/ingest/export/fragment.h"
#include "analyzer/ingest/load.h"

namespace iamsift {

inline constexpr std::string_view kPulumiPreviewType = "pulumi-preview";
inline constexpr std::string_view kPulumiStackType = "pulumi-stack";
inline constexpr std::string_view kPulumiEventsType = "pulumi-events";

// fragment  receives the resources of the AWS provider, in Account::infrastructure; after an error
//           nothing in it may be used.
// Errors    InvalidArgument `file:line:column: …`: not JSON, or not in the shape of the type.
absl::Status ReadPulumi(const JsonText& text, std::string_view type, const LoadOptions& options,
                        ExportFragment& fragment);

}  // namespace iamsift
