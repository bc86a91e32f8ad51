// XP-006: resource policies, decided as trust policies are.

#include <algorithm>
#include <string>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/trust/admission.h"
#include "rules/trust/narrowing.h"
#include "rules/trust/outsiders.h"

namespace iamsift {
namespace {

using Kind = PrincipalPattern::Kind;

void SetNeeds(Hit& hit, std::vector<std::string> needs) {
  hit.assumptions = std::move(needs);
  if (!hit.assumptions.empty()) hit.confidence = Confidence::kConditional;
}

void ReportEverybody(const DocumentView& view, const RuleContext& context, const ElementAt& at,
                     const std::vector<EntryTest>& tests, DocumentSink& findings) {
  const NarrowedTo narrowed = NarrowedBy(tests, context, NarrowingScope::kResource);
  if (narrowed == NarrowedTo::kKnown) return;
  const bool is_limited = LimitsOutsiders(tests);
  const bool is_public = !is_limited && narrowed == NarrowedTo::kNothing;
  if (is_public && view.loose != nullptr && view.loose->blocks_public_access) return;
  Hit& hit = findings.Report(
      at, is_limited ? Severity::kHigh : Severity::kCritical,
      narrowed == NarrowedTo::kOthers
          ? "The policy lets in other accounts, which a condition names."
      : is_limited ? "The policy lets in everybody who meets a condition that names no account."
                   : "The policy is public: it lets in everybody, without an AWS account even.");
  SetNeeds(hit, NeedsOf(tests, context));
  if (view.written.is_invalid) SetNeeds(hit, {"document"});
}

// Where the input does not tell the own account, the resources may.
bool IsOfResource(const PrincipalPattern& who, const CompiledStatement& allow,
                  const RuleContext& context) {
  return context.account().id.empty() &&
         std::ranges::any_of(allow.resources.patterns, [&](const ResourcePattern& pattern) {
           return pattern.is_arn && pattern.account == who.account;
         });
}

void CheckEntry(const DocumentView& view, const RuleContext& context,
                const CompiledStatement& allow, const PrincipalEntry& entry,
                DocumentSink& findings) {
  const PrincipalPattern who = ReadPrincipalPattern(entry);
  const bool is_everybody = who.kind == Kind::kEveryone;
  const bool is_judged = is_everybody || (who.kind != Kind::kNobody && IsOutside(who, context) &&
                                          !IsOfResource(who, allow, context));
  if (!is_judged) return;
  const auto tests = TestsOnTheWay(view.compiled, allow, who, std::nullopt, context);
  if (!tests) return;
  const ElementAt at = AtPrincipal(view.written, *allow.written, entry);
  if (is_everybody) return ReportEverybody(view, context, at, *tests, findings);
  const NarrowedTo narrowed = NarrowedWithinAccount(*tests, context, NarrowingScope::kResource);
  if (narrowed != NarrowedTo::kNothing) return;
  Hit& hit = findings.Report(at, Concat({"`", who.text,
                                         "` is of another account, and no "
                                         "condition narrows what it may do here."}));
  SetOutsideNeeds(who, context, hit);
}

void Check(const DocumentView& view, const RuleContext& context, DocumentSink& findings) {
  if (view.kind != PolicyKind::kResource) return;
  const PrincipalPattern everyone{.kind = Kind::kEveryone, .text = "*"};
  for (const CompiledStatement& allow : view.compiled.statements) {
    if (allow.effect != Effect::kAllow || !allow.written->is_readable) continue;
    if (allow.written->principals.is_negated) {
      const auto tests = TestsOnTheWay(view.compiled, allow, everyone, std::nullopt, context);
      if (!tests) continue;
      ReportEverybody(view, context, AtStatement(view.written, *allow.written), *tests, findings);
      continue;
    }
    for (const PrincipalEntry& entry : allow.written->principals.entries) {
      CheckEntry(view, context, allow, entry, findings);
    }
  }
}

}  // namespace

extern constinit const Rule kOpenResourcePolicy = {
    .card = {.id = "XP-006",
             .name = "open-resource-policy",
             .title = "A resource is public, or open to other accounts",
             .severity = Severity::kHigh,
             .why = "A resource policy grants by itself: whoever it lets in needs nothing more "
                    "from this account.",
             .remedy = "Name the principals that need the resource, and hold the rest to "
                       "aws:PrincipalOrgID or aws:SourceAccount.",
             .references = "CWE-284 CWE-732 T1078.004 T1199 T1537",
             .source = "IAM User Guide, Identity-based policies and resource-based policies"},
    .check = &Check,
};

}  // namespace iamsift
