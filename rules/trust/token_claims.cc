// TR-021, TR-022, TR-034: claims of tokens that nothing asks for.

#include <algorithm>
#include <string>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/trust/token_trust.h"

namespace iamsift {
namespace {

// An audience names the tenant, or is part of the identity that another rule asks for.
bool AudienceIsJudgedElsewhere(const TokenTrust& trust) {
  if (trust.tenancy_rule == "TR-031" || trust.tenancy_rule == "TR-034") return true;
  return std::ranges::any_of(trust.tenancy_tests, [&](const EntryTest* test) {
    return ClaimIn(test->atom->key, trust.provider.issuer) == "aud";
  });
}

// The audience tells the tenants of the issuer apart, so that its lack is worse than TR-021 says.
bool TenantIsTheAudience(const TokenTrust& trust, const RuleContext& context) {
  return trust.IsShared() && TenancyClaims(context, trust.provider.issuer) == "`aud`";
}

void CheckAudience(const TrustView& view, const RuleContext& context, DocumentSink& findings) {
  for (const TokenTrust& trust : TokenTrustsOf(view, context)) {
    if (AudienceIsJudgedElsewhere(trust) || TenantIsTheAudience(trust, context)) continue;
    if (!TokenTrust::NothingAsks(trust.TestsOf("aud"))) continue;
    findings.Report(AtAdmission(view, *trust.admission),
                    Concat({"Nothing tests `", trust.provider.issuer,
                            ":aud`: tokens that the "
                            "issuer made for other parties are taken as well."}));
  }
}

// No test at all on what tells one customer of the issuer from another.
void ReportTenantless(std::string_view rule, std::string_view who, const TrustView& view,
                      const RuleContext& context, DocumentSink& findings) {
  for (const TokenTrust& trust : TokenTrustsOf(view, context)) {
    if (trust.tenancy_rule != rule || !TokenTrust::NothingAsks(trust.tenancy_tests)) continue;
    findings.Report(
        AtAdmission(view, *trust.admission),
        Concat({who, " `", trust.provider.issuer, "` can take on this role: nothing tests ",
                TenancyClaims(context, trust.provider.issuer), "."}));
  }
}

void CheckTenant(const TrustView& view, const RuleContext& context, DocumentSink& findings) {
  ReportTenantless("TR-022", "Every customer of", view, context, findings);
}

void CheckApp(const TrustView& view, const RuleContext& context, DocumentSink& findings) {
  ReportTenantless("TR-034", "Users of every app at", view, context, findings);
}

}  // namespace

extern constinit const Rule kTokenForAnyAudience = {
    .card = {.id = "TR-021",
             .name = "token-for-any-audience",
             .title = "Tokens are taken whomever they were made for",
             .severity = Severity::kMedium,
             .why = "A token that its holder gave to another party can be replayed here.",
             .remedy = "Test the issuer's aud by StringEquals; for AWS it is mostly "
                       "sts.amazonaws.com.",
             .references = "CWE-287 CWE-294 T1199 T1550.001",
             .source = "IAM User Guide, Create a role for OIDC federation"},
    .check = &CheckAudience,
};

extern constinit const Rule kSharedIssuerWithoutTenant = {
    .card = {.id = "TR-022",
             .name = "shared-issuer-without-tenant",
             .title = "Every customer of a shared issuer can take on the role",
             .severity = Severity::kCritical,
             .why = "The issuer signs tokens for anybody who signs up. Without the claim that "
                    "names the tenant, a stranger's pipeline gets in.",
             .remedy = "Test the claim that names your organization and repository, by "
                       "StringEquals.",
             .references = "CWE-287 CWE-863 T1199 T1550.001 T1606.002",
             .source = "IAM User Guide, Identity-provider controls for shared OIDC providers"},
    .check = &CheckTenant,
};

extern constinit const Rule kLoginWithoutApp = {
    .card = {.id = "TR-034",
             .name = "login-without-app-id",
             .title = "Users of any app can take on the role",
             .severity = Severity::kCritical,
             .why = "Whoever can sign in to Google, Facebook or Amazon by any app at all gets a "
                    "token that is good here.",
             .remedy = "Test the app's id: accounts.google.com:aud, graph.facebook.com:app_id or "
                       "www.amazon.com:app_id.",
             .references = "CWE-287 CWE-863 T1078.004 T1199",
             .source = "IAM User Guide, Create a role for OIDC federation"},
    .check = &CheckApp,
};

}  // namespace iamsift
