// LINT-304, LINT-305, LINT-306: do operator, key and value speak of the same type?

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "analyzer/match/operator_value.h"
#include "rules/lint/condition/condition_entry.h"
#include "rules/lint/condition/key_type.h"

namespace iamsift {
namespace {

void CheckNever(const DocumentView& view, const RuleContext& context, DocumentSink& findings) {
  for (const ConditionEntry& entry : ReadableConditionsOf(view)) {
    if (FitOfTest(context.catalog, entry) != OperatorFit::kNever) continue;
    ReportTest(view, entry, -1, Severity::kError,
               Concat({"`", entry.test->operator_name.text, "` cannot compare `", entry.key(),
                       "`, which is of type ", TypeNameOf(context.catalog, entry), "."}),
               findings);
  }
}

void CheckUsable(const DocumentView& view, const RuleContext& context, DocumentSink& findings) {
  for (const ConditionEntry& entry : ReadableConditionsOf(view)) {
    if (FitOfTest(context.catalog, entry) != OperatorFit::kUsable) continue;
    const bool is_arn = HoldsArns(context.catalog, entry);
    ReportTest(
        view, entry, -1, Severity::kWarning,
        is_arn
            ? Concat({"Under `", entry.test->operator_name.text, "` a wildcard in `", entry.key(),
                      "` runs over the colons of an ARN; ArnLike stays "
                      "within its fields."})
            : Concat({"`", entry.key(), "` is of type ", TypeNameOf(context.catalog, entry),
                      ", which `", entry.test->operator_name.text, "` compares as ",
                      ComparedAs(entry.op().base), "."}),
        findings);
  }
}

bool IsIdOf(std::string_view kind, std::string_view value) {
  if (!value.starts_with(kind)) return false;
  const std::string_view digits = value.substr(kind.size());
  return (digits.size() == 8 || digits.size() == 17) &&
         digits.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// The form that values of this key have where their type is mere text; "" when the value has it.
std::string_view FormFaultOf(const ConditionAtom& atom, std::string_view value) {
  const bool is_exact = atom.op.base <= BaseOperator::kStringLike && !HasWildcard(value);
  if (!is_exact) return "";
  if (atom.key == "aws:sourcevpc" && !IsIdOf("vpc-", value)) return "an id as vpc-0a1b2c3d";
  if (atom.key == "aws:sourcevpce" && !IsIdOf("vpce-", value)) return "an id as vpce-0a1b2c3d";
  return "";
}

std::string_view FaultOfValue(const ConditionEntry& entry, std::string_view value) {
  const ConditionAtom& atom = *entry.atom;
  // Variables are told by LINT-402 where the operator takes none.
  if (value.find("${") != std::string_view::npos || IsLeftover(value)) return "";
  return IsValueOf(atom.op.base, value) ? FormFaultOf(atom, value) : WantedBy(atom.op.base);
}

void CheckValues(const DocumentView& view, const RuleContext& context, DocumentSink& findings) {
  for (const ConditionEntry& entry : ReadableConditionsOf(view)) {
    if (FitOfTest(context.catalog, entry) == OperatorFit::kNever) continue;
    const std::vector<TextAt>& values = entry.test->values;
    for (size_t i = 0; i < values.size(); ++i) {
      const std::string_view wanted = FaultOfValue(entry, values[i].text);
      if (wanted.empty()) continue;
      ReportTest(view, entry, static_cast<int>(i), Severity::kError,
                 Concat({"`", values[i].text, "` is no value for `", entry.test->operator_name.text,
                         "` on `", entry.key(), "`: it takes ", wanted, "."}),
                 findings);
    }
    const BaseOperator base = entry.op().base;
    const bool takes_one = base == BaseOperator::kBool || base == BaseOperator::kNull;
    if (!takes_one || values.size() < 2) continue;
    ReportTest(view, entry, -1, Severity::kError,
               Concat({"`", entry.test->operator_name.text, "` takes one value, not ",
                       std::to_string(values.size()), "."}),
               findings);
  }
}

}  // namespace

extern constinit const Rule kOperatorCannotTakeKey = {
    .card = {.id = "LINT-304",
             .name = "operator-cannot-take-key",
             .title = "An operator that cannot compare the key's values",
             .severity = Severity::kError,
             .why = "The test never holds (a negated one always does), whatever its value.",
             .remedy = "Use an operator for the type that AWS gives the key.",
             .source = "IAM User Guide, IAM JSON policy elements: Condition operators"},
    .check = &CheckNever,
};

extern constinit const Rule kOperatorOfOtherFamily = {
    .card = {.id = "LINT-305",
             .name = "operator-of-other-family",
             .title = "An operator of another family than the key's type",
             .severity = Severity::kWarning,
             .why = "It works for the usual spelling of a value and no other: StringLike runs over "
                    "the colons of an ARN, StringEquals tells `True` from `true`.",
             .remedy = "Use ArnLike for ARNs, Bool for booleans, IpAddress for addresses, numeric "
                       "and date operators for theirs.",
             .source = "IAM User Guide, IAM JSON policy elements: Condition operators"},
    .check = &CheckUsable,
};

extern constinit const Rule kValueOfOtherType = {
    .card = {.id = "LINT-306",
             .name = "value-of-other-type",
             .title = "A condition value that its operator cannot read",
             .severity = Severity::kError,
             .why =
                 "What cannot be read matches nothing; AWS refuses some such documents and keeps "
                 "others.",
             .remedy = "Write the value in the form that the operator takes.",
             .source = "IAM User Guide, IAM JSON policy elements: Condition operators"},
    .check = &CheckValues,
};

}  // namespace iamsift
