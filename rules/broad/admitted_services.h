#pragma once

// Which services a role's trust policy lets in.

#include <string_view>
#include <vector>

#include "analyzer/account/account.h"

namespace iamsift {

// Service principals of the Allow statements, as written, sorted, each once; `*` when anybody is
// admitted. Empty for a role without a readable trust policy.
std::vector<std::string_view> AdmittedServices(const Account& account, const Principal& role);

}  // namespace iamsift
