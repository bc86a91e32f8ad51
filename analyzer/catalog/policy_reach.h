#pragma once

// Two things that AWS says of whole services, and that no list of actions shows: which calls a
// resource control policy reaches, and which resources heed the identity policies of their own
// account only where their own policy says so.
//
// Sources: AWS Organizations User Guide, "Resource control policies", list of AWS services that
// support RCPs (the `rcp` mark of facts/services, see NOTICE.md) and "Resources and entities not
// restricted by RCPs"; AWS KMS Developer Guide, "Key policies"; IAM User Guide, "Policy evaluation
// logic", difference between resource policies, key policies and role trust policies.

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/catalog/catalog.h"

namespace iamsift {

// Whether an RCP on the way to the resource's account has a say in this action. The keys that AWS
// manages itself in KMS are out of reach, too, which no ARN shows.
bool RcpReaches(const Catalog& catalog, ActionId action);

// The same for an action that the catalog may not list: `service` decides, and the few exceptions.
bool RcpReaches(const Catalog& catalog, std::string_view service, std::string_view action_name);

// The actions of services in reach that no RCP restricts, `service:name` in lower case.
std::vector<std::string> ActionsBeyondRcps();

// Whether an Allow in an identity policy of the resource's own account counts for nothing until the
// resource's policy names the account: KMS keys, and the trust policies of roles. `service` is that
// of the action, `arn` that of the resource (or a pattern of it). Other services may come to demand
// it (VPC Lattice can be set to): the list is data.
bool MustTrustItsAccount(std::string_view service, std::string_view arn);

}  // namespace iamsift
