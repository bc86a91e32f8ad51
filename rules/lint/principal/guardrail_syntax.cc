// LINT-801

#include <algorithm>
#include <string>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

bool TakesNoPrincipal(PolicyKind kind) {
  return kind == PolicyKind::kScp || kind == PolicyKind::kSession || kind == PolicyKind::kBoundary;
}

std::string_view KindInWords(PolicyKind kind) {
  if (kind == PolicyKind::kScp) return "a service control policy";
  return kind == PolicyKind::kSession ? "a session policy" : "a permissions boundary";
}

bool IsEveryone(const PrincipalEntry& entry) {
  return entry.key == PrincipalMapKey::kEveryone ||
         (entry.key == PrincipalMapKey::kAws && entry.value.text == "*");
}

bool NamesEveryoneAlone(const PrincipalElement& principals) {
  return !principals.is_negated && std::ranges::all_of(principals.entries, &IsEveryone);
}

// RCPFullAWSAccess, which AWS attaches itself.
bool IsAwsOwn(const DocumentView& view) {
  if (view.compiled.statements.size() != 1) return false;
  const CompiledStatement& only = view.compiled.statements.front();
  return only.effect == Effect::kAllow && only.IsUnconditional() && only.patterns.size() == 1 &&
         only.patterns.front().text == "*" && only.resources.IsEverything() &&
         NamesEveryoneAlone(only.written->principals);
}

void CheckActions(const DocumentView& view, const CompiledStatement& statement,
                  DocumentSink& findings) {
  const Statement& written = *statement.written;
  if (written.actions.is_negated) {
    findings.Report(AtAction(view.written, written, -1),
                    "A resource control policy takes no `NotAction`.");
    return;
  }
  const auto star = std::ranges::find_if(
      statement.patterns, [](const ActionPattern& pattern) { return IsStarsOnly(pattern.text); });
  if (star == statement.patterns.end()) return;
  findings.Report(
      AtAction(view.written, written, static_cast<int>(star - statement.patterns.begin())),
      "A resource control policy names a service before the wildcard: `*` alone is refused.");
}

void CheckRcp(const DocumentView& view, DocumentSink& findings) {
  if (IsAwsOwn(view)) return;
  for (const CompiledStatement& statement : view.compiled.statements) {
    const Statement& written = *statement.written;
    if (statement.effect == Effect::kAllow) {
      findings
          .Report(
              {written.effect_span, Concat({AtStatement(view.written, written).pointer, "/Effect"}),
               AtStatement(view.written, written).statement},
              "A resource control policy only denies.")
          .discriminator = "Effect";
    }
    CheckActions(view, statement, findings);
    if (!written.principals.is_present || NamesEveryoneAlone(written.principals)) continue;
    Hit& hit = findings.Report(AtStatement(view.written, written),
                               "A resource control policy speaks of everybody: its principal "
                               "must be `*`.");
    hit.discriminator = "Principal";
  }
}

void Check(const DocumentView& view, const RuleContext& context, DocumentSink& findings) {
  // A session or boundary policy in a file stands as what somebody will hold, like any other.
  const PolicyKind kind = context.account().documents.KindOf(view.id);
  if (kind == PolicyKind::kRcp) return CheckRcp(view, findings);
  if (!TakesNoPrincipal(kind)) return;
  for (const Statement& statement : view.written.statements) {
    if (!statement.principals.is_present) continue;
    Hit& hit =
        findings.Report(AtStatement(view.written, statement),
                        Concat({"`Principal` does not belong into ", KindInWords(kind), "."}));
    hit.discriminator = "Principal";
  }
}

}  // namespace

extern constinit const Rule kGuardrailSyntax = {
    .card = {.id = "LINT-801",
             .name = "guardrail-syntax",
             .title = "What this kind of guardrail can't say",
             .severity = Severity::kError,
             .why = "AWS refuses the policy, so the guardrail is not in force.",
             .remedy = "Leave the principal out; in resource control policies deny to `*`, by "
                       "actions of named services, and make exceptions by conditions.",
             .source = "AWS Organizations User Guide, SCP syntax and RCP syntax"},
    .check = &Check,
};

}  // namespace iamsift
