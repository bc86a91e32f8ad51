#pragma once

// What an entry of a Principal element names. No wildcards stand inside principal ARNs: IAM refuses
// them, and one that is met all the same names nobody.
//
// Source: IAM User Guide, "AWS JSON policy elements: Principal".

#include <cstdint>
#include <string_view>

#include "analyzer/policy/document.h"

namespace iamsift {

struct PrincipalPattern {
  enum class Kind : uint8_t {
    kNobody,         // a wildcard inside, or no form that IAM knows
    kEveryone,       // "*" and {"AWS": "*"}
    kAccount,        // `account`: twelve digits, or the account's root ARN
    kUser,           // `text` is its ARN
    kRole,           // `text` is its ARN, path included; `name` without it
    kSession,        // arn:…:sts::ACCOUNT:assumed-role/name/session
    kFederatedUser,  // `text`: arn:…:sts::ACCOUNT:federated-user/…
    kService,        // `text`: ec2.amazonaws.com
    kFederated,      // `text`: a provider's ARN or name
    kCanonicalUser,  // `text`: an S3 canonical id
    kUniqueId,       // `text`: AIDA…, AROA…; what is left of a deleted user or role
  };

  Kind kind = Kind::kNobody;
  std::string_view text;  // as written
  std::string_view account;
  std::string_view name;     // of a role
  std::string_view session;  // kSession
};

PrincipalPattern ReadPrincipalPattern(const PrincipalEntry& entry);
// The value of an `AWS` entry.
PrincipalPattern ReadAwsPrincipal(std::string_view text);

}  // namespace iamsift
