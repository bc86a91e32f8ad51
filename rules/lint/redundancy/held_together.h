#pragma once

#include <cstddef>

#include "analyzer/audit/rule.h"

namespace iamsift {

// What the statement says, the others of its effect say together, though no single one may: proved
// for all requests. Asked only where their actions could, and only for as long as a hint is worth.
bool IsHeldTogether(const DocumentView& view, const RuleContext& context, size_t at);

}  // namespace iamsift
