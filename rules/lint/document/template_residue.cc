// LINT-013

#include "analyzer/match/template_residue.h"
#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/lint/document/written_texts.h"

namespace iamsift {
namespace {

void Check(const DocumentView& view, const RuleContext&, DocumentSink& findings) {
  for (const WrittenText& written : WrittenTextsOf(view.written)) {
    const std::string_view residue = FindTemplateResidue(written.text);
    if (residue.empty()) continue;
    Hit& hit = findings.Report(written.at, Concat({"The template text `", residue,
                                                   "` was never resolved: the value is unknown."}));
    hit.discriminator = std::string(residue);
  }
}

// A policy that only the deployment will tell, as a whole.
void CheckResource(const InfrastructureView& view, const RuleContext&, PlaceSink& findings) {
  for (const InfrastructureSetting& setting : view.resource.settings) {
    if (setting.use != SettingUse::kPolicy || setting.state != SettingState::kUnknown) continue;
    findings
        .Report(view.resource, setting.place,
                Concat({"The policy `", setting.path, "` of `", view.resource.name,
                        "` is known only after the deployment: what it grants is unknown."}))
        .discriminator = std::string(setting.path);
  }
}

}  // namespace

extern constinit const Rule kTemplateResidue = {
    .card = {.id = "LINT-013",
             .name = "template-residue",
             .title = "Template text was never resolved",
             .severity = Severity::kWarning,
             .why = "AWS takes the text as it stands, so the policy names something else than "
                    "its author meant. What that would be is unknown.",
             .remedy = "Render the template before the policy is written, and look at the result.",
             .source = "IAM User Guide, IAM JSON policy elements: Variables and tags"},
    .check = &Check,
    .check_infrastructure = &CheckResource,
};

}  // namespace iamsift
