#pragma once

// Callers as texts: an ARN, a service, a federated provider. What a Principal element names, and
// what an account's callers look like.
//
// Source: IAM User Guide, "AWS JSON policy elements: Principal" and "NotPrincipal".

#include <string_view>

#include "analyzer/certify/pattern.h"
#include "analyzer/policy/document.h"

namespace iamsift::certify {

struct Callers {
  Patterns patterns;
  bool is_everybody = false;
  bool is_open = false;  // names what no text of a request shows: a unique id, a canonical user
};

// Whom the entries name; for NotPrincipal whom they except.
Callers ReadCallers(const PrincipalElement& principals);

Patterns AllCallers();
Patterns CallersOf(std::string_view account);
Patterns CallersWithAccount();

}  // namespace iamsift::certify
