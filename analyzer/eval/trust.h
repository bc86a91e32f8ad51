#pragma once

// Which roles of an account a service may take on. Service-linked and reserved SSO roles are left
// out: nobody can hand them to a service.
//
// Source: IAM User Guide, "Grant a user permissions to pass a role to an AWS service".

#include <string_view>
#include <vector>

#include "analyzer/eval/compiled_account.h"

namespace iamsift {

// The trust policy has an Allow that names the service principal, whatever its conditions.
bool TrustsService(const CompiledAccount& compiled, const Principal& role,
                   std::string_view service);

// The same for an identity provider that a service runs: cognito-identity.amazonaws.com.
bool TrustsProvider(const CompiledAccount& compiled, const Principal& role,
                    std::string_view provider);

// The same for any service principal at all.
bool TrustsSomeService(const CompiledAccount& compiled, const Principal& role);

std::vector<const Principal*> RolesTrusting(const CompiledAccount& compiled,
                                            std::string_view service);

}  // namespace iamsift
