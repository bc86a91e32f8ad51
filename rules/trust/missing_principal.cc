// TR-019 and TR-020: principals that are no more, or never were.

#include <algorithm>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/trust/admission.h"

namespace iamsift {
namespace {

using Kind = PrincipalPattern::Kind;

void CheckDeleted(const TrustView& view, const RuleContext&, DocumentSink& findings) {
  for (const Statement& statement : view.document.written.statements) {
    for (const PrincipalEntry& entry : statement.principals.entries) {
      if (ReadPrincipalPattern(entry).kind != Kind::kUniqueId) continue;
      findings.Report(AtPrincipal(view.document.written, statement, entry),
                      Concat({"`", entry.value.text, "` is the id of a ",
                              entry.value.text.starts_with("AIDA") ? "user" : "role",
                              " that was deleted: it names nobody, not even a namesake."}));
    }
  }
}

struct KnownPrincipals {
  absl::flat_hash_set<std::string_view> arns;
  absl::flat_hash_set<std::string> role_names;  // lower case
};

const KnownPrincipals& KnownIn(const RuleContext& context) {
  return context.memory->Once<KnownPrincipals>([&] {
    KnownPrincipals known;
    for (const Principal& principal : context.account().principals) {
      known.arns.insert(principal.arn);
      if (principal.kind == PrincipalKind::kRole) {
        known.role_names.insert(AsciiLower(principal.name));
      }
    }
    return known;
  });
}

bool IsInExport(const PrincipalPattern& who, const RuleContext& context) {
  const KnownPrincipals& known = KnownIn(context);
  if (who.kind == Kind::kSession) return known.role_names.contains(AsciiLower(who.name));
  return known.arns.contains(who.text);
}

// The export is whole, so that what it lacks does not exist.
bool TellsAll(const Account& account) {
  return account.is_export && account.gaps.empty() && !account.id.empty();
}

void CheckAbsent(const TrustView& view, const RuleContext& context, DocumentSink& findings) {
  const Account& account = context.account();
  if (!TellsAll(account)) return;
  for (const Admission& admission : AdmissionsOf(view, context)) {
    const PrincipalPattern& who = admission.who;
    const bool is_entity =
        who.kind == Kind::kUser || who.kind == Kind::kRole || who.kind == Kind::kSession;
    if (!is_entity || who.account != account.id || IsInExport(who, context)) continue;
    findings.Report(AtAdmission(view, admission),
                    Concat({"`", who.text,
                            "` is not in the account: it admits nobody now, and whoever comes to "
                            "have that name later."}));
  }
}

}  // namespace

extern constinit const Rule kTrustsDeletedPrincipal = {
    .card = {.id = "TR-019",
             .name = "trusts-deleted-principal",
             .title = "A deleted user or role is trusted",
             .severity = Severity::kLow,
             .why = "AWS shows the id when the principal behind it is gone. The entry admits "
                    "nobody, and says that nobody looks after this trust.",
             .remedy = "Remove the entry, or name the principal that took its place.",
             .references = "CWE-1188 T1078.004",
             .source = "IAM User Guide, AWS JSON policy elements: Principal"},
    .check = &CheckDeleted,
};

extern constinit const Rule kTrustsAbsentPrincipal = {
    .card = {.id = "TR-020",
             .name = "trusts-absent-principal",
             .title = "A principal that does not exist is trusted",
             .severity = Severity::kMedium,
             .why = "Either the role is of no use to whom it was made for, or whoever may create "
                    "users and roles can create that one and come in.",
             .remedy = "Remove the entry, or correct its name and path.",
             .references = "CWE-1188 T1078.004 T1136.003",
             .source = "IAM User Guide, AWS JSON policy elements: Principal"},
    .check = &CheckAbsent,
};

}  // namespace iamsift
