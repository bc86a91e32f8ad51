#pragma once

// What a credential report tells of one user, or of the account's root user. Absent: the report
// says nothing of it, which differs from no and from never.
//
// Source: IAM User Guide, "Get credential reports for your AWS account".

#include <optional>

#include "analyzer/account/element_place.h"
#include "analyzer/base/instant.h"

namespace iamsift {

struct AccessKeyFacts {
  std::optional<bool> is_active;
  std::optional<Instant> rotated;    // made, or last changed
  std::optional<Instant> last_used;  // absent: never, as far as AWS knows
};

struct CredentialFacts {
  std::optional<Instant> created;
  std::optional<bool> has_password;  // of root always: the report calls it `not_supported`
  std::optional<Instant> password_last_used;
  std::optional<Instant> password_changed;
  std::optional<bool> has_mfa;
  AccessKeyFacts keys[2];
  ElementPlace place;  // the user's line

  bool HasTwoActiveKeys() const {
    return keys[0].is_active.value_or(false) && keys[1].is_active.value_or(false);
  }
};

}  // namespace iamsift
