// LINT-201

#include <algorithm>
#include <string>
#include <string_view>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/lint/resource/resource_entry.h"

namespace iamsift {
namespace {

// API Gateway's resource policies may leave out the beginning: `execute-api:/stage/…`.
bool IsAbbreviated(const DocumentView& view, std::string_view text) {
  return view.kind == PolicyKind::kResource && text.starts_with("execute-api:");
}

std::string FaultOf(const ResourcePattern& pattern) {
  const std::string_view text = pattern.text;
  if (text.empty()) return "it is empty";
  if (HasStrayBlank(pattern)) return "it holds a blank";
  if (!text.starts_with("arn:")) return "it does not begin with `arn:`";
  const auto parts = static_cast<size_t>(std::ranges::count(text, ':')) + 1;
  return Concat({"it has ", std::to_string(parts), " of the six fields"});
}

// `arn:aws:sqs:*`: the last field is a star alone, which takes in those that are missing.
bool RunsOn(const ResourcePattern& pattern) {
  return pattern.text.starts_with("arn:") && pattern.text.ends_with(":*") &&
         !HasStrayBlank(pattern);
}

void Check(const DocumentView& view, const RuleContext&, DocumentSink& findings) {
  for (const ResourceEntry& entry : ResourceEntriesOf(view)) {
    const ResourcePattern& pattern = *entry.pattern;
    const std::string_view text = pattern.text;
    if (pattern.is_everything || IsAbbreviated(view, text)) continue;
    // One variable may stand for the whole ARN.
    if (pattern.has_variable && text.starts_with("${")) continue;
    const bool is_sound = pattern.is_arn && !text.empty() && !HasStrayBlank(pattern);
    if (is_sound) continue;
    const bool runs_on = RunsOn(pattern);
    const Severity severity = runs_on ? Severity::kWarning : Severity::kError;
    Hit& hit = ReportEntry(
        view, entry, severity,
        Concat({"`", text, "` is no ARN: ", FaultOf(pattern),
                runs_on ? "; the star at its end is read as if it took in the rest" : "", "."}),
        findings);
    const size_t begin = text.find_first_not_of(kBlanks);
    if (begin == std::string_view::npos || text.empty()) continue;
    const std::string_view trimmed = text.substr(begin, text.find_last_not_of(kBlanks) + 1 - begin);
    const ResourcePattern meant = CompileResourcePattern(trimmed, LanguageVersion::k2012);
    if (trimmed != text && meant.is_arn && !HasStrayBlank(meant)) {
      SuggestResource(hit, std::string(trimmed));
    }
  }
}

}  // namespace

extern constinit const Rule kMalformedArn = {
    .card = {.id = "LINT-201",
             .name = "malformed-arn",
             .title = "A resource that is no ARN",
             .severity = Severity::kError,
             .why = "AWS refuses a resource that is neither `*` nor an ARN of six fields, or "
                    "accepts it and matches something else than was meant.",
             .remedy = "Write arn:partition:service:region:account:resource, with `*` or nothing "
                       "where a field is open or has no value.",
             .source = "IAM User Guide, Identify AWS resources with Amazon Resource Names (ARNs)"},
    .check = &Check,
};

}  // namespace iamsift
