#pragma once

// Which roles of an account a service may take on, and what that hangs on.
//
// Source: IAM User Guide, "Grant a user permissions to pass a role to an AWS service" and "The
// confused deputy problem".

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "analyzer/eval/decide/estate.h"
#include "analyzer/eval/effective.h"

namespace iamsift {

class TrustedRoles {
 public:
  TrustedRoles(Estate& estate, const CompiledAccount& compiled)
      : estate_(estate), compiled_(compiled) {}

  // Roles of the account whose trust admits the service when it acts for the account;
  // service-linked and reserved roles are left out. Indices, ascending; kept.
  const std::vector<uint32_t>& Of(const std::string& service);

 private:
  bool Admits(uint32_t role, CallerSide& service);

  Estate& estate_;
  const CompiledAccount& compiled_;
  absl::flat_hash_map<std::string, std::unique_ptr<std::vector<uint32_t>>> known_;
};

}  // namespace iamsift
