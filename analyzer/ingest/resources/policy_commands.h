#pragma once

// The commands of the AWS CLI that tell the policy of a resource: where the policy stands in the
// answer, and how the resource is called.

#include <string_view>

#include "analyzer/account/resource_policies.h"

namespace iamsift {

struct PolicyCommand {
  std::string_view name;     // `s3api.get-bucket-policy`, as the folder is called
  std::string_view service;  // in the catalog; "" for commands that are known and not read
  std::string_view list;     // member with a list of carriers, "" when the answer is the carrier
  std::string_view policy;   // members that hold it, by `|`; a dot goes into an object
  std::string_view named;    // members that name the resource, likewise; an ARN is the ARN
  // The resource's ARN: P, R and A are the partition, Region and account, {} the name. "": only an
  // ARN will do.
  std::string_view arn;
  ResourcePolicyRole role = ResourcePolicyRole::kResource;
};

// Null: no such command is known.
const PolicyCommand* FindPolicyCommand(std::string_view name);

}  // namespace iamsift
