#pragma once

// What services decide by themselves, whatever the policies say, and what S3 adds to them.

#include "tests/reference/cases.h"

namespace iamsift::reference {

// Source: STS API Reference, "GetCallerIdentity", "GetSessionToken".
bool IsAlwaysAllowed(const Caller& caller, const Request& request);

// Source: IAM User Guide, "AWS managed policies", "Create a service-linked role".
bool IsAlwaysRefused(const Caller& caller, const Request& request);

// The root user of a bucket's owner reads, replaces and deletes the bucket policy in spite of it.
// Source: Amazon S3 API Reference, "DeleteBucketPolicy".
bool IsRescueOfBucketPolicy(const Caller& caller, const Request& request);

// Whether the settings of the bucket turn off what its policy grants this caller: the policy is
// public, and the caller is neither a service nor of the owner's account.
// Source: Amazon S3 User Guide, "Blocking public access to your Amazon S3 storage".
bool IsCutByPublicAccessBlock(const Case& c);

// Whether some Allow is for everyone, without a condition that pins a fixed value.
bool IsPublic(const Document& bucket_policy);

}  // namespace iamsift::reference
