#include "rules/trust/claim_fault.h"

#include <algorithm>
#include <string_view>

#include "analyzer/account/identity_provider.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

using Kind = PrincipalPattern::Kind;

enum class Caller : uint8_t { kPeople, kService, kToken, kSaml };

// Keys that no request of such a caller carries when it takes on a role.
// Source: IAM User Guide, "AWS global condition context keys" and "IAM and AWS STS condition
// context keys", availability of each key; STS API Reference, AssumeRoleWithWebIdentity and
// AssumeRoleWithSAML, request parameters.
struct MissingKey {
  Caller caller;
  std::string_view key;  // lower case
};
constexpr MissingKey kMissingKeys[] = {
    {Caller::kService, "sts:externalid"},
    {Caller::kService, "aws:principalorgid"},
    {Caller::kService, "aws:principalorgpaths"},
    {Caller::kService, "aws:multifactorauthpresent"},
    {Caller::kService, "aws:multifactorauthage"},
    {Caller::kService, "aws:username"},
    {Caller::kToken, "sts:externalid"},
    {Caller::kToken, "aws:principalorgid"},
    {Caller::kToken, "aws:principalorgpaths"},
    {Caller::kToken, "aws:multifactorauthpresent"},
    {Caller::kToken, "aws:multifactorauthage"},
    {Caller::kToken, "saml:aud"},
    {Caller::kSaml, "sts:externalid"},
    {Caller::kSaml, "aws:principalorgid"},
    {Caller::kSaml, "aws:principalorgpaths"},
    {Caller::kSaml, "aws:multifactorauthpresent"},
    {Caller::kSaml, "aws:multifactorauthage"},
    {Caller::kPeople, "aws:sourceaccount"},
    {Caller::kPeople, "aws:sourcearn"},
    {Caller::kPeople, "aws:sourceorgid"},
    {Caller::kPeople, "aws:sourceorgpaths"},
    {Caller::kPeople, "saml:aud"},
};

Caller CallerOf(const PrincipalPattern& who) {
  if (who.kind == Kind::kService) return Caller::kService;
  if (who.kind != Kind::kFederated) return Caller::kPeople;
  return ProviderOf(who.text).kind == ProviderKind::kSaml ? Caller::kSaml : Caller::kToken;
}

bool IsNeverCarried(const PrincipalPattern& who, std::string_view key) {
  if (who.kind == Kind::kEveryone) return false;
  const Caller caller = CallerOf(who);
  return std::ranges::any_of(kMissingKeys, [&](const MissingKey& missing) {
    return missing.caller == caller && missing.key == key;
  });
}

// What a client writes there may hold a star.
bool IsFreeText(std::string_view key) { return key == "aws:useragent" || key == "aws:referer"; }

bool ComparesWildcardsAsText(const ConditionAtom& atom) {
  if (atom.op.base != BaseOperator::kStringEquals &&
      atom.op.base != BaseOperator::kStringEqualsIgnoreCase) {
    return false;
  }
  return !IsFreeText(atom.key) && !atom.values.empty() &&
         std::ranges::all_of(atom.values, [](std::string_view value) {
           return HasWildcard(value) && value.find("${") == std::string_view::npos;
         });
}

}  // namespace

TestFault FaultOf(const PrincipalPattern& who, const EntryTest& test) {
  if (!test.IsRequired() || test.is_of_guardrail) return TestFault::kNone;
  const ConditionAtom& atom = *test.atom;
  if (ComparesWildcardsAsText(atom)) return TestFault::kWildcardAsText;
  if (IsNeverCarried(who, atom.key)) return TestFault::kNeverOfKind;
  if (!IsClaimOfIssuer(atom.key) || who.kind == Kind::kEveryone) return TestFault::kNone;
  if (who.kind != Kind::kFederated) return TestFault::kNeverOfKind;
  const IdentityProvider provider = ProviderOf(who.text);
  const bool is_of_other =
      provider.kind == ProviderKind::kTokens && ClaimIn(atom.key, provider.issuer).empty();
  return is_of_other ? TestFault::kOtherIssuer : TestFault::kNone;
}

}  // namespace iamsift
