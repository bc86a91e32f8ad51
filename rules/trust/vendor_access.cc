// TR-006 and TR-036: who comes in from outside, and what is in sight.

#include <algorithm>
#include <string>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/trust/outsiders.h"
#include "rules/trust/role_rights.h"

namespace iamsift {
namespace {

bool IsGuessable(std::string_view external_id) {
  constexpr size_t kShortest = 8;
  const bool is_number =
      external_id.size() == 12 && std::ranges::all_of(external_id, &IsAsciiDigit);
  return is_number || external_id.size() < kShortest || EqualsIgnoreCase(external_id, "test");
}

void CheckVendor(const TrustView& view, const RuleContext& context, DocumentSink& findings) {
  for (const Admission& admission : AdmissionsOf(view, context)) {
    if (!AdmitsOutsider(admission, context)) continue;
    const std::optional<Vendor> vendor = VendorOf(context, admission.who.account);
    if (!vendor) continue;
    const EntryTest* const test = admission.Required("sts:externalid");
    if (test != nullptr && std::ranges::none_of(test->atom->values, &IsGuessable)) continue;
    findings.Report(
        AtAdmission(view, admission),
        Concat({vendor->name, " (account `", admission.who.account, "`) takes on ", "this role ",
                test == nullptr ? "without an external ID."
                                : "under an external ID that can be guessed."}));
  }
}

// Why outsiders see much through the role; "" when they don't.
std::string_view WideSight(const TrustView& view, const RuleContext& context) {
  if (HoldsManagedPolicy(*view.role, "ReadOnlyAccess")) return "ReadOnlyAccess is attached";
  if (HoldsManagedPolicy(*view.role, "SecurityAudit")) return "SecurityAudit is attached";
  const SensitiveActions& sets = context.sensitive;
  if (HasWideRight(*view.permissions, context, sets.Set("EX-002"))) return "it reads secrets";
  return HasWideRight(*view.permissions, context, sets.Set("EX-001")) ? "it reads data in bulk"
                                                                      : "";
}

void CheckSight(const TrustView& view, const RuleContext& context, DocumentSink& findings) {
  if (view.role == nullptr) return;
  for (const Admission& admission : AdmissionsOf(view, context)) {
    if (!AdmitsOutsider(admission, context)) continue;
    const std::string_view why = WideSight(view, context);
    if (why.empty()) return;
    Hit& hit = findings.Report(AtAdmission(view, admission),
                               Concat({"`", admission.who.text, "` sees much of this account ",
                                       "through the role: ", why, "."}));
    SetOutsideNeeds(admission.who, context, hit);
  }
}

}  // namespace

extern constinit const Rule kVendorWithoutExternalId = {
    .card = {.id = "TR-006",
             .name = "vendor-without-external-id",
             .title = "A vendor comes in without an external ID of its own",
             .severity = Severity::kMedium,
             .why = "The vendor asks for every customer from one account: without an external ID "
                    "that only this customer has, another customer can point it here.",
             .remedy = "Require the external ID that the vendor gives, by StringEquals on "
                       "sts:ExternalId.",
             .references = "CWE-441 T1078.004 T1199",
             .source = "IAM User Guide, The confused deputy problem"},
    .check = &CheckVendor,
};

extern constinit const Rule kOutsiderSeesMuch = {
    .card = {.id = "TR-036",
             .name = "outsider-sees-much",
             .title = "An outsider reads widely in the account",
             .severity = Severity::kHigh,
             .why = "Reading is enough to carry off data and secrets, and to plan the next step.",
             .remedy = "Give outsiders the reads that their work needs, and no data or secrets.",
             .references = "CWE-284 CWE-668 T1078.004 T1199 T1530",
             .source = "IAM User Guide, Access to AWS accounts owned by third parties"},
    .check = &CheckSight,
};

}  // namespace iamsift
