#pragma once

// What services decide by themselves, whatever policies say.
//
// Source: STS API Reference, GetCallerIdentity, GetSessionToken and AssumeRole; IAM User Guide,
// "AWS managed policies" and "Service-linked roles"; KMS Developer Guide, "Key policies"; S3 User
// Guide, "Blocking public access to your Amazon S3 storage".

#include <string_view>

#include "analyzer/eval/decide/caller.h"
#include "analyzer/eval/decide/decision_document.h"
#include "analyzer/eval/decide/question.h"

namespace iamsift {

// Allowed to this caller even against a Deny.
bool IsAlwaysAllowed(const Caller& caller, const Question& question);

// Never done for this caller: why, or "".
std::string_view WhyRefused(const Caller& caller, const Question& question);

// The owner's root user reads, replaces and removes a bucket policy whatever that policy says.
bool OverrulesResourcePolicy(const Caller& caller, bool is_same_account, const Question& question);

// IAM policies alone do not reach the resource: its own policy must name the caller or its account.
// KMS keys and, for STS, roles.
bool MustNamePrincipals(const Question& question);

// S3's own reading of "public": some Allow to everyone that no fixed value limits.
bool IsPublicBucketPolicy(const DecisionDocument& document);

}  // namespace iamsift
