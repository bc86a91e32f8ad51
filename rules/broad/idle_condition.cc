// OB-019. A tag of the resource that the caller may write is no limit either; which tags those are
// is asked by the escalation paths.

#include <algorithm>
#include <string>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

// `Null: {key: false}` asks that the key be there, which is what ForAllValues and IfExists leave
// open.
bool IsRequired(const CompiledStatement& statement, const std::string& key) {
  return std::ranges::any_of(statement.conditions, [&](const ConditionAtom& atom) {
    return atom.op.base == BaseOperator::kNull && atom.key == key && atom.values.size() == 1 &&
           EqualsIgnoreCase(atom.values.front(), "false");
  });
}

bool TakesAnything(const ConditionAtom& atom) {
  return std::ranges::any_of(atom.values, IsStarsOnly);
}

bool MayBeAbsent(const ConditionAtom& atom) {
  return atom.op.if_exists || atom.op.set == SetOperator::kForAllValues;
}

// Why the atom limits nothing; "" when it limits something.
std::string_view WhyIdle(const ConditionAtom& atom, const CompiledStatement& statement) {
  if (atom.op.base == BaseOperator::kNull) return "";
  if (atom.op.is_negated) {
    return atom.values.size() == 1 ? "it holds for every value but one" : "";
  }
  if (NarrowingOf(atom) != Narrowing::kNone) return "";
  if (TakesAnything(atom)) return "`*` is met by any value";
  if (!MayBeAbsent(atom)) return "its values take in everything";
  if (IsRequired(statement, atom.key)) return "";
  return "it holds as well when the request has no such key";
}

void Check(const GrantView& view, const RuleContext&, DocumentSink& findings) {
  if (view.statement.conditions.empty() || view.grant.Live().IsEmpty()) return;
  for (const ConditionAtom& atom : view.statement.conditions) {
    const std::string_view why = WhyIdle(atom, view.statement);
    if (why.empty() || atom.written == nullptr) continue;
    const ConditionTest& test = *atom.written;
    Hit& hit =
        findings.Report(AtCondition(view.document.written, *view.statement.written, test, -1),
                        Concat({"The condition `", test.operator_name.text, "` on `", test.key.text,
                                "` limits next to nothing: ", why, "."}));
    hit.discriminator = Concat({test.operator_name.text, " ", test.key.text});
  }
}

}  // namespace

extern constinit const Rule kIdleCondition = {
    .card = {.id = "OB-019",
             .name = "condition-narrows-nothing",
             .title = "A condition limits nothing",
             .severity = Severity::kMedium,
             .why = "The statement reads as if it were limited, and is judged so by people; what "
                    "it grants is the same as without the condition.",
             .remedy = "Compare with the values that are wanted; drop IfExists or add Null with "
                       "`false` where the key may be absent; use a Deny to shut something out.",
             .references = "CWE-183 CWE-863 T1078.004",
             .source = "IAM User Guide, IAM JSON policy elements: Condition operators"},
    .check = &Check,
};

}  // namespace iamsift
