// LINT-701

#include <string>
#include <utility>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/lint/quota/measured_sizes.h"
#include "rules/lint/quota/quotas.h"

namespace iamsift {
namespace {

constexpr size_t kWarnedPercent = 90;

Hit& ReportAt(const MeasuredSize& measured, std::string message, PlaceSink& findings) {
  Hit& hit = measured.holder != nullptr    ? findings.Report(*measured.holder, std::move(message))
             : measured.managed != nullptr ? findings.Report(*measured.managed, std::move(message))
                                           : findings.ReportAccount(std::move(message));
  if (measured.holder == nullptr && measured.managed == nullptr) {
    hit.subject_name = measured.policy.name;
  }
  if (measured.text != nullptr) {
    const DocumentPlace& place = measured.text->place;
    hit.place = ElementPlace{.input = place.input, .span = place.span, .pointer = place.pointer};
  }
  hit.policy = measured.policy;
  hit.discriminator = std::string(measured.quota);
  return hit;
}

void JudgeSize(const MeasuredSize& measured, bool is_export, PlaceSink& findings) {
  const Quota quota = QuotaNamed(measured.quota);
  if (measured.size * 100 < quota.most * kWarnedPercent) return;
  const bool is_over = measured.size > quota.most;
  // AWS took the document that an export holds: it has raised the quota.
  const bool is_raised = is_over && quota.is_adjustable && is_export;
  Hit& hit = ReportAt(
      measured,
      Concat({measured.what, " ", Thousands(measured.size), " characters without white space; ",
              is_over ? "the quota is " : "that is near the quota of ", Thousands(quota.most),
              is_raised ? ", which AWS has raised here" : "", "."}),
      findings);
  hit.severity = is_over && !is_raised ? Severity::kError : Severity::kNote;
  if (!measured.is_file || !is_over) return;
  hit.confidence = Confidence::kConditional;
  hit.assumptions.emplace_back("holder");
}

void Check(const AccountView& view, const RuleContext&, PlaceSink& findings) {
  for (const MeasuredSize& measured : MeasuredSizesOf(view.account)) {
    JudgeSize(measured, view.account.is_export, findings);
  }
}

}  // namespace

extern constinit const Rule kPolicyOverQuota = {
    .card = {.id = "LINT-701",
             .name = "policy-over-quota",
             .title = "A policy is over its quota of characters, or near it",
             .severity = Severity::kError,
             .why = "AWS refuses the policy, or the next change of it; white space does not "
                    "count.",
             .remedy = "Merge statements, use wildcards that match exactly what is meant, or split "
                       "into several managed policies.",
             .source = "IAM User Guide, IAM and AWS STS quotas; AWS Organizations User Guide, "
                       "Quotas and service limits"},
    .check = &Check,
};

}  // namespace iamsift
