#pragma once

// Whether the tests on the way through an Allow leave only a set that its author can name: an
// organization, an account, one source. What a caller brings along or chooses (sts:ExternalId,
// aws:SourceIp, aws:UserAgent, aws:PrincipalTag, aws:PrincipalType) names no set.
//
// Source: IAM User Guide, "AWS global condition context keys".

#include <cstdint>
#include <string>
#include <vector>

#include "rules/trust/admission.h"

namespace iamsift {

enum class NarrowedTo : uint8_t {
  kNothing,  // nobody is left out
  kOthers,   // to a named set that is not the account's own
  kKnown,    // to the account's own, or to a named organization
};

// kTrust: keys of section "Narrows" alone. kResource: also those by which single services say who
// asks.
enum class NarrowingScope : uint8_t { kTrust, kResource };

// The best of the tests.
NarrowedTo NarrowedBy(const std::vector<EntryTest>& tests, const RuleContext& context,
                      NarrowingScope scope);

// The same for somebody whose account the principal element names: a test on the caller's account
// says no more than that.
NarrowedTo NarrowedWithinAccount(const std::vector<EntryTest>& tests, const RuleContext& context,
                                 NarrowingScope scope);

// Whether any test leaves somebody out whom a caller can't simply imitate: a network, a secret.
bool LimitsOutsiders(const std::vector<EntryTest>& tests);

// What decides whether the tests are met, of what neither the caller chooses nor the test's own
// text tells: "mfa", "context:aws:SourceIp"; "org" where it names an organization and no input
// tells the own one. Sorted, each once.
std::vector<std::string> NeedsOf(const std::vector<EntryTest>& tests, const RuleContext& context);

}  // namespace iamsift
