#pragma once

// Action entries that no resource of their statement fits.

#include <optional>
#include <string>

#include "analyzer/audit/rule.h"
#include "rules/lint/catalog/action_entry.h"

namespace iamsift {

enum class DeadBecause : uint8_t {
  kNoResourceFits,  // the action's resource types are none of those that the statement names
  kUnscopable       // the action acts on no resource, and the statement names some
};

// Nothing when some action of the entry is reached, when the catalog knows none of them, or when
// the statement names no resources of its own. Entries of NotAction are never dead.
std::optional<DeadBecause> WhyDead(const DocumentView& document, const RuleContext& context,
                                   const ActionEntry& entry);

// What AWS keeps resources of this action under: the services in their ARNs. True when none of
// them is one that the statement's resources name; false when that can't be told.
bool IsOfOtherService(const Catalog& catalog, const ActionEntry& entry);

// "so the entry grants nothing", or what a Deny fails to do.
std::string_view ConsequenceOf(const ActionEntry& entry);

}  // namespace iamsift
