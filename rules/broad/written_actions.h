#pragma once

// What a statement's Action element says, item by item: whether it names actions at all, and which
// item is to blame for one.

#include <optional>
#include <string_view>

#include "analyzer/match/compiled_document.h"

namespace iamsift {

// `*` is among the items of Action (not NotAction).
bool WritesEveryAction(const CompiledStatement& statement);

// Action without `*`: its items say what was meant. `*` and NotAction are judged as a whole.
bool NamesItsActions(const CompiledStatement& statement);

// The action of this name when an item of Action, not `*`, matches it; asked without looking it up
// in the catalog where no item does.
std::optional<ActionId> NamedAction(const Catalog& catalog, const CompiledStatement& statement,
                                    std::string_view name);

// The first item of Action that matches; -1 when none does.
int ItemGranting(const CompiledStatement& statement, ActionId action);

// `s3:*` and whatever else takes in every action of a service.
bool CoversWholeService(const Catalog& catalog, const ActionPattern& pattern);

ActionSet ActionsOf(const Catalog& catalog, const ActionPattern& pattern);

}  // namespace iamsift
