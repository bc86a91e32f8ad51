// TR-031 and TR-032: people who sign in through Cognito or SAML.

#include <algorithm>
#include <string>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/trust/role_rights.h"
#include "rules/trust/token_trust.h"

namespace iamsift {
namespace {

constexpr std::string_view kGuest = "unauthenticated";

enum class Guests : uint8_t { kOut, kUnlessPoolRefuses, kIn };

bool MayMeanGuests(std::string_view value) {
  return value == kGuest ||
         (HasWildcard(value) && kGuest.starts_with(value.substr(0, value.find_first_of("*?"))));
}

// Whether a test on `amr` keeps guests of the pool out.
Guests GuestsOf(const TokenTrust& trust) {
  bool is_tested = false;
  for (const EntryTest* const test : trust.TestsOf("amr")) {
    if (test->asks == EntryTest::Asks::kPresent) continue;
    const bool names_guests = std::ranges::any_of(test->atom->values, &MayMeanGuests);
    if (test->IsRequired() && !names_guests) return Guests::kOut;
    if (test->asks == EntryTest::Asks::kNotAmong && names_guests) return Guests::kOut;
    is_tested = is_tested || (test->IsRequired() && names_guests);
  }
  return is_tested ? Guests::kIn : Guests::kUnlessPoolRefuses;
}

void ReportGuests(const TrustView& view, const TokenTrust& trust, Guests guests,
                  DocumentSink& findings) {
  Hit& hit = findings.Report(
      AtAdmission(view, *trust.admission), Severity::kHigh,
      guests == Guests::kIn
          ? "Guests of the identity pool, who never signed in, may do more than read."
          : "Nothing tests `amr`: if the identity pool admits guests, they may do more than "
            "read.");
  hit.discriminator = "amr";
  if (guests == Guests::kUnlessPoolRefuses) {
    hit.assumptions.push_back(Concat({"context:", trust.provider.issuer, ":amr"}));
  }
  if (view.permissions == nullptr) hit.assumptions.emplace_back("holder");
  if (!hit.assumptions.empty()) hit.confidence = Confidence::kConditional;
}

void CheckCognito(const TrustView& view, const RuleContext& context, DocumentSink& findings) {
  for (const TokenTrust& trust : TokenTrustsOf(view, context)) {
    if (trust.tenancy_rule != "TR-031") continue;
    if (TokenTrust::NothingAsks(trust.tenancy_tests)) {
      findings
          .Report(AtAdmission(view, *trust.admission), Severity::kCritical,
                  "Identity pools of every AWS account can hand out this role: nothing tests "
                  "`cognito-identity.amazonaws.com:aud`.")
          .discriminator = "aud";
    }
    const Guests guests = GuestsOf(trust);
    const bool changes_things =
        view.permissions == nullptr || DoesMoreThanRead(*view.permissions, context);
    if (guests != Guests::kOut && changes_things) ReportGuests(view, trust, guests, findings);
  }
}

void CheckSaml(const TrustView& view, const RuleContext& context, DocumentSink& findings) {
  const std::string& own = context.account().id;
  for (const Admission& admission : AdmissionsOf(view, context)) {
    const IdentityProvider provider = ProviderOf(admission.who.text);
    if (admission.is_hopeless || provider.kind != ProviderKind::kSaml) continue;
    const ElementAt at = AtAdmission(view, admission);
    if (admission.Required("saml:aud") == nullptr) {
      findings
          .Report(at,
                  "Nothing tests `SAML:aud`: assertions made for other parties are taken as "
                  "well.")
          .discriminator = "aud";
    }
    if (own.empty() || provider.account == own) continue;
    findings
        .Report(at, Concat({"The SAML provider `", admission.who.text,
                            "` is of another account: nobody can come in by it."}))
        .discriminator = "provider";
  }
}

}  // namespace

extern constinit const Rule kLooseCognitoTrust = {
    .card = {.id = "TR-031",
             .name = "loose-cognito-trust",
             .title = "Identity pools or guests beyond those meant get the role",
             .severity = Severity::kCritical,
             .why = "Cognito signs for the identity pools of all customers, and for guests where "
                    "a pool admits them.",
             .remedy = "Test cognito-identity.amazonaws.com:aud with the pool's id, and amr for "
                       "`authenticated` with StringLike under ForAnyValue.",
             .references = "CWE-287 CWE-306 T1078.004 T1199",
             .source = "Amazon Cognito Developer Guide, Role trust and permissions"},
    .check = &CheckCognito,
};

extern constinit const Rule kLooseSamlTrust = {
    .card = {.id = "TR-032",
             .name = "loose-saml-trust",
             .title = "SAML assertions are taken whomever they were made for, or by nobody",
             .severity = Severity::kMedium,
             .why = "An assertion made for another party can be replayed; a provider of another "
                    "account admits nobody.",
             .remedy = "Test SAML:aud with https://signin.aws.amazon.com/saml, and name a "
                       "provider of this account.",
             .references = "CWE-287 CWE-294 T1199 T1606.002",
             .source = "IAM User Guide, Create a role for SAML 2.0 federation"},
    .check = &CheckSaml,
};

}  // namespace iamsift
