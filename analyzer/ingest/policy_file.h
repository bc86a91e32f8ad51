#pragma once

// Inputs that are policy documents alone: bare, or in the wrapper that `aws iam get-policy-version`
// and `get-role-policy` print around them.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "analyzer/account/document_store.h"
#include "analyzer/ingest/export/fragment.h"
#include "analyzer/ingest/load.h"

namespace iamsift {

struct PolicyFileDocument {
  std::string name;  // the input's; with `#2` and so on when it holds several documents
  PolicyKind kind = PolicyKind::kIdentity;
  DocumentPlace place;
  std::string_view text;               // in the input, unless `decoded` has it
  std::optional<std::string> decoded;  // of a document that is written as a string
};

// Every document of the input. A list of documents is no policy, and comes back as one document
// that cannot be read.
// Errors: InvalidArgument `file:line:column: …` when the text is not JSON.
absl::StatusOr<std::vector<PolicyFileDocument>> ReadPolicyFile(const JsonText& text,
                                                               const LoadOptions& options);

}  // namespace iamsift
