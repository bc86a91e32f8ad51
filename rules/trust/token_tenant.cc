// TR-023, TR-026, TR-027: how much of a shared issuer's customers a claim lets through.

#include <string>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/trust/role_rights.h"
#include "rules/trust/token_trust.h"

namespace iamsift {
namespace {

Severity SeverityOf(ClaimOpenness openness) {
  if (openness == ClaimOpenness::kAnybody) return Severity::kCritical;
  return openness == ClaimOpenness::kOrganization ? Severity::kMedium : Severity::kLow;
}

std::string_view WhoGetsIn(ClaimOpenness openness) {
  if (openness == ClaimOpenness::kAnybody) return "customers that nobody here knows";
  return openness == ClaimOpenness::kOrganization ? "everything of the organization"
                                                  : "every branch and every kind of run";
}

ElementAt AtValue(const TrustView& view, const TokenTrust& trust, const EntryTest& test,
                  std::string_view value) {
  const std::vector<TextAt>& values = test.atom->written->values;
  int index = -1;
  for (size_t i = 0; i < values.size() && !value.empty(); ++i) {
    if (values[i].text == value) index = static_cast<int>(i);
  }
  return AtTest(view, *trust.admission, test, index);
}

void CheckOpenTenant(const TrustView& view, const RuleContext& context, DocumentSink& findings) {
  for (const TokenTrust& trust : TokenTrustsOf(view, context)) {
    const OpenClaim open = OpenClaimOf(trust, context);
    if (open.openness == ClaimOpenness::kClosed) continue;
    Hit& hit =
        findings.Report(AtValue(view, trust, *open.test, open.value), SeverityOf(open.openness),
                        Concat({"`", open.value, "` lets in ", WhoGetsIn(open.openness), " at `",
                                trust.provider.issuer, "`."}));
    hit.discriminator = Concat({open.test->atom->key, "|", open.value});
  }
}

// Calls `visit` with each value of a test on the subject that must be passed.
template <typename Visit>
void ForEachSubject(const TrustView& view, const RuleContext& context, Visit visit) {
  for (const TokenTrust& trust : TokenTrustsOf(view, context)) {
    for (const EntryTest* const test : trust.TestsOf("sub")) {
      if (!test->IsRequired()) continue;
      for (const std::string_view value : test->atom->values) visit(trust, *test, value);
    }
  }
}

void CheckAnchor(const TrustView& view, const RuleContext& context, DocumentSink& findings) {
  ForEachSubject(
      view, context, [&](const TokenTrust& trust, const EntryTest& test, std::string_view subject) {
        const std::string_view anchor = ChosenAnchorOf(trust, subject);
        if (anchor.empty()) return;
        Hit& hit = findings.Report(AtValue(view, trust, test, subject),
                                   Concat({"`", subject, "` begins with `", anchor,
                                           "`, which any repository's owner may choose."}));
        hit.discriminator = std::string(subject);
      });
}

// Of the shapes that GitHub gives to subjects: repo:ORG/REPO:pull_request.
bool IsOfPullRequests(const TokenTrust& trust, std::string_view subject) {
  return trust.provider.issuer.find("actions.") != std::string_view::npos &&
         subject.ends_with(":pull_request");
}

void CheckPullRequest(const TrustView& view, const RuleContext& context, DocumentSink& findings) {
  if (view.permissions != nullptr && !DoesMoreThanRead(*view.permissions, context)) return;
  ForEachSubject(
      view, context, [&](const TokenTrust& trust, const EntryTest& test, std::string_view subject) {
        if (!IsOfPullRequests(trust, subject)) return;
        Hit& hit = findings.Report(AtValue(view, trust, test, subject),
                                   Concat({"`", subject,
                                           "` lets whoever opens a pull request run code with "
                                           "rights that change things."}));
        hit.discriminator = std::string(subject);
        if (view.permissions != nullptr) return;
        hit.confidence = Confidence::kConditional;
        hit.assumptions.emplace_back("holder");
      });
}

}  // namespace

extern constinit const Rule kOpenTenantClaim = {
    .card = {.id = "TR-023",
             .name = "open-tenant-claim",
             .title = "The claim that names the tenant is open",
             .severity = Severity::kCritical,
             .why = "A wildcard before the whole name of the organization matches names that "
                    "anybody can register; one behind it takes in all of its repositories or "
                    "branches.",
             .remedy = "Write organization, repository and branch or environment in full.",
             .references = "CWE-287 CWE-863 T1199 T1550.001 T1606.002",
             .source = "GitHub Docs, Configuring OpenID Connect in Amazon Web Services"},
    .check = &CheckOpenTenant,
};

extern constinit const Rule kSubjectAnchoredOnTenantsChoice = {
    .card = {.id = "TR-026",
             .name = "subject-anchored-on-tenants-choice",
             .title = "The subject begins with what the tenant chooses",
             .severity = Severity::kHigh,
             .why = "Names of environments, branches and workflows are free: a stranger's "
                    "repository can have the same.",
             .remedy = "Begin with repo: or repository_id: and the whole name.",
             .references = "CWE-287 CWE-290 T1199 T1550.001",
             .source = "GitHub Docs, OpenID Connect reference"},
    .check = &CheckAnchor,
};

extern constinit const Rule kPullRequestsMayWrite = {
    .card = {.id = "TR-027",
             .name = "pull-requests-may-write",
             .title = "Pull requests take on a role that changes things",
             .severity = Severity::kMedium,
             .why = "Code that nobody has reviewed runs with the role's rights.",
             .remedy = "Give pull requests a role that reads, and the other to a protected branch "
                       "or environment.",
             .references = "CWE-863 T1199",
             .source = "GitHub Docs, OpenID Connect reference"},
    .check = &CheckPullRequest,
};

}  // namespace iamsift
