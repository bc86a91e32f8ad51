#pragma once

// The written action patterns of a document, one by one: what most catalog lints look at. Left out
// is what other lints speak of: statements that cannot be read, placeholders, template residue.

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/audit/rule.h"

namespace iamsift {

struct ActionEntry {
  const CompiledStatement* statement = nullptr;
  const ActionPattern* pattern = nullptr;
  int item = 0;  // index into the element's items

  std::string_view text() const { return pattern->text; }
  bool IsAllow() const { return statement->effect == Effect::kAllow; }
  // Of NotAction: what the pattern matches is spared.
  bool IsSpared() const { return statement->written->actions.is_negated; }
  // One name, no wildcard, of the right form.
  bool IsName() const { return !pattern->has_wildcard && !pattern->is_malformed; }
};

// In written order.
std::vector<ActionEntry> ActionEntriesOf(const DocumentView& document);

// The part before the colon, and the one behind it.
std::string_view ServicePartOf(std::string_view action);
std::string_view NamePartOf(std::string_view action);

// The name's action, if the entry is a name that the catalog lists.
std::optional<ActionId> NamedAction(const ActionEntry& entry);

// A finding at the entry, with what tells it from others of its rule.
Hit& ReportEntry(const DocumentView& document, const ActionEntry& entry, std::string message,
                 DocumentSink& findings);

// Says what was meant, and offers to write it there.
void Suggest(Hit& hit, std::string action);

}  // namespace iamsift
