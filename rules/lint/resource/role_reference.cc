// LINT-210

#include <string>
#include <string_view>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "analyzer/match/template_residue.h"
#include "rules/lint/document/leftover.h"
#include "rules/lint/resource/arn_fields.h"

namespace iamsift {
namespace {

bool NamesByWildcardAlone(std::string_view resource) {
  const std::string_view name = resource.substr(resource.rfind('/') + 1);
  return !name.empty() && name.find_first_not_of("*?") == std::string_view::npos;
}

void CheckPrincipals(const DocumentView& view, const Statement& statement, DocumentSink& findings) {
  for (const PrincipalEntry& entry : statement.principals.entries) {
    const std::string_view text = entry.value.text;
    const bool is_left = !FindPlaceholder(text).empty() || !FindTemplateResidue(text).empty();
    const ResourcePattern arn = CompileResourcePattern(text, LanguageVersion::k2008);
    if (entry.key != PrincipalMapKey::kAws || is_left || !IsReference(arn)) continue;
    std::string_view fault = ReferenceFaultOf(arn.resource);
    const bool is_named = arn.resource.starts_with("role/") || arn.resource.starts_with("user/");
    if (fault.empty() && is_named && NamesByWildcardAlone(arn.resource)) {
      fault = "a wildcard names no user and no role here";
    }
    if (fault.empty()) continue;
    Hit& hit = findings.Report(AtPrincipal(view.written, statement, entry),
                               Concat({"In `", text, "`: ", fault, "."}));
    hit.discriminator = std::string(text);
  }
}

void Check(const DocumentView& view, const RuleContext&, DocumentSink& findings) {
  for (const ResourceEntry& entry : ResourceEntriesOf(view)) {
    if (!IsReference(*entry.pattern)) continue;
    const std::string_view fault = ReferenceFaultOf(entry.pattern->resource);
    if (fault.empty()) continue;
    ReportEntry(view, entry, Severity::kError, Concat({"In `", entry.text(), "`: ", fault, "."}),
                findings);
  }
  for (const Statement& statement : view.written.statements) {
    if (statement.is_readable) CheckPrincipals(view, statement, findings);
  }
}

}  // namespace

extern constinit const Rule kInvalidRoleOrUserReference = {
    .card = {.id = "LINT-210",
             .name = "invalid-role-or-user-reference",
             .title = "A user or role without a name",
             .severity = Severity::kError,
             .why = "The reference names nobody: a user or role has a name behind its path, and a "
                    "Principal takes no wildcard in place of it.",
             .remedy = "Write role/NAME or role/path/NAME; to admit many, name the account and add "
                       "a condition on aws:PrincipalArn.",
             .source = "IAM User Guide, IAM identifiers; AWS JSON policy elements: Principal"},
    .check = &Check,
};

}  // namespace iamsift
