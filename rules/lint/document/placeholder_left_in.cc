// LINT-012

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/lint/document/compliance.h"
#include "rules/lint/document/leftover.h"
#include "rules/lint/document/written_texts.h"

namespace iamsift {
namespace {

void Check(const DocumentView& view, const RuleContext&, DocumentSink& findings) {
  for (const WrittenText& written : WrittenTextsOf(view.written)) {
    const std::string_view placeholder = FindPlaceholder(written.text);
    if (placeholder.empty()) continue;
    const bool is_principal = written.element == TextElement::kPrincipal;
    Hit& hit =
        findings.Report(written.at, is_principal ? Severity::kError : Severity::kWarning,
                        Concat({"The placeholder `", placeholder, "` was never filled in."}));
    hit.discriminator = std::string(placeholder);
  }
}

}  // namespace

extern constinit const Rule kPlaceholderLeftIn = {
    .card = {.id = "LINT-012",
             .name = "placeholder-left-in",
             .title = "A placeholder was never filled in",
             .severity = Severity::kWarning,
             .why = "The statement names something that does not exist: it grants or denies "
                    "nothing, or trusts whoever comes to own that name.",
             .remedy = "Put in the real name.",
             .compliance = kDocumentFaultControls,
             .source = "IAM User Guide, IAM JSON policy elements: Resource"},
    .check = &Check,
};

}  // namespace iamsift
