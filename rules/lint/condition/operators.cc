// LINT-301, LINT-310, LINT-307: the operator's name, and what it makes of its values.

#include <algorithm>
#include <string>
#include <string_view>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "analyzer/match/policy_variable.h"
#include "analyzer/policy/operator_name.h"
#include "rules/lint/condition/condition_entry.h"
#include "rules/lint/document/oddities.h"

namespace iamsift {
namespace {

// Equal but for letter case with the name as AWS writes it; "" when it is written so.
std::string CaseMeant(std::string_view name) {
  std::string right = NearestConditionOperator(name);
  return right == name || !EqualsIgnoreCase(right, name) ? "" : right;
}

void CheckOperator(const DocumentView& view, const RuleContext&, DocumentSink& findings) {
  for (const Oddity& oddity : view.written.oddities) {
    if (oddity.kind == OddityKind::kInvalidOperator) {
      ReportOddity(view.written, oddity, Severity::kError, findings);
    }
  }
  for (const ConditionEntry& entry : ConditionEntriesOf(view)) {
    const std::string_view name = entry.test->operator_name.text;
    const std::string meant = IsConditionOperator(name) ? CaseMeant(name) : "";
    if (meant.empty()) continue;
    Hit& hit =
        ReportTest(view, entry, -1, Severity::kNote,
                   Concat({"AWS writes the operator `", name, "` as `", meant, "`."}), findings);
    hit.suggestion = meant;
  }
}

bool IsNullTest(std::string_view operator_name) {
  std::string_view base = operator_name.substr(operator_name.rfind(':') + 1);
  return StartsWithIgnoreCase(base, "Null") && (base.size() == 4 || base.size() == 12);
}

void CheckNull(const DocumentView& view, const RuleContext&, DocumentSink& findings) {
  for (const ConditionEntry& entry : ConditionEntriesOf(view)) {
    const std::string_view name = entry.test->operator_name.text;
    if (entry.atom != nullptr || !IsConditionOperator(name) || !IsNullTest(name)) continue;
    Hit& hit = ReportTest(
        view, entry, -1, Severity::kError,
        Concat({"`Null` already asks whether `", entry.key(), "` is there: `", name, "` is none."}),
        findings);
    hit.suggestion = "Null";
  }
}

// --- LINT-307 ------------------------------------------------------------------------------------

bool IsExactText(BaseOperator base) {
  return base == BaseOperator::kStringEquals || base == BaseOperator::kStringEqualsIgnoreCase;
}

// `${*}` is how a plain star is written, and a variable is no pattern.
bool HasPlainWildcard(std::string_view text, bool reads_variables) {
  for (size_t at = 0; at < text.size();) {
    const auto variable = reads_variables ? ReadVariable(text.substr(at)) : std::nullopt;
    if (!variable && (text[at] == '*' || text[at] == '?')) return true;
    at += variable ? variable->length : 1;
  }
  return false;
}

std::string LikeOf(std::string_view operator_name) {
  std::string like(operator_name);
  const size_t at = AsciiLower(operator_name).rfind("equals");
  if (at == std::string::npos) return "";
  const bool ignores_case = StartsWithIgnoreCase(operator_name.substr(at), "EqualsIgnoreCase");
  return like.replace(at, ignores_case ? 16 : 6, "Like");
}

void CheckWildcards(const DocumentView& view, const RuleContext&, DocumentSink& findings) {
  for (const ConditionEntry& entry : ReadableConditionsOf(view)) {
    if (!IsExactText(entry.op().base)) continue;
    for (size_t i = 0; i < entry.test->values.size(); ++i) {
      const std::string_view value = entry.test->values[i].text;
      if (!HasPlainWildcard(value, entry.atom->reads_variables) || IsLeftover(value)) continue;
      const std::string like = LikeOf(entry.test->operator_name.text);
      Hit& hit =
          ReportTest(view, entry, static_cast<int>(i), Severity::kWarning,
                     Concat({"Under `", entry.test->operator_name.text, "` the wildcard in `",
                             value, "` is a plain character; `", like, "` reads it as one."}),
                     findings);
      hit.suggestion = like;
    }
  }
}

}  // namespace

extern constinit const Rule kUnknownConditionOperator = {
    .card = {.id = "LINT-301",
             .name = "unknown-condition-operator",
             .title = "A condition operator that does not exist",
             .severity = Severity::kError,
             .why = "AWS refuses the document; what its author meant to limit is not limited.",
             .remedy = "Write the operator as the IAM User Guide does, with ForAllValues: or "
                       "ForAnyValue: in front and IfExists behind where they are meant.",
             .source = "IAM User Guide, IAM JSON policy elements: Condition operators"},
    .check = &CheckOperator,
};

extern constinit const Rule kWildcardUnderExactOperator = {
    .card = {.id = "LINT-307",
             .name = "wildcard-under-exact-operator",
             .title = "A wildcard that its operator reads as a plain character",
             .severity = Severity::kWarning,
             .why = "StringEquals compares letter by letter, so the value matches nothing that was "
                    "meant: an Allow grants nothing, a Deny stops nothing.",
             .remedy = "Use StringLike, or ArnLike for ARNs; write `${*}` where a star is meant.",
             .source = "IAM User Guide, IAM JSON policy elements: Condition operators"},
    .check = &CheckWildcards,
};

extern constinit const Rule kNullWithQualifier = {
    .card = {.id = "LINT-310",
             .name = "null-with-qualifier",
             .title = "Null with IfExists or a set operator",
             .severity = Severity::kError,
             .why = "Null asks whether the key is there at all; AWS refuses it with anything that "
                    "asks the same in another way.",
             .remedy = "Write Null alone, with `true` for absent or `false` for present.",
             .source = "IAM User Guide, IAM JSON policy elements: Condition operators"},
    .check = &CheckNull,
};

}  // namespace iamsift
