#include "rules/trust/token_trust.h"

#include <algorithm>
#include <map>
#include <optional>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

// The claim that the key holds, as the table writes it: a name of the issuer's, or a key of AWS.
bool IsOn(const ConditionAtom& atom, std::string_view issuer, std::string_view claim) {
  return EqualsIgnoreCase(atom.key, claim) || EqualsIgnoreCase(ClaimIn(atom.key, issuer), claim);
}

// Each value of a test that reads wildcards; of the others, each is one name.
OpenClaim OpenValueOf(const TokenTrust& trust, const EntryTest& test, const TenancyClaim& claim) {
  OpenClaim worst{.test = &test, .value = {}};
  if (test.atom->op.base != BaseOperator::kStringLike) return worst;
  for (const std::string_view value : test.atom->values) {
    if (!ChosenAnchorOf(trust, value).empty()) continue;
    const ClaimOpenness openness = claim.OpennessOf(value);
    if (openness > worst.openness) worst = {openness, &test, value};
  }
  return worst;
}

// What the owner of a repository sets: the names of environments, branches, workflows.
// Source: GitHub Docs, "OpenID Connect reference", customizing the subject claims.
constexpr std::string_view kChosenAnchors[] = {
    "environment:", "ref:", "workflow:", "context:", "head_ref:", "actor:"};

bool IsGitHub(std::string_view issuer) {
  return issuer.find("actions.githubusercontent.com") != std::string_view::npos ||
         issuer.ends_with(".ghe.com");
}

struct AllTokenTrusts {
  std::map<DocumentId, std::vector<TokenTrust>> by_document;
};

TokenTrust ReadTrust(const Admission& admission, const RuleContext& context) {
  TokenTrust trust{.admission = &admission,
                   .provider = ProviderOf(admission.who.text),
                   .tenancy_rule = {},
                   .tenancy_tests = {}};
  for (const TenancyClaim& claim : context.sensitive.tenancy_claims()) {
    if (!claim.IsOf(trust.provider.issuer)) continue;
    trust.tenancy_rule = claim.rule;
    for (const EntryTest& test : admission.tests) {
      if (IsOn(*test.atom, trust.provider.issuer, claim.claim))
        trust.tenancy_tests.push_back(&test);
    }
  }
  return trust;
}

}  // namespace

bool IsPassedWithoutClaim(const EntryTest& test) {
  return test.asks != EntryTest::Asks::kPresent && test.passes_when_missing;
}

bool TokenTrust::NamesTenant() const {
  return std::ranges::any_of(tenancy_tests,
                             [](const EntryTest* test) { return test->IsRequired(); });
}

std::vector<const EntryTest*> TokenTrust::TestsOf(std::string_view claim) const {
  std::vector<const EntryTest*> tests;
  for (const EntryTest& test : admission->tests) {
    if (EqualsIgnoreCase(ClaimIn(test.atom->key, provider.issuer), claim)) tests.push_back(&test);
  }
  return tests;
}

bool TokenTrust::NothingAsks(const std::vector<const EntryTest*>& tests) {
  return std::ranges::none_of(tests, [](const EntryTest* test) {
    return test->IsRequired() || IsPassedWithoutClaim(*test);
  });
}

const std::vector<TokenTrust>& TokenTrustsOf(const TrustView& view, const RuleContext& context) {
  auto& all = context.memory->Once<AllTokenTrusts>([] { return AllTokenTrusts{}; });
  const auto [entry, is_new] = all.by_document.try_emplace(view.document.id);
  std::vector<TokenTrust>& trusts = entry->second;
  if (!is_new) return trusts;
  for (const Admission& admission : AdmissionsOf(view, context)) {
    if (admission.is_hopeless || admission.who.kind != PrincipalPattern::Kind::kFederated) continue;
    if (ProviderOf(admission.who.text).kind != ProviderKind::kTokens) continue;
    trusts.push_back(ReadTrust(admission, context));
  }
  return trusts;
}

std::string TenancyClaims(const RuleContext& context, std::string_view issuer) {
  std::vector<std::string> claims;
  for (const TenancyClaim& claim : context.sensitive.tenancy_claims()) {
    if (claim.IsOf(issuer)) claims.push_back(Concat({"`", claim.claim, "`"}));
  }
  // What everybody writes comes first.
  std::stable_partition(claims.begin(), claims.end(),
                        [](const std::string& claim) { return claim == "`sub`"; });
  if (claims.size() < 2) return Join(claims, "");
  const std::string last = std::move(claims.back());
  claims.pop_back();
  return Concat({Join(claims, ", "), " or ", last});
}

OpenClaim OpenClaimOf(const TokenTrust& trust, const RuleContext& context) {
  std::optional<OpenClaim> best;
  for (const TenancyClaim& claim : context.sensitive.tenancy_claims()) {
    if (!claim.IsOf(trust.provider.issuer)) continue;
    for (const EntryTest* const test : trust.tenancy_tests) {
      if (!test->IsRequired() || !IsOn(*test->atom, trust.provider.issuer, claim.claim)) continue;
      const OpenClaim open = OpenValueOf(trust, *test, claim);
      if (!best || open.openness < best->openness) best = open;
    }
  }
  return best.value_or(OpenClaim{});
}

std::string_view ChosenAnchorOf(const TokenTrust& trust, std::string_view subject) {
  if (!IsGitHub(trust.provider.issuer)) return {};
  for (const std::string_view anchor : kChosenAnchors) {
    if (subject.starts_with(anchor)) return anchor;
  }
  return {};
}

}  // namespace iamsift
