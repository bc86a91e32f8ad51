#pragma once

// What people write where a principal belongs, and what it is instead.

#include <string_view>

#include "analyzer/policy/document.h"

namespace iamsift {

// "the ARN of an OIDC provider", "an e-mail address", …; "" for text that may be a principal, or
// is too odd to tell.
std::string_view MisplacedName(std::string_view aws_principal);

// The part by which a Service or AWS entry shows that a service account is meant, `oidc.eks.`; ""
// for all others, and for principals that exist in that form.
std::string_view ServiceAccountMark(const PrincipalEntry& entry);

}  // namespace iamsift
