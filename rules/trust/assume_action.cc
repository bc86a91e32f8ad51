// TR-014 and TR-015: calls that a trust policy allows, against who is to make them.

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/trust/admission.h"

namespace iamsift {
namespace {

using Kind = PrincipalPattern::Kind;

struct Call {
  ActionId action;
  std::string_view name;
};
std::vector<Call> CallsOf(const RuleContext& context) {
  const AssumeActions& actions = AssumeActionsOf(context);
  return {{actions.assume, "sts:AssumeRole"},
          {actions.with_saml, "sts:AssumeRoleWithSAML"},
          {actions.with_web_identity, "sts:AssumeRoleWithWebIdentity"}};
}

bool SomebodyMakes(const CompiledStatement& allow, ActionId call, const AssumeActions& actions) {
  if (allow.written->principals.is_negated) return true;
  return std::ranges::any_of(allow.written->principals.entries, [&](const PrincipalEntry& entry) {
    const PrincipalPattern who = ReadPrincipalPattern(entry);
    return who.kind == Kind::kEveryone || AssumeActionFor(actions, who) == call;
  });
}

// The first entry of Action that takes in the call; -1: NotAction leaves it.
int ItemOf(const CompiledStatement& allow, ActionId call) {
  if (allow.written->actions.is_negated) return -1;
  const auto item = std::ranges::find_if(
      allow.patterns, [&](const ActionPattern& pattern) { return pattern.Contains(call); });
  return static_cast<int>(item - allow.patterns.begin());
}

bool IsEveryCall(const ActionPattern& pattern) {
  return pattern.is_everything || EqualsIgnoreCase(pattern.text, "sts:*");
}

// `*` and sts:*: more than any trust policy can mean.
bool ReportEveryCall(const TrustView& view, const CompiledStatement& allow,
                     DocumentSink& findings) {
  const Statement& written = *allow.written;
  if (written.actions.is_negated) {
    findings.Report(AtAction(view.document.written, written, -1),
                    "NotAction allows every call on this role but those listed.");
    return true;
  }
  const auto item = std::ranges::find_if(allow.patterns, &IsEveryCall);
  if (item == allow.patterns.end()) return false;
  findings.Report(
      AtAction(view.document.written, written, static_cast<int>(item - allow.patterns.begin())),
      Concat({"`", item->text,
              "` allows every call on this role, session tags and "
              "source identities among them."}));
  return true;
}

void CheckIdleCalls(const TrustView& view, const RuleContext& context, DocumentSink& findings) {
  const AssumeActions& actions = AssumeActionsOf(context);
  for (const CompiledStatement& allow : view.document.compiled.statements) {
    if (!AllowsAssuming(allow, context) || ReportEveryCall(view, allow, findings)) continue;
    std::vector<Call> idle = CallsOf(context);
    std::erase_if(idle, [&](const Call& call) { return !allow.actions.Contains(call.action); });
    const size_t allowed = idle.size();
    std::erase_if(idle,
                  [&](const Call& call) { return SomebodyMakes(allow, call.action, actions); });
    // When none of the calls fits, the role can't be used at all, which is said of the principal.
    if (idle.empty() || idle.size() == allowed) continue;
    std::vector<std::string> names;
    for (const Call& call : idle) names.push_back(Concat({"`", call.name, "`"}));
    Hit& hit = findings.Report(
        AtAction(view.document.written, *allow.written, ItemOf(allow, idle.front().action)),
        Concat({"No principal of the statement can call ", Join(names, " or "), "."}));
    for (const Call& call : idle) hit.actions.emplace_back(call.name);
  }
}

bool ComesInElsewhere(const TrustView& view, const RuleContext& context,
                      const PrincipalEntry& entry) {
  return std::ranges::any_of(AdmissionsOf(view, context), [&](const Admission& admission) {
    return admission.entry->value.text == entry.value.text;
  });
}

void CheckWrongCalls(const TrustView& view, const RuleContext& context, DocumentSink& findings) {
  const std::vector<Call> calls = CallsOf(context);
  for (const CompiledStatement& allow : view.document.compiled.statements) {
    if (allow.written->principals.is_negated || !AllowsAssuming(allow, context)) continue;
    for (const PrincipalEntry& entry : allow.written->principals.entries) {
      const PrincipalPattern who = ReadPrincipalPattern(entry);
      const auto needed = AssumeActionFor(AssumeActionsOf(context), who);
      if (!needed || who.kind == Kind::kEveryone || allow.actions.Contains(*needed)) continue;
      if (ComesInElsewhere(view, context, entry)) continue;
      const auto call =
          std::ranges::find_if(calls, [&](const Call& known) { return known.action == *needed; });
      Hit& hit = findings.Report(AtPrincipal(view.document.written, *allow.written, entry),
                                 Concat({"`", entry.value.text, "` comes in by `", call->name,
                                         "`, which the statement does not allow."}));
      hit.suggestion = std::string(call->name);
    }
  }
}

}  // namespace

extern constinit const Rule kIdleAssumeAction = {
    .card = {.id = "TR-014",
             .name = "trust-allows-idle-calls",
             .title = "The trust policy allows calls that nobody in it can make",
             .severity = Severity::kMedium,
             .why = "What is allowed without need opens the role wider as soon as a principal of "
                    "another kind is added.",
             .remedy = "Allow the one call that the principals make, and sts:TagSession or "
                       "sts:SetSourceIdentity only where sessions need them.",
             .references = "CWE-250 T1078.004",
             .source = "IAM User Guide, Methods to assume a role"},
    .check = &CheckIdleCalls,
};

extern constinit const Rule kWrongAssumeAction = {
    .card = {.id = "TR-015",
             .name = "wrong-call-for-principal",
             .title = "The principal can't come in by the call that is allowed",
             .severity = Severity::kHigh,
             .why = "Tokens come in by AssumeRoleWithWebIdentity, SAML assertions by "
                    "AssumeRoleWithSAML, all others by AssumeRole: the role is of no use so.",
             .remedy = "Allow the call that fits the principal.",
             .references = "CWE-1188",
             .source = "IAM User Guide, Methods to assume a role"},
    .check = &CheckWrongCalls,
};

}  // namespace iamsift
