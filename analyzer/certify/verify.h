#pragma once

// A certificate of a proof, re-checked. The proof says that one policy allows nothing that another
// does not; nothing of what found it is used here, and nothing of the certificate is believed but
// what follows from the policies' own texts.

#include <span>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "analyzer/catalog/catalog.h"

namespace iamsift {

// certificate   as `--certificate` writes it.
// policy_texts  the files that it is about, in any order.
// catalog       which condition keys carry one value, and which several.
// Errors: InvalidArgument for what cannot be read, FailedPrecondition for what is no proof, with
// the case of which it is none.
absl::Status VerifyCertificate(std::string_view certificate,
                               std::span<const std::string> policy_texts, const Catalog& catalog);

}  // namespace iamsift
