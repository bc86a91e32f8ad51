// LINT-202

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "analyzer/match/did_you_mean.h"
#include "analyzer/policy/nearest_name.h"
#include "rules/lint/resource/resource_entry.h"

namespace iamsift {
namespace {

struct PartFault {
  Severity severity = Severity::kError;
  std::string problem;  // "" is none
  std::string_view wrong;
  std::string meant;
};

bool MatchesAny(std::string_view pattern, const std::vector<std::string_view>& names) {
  if (!HasWildcard(pattern)) return std::ranges::find(names, pattern) != names.end();
  if (IsStarsOnly(pattern)) return !names.empty();
  const Glob glob = CompileResourcePattern(pattern, LanguageVersion::k2008).readings.back();
  return std::ranges::any_of(names, [&](std::string_view name) { return Matches(glob, name); });
}

PartFault JudgePartition(const Catalog& catalog, std::string_view partition) {
  std::vector<std::string_view> names;
  for (const Partition& one : catalog.Partitions()) names.push_back(one.name);
  if (partition.find('$') != std::string_view::npos || MatchesAny(partition, names)) return {};
  return {.problem = Concat({"AWS has no partition `", partition, "`"}),
          .wrong = partition,
          .meant = std::string(NearestName(partition, names))};
}

PartFault JudgeService(const RuleContext& context, std::string_view service) {
  const auto& known = ArnServicesOf(context).types;
  if (service.find('$') != std::string_view::npos) return {};
  if (HasWildcard(service)) {
    return {.severity = Severity::kWarning,
            .problem = "AWS takes no wildcard in place of an ARN's service",
            .wrong = service,
            .meant = ""};
  }
  if (service.empty()) return {.problem = "the service is missing", .wrong = service, .meant = ""};
  const std::string lower = AsciiLower(service);
  const bool is_known = known.contains(lower) || context.catalog.FindService(lower);
  if (is_known && lower == service) return {};
  if (is_known) {
    return {.problem = Concat({"`", service, "` must be written in small letters"}),
            .wrong = service,
            .meant = lower};
  }
  return {.problem = Concat({"no ARN of AWS names a service `", service, "`"}),
          .wrong = service,
          .meant = HintForService(context.catalog, service).replacement};
}

// us-east-9: a Region that is known but for its number may have come since.
bool LooksLikeRegion(std::string_view region, const std::vector<std::string_view>& known) {
  const std::string_view place = region.substr(0, region.rfind('-') + 1);
  return !place.empty() && IsAsciiDigit(region.back()) &&
         std::ranges::any_of(known, [&](std::string_view one) { return one.starts_with(place); });
}

PartFault JudgeRegion(const Catalog& catalog, const ResourcePattern& pattern) {
  const std::string_view region = pattern.region;
  if (region.empty() || region == "*" || region.find('$') != std::string_view::npos) return {};
  std::vector<std::string_view> here, anywhere;
  for (const Partition& partition : catalog.Partitions()) {
    const std::vector<std::string_view> regions = Split(partition.regions, ' ');
    anywhere.insert(anywhere.end(), regions.begin(), regions.end());
    if (MatchesAny(pattern.partition, {partition.name})) {
      here.insert(here.end(), regions.begin(), regions.end());
    }
  }
  if (MatchesAny(region, here)) return {};
  if (MatchesAny(region, anywhere)) {
    return {
        .problem = Concat({"the partition `", pattern.partition, "` has no Region `", region, "`"}),
        .wrong = region,
        .meant = ""};
  }
  const bool may_be_new = LooksLikeRegion(region, anywhere);
  return {.severity = may_be_new ? Severity::kWarning : Severity::kError,
          .problem = Concat({"`", region, "` is none of the Regions known on ", catalog.date()}),
          .wrong = region,
          .meant = may_be_new ? "" : std::string(NearestName(region, here))};
}

PartFault FirstFault(const RuleContext& context, const ResourcePattern& pattern) {
  PartFault fault = JudgePartition(context.catalog, pattern.partition);
  if (fault.problem.empty()) fault = JudgeService(context, pattern.service);
  if (fault.problem.empty()) fault = JudgeRegion(context.catalog, pattern);
  return fault;
}

void CheckParts(const DocumentView& view, const RuleContext& context, DocumentSink& findings) {
  for (const ResourceEntry& entry : ResourceEntriesOf(view)) {
    const ResourcePattern& pattern = *entry.pattern;
    if (!pattern.is_arn || HasStrayBlank(pattern)) continue;
    const PartFault fault = FirstFault(context, pattern);
    if (fault.problem.empty()) continue;
    Hit& hit = ReportEntry(view, entry, fault.severity,
                           Concat({"In `", entry.text(), "`: ", fault.problem, "."}), findings);
    if (fault.meant.empty()) continue;
    const size_t at = static_cast<size_t>(fault.wrong.data() - entry.text().data());
    SuggestResource(hit, Concat({entry.text().substr(0, at), fault.meant,
                                 entry.text().substr(at + fault.wrong.size())}));
  }
}

}  // namespace

extern constinit const Rule kUnknownArnPart = {
    .card = {.id = "LINT-202",
             .name = "unknown-arn-part",
             .title = "An ARN with a partition, service or Region that does not exist",
             .severity = Severity::kError,
             .why = "No resource has such an ARN, so an Allow grants nothing and a Deny stops "
                    "nothing.",
             .remedy = "Write the partition, service and Region as AWS does, in small letters.",
             .source = "IAM User Guide, Identify AWS resources with Amazon Resource Names (ARNs)"},
    .check = &CheckParts,
};

}  // namespace iamsift
