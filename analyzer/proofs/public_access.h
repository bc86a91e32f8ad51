#pragma once

// Whether a resource or trust policy lets in callers that it does not name. A policy is public when
// it allows a request whose caller, source and network avoid every fixed value that it names.
//
// Source: Amazon S3 User Guide, "Blocking public access to your Amazon S3 storage: The meaning of
// public"; "Block Public Access: Trust Safety Verification of Access Control Policies", 2020.

#include <vector>

#include "analyzer/proofs/policy_checks.h"

namespace iamsift {

// The fixed values that a policy names for the caller and for keys that tell who calls from where.
// A fixed value has no wildcard and no variable, or is a whole account, or a block of addresses of
// /8 (IPv4) or /32 (IPv6) or narrower. Web identity providers that anybody can sign in to are no
// fixed callers: what their tokens say is.
std::vector<UntrustedKey> FixedValuesOf(const PolicyDocument& document);

// Proved: no request of an unnamed caller is allowed.
InclusionAnswer ProveNotPublic(const PolicyDocument& resource_policy, const ProofContext& context);

}  // namespace iamsift
