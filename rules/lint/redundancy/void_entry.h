#pragma once

// What never matches a request through a fault of its own: action entries, and whole statements by
// their conditions or variables. An Allow with such a fault is dead, a Deny void.

#include <string>
#include <string_view>
#include <vector>

#include "rules/lint/catalog/action_entry.h"

namespace iamsift {

struct VoidEntry {
  ActionEntry entry;
  std::string why;                // one clause: "AWS lists no such action"
  std::string_view rule_id = {};  // of the fault
  std::string meant = {};         // the action that was probably meant, "" when none is near
  bool is_certain = true;         // false: AWS may know an action that its lists don't have
};

// Entries that match nothing, of statements with this effect, in written order. Entries of
// NotAction are not among them.
std::vector<VoidEntry> VoidEntriesOf(const DocumentView& document, const RuleContext& context,
                                     Effect effect);

// Entries of NotAction that spare nothing, of the statements with this effect.
std::vector<VoidEntry> IdleExceptionsOf(const DocumentView& document, const RuleContext& context,
                                        Effect effect);

// Why no request at all meets the statement, whatever the action; `why` is empty when some may.
struct VoidStatement {
  std::string why;
  std::string_view rule_id;
};
VoidStatement WhyVoid(const DocumentView& document, const RuleContext& context,
                      const CompiledStatement& statement);

}  // namespace iamsift
