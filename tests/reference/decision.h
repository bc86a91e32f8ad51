#pragma once

// The decision about one case, worked out the plain way from the documentation alone: what the
// engine is held against. Closed evaluation: a key that the case does not give is absent.
//
// Source: IAM User Guide, "Policy evaluation logic", "Policy evaluation for requests within a
// single account", "Cross-account policy evaluation logic".

#include <span>
#include <string>
#include <string_view>

namespace iamsift {

struct ReferenceVerdict {
  std::string decision;  // ALLOW, EXPLICIT_DENY, IMPLICIT_DENY, ERROR
  std::string error;     // why, when the decision is ERROR
};

// Services that resource control policies reach, by the prefix of their actions. A short list for
// want of a better one; whoever has the published list passes it.
inline constexpr std::string_view kReferenceRcpServices[] = {
    "s3",         "sts", "kms",  "sqs",    "secretsmanager",
    "dynamodb",   "ecr", "logs", "events", "cognito-identity",
    "cognito-idp"};

// `case_json` is one line of the neutral case format.
ReferenceVerdict EvaluateReference(
    std::string_view case_json,
    std::span<const std::string_view> rcp_services = kReferenceRcpServices);

}  // namespace iamsift
