#include "rules/trust/token_trust.h"

#include <algorithm>
#include <map>
#include <optional>

#include "analyzer/base/text.h"
#include "rules/facts.h"

namespace iamsift {
namespace {

struct TenancyClaim {
  std::string_view issuer, claim;
  std::vector<std::string_view> organization, unit;  // shapes
  std::string_view rule;
};
struct TenancyTable {
  std::vector<TenancyClaim> rows;
};

std::vector<std::string_view> Shapes(std::string_view cell) {
  return cell.empty() ? std::vector<std::string_view>() : Split(cell, '|');
}

const std::vector<TenancyClaim>& TableOf(const RuleContext& context) {
  return context.memory
      ->Once<TenancyTable>([] {
        TenancyTable table;
        for (const FactCells& cells : FactRows(EmbeddedTokenIssuers())) {
          table.rows.push_back({.issuer = cells[0],
                                .claim = cells[1],
                                .organization = Shapes(cells[2]),
                                .unit = Shapes(cells[3]),
                                .rule = cells[4]});
        }
        return table;
      })
      .rows;
}

bool IsMeant(std::string_view row, std::string_view issuer) {
  if (!row.ends_with('*')) return EqualsIgnoreCase(row, issuer);
  return StartsWithIgnoreCase(issuer, row.substr(0, row.size() - 1));
}

// The claim that the key holds, as the table writes it: a name of the issuer's, or a key of AWS.
bool IsOn(const ConditionAtom& atom, std::string_view issuer, std::string_view claim) {
  return EqualsIgnoreCase(atom.key, claim) || EqualsIgnoreCase(ClaimIn(atom.key, issuer), claim);
}

// `{}` is a name: one character or more up to what follows it. Whether the text begins so.
bool BeginsWithShape(std::string_view text, std::string_view shape) {
  while (!shape.empty()) {
    if (!shape.starts_with("{}")) {
      if (text.empty() || text.front() != shape.front()) return false;
      text.remove_prefix(1);
      shape.remove_prefix(1);
      continue;
    }
    shape.remove_prefix(2);
    const size_t end = shape.empty() ? text.size() : text.find(shape.front());
    if (end == 0 || end == std::string_view::npos) return false;
    text.remove_prefix(end);
  }
  return true;
}

bool BeginsWithAny(std::string_view text, const std::vector<std::string_view>& shapes) {
  return std::ranges::any_of(shapes,
                             [&](std::string_view shape) { return BeginsWithShape(text, shape); });
}

// Before the first wildcard or variable.
std::string_view LiteralStart(std::string_view value) {
  return value.substr(0, std::min(value.find_first_of("*?"), value.find("${")));
}

Openness OpennessOf(std::string_view value, const TenancyClaim& claim) {
  const std::string_view start = LiteralStart(value);
  if (start.size() == value.size()) return Openness::kClosed;
  if (BeginsWithAny(start, claim.unit)) return Openness::kOneUnit;
  return BeginsWithAny(start, claim.organization) ? Openness::kOrganization : Openness::kAnybody;
}

// Each value of a test that reads wildcards; of the others, each is one name.
OpenClaim OpenValueOf(const TokenTrust& trust, const EntryTest& test, const TenancyClaim& claim) {
  OpenClaim worst{.test = &test, .value = {}};
  if (test.atom->op.base != BaseOperator::kStringLike) return worst;
  for (const std::string_view value : test.atom->values) {
    if (!ChosenAnchorOf(trust, value).empty()) continue;
    const Openness openness = OpennessOf(value, claim);
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
  for (const TenancyClaim& claim : TableOf(context)) {
    if (!IsMeant(claim.issuer, trust.provider.issuer)) continue;
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
  for (const TenancyClaim& claim : TableOf(context)) {
    if (IsMeant(claim.issuer, issuer)) claims.push_back(Concat({"`", claim.claim, "`"}));
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
  for (const TenancyClaim& claim : TableOf(context)) {
    if (!IsMeant(claim.issuer, trust.provider.issuer)) continue;
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
