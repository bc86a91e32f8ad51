// LINT-401, LINT-403: policy variables that are plain text, or have no value.

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "analyzer/match/policy_variable.h"
#include "rules/lint/variable/subject_keys.h"
#include "rules/lint/variable/variable_text.h"

namespace iamsift {
namespace {

void CheckVersion(const DocumentView& view, const RuleContext&, DocumentSink& findings) {
  if (view.written.version == LanguageVersion::k2012) return;
  for (const WrittenText& written : TextsWithVariables(view)) {
    const bool has_variable = HasVariable(written.text, LanguageVersion::k2012);
    if (!MayHoldVariables(written.element) || !has_variable) continue;
    ReportText(
        written,
        Concat({"`", written.text, "` is plain text: only Version 2012-10-17 has variables."}),
        findings);
  }
}

// --- LINT-403 ------------------------------------------------------------------------------------

bool IsTag(std::string_view key) { return StartsWithIgnoreCase(key, "aws:PrincipalTag/"); }

// Policies that many share are written for those who have the tag; others are a slip if nobody
// has it. A key that a kind of principal never has is a slip for each of that kind.
std::vector<const Principal*> Reported(const DocumentView& view, const RuleContext& context,
                                       const PolicyVariable& variable) {
  std::vector<const Principal*> without = HoldersWithout(view, context, variable);
  const size_t holders = context.evaluation.HoldersOf(view.id).size();
  if (IsTag(variable.key) && without.size() < holders) without.clear();
  return without;
}

std::string WhomOf(const std::vector<const Principal*>& principals) {
  const Principal& first = *principals.front();
  std::string whom = Concat({first.kind == PrincipalKind::kRole ? "role " : "user ", first.name});
  if (principals.size() > 1) {
    whom += Concat({" and ", Counted(principals.size() - 1, "other")});
  }
  return whom;
}

std::string_view ConsequenceOf(const DocumentView& view, const WrittenText& written) {
  const Statement& statement = view.written.statements[static_cast<size_t>(written.at.statement)];
  const bool is_not_resource =
      written.element == TextElement::kResource && statement.resources.is_negated;
  if (is_not_resource) return "the statement does not apply";
  if (written.element == TextElement::kConditionValue) return "no value of a request equals it";
  return statement.effect == Effect::kAllow ? "it allows nothing" : "it denies nothing";
}

void CheckSubjects(const DocumentView& view, const RuleContext& context, DocumentSink& findings) {
  if (view.written.version != LanguageVersion::k2012) return;
  for (const WrittenText& written : TextsWithVariables(view)) {
    if (!MayHoldVariables(written.element)) continue;
    for (const PolicyVariable& variable : VariablesOf(written.text, view.written.version)) {
      const std::vector<const Principal*> without = Reported(view, context, variable);
      if (without.empty()) continue;
      ReportText(written,
                 Concat({"`${", variable.key, "}` in `", written.text, "` has no value for ",
                         WhomOf(without), ": ", ConsequenceOf(view, written), "."}),
                 findings);
      break;
    }
  }
}

}  // namespace

extern constinit const Rule kVariableInOldVersion = {
    .card = {.id = "LINT-401",
             .name = "variable-in-old-version",
             .title = "A policy variable in a document without variables",
             .severity = Severity::kWarning,
             .why = "Without Version 2012-10-17 `${aws:username}` is these letters and no "
                    "name: it matches nothing, and a Deny on it stops nothing.",
             .remedy = "Write Version 2012-10-17.",
             .source = "IAM User Guide, IAM policy elements: Variables and tags"},
    .check = &CheckVersion,
};

extern constinit const Rule kVariableWithoutValue = {
    .card = {.id = "LINT-403",
             .name = "variable-without-value",
             .title = "A policy variable that has no value for the holder",
             .severity = Severity::kWarning,
             .why = "Requests of roles carry no aws:username, and requests of users no tag that "
                    "they lack: what is written with it never matches.",
             .remedy = "Use a variable that the holder's requests carry (aws:userid, "
                       "aws:PrincipalTag), or give it a default.",
             .source = "IAM User Guide, IAM policy elements: Variables and tags"},
    .check = &CheckSubjects,
};

}  // namespace iamsift
