// TR-007

#include <algorithm>
#include <string>
#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/trust/assume_grants.h"
#include "rules/trust/reaches_admin.h"

namespace iamsift {
namespace {

constexpr size_t kShown = 10;

const Principal& At(const RuleContext& context, const AssumeGrant& grant) {
  return context.account().principals[static_cast<size_t>(grant.principal)];
}

std::string NameThem(const std::vector<AssumeGrant>& grants, const RuleContext& context) {
  std::vector<std::string> names;
  for (size_t i = 0; i < std::min(kShown, grants.size()); ++i) {
    names.push_back(Concat({"`", At(context, grants[i]).name, "`"}));
  }
  if (grants.size() > kShown) names.push_back(Concat({Thousands(grants.size() - kShown), " more"}));
  return names.empty() ? "nobody" : Join(names, ", ");
}

void AddNeed(const ConditionAtom& atom, Hit& hit) {
  if (atom.key == "aws:principalarn") return;
  hit.assumptions.push_back(Concat({"context:", atom.written->key.text}));
}

void CheckOwnAccount(const TrustView& view, const RuleContext& context, DocumentSink& findings) {
  if (view.role == nullptr) return;
  const Admission* const admission = OwnAccountAdmission(view, context);
  if (admission == nullptr) return;
  std::vector<AssumeGrant> grants =
      AdmittedOf(AssumeGrantsOn(*view.role, context), *admission, context);
  std::erase_if(grants, [&](const AssumeGrant& grant) { return &At(context, grant) == view.role; });
  Hit& hit = findings.Report(AtAdmission(view, *admission),
                             Concat({"The whole account is trusted: whoever of it has a grant of "
                                     "`sts:AssumeRole` on this role comes in; now ",
                                     NameThem(grants, context), "."}));
  hit.discriminator = "own account";
  if (!IsOrReachesAdmin(*view.role, context)) return;
  std::vector<AssumeGrant> climbers = grants;
  std::erase_if(climbers, [&](const AssumeGrant& grant) {
    return context.evaluation.principals()[static_cast<size_t>(grant.principal)]
        .effective->is_admin;
  });
  if (climbers.empty()) return;
  hit.severity = Severity::kMedium;
  const bool is_certain =
      std::ranges::any_of(climbers, [](const AssumeGrant& grant) { return !grant.is_conditional; });
  if (is_certain) return;
  hit.confidence = Confidence::kConditional;
  for (const EntryTest& test : admission->tests) AddNeed(*test.atom, hit);
  for (const ConditionAtom& atom : climbers.front().grant->statement->conditions) {
    AddNeed(atom, hit);
  }
}

}  // namespace

extern constinit const Rule kTrustsOwnAccount = {
    .card = {.id = "TR-007",
             .name = "trusts-own-account",
             .title = "Everybody of the account may be given the role",
             .severity = Severity::kInfo,
             .why = "The trust policy leaves the choice to identity policies: a grant of "
                    "sts:AssumeRole on many roles reaches this one, too.",
             .remedy = "Name the users and roles that need it, first of all for administrators.",
             .references = "CWE-284 T1078.004 T1199",
             .source = "STS API Reference, AssumeRole"},
    .check = &CheckOwnAccount,
};

}  // namespace iamsift
