// HY-010

#include <string>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/hygiene/account_roles.h"

namespace iamsift {
namespace {

void Check(const PrincipalView& view, const RuleContext& context, PlaceSink& findings) {
  const Principal& principal = view.principal;
  if (IsKeptByAws(principal) || !principal.boundary ||
      BoundaryTextOf(context.account(), principal) != nullptr)
    return;
  Hit& hit =
      findings.Report(principal, principal.boundary->place,
                      Concat({"The boundary of `", principal.name, "`, `", principal.boundary->arn,
                              "`, is neither in the input nor in the catalog; the holder "
                              "is treated as unbounded."}));
  hit.confidence = Confidence::kConditional;
  hit.assumptions.emplace_back("document");
  hit.placed_evidence.push_back(
      {EvidenceRole::kMisses, principal.boundary->place, std::string(principal.boundary->arn)});
}

}  // namespace

extern constinit const Rule kMissingBoundaryPolicy = {
    .card = {.id = "HY-010",
             .name = "missing-boundary-policy",
             .title = "A permissions boundary names a policy that is not in the input",
             .severity = Severity::kMedium,
             .why = "What the boundary lets through cannot be known, so the holder was "
                    "judged as if it had none.",
             .remedy = "Export the account without a filter, so that its local managed "
                       "policies are in it.",
             .references = "CWE-1220",
             .source = "IAM User Guide, Permissions boundaries for IAM entities"},
    .check = &Check,
};

}  // namespace iamsift
