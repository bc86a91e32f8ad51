#include "rules/trust/admission.h"

#include <algorithm>
#include <map>
#include <utility>

#include "analyzer/account/identity_provider.h"
#include "analyzer/base/check.h"
#include "analyzer/base/text.h"
#include "analyzer/catalog/policy_reach.h"
#include "rules/trust/claim_fault.h"

namespace iamsift {
namespace {

using Kind = PrincipalPattern::Kind;
using Asks = EntryTest::Asks;

bool IsWildcardsOnly(std::string_view value) {
  return !value.empty() && value.find_first_not_of("*?") == std::string_view::npos;
}

// A value that every value of the key meets.
bool IsMetByAnyValue(const ConditionAtom& atom) {
  if (atom.op.base == BaseOperator::kIpAddress) {
    ConditionAtom plain = atom;
    plain.op = {.base = BaseOperator::kIpAddress};
    return NarrowingOf(plain) == Narrowing::kNone;
  }
  const bool takes_wildcards =
      atom.op.base == BaseOperator::kStringLike || atom.op.base == BaseOperator::kArnLike;
  return takes_wildcards && std::ranges::any_of(atom.values, [](std::string_view value) {
           return IsWildcardsOnly(value) || value == "arn:*:*:*:*:*";
         });
}

bool HoldsWhenMissing(const ConditionOperator& op) {
  return op.if_exists || op.set == SetOperator::kForAllValues ||
         (op.is_negated && op.set != SetOperator::kForAnyValue);
}

EntryTest ReadNull(const ConditionAtom& atom, bool is_of_deny) {
  const bool asks_for_absence = std::ranges::any_of(
      atom.values, [](std::string_view v) { return EqualsIgnoreCase(v, "true"); });
  EntryTest test{.asks = asks_for_absence != is_of_deny ? Asks::kAbsent : Asks::kPresent,
                 .is_of_deny = is_of_deny,
                 .atom = &atom};
  test.passes_when_missing = test.asks == Asks::kAbsent;
  return test;
}

EntryTest ReadTest(const ConditionAtom& atom, Effect effect) {
  const bool is_of_deny = effect == Effect::kDeny;
  if (atom.op.base == BaseOperator::kNull) return ReadNull(atom, is_of_deny);
  EntryTest test{.asks = atom.op.is_negated != is_of_deny ? Asks::kNotAmong : Asks::kAmong,
                 .passes_when_missing = HoldsWhenMissing(atom.op) != is_of_deny,
                 .is_of_deny = is_of_deny,
                 .atom = &atom};
  if (test.asks == Asks::kAmong && IsMetByAnyValue(atom)) test.asks = Asks::kPresent;
  return test;
}

// Spared by many a Deny on outsiders, so that it doesn't hit AWS services.
bool SparesServices(const ConditionAtom& atom) {
  const bool is_about_services =
      atom.key == "aws:principalisawsservice" || atom.key == "aws:viaawsservice";
  return is_about_services && !atom.op.is_negated && atom.values.size() == 1 &&
         atom.values.front() == "false";
}

// Whether a test on the caller's account holds for `who`; nullopt where that is not known.
std::optional<bool> HoldsForAccountOf(const PrincipalPattern& who, const ConditionAtom& atom) {
  const bool is_told = atom.key == "aws:principalaccount" && !who.account.empty() &&
                       atom.op.base == BaseOperator::kStringEquals;
  if (!is_told) return std::nullopt;
  const bool is_named = std::ranges::count(atom.values, who.account) > 0;
  return is_named != atom.op.is_negated;
}

// What a Deny comes to for somebody.
struct Turning {
  bool spares = false;  // it doesn't speak of this caller
  size_t tests = 0;     // that are open; any of several may save the request
  const ConditionAtom* only = nullptr;
};

Turning TurningOf(const CompiledStatement& deny, const PrincipalPattern& who) {
  Turning turning;
  for (const ConditionAtom& atom : deny.conditions) {
    if (SparesServices(atom)) {
      turning.spares = turning.spares || who.kind == Kind::kService;
      continue;
    }
    const std::optional<bool> holds = HoldsForAccountOf(who, atom);
    if (holds == true) continue;
    if (holds == false) turning.spares = true;
    ++turning.tests;
    turning.only = turning.tests == 1 ? &atom : nullptr;
  }
  return turning;
}

bool SpeaksOf(const PrincipalPattern& entry, const PrincipalPattern& who) {
  if (entry.kind == Kind::kEveryone) return true;
  if (entry.kind == Kind::kAccount) return !who.account.empty() && entry.account == who.account;
  return entry.kind == who.kind && entry.text == who.text;
}

// Whether the Deny meets all of `who`.
bool Meets(const PrincipalElement& denied, const PrincipalPattern& who) {
  if (!denied.is_negated) {
    return std::ranges::any_of(denied.entries, [&](const PrincipalEntry& entry) {
      return SpeaksOf(ReadPrincipalPattern(entry), who);
    });
  }
  if (who.kind == Kind::kEveryone) return false;
  return std::ranges::none_of(denied.entries, [&](const PrincipalEntry& entry) {
    const PrincipalPattern spared = ReadPrincipalPattern(entry);
    return SpeaksOf(spared, who) || (!who.account.empty() && spared.account == who.account);
  });
}

bool CoversResources(const ResourceList& denied, const ResourceList& allowed) {
  if (denied.IsEverything()) return true;
  return !denied.is_negated && !allowed.is_negated &&
         std::ranges::all_of(allowed.patterns, [&](const ResourcePattern& pattern) {
           return ContainsPattern(denied.patterns, pattern);
         });
}

bool TakesAway(const CompiledStatement& deny, const CompiledStatement& allow,
               std::optional<ActionId> action) {
  if (action) return deny.actions.Contains(*action);
  return deny.actions.ContainsAll(allow.actions) &&
         CoversResources(deny.resources, allow.resources);
}

void AddTest(const ConditionAtom& atom, const CompiledStatement& statement,
             std::vector<EntryTest>& tests) {
  EntryTest test = ReadTest(atom, statement.effect);
  test.statement = statement.written;
  tests.push_back(test);
}

// Reads the Denies of a document that meet all of `who` in all that `allow` grants. False: one
// turns `who` away whatever the request says.
bool PassDenies(const CompiledDocument& document, const CompiledStatement& allow,
                const PrincipalPattern& who, std::optional<ActionId> action,
                std::vector<EntryTest>& tests) {
  for (const CompiledStatement& deny : document.statements) {
    if (deny.effect != Effect::kDeny || deny.has_unknown_test) continue;
    if (!TakesAway(deny, allow, action) || !Meets(deny.written->principals, who)) continue;
    if (deny.IsUnconditional()) return false;
    const Turning turning = TurningOf(deny, who);
    const bool is_certain = turning.tests == 0 && !turning.spares;
    if (is_certain) return false;
    if (!turning.spares && turning.only != nullptr) AddTest(*turning.only, deny, tests);
  }
  return true;
}

// RCPs stand over the resources of some services alone.
bool AreInReachOfRcps(const CompiledStatement& allow, std::optional<ActionId> action,
                      const Catalog& catalog) {
  if (action) return RcpReaches(catalog, *action);
  bool all = !allow.actions.IsEmpty();
  allow.actions.ForEach([&](ActionId each) { all = all && RcpReaches(catalog, each); });
  return all;
}

// A map, so that what was given out stays where it is.
struct AllAdmissions {
  std::map<DocumentId, std::vector<Admission>> by_document;
};

void AddAdmissions(const CompiledDocument& document, const CompiledStatement& allow,
                   const RuleContext& context, std::vector<Admission>& admissions) {
  const AssumeActions& actions = AssumeActionsOf(context);
  if (allow.written->principals.is_negated) return;
  for (const PrincipalEntry& entry : allow.written->principals.entries) {
    Admission admission{.allow = &allow, .entry = &entry, .who = ReadPrincipalPattern(entry)};
    std::optional<ActionId> action = AssumeActionFor(actions, admission.who);
    // Anybody may come by any of the calls.
    if (admission.who.kind == Kind::kEveryone && !allow.actions.Contains(*action)) {
      action =
          allow.actions.Contains(actions.with_saml) ? actions.with_saml : actions.with_web_identity;
    }
    if (!action || !allow.actions.Contains(*action)) continue;
    admission.action = *action;
    std::optional<std::vector<EntryTest>> tests =
        TestsOnTheWay(document, allow, admission.who, action, context);
    if (!tests) continue;
    admission.tests = *std::move(tests);
    admission.is_hopeless = std::ranges::any_of(admission.tests, [&](const EntryTest& test) {
      return FaultOf(admission.who, test) != TestFault::kNone;
    });
    admissions.push_back(std::move(admission));
  }
}

ActionId Listed(const RuleContext& context, std::string_view name) {
  const std::optional<ActionId> action = context.Action(name);
  IAMSIFT_CHECK(action.has_value());
  return *action;
}

}  // namespace

const EntryTest* Admission::Required(std::string_view key) const {
  const auto found = std::ranges::find_if(
      tests, [&](const EntryTest& test) { return test.IsRequired() && test.atom->key == key; });
  return found == tests.end() ? nullptr : &*found;
}

const AssumeActions& AssumeActionsOf(const RuleContext& context) {
  return context.memory->Once<AssumeActions>([&] {
    return AssumeActions{.assume = Listed(context, "sts:AssumeRole"),
                         .with_saml = Listed(context, "sts:AssumeRoleWithSAML"),
                         .with_web_identity = Listed(context, "sts:AssumeRoleWithWebIdentity"),
                         .tag_session = Listed(context, "sts:TagSession"),
                         .set_source_identity = Listed(context, "sts:SetSourceIdentity")};
  });
}

std::optional<ActionId> AssumeActionFor(const AssumeActions& actions, const PrincipalPattern& who) {
  switch (who.kind) {
    case Kind::kNobody:
    case Kind::kCanonicalUser:
      return std::nullopt;
    case Kind::kFederated:
      switch (ProviderOf(who.text).kind) {
        case ProviderKind::kSaml:
          return actions.with_saml;
        case ProviderKind::kTokens:
          return actions.with_web_identity;
        case ProviderKind::kUnknown:
          return std::nullopt;
      }
      return std::nullopt;
    default:
      return actions.assume;
  }
}

std::optional<std::vector<EntryTest>> TestsOnTheWay(const CompiledDocument& document,
                                                    const CompiledStatement& allow,
                                                    const PrincipalPattern& who,
                                                    std::optional<ActionId> action,
                                                    const RuleContext& context) {
  std::vector<EntryTest> tests;
  for (const ConditionAtom& atom : allow.conditions) AddTest(atom, allow, tests);
  if (!PassDenies(document, allow, who, action, tests)) return std::nullopt;
  const std::vector<ServiceControlLevel>& levels = context.account().rcp_levels;
  if (levels.empty() || !AreInReachOfRcps(allow, action, context.catalog)) return tests;
  for (const ServiceControlLevel& level : levels) {
    for (const ServiceControl& rcp : level.policies) {
      if (!rcp.text) continue;
      const CompiledDocument& denies = context.evaluation.compiled().at(rcp.text->document);
      const size_t before = tests.size();
      if (!PassDenies(denies, allow, who, action, tests)) return std::nullopt;
      for (size_t i = before; i < tests.size(); ++i) tests[i].is_of_guardrail = true;
    }
  }
  return tests;
}

const std::vector<Admission>& AdmissionsOf(const TrustView& view, const RuleContext& context) {
  auto& all = context.memory->Once<AllAdmissions>([] { return AllAdmissions{}; });
  const auto [entry, is_new] = all.by_document.try_emplace(view.document.id);
  std::vector<Admission>& admissions = entry->second;
  if (!is_new) return admissions;
  for (const CompiledStatement& allow : view.document.compiled.statements) {
    if (allow.effect != Effect::kAllow || !allow.written->is_readable) continue;
    AddAdmissions(view.document.compiled, allow, context, admissions);
  }
  return admissions;
}

ElementAt AtAdmission(const TrustView& view, const Admission& admission) {
  return AtPrincipal(view.document.written, *admission.allow->written, *admission.entry);
}

ElementAt AtTest(const TrustView& view, const Admission& admission, const EntryTest& test,
                 int value) {
  if (test.is_of_guardrail) return AtAdmission(view, admission);
  return AtCondition(view.document.written, *test.statement, *test.atom->written, value);
}

const CompiledStatement* AllowOf(const TrustView& view, const PrincipalPattern& who,
                                 ActionId action) {
  for (const CompiledStatement& allow : view.document.compiled.statements) {
    const PrincipalElement& principals = allow.written->principals;
    if (allow.effect != Effect::kAllow || principals.is_negated) continue;
    if (allow.actions.Contains(action) && Meets(principals, who)) return &allow;
  }
  return nullptr;
}

bool AllowsAssuming(const CompiledStatement& allow, const RuleContext& context) {
  const AssumeActions& actions = AssumeActionsOf(context);
  return allow.effect == Effect::kAllow && allow.written->is_readable &&
         (allow.actions.Contains(actions.assume) || allow.actions.Contains(actions.with_saml) ||
          allow.actions.Contains(actions.with_web_identity));
}

}  // namespace iamsift
