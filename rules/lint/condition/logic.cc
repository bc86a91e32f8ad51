// LINT-311: tests that together never hold, or hold whatever the value.

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/lint/condition/condition_entry.h"
#include "rules/lint/condition/contradiction.h"

namespace iamsift {
namespace {

// Under one operator, a key in two spellings is two tests: both must hold.
bool ReportSpellings(const DocumentView& view, const ConditionEntry& entry,
                     DocumentSink& findings) {
  for (const ConditionTest& other : entry.statement->written->conditions) {
    if (&other == entry.test) return false;  // each pair once, at its second
    const bool is_twin = EqualsIgnoreCase(other.key.text, entry.key()) &&
                         other.key.text != entry.key() &&
                         other.operator_name.text == entry.test->operator_name.text;
    if (!is_twin) continue;
    ReportTest(view, entry, -1, Severity::kWarning,
               Concat({"`", entry.key(), "` and `", other.key.text,
                       "` are one key: both tests must hold, their values are not alternatives."}),
               findings);
    return true;
  }
  return false;
}

// `StringLike: *` only asks that the key be there.
bool AsksForPresenceAlone(const ConditionAtom& atom) {
  const bool takes_stars =
      atom.op.base == BaseOperator::kStringLike || atom.op.base == BaseOperator::kArnLike;
  return takes_stars && std::ranges::any_of(atom.values, IsStarsOnly);
}

std::string_view MeaningOf(const ConditionAtom& atom) {
  if (atom.op.is_negated) {
    return atom.op.if_exists || atom.op.set == SetOperator::kNone
               ? "it holds only where the key is missing, as `Null` with `true`"
               : "it holds for no value";
  }
  return HoldsWhenAbsent(atom) ? "it always holds"
                               : "it holds wherever the key is, as `Null` with `false`";
}

void Check(const DocumentView& view, const RuleContext&, DocumentSink& findings) {
  for (const ConditionEntry& entry : ReadableConditionsOf(view)) {
    if (ReportSpellings(view, entry, findings)) continue;
    const ConditionAtom* const other = ContradictedBy(*entry.statement, *entry.atom);
    if (other != nullptr) {
      ReportTest(view, entry, -1, Severity::kWarning,
                 Concat({"`", entry.test->operator_name.text, "` and `",
                         other->written->operator_name.text, "` on `", entry.key(),
                         "` never hold together, so the statement applies to no request."}),
                 findings);
    } else if (AsksForPresenceAlone(*entry.atom)) {
      ReportTest(view, entry, -1, Severity::kWarning,
                 Concat({"`", entry.test->operator_name.text, "` with `*` on `", entry.key(),
                         "`: ", MeaningOf(*entry.atom), "."}),
                 findings);
    }
  }
}

}  // namespace

extern constinit const Rule kNeverOrAlwaysTrue = {
    .card = {.id = "LINT-311",
             .name = "condition-never-or-always-true",
             .title = "A condition that holds for no request, or whatever the value",
             .severity = Severity::kWarning,
             .why = "All tests of a statement must hold at once. Two that exclude each other make "
                    "it dead; one that any value meets limits nothing.",
             .remedy = "List alternatives as values of one test; say `Null` where presence is "
                       "meant.",
             .source = "IAM User Guide, Conditions with multiple context keys or values"},
    .check = &Check,
};

}  // namespace iamsift
