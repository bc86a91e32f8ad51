// OB-013

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/broad/attached_policy.h"
#include "rules/broad/managed_policy_names.h"

namespace iamsift {
namespace {

struct Excess {
  std::string_view rule;
  std::string_view text;
};

constexpr Excess kExcesses[] = {{"OB-003", "whole services on every resource"},
                                {"OB-006", "changes on every resource of a type"},
                                {"OB-008", "all actions but a few"}};

std::vector<std::string_view> ExcessesOf(const AttachmentView& view) {
  std::vector<std::string_view> found;
  for (const Excess& excess : kExcesses) {
    if (!view.HasHit(excess.rule)) continue;
    if (RankOf(view.WorstHitOf(excess.rule)) >= RankOf(Severity::kMedium)) {
      found.push_back(excess.text);
    }
  }
  return found;
}

void Check(const AttachmentView& view, const RuleContext&, PlaceSink& findings) {
  if (!view.policy.IsAwsManaged() || IsAdminLikePolicy(view.policy.name)) return;
  const std::vector<std::string_view> excesses = ExcessesOf(view);
  if (excesses.empty()) return;
  Hit& hit = ReportAttachment(findings, view,
                              Concat({"The AWS managed policy `", view.policy.name, "` allows ",
                                      Join(excesses, " and "), "."}));
  const bool is_worse = RankOf(view.WorstHitOf("PE-")) > 0 || RankOf(view.WorstHitOf("XP-")) > 0;
  if (is_worse) hit.severity = Severity::kHigh;
}

}  // namespace

extern constinit const Rule kBroadManagedPolicy = {
    .card = {.id = "OB-013",
             .name = "broad-managed-policy",
             .title = "An AWS managed policy gives more than the work needs",
             .severity = Severity::kMedium,
             .why = "AWS writes these policies for every customer at once: they name no resources "
                    "of yours, and grow without asking.",
             .remedy = "Replace it by a customer managed policy with the actions and resources "
                       "that are used; the suggestion at the operate tier is a start.",
             .references = "CWE-250 T1078.004",
             .source = "IAM User Guide, AWS managed policies"},
    .check = &Check,
};

}  // namespace iamsift
