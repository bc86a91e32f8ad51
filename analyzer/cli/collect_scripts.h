#pragma once

// The shell scripts that `collect-script` prints. They are made to be read before they are run:
// plain commands of the AWS CLI that list, get and describe, one after the other, and nothing that
// builds a command out of data.

#include <span>
#include <string_view>

namespace iamsift {

struct CollectScript {
  std::string_view name;  // org, account, resource-policies, usage
  std::string_view text;
};

std::span<const CollectScript> CollectScripts();

}  // namespace iamsift
