#pragma once

// Whether a condition on one of several keys really limits an action: in the statement itself, in
// a Deny that meets it, or in the boundary.

#include <span>
#include <string_view>

#include "analyzer/audit/rule.h"

namespace iamsift {

// keys  lower case; one that ends in `*` is a prefix: `kms:encryptioncontext*`.
bool IsNarrowedBy(const GrantView& view, const RuleContext& context, ActionId action,
                  std::span<const std::string_view> keys);

// The statement's own condition alone: an atom on the key that limits, neither negated nor Null.
const ConditionAtom* NarrowingAtom(const CompiledStatement& statement,
                                   std::span<const std::string_view> keys);

}  // namespace iamsift
