// LINT-101

#include <optional>
#include <string>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "analyzer/match/did_you_mean.h"
#include "rules/lint/catalog/action_entry.h"
#include "rules/lint/catalog/retired_services.h"

namespace iamsift {
namespace {

// What became of a service whose actions AWS lists no more; "" when there never was one.
std::string FateOf(const Catalog& catalog, std::string_view prefix) {
  const std::optional<RetiredService> retired = FindRetiredService(prefix);
  if (retired) return Concat({"it was the prefix of ", retired->name, ", which AWS withdrew"});
  return IsWithdrawnPrefix(catalog, prefix) ? "AWS withdrew the service's actions" : "";
}

// Only a suggestion that the catalog lists can stand in its place as it is.
void SuggestUnder(const Catalog& catalog, const ServiceHint& service, std::string_view written,
                  Hit& hit) {
  const std::string meant = Concat({service.replacement, ":", NamePartOf(written)});
  const ActionHint hint = HasWildcard(meant) ? ActionHint{} : HintFor(catalog, written);
  hit.nearest = hint.nearest;
  if (!hint.replacement.empty()) {
    Suggest(hit, hint.replacement);
  } else if (!CompileActionPattern(catalog, meant).ranges.empty()) {
    Suggest(hit, meant);
  } else if (hint.nearest.empty()) {
    hit.nearest = meant;
  }
}

void Report(const DocumentView& view, const RuleContext& context, const ActionEntry& entry,
            DocumentSink& findings) {
  const std::string_view prefix = ServicePartOf(entry.text());
  const std::string fate = FateOf(context.catalog, prefix);
  const ServiceHint hint = fate.empty() ? HintForService(context.catalog, prefix) : ServiceHint{};
  std::string message = Concat({"AWS has no service `", prefix, "`"});
  if (!fate.empty()) message += Concat({": ", fate});
  if (!hint.replacement.empty()) {
    message += Concat({": `", hint.replacement, "` is ", hint.reason});
  }
  Hit& hit = ReportEntry(view, entry, message + ".", findings);
  if (!hint.replacement.empty()) SuggestUnder(context.catalog, hint, entry.text(), hit);
}

void Check(const DocumentView& view, const RuleContext& context, DocumentSink& findings) {
  for (const ActionEntry& entry : ActionEntriesOf(view)) {
    const std::string_view prefix = ServicePartOf(entry.text());
    if (entry.pattern->is_malformed || HasWildcard(prefix)) continue;
    if (!context.catalog.FindService(prefix)) Report(view, context, entry, findings);
  }
}

}  // namespace

extern constinit const Rule kUnknownServicePrefix = {
    .card = {.id = "LINT-101",
             .name = "unknown-service-prefix",
             .title = "An action of a service that does not exist",
             .severity = Severity::kError,
             .why = "No request ever carries such an action, so an Allow grants nothing and a Deny "
                    "stops nothing.",
             .remedy = "Write the prefix that the Service Authorization Reference gives for the "
                       "service; names of commands and endpoints often differ from it.",
             .source = "Service Authorization Reference, Actions, resources, and condition keys "
                       "for AWS services"},
    .check = &Check,
};

}  // namespace iamsift
