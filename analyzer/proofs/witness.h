#pragma once

// A request that was found, made small and readable: no key and no value that could be left out,
// and names, Regions and accounts as they look in AWS.

#include <functional>
#include <string>

#include "analyzer/proofs/access_formula.h"

namespace iamsift {

// still_holds  whether a request is as good as the first one.
// is_resource  whether the resource is one that the action can act on.
ProofRequest Simplified(ProofRequest request,
                        const std::function<bool(const ProofRequest&)>& still_holds,
                        const std::function<bool(const ProofRequest&)>& is_resource);

}  // namespace iamsift
