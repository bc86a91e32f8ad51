// LINT-203, LINT-204: does the ARN have the fields and the resource part that some resource type of
// its service has?

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "analyzer/match/template_shape.h"
#include "rules/lint/resource/arn_fields.h"

namespace iamsift {
namespace {

void CheckFields(const DocumentView& view, const RuleContext& context, DocumentSink& findings) {
  for (const ResourceEntry& entry : ResourceEntriesOf(view)) {
    const std::vector<ResourceTypeId>* const types = TypesToJudge(context, *entry.pattern);
    if (types == nullptr) continue;
    FieldFault fault = FieldFaultOf(context, *types, entry);
    if (fault.problem.empty()) continue;
    Hit& hit = ReportEntry(view, entry, Severity::kError,
                           Concat({"In `", entry.text(), "`: ", fault.problem, "."}), findings);
    if (!fault.meant.empty()) SuggestResource(hit, std::move(fault.meant));
  }
}

// The same resource part with its beginning in the case that a type of the service has.
std::string InRightCase(const RuleContext& context, const std::vector<ResourceTypeId>& types,
                        const ResourcePattern& pattern) {
  for (const ResourceTypeId type : types) {
    const TemplateShape shape = ShapeOf(context.catalog.TemplateOf(type));
    const std::string_view beginning = shape.resource_beginning;
    if (beginning.empty() || !StartsWithIgnoreCase(pattern.resource, beginning)) continue;
    const size_t at = pattern.text.size() - pattern.resource.size();
    std::string meant =
        Concat({pattern.text.substr(0, at), beginning, pattern.resource.substr(beginning.size())});
    if (FitsAny(context, types, meant)) return meant;
  }
  return "";
}

void CheckResourcePart(const DocumentView& view, const RuleContext& context,
                       DocumentSink& findings) {
  for (const ResourceEntry& entry : ResourceEntriesOf(view)) {
    const ResourcePattern& pattern = *entry.pattern;
    const std::vector<ResourceTypeId>* const types = TypesToJudge(context, pattern);
    if (types == nullptr || FitsSomeType(context, *types, entry)) continue;
    const bool is_told = !FieldFaultOf(context, *types, entry).problem.empty() ||
                         (IsReference(pattern) && !ReferenceFaultOf(pattern.resource).empty());
    if (is_told) continue;
    std::string meant = InRightCase(context, *types, pattern);
    Hit& hit = ReportEntry(
        view, entry, Severity::kWarning,
        meant.empty()
            ? Concat({"`", entry.text(), "` has the form of no resource that AWS lists for `",
                      pattern.service, "`."})
            : Concat({"`", entry.text(), "` differs in letter case from what AWS writes: `", meant,
                      "`."}),
        findings);
    if (!meant.empty()) SuggestResource(hit, std::move(meant));
  }
}

}  // namespace

extern constinit const Rule kMisplacedAccountOrRegion = {
    .card = {.id = "LINT-203",
             .name = "misplaced-account-or-region",
             .title = "An ARN's account or Region is wrong, missing, or has no place there",
             .severity = Severity::kError,
             .why = "ARNs are compared field by field: one that has what the resource's own lacks, "
                    "or lacks what it has, matches nothing.",
             .remedy =
                 "Give account and Region where the resource type has them (`*` for any), and "
                 "leave them empty where it has none, as S3 buckets and IAM do.",
             .source = "Service Authorization Reference, Resource types defined by AWS services"},
    .check = &CheckFields,
};

extern constinit const Rule kUnknownResourceForm = {
    .card = {.id = "LINT-204",
             .name = "unknown-resource-form",
             .title = "An ARN that fits no resource type of its service",
             .severity = Severity::kWarning,
             .why = "The part behind the account is compared letter by letter, case included; no "
                    "resource of the service has such an ARN.",
             .remedy = "Write the resource as the service's page gives it: `stateMachine:`, not "
                       "`statemachine:`.",
             .source = "Service Authorization Reference, Resource types defined by AWS services"},
    .check = &CheckResourcePart,
};

}  // namespace iamsift
