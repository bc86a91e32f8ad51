#include "analyzer/account/account.h"

#include "analyzer/account/arn.h"

namespace iamsift {

bool Principal::IsServiceLinked() const { return path.starts_with("/aws-service-role/"); }

bool Principal::IsReservedSso() const {
  return path.starts_with("/aws-reserved/sso.amazonaws.com/");
}

bool ManagedPolicy::IsAwsManaged() const { return IsAwsManagedPolicyArn(arn); }

}  // namespace iamsift
