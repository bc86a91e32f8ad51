#pragma once

// Who is an administrator, asked of grants that were not put together yet.

#include <span>

#include "analyzer/catalog/catalog.h"
#include "analyzer/match/action_set.h"

namespace iamsift {

// Whether the parts together make one, as `IsAdmin` would say of their union: what each lets
// through on every resource, unconditioned. A quick no for nearly all.
bool IsAdminTogether(const Catalog& catalog, std::span<const ActionSet* const> parts);

}  // namespace iamsift
