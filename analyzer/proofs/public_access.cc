#include "analyzer/proofs/public_access.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "analyzer/base/text.h"
#include "analyzer/match/condition.h"
#include "analyzer/match/policy_variable.h"
#include "analyzer/match/principal_pattern.h"
#include "analyzer/match/value_template.h"
#include "analyzer/proofs/box_compiler.h"
#include "analyzer/proofs/principal_language.h"

namespace iamsift {
namespace {

// Keys that tell who calls, on whose behalf, or through which network.
constexpr std::string_view kTrustKeys[] = {
    "aws:principalaccount", "aws:principalarn", "aws:principalorgid", "aws:principalorgpaths",
    "aws:sourceaccount",    "aws:sourcearn",    "aws:sourceip",       "aws:sourceorgid",
    "aws:sourceorgpaths",   "aws:sourceowner",  "aws:sourcevpc",      "aws:sourcevpce",
    "aws:userid",           "aws:vpcsourceip",  "kms:calleraccount",  "s3:dataaccesspointaccount",
    "s3:dataaccesspointarn"};

constexpr std::string_view kAudienceOfEverybody = "sts.amazonaws.com";
constexpr int kWidestIpv4 = 8, kWidestIpv6 = 32;

// What the token of a web identity says of its bearer: key `<provider>:sub`.
bool IsTokenClaim(std::string_view key, std::string_view value) {
  if (key.ends_with(":sub")) return true;
  return key.ends_with(":aud") && value != kAudienceOfEverybody;
}

bool IsTrustKey(std::string_view key) {
  return std::find(std::begin(kTrustKeys), std::end(kTrustKeys), key) != std::end(kTrustKeys);
}

bool IsAccountId(std::string_view text) {
  return text.size() == 12 && std::all_of(text.begin(), text.end(), IsAsciiDigit);
}

// The account of an ARN is literal, whatever else is open.
bool IsWithinOneAccount(std::string_view value) {
  const std::vector<std::string_view> parts = Split(value, ':');
  return parts.size() >= 6 && parts[0] == "arn" && IsAccountId(parts[4]);
}

// `o-example/r-root/*`: all of it is in one organization.
bool IsWithinOneOrganization(std::string_view key, std::string_view value) {
  const size_t slash = value.find('/');
  return key.ends_with("orgpaths") && slash != value.npos && !HasWildcard(value.substr(0, slash));
}

int PrefixLength(const AddressBlock& block) {
  int length = block.is_ipv6 ? 128 : 32;
  for (int bit = 0; bit < (block.is_ipv6 ? 128 : 32); ++bit) {
    const uint64_t first = bit < 64 ? block.first.low >> bit : block.first.high >> (bit - 64);
    const uint64_t last = bit < 64 ? block.last.low >> bit : block.last.high >> (bit - 64);
    if (((first ^ last) & 1) != 0) --length;
  }
  return length;
}

bool IsNarrow(const AddressBlock& block) {
  return PrefixLength(block) >= (block.is_ipv6 ? kWidestIpv6 : kWidestIpv4);
}

bool TakesWildcards(BaseOperator base) {
  return base == BaseOperator::kStringLike || base == BaseOperator::kArnLike;
}

Glob GlobOf(std::string_view text, bool takes_wildcards) {
  return CompileTemplate(text, takes_wildcards, /*variables=*/false).tokens;
}

class FixedValues {
 public:
  void Add(const PolicyDocument& document) {
    for (const Statement& statement : document.statements) {
      AddCallersOf(statement);
      for (const ConditionTest& test : statement.conditions) AddTest(test, document.version);
    }
  }

  std::vector<UntrustedKey> Take() {
    std::vector<UntrustedKey> all;
    for (auto& [key, untrusted] : by_key_) {
      untrusted.key = key;
      all.push_back(std::move(untrusted));
    }
    return all;
  }

 private:
  // Anybody can get a token of these; who it was made for is told by its claims.
  static bool IsOpenToAnybody(const PrincipalPattern& entry) {
    return entry.kind == PrincipalPattern::Kind::kFederated &&
           entry.text.find(":saml-provider/") == std::string_view::npos;
  }

  void AddCallersOf(const Statement& statement) {
    for (const PrincipalEntry& entry : statement.principals.entries) {
      const PrincipalPattern pattern = ReadPrincipalPattern(entry);
      if (pattern.kind == PrincipalPattern::Kind::kEveryone || IsOpenToAnybody(pattern)) continue;
      PrincipalLanguage named;
      AddCallers(pattern, /*is_negated=*/false, named);
      GlobUnion& globs = by_key_[std::string(kCallerKey)].globs;
      globs.insert(globs.end(), named.globs.begin(), named.globs.end());
    }
  }

  // A value that a negated test names is named, too: those who avoid it are outsiders.
  void AddTest(const ConditionTest& test, LanguageVersion version) {
    const std::optional<ConditionOperator> op = ParseConditionOperator(test.operator_name.text);
    if (!op) return;
    const std::string key = AsciiLower(test.key.text);
    for (const TextAt& value : test.values) {
      if (!IsTrustKey(key) && !IsTokenClaim(key, value.text)) continue;
      if (op->base == BaseOperator::kIpAddress) {
        const std::optional<AddressBlock> block = ParseAddressBlock(value.text);
        if (block && IsNarrow(*block)) by_key_[key].blocks.push_back(*block);
      } else if (DomainOf(op->base) == Domain::kText && op->base != BaseOperator::kBool) {
        AddText(key, value.text, TakesWildcards(op->base), version);
      }
    }
  }

  void AddText(const std::string& key, std::string_view value, bool takes_wildcards,
               LanguageVersion version) {
    if (HasVariable(value, version)) return;
    const bool is_plain = !takes_wildcards || !HasWildcard(value);
    if (!is_plain && !IsWithinOneAccount(value) && !IsWithinOneOrganization(key, value)) return;
    by_key_[key].globs.push_back(GlobOf(value, takes_wildcards));
  }

  std::map<std::string, UntrustedKey> by_key_;
};

}  // namespace

std::vector<UntrustedKey> FixedValuesOf(const PolicyDocument& document) {
  FixedValues values;
  values.Add(document);
  return values.Take();
}

InclusionAnswer ProveNotPublic(const PolicyDocument& resource_policy, const ProofContext& context) {
  ProofContext outsiders = context;
  std::vector<UntrustedKey> fixed = FixedValuesOf(resource_policy);
  outsiders.untrusted_keys.insert(outsiders.untrusted_keys.end(),
                                  std::make_move_iterator(fixed.begin()),
                                  std::make_move_iterator(fixed.end()));
  return DecideInclusion(AccessOf(resource_policy), AccessFormula{}, outsiders);
}

}  // namespace iamsift
