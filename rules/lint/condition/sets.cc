// LINT-308, LINT-309: keys of several values, and the operators that look at them.

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/lint/condition/condition_entry.h"

namespace iamsift {
namespace {

void CheckMissing(const DocumentView& view, const RuleContext& context, DocumentSink& findings) {
  for (const ConditionEntry& entry : ReadableConditionsOf(view)) {
    const ConditionAtom& atom = *entry.atom;
    const bool takes_none =
        atom.op.base == BaseOperator::kNull || atom.op.set != SetOperator::kNone;
    if (takes_none || !atom.catalog_key || !context.catalog.IsMultivalued(*atom.catalog_key)) {
      continue;
    }
    if (RemarkOn(entry.key()) == KeyRemark::kPlain) continue;
    Hit& hit = ReportTest(
        view, entry, -1, Severity::kError,
        Concat({"A request may carry several values of `", entry.key(), "`; `",
                entry.test->operator_name.text, "` says of none of them which must match."}),
        findings);
    const std::string_view set = atom.op.is_negated ? "ForAllValues:" : "ForAnyValue:";
    hit.suggestion = Concat({set, entry.test->operator_name.text});
  }
}

// --- LINT-309 ------------------------------------------------------------------------------------

bool IsTagOfRequest(std::string_view key) {
  return key.find("requesttag/") != std::string_view::npos;
}

// Another test of the statement sees to it that the key is there: Null, or a test that holds only
// when it is; a tag of the request comes with aws:TagKeys.
bool IsGuarded(const CompiledStatement& statement, const ConditionAtom& guarded) {
  return std::ranges::any_of(statement.conditions, [&](const ConditionAtom& atom) {
    const bool is_about =
        atom.key == guarded.key || (guarded.key == "aws:tagkeys" && IsTagOfRequest(atom.key));
    return &atom != &guarded && is_about && !HoldsWhenAbsent(atom);
  });
}

// What the set operator lets through or adds in vain; "" when it is in its place.
std::string_view FaultOf(const Catalog& catalog, const ConditionEntry& entry) {
  const ConditionAtom& atom = *entry.atom;
  if (atom.op.set == SetOperator::kNone || !atom.catalog_key) return "";
  const bool is_single = !catalog.IsMultivalued(*atom.catalog_key);
  if (atom.op.set == SetOperator::kForAnyValue) {
    return is_single ? "the key has one value, so ForAnyValue adds nothing" : "";
  }
  const bool passes =
      entry.IsAllow() && !atom.key_is_always_present && !IsGuarded(*entry.statement, atom);
  if (passes) return "ForAllValues holds as well when the request has no such key";
  return is_single ? "the key has one value, and ForAllValues also holds when it is missing" : "";
}

void CheckIdle(const DocumentView& view, const RuleContext& context, DocumentSink& findings) {
  for (const ConditionEntry& entry : ReadableConditionsOf(view)) {
    const std::string_view fault = FaultOf(context.catalog, entry);
    if (fault.empty()) continue;
    ReportTest(
        view, entry, -1, Severity::kWarning,
        Concat({"`", entry.test->operator_name.text, "` on `", entry.key(), "`: ", fault, "."}),
        findings);
  }
}

}  // namespace

extern constinit const Rule kMissingSetOperator = {
    .card = {.id = "LINT-308",
             .name = "missing-set-operator",
             .title = "A key of several values without ForAnyValue or ForAllValues",
             .severity = Severity::kError,
             .why = "AWS does not say how such a test is decided once the request carries two "
                    "values; it may hold for none.",
             .remedy = "Write ForAnyValue: where one match is enough, ForAllValues: with a Null "
                       "test beside it where every value must match.",
             .source = "IAM User Guide, Set operators for multivalued context keys"},
    .check = &CheckMissing,
};

extern constinit const Rule kIdleSetOperator = {
    .card = {.id = "LINT-309",
             .name = "idle-set-operator",
             .title = "A set operator that lets requests without the key through, or adds nothing",
             .severity = Severity::kWarning,
             .why = "ForAllValues is true of no values at all: an Allow with it grants to requests "
                    "that leave the key out.",
             .remedy = "Drop the set operator from keys of one value; beside ForAllValues in an "
                       "Allow, add `Null` with `false` on the same key.",
             .source = "IAM User Guide, Set operators for multivalued context keys"},
    .check = &CheckIdle,
};

}  // namespace iamsift
