#pragma once

// The fields of an ARN that say where an entity lives: arn:PARTITION:SERVICE:REGION:ACCOUNT:…
// Views into the ARN; "" where the text is no ARN or the field is empty.
//
// Source: IAM User Guide, "IAM identifiers", IAM ARNs.

#include <string_view>

namespace iamsift {

std::string_view PartitionOfArn(std::string_view arn);

// s3, kms; "" when the text is no ARN.
std::string_view ServiceOfArn(std::string_view arn);

// Twelve digits, or `aws` for what AWS owns.
std::string_view AccountOfArn(std::string_view arn);

// All behind the fifth colon: role/path/name.
std::string_view ResourceOfArn(std::string_view arn);

bool IsAccountId(std::string_view text);

// arn:<partition>:iam::aws:policy/…
bool IsAwsManagedPolicyArn(std::string_view arn);

}  // namespace iamsift
