#pragma once

// Whom a policy that names principals lets in, and what each of them has to show: its Allows entry
// by entry, with the tests of the Allow itself and of the Denies over it, those of RCPs among them,
// all read one way.
//
// Source: IAM User Guide, "IAM JSON policy elements: Condition operators" and "Policy evaluation
// logic".

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/match/principal_pattern.h"

namespace iamsift {

// One test that everybody who comes in has passed. What a Deny turns away is read as what must not
// be so: `Deny StringNotEquals org o-1` asks for o-1.
struct EntryTest {
  enum class Asks : uint8_t { kAmong, kNotAmong, kPresent, kAbsent };

  Asks asks = Asks::kAmong;  // of the key: one of the values, none of them, any value, no value
  bool passes_when_missing = false;
  bool is_of_deny = false;
  bool is_of_guardrail = false;  // of an RCP, which is not the trust policy's to mend
  const ConditionAtom* atom = nullptr;
  const Statement* statement = nullptr;  // that it is written in

  // The key must be there, with one of the values.
  bool IsRequired() const { return asks == Asks::kAmong && !passes_when_missing; }
};

struct Admission {
  const CompiledStatement* allow = nullptr;
  const PrincipalEntry* entry = nullptr;
  PrincipalPattern who;
  ActionId action;  // by which `who` takes on the role
  std::vector<EntryTest> tests;
  bool is_hopeless = false;  // some test is one that `who` never passes (claim_fault.h)

  // The first test on the key (lower case) that must be passed; null: none.
  const EntryTest* Required(std::string_view key) const;
};

struct AssumeActions {
  ActionId assume, with_saml, with_web_identity, tag_session, set_source_identity;
};
const AssumeActions& AssumeActionsOf(const RuleContext& context);

// By which of the three calls somebody of that kind takes on a role; nullopt: by none.
std::optional<ActionId> AssumeActionFor(const AssumeActions& actions, const PrincipalPattern& who);

// The tests that `who` passes on the way through `allow`; nullopt: a Deny turns `who` away whatever
// the request says.
// action  the one that is asked for; nullopt: all that `allow` speaks of.
std::optional<std::vector<EntryTest>> TestsOnTheWay(const CompiledDocument& document,
                                                    const CompiledStatement& allow,
                                                    const PrincipalPattern& who,
                                                    std::optional<ActionId> action,
                                                    const RuleContext& context);

// Everybody whom the trust policy lets take on the role: entries of Allows by a call that their
// kind can make, unless a Deny turns them away. NotPrincipal is in none. Worked out once a
// document.
const std::vector<Admission>& AdmissionsOf(const TrustView& view, const RuleContext& context);

// The entry that names who is let in.
ElementAt AtAdmission(const TrustView& view, const Admission& admission);

// Where the test is written, or one of its values; of a guardrail's: the entry that it is asked of.
ElementAt AtTest(const TrustView& view, const Admission& admission, const EntryTest& test,
                 int value);

// An Allow that speaks of `who` and of the action: what a session is to bring along is often
// allowed in a statement of its own. Null: there is none.
const CompiledStatement* AllowOf(const TrustView& view, const PrincipalPattern& who,
                                 ActionId action);

// The Allow lets somebody take on the role, by one of the three calls.
bool AllowsAssuming(const CompiledStatement& allow, const RuleContext& context);

}  // namespace iamsift
