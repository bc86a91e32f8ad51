#pragma once

// Policy documents about one request: patterns near its action and resource, principals near its
// caller, so that most statements apply or miss by one detail. Now and then a document that is
// none.

#include <string>

#include "tests/reference/documents.h"
#include "tests/reference/random_source.h"

namespace iamsift::reference {

// The request that the documents of a case are written for.
struct Scene {
  std::string caller, caller_account, role_arn, user_arn;
  std::string action, resource, resource_account;
  PolicyType resource_policy_type = PolicyType::kResource;
  bool blocks_public_access = false;
};

// The document's JSON; sometimes a string that holds it, sometimes invalid.
std::string RandomDocument(PolicyType type, const Scene& scene, RandomSource& random);

// Allows everything to everyone who gets that far.
std::string FullAccess(PolicyType type);

// A spelling that matches the text, or nearly does.
std::string NearText(std::string_view text, RandomSource& random);

}  // namespace iamsift::reference
