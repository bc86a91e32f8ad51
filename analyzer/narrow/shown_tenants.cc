#include "analyzer/narrow/shown_tenants.h"

#include <algorithm>
#include <utility>

#include "analyzer/account/identity_provider.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

// The rule on shared issuers. Those of users' apps and of Cognito have rules and remedies of their
// own.
constexpr std::string_view kSharedIssuerRule = "TR-022";

// Asks for one of the values: a token without the claim, or with another, is turned away.
bool AsksForValues(const ConditionAtom& atom) {
  return !atom.op.is_negated && !atom.op.if_exists && atom.op.set == SetOperator::kNone &&
         !atom.has_variable &&
         (atom.op.base == BaseOperator::kStringEquals || atom.op.base == BaseOperator::kStringLike);
}

void AddValues(const ConditionAtom& atom, const TenancyClaim& claim, const ShownTenant& found,
               std::vector<ShownTenant>& shown) {
  for (const std::string_view value : atom.values) {
    const bool is_pattern = HasWildcard(value);
    if (is_pattern && (atom.op.base != BaseOperator::kStringLike ||
                       claim.OpennessOf(value) > ClaimOpenness::kOneUnit)) {
      continue;
    }
    if (!claim.NamesTenant(value)) continue;
    ShownTenant tenant = found;
    tenant.value = value;
    tenant.is_pattern = is_pattern;
    shown.push_back(std::move(tenant));
  }
}

void AddStatement(const CompiledStatement& statement, const SensitiveActions& sensitive,
                  std::vector<ShownTenant>& shown) {
  if (statement.effect != Effect::kAllow || statement.written->principals.is_negated) return;
  for (const PrincipalEntry& entry : statement.written->principals.entries) {
    const std::string_view issuer = TokenIssuerOf(entry);
    for (const TenancyClaim* const claim : TenancyClaimsOf(sensitive, issuer)) {
      const ShownTenant tenant{.issuer = AsciiLower(issuer), .claim = claim, .value = {}};
      const std::string key = ClaimKey(issuer, *claim);
      for (const ConditionAtom& atom : statement.conditions) {
        if (!EqualsIgnoreCase(atom.key, key) || !AsksForValues(atom)) continue;
        AddValues(atom, *claim, tenant, shown);
      }
    }
  }
}

}  // namespace

std::string_view TokenIssuerOf(const PrincipalEntry& entry) {
  if (entry.key != PrincipalMapKey::kFederated) return {};
  return ProviderOf(entry.value.text).issuer;
}

std::string ClaimKey(std::string_view issuer, const TenancyClaim& claim) {
  return Concat({issuer, ":", claim.claim});
}

std::vector<const TenancyClaim*> TenancyClaimsOf(const SensitiveActions& sensitive,
                                                 std::string_view issuer) {
  std::vector<const TenancyClaim*> claims;
  if (issuer.empty()) return claims;
  for (const TenancyClaim& claim : sensitive.tenancy_claims()) {
    const bool is_own = claim.claim.find(':') == std::string_view::npos;
    if (is_own && claim.rule == kSharedIssuerRule && claim.IsOf(issuer)) claims.push_back(&claim);
  }
  std::stable_partition(claims.begin(), claims.end(),
                        [](const TenancyClaim* claim) { return claim->claim == "sub"; });
  return claims;
}

std::vector<ShownTenant> ShownTenantsOf(const CompiledAccount& compiled,
                                        const SensitiveActions& sensitive) {
  std::vector<ShownTenant> shown;
  const DocumentStore& store = compiled.account->documents;
  for (uint32_t i = 0; i < compiled.documents.size(); ++i) {
    const DocumentId id{i};
    if (store.KindOf(id) != PolicyKind::kTrust || compiled.at(id).written->is_invalid) continue;
    for (const CompiledStatement& statement : compiled.at(id).statements) {
      AddStatement(statement, sensitive, shown);
    }
  }
  return shown;
}

}  // namespace iamsift
