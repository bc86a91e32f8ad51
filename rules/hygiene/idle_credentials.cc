// HY-002

#include <algorithm>
#include <optional>
#include <string>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

bool IsActive(const AccessKeyFacts& key) { return key.is_active.value_or(false); }

bool HasAny(const CredentialFacts& facts) {
  return facts.has_password.value_or(false) || IsActive(facts.keys[0]) || IsActive(facts.keys[1]);
}

// The youngest of what is in force; an absent date is older than any.
std::optional<Instant> LastUseOf(const CredentialFacts& facts) {
  std::optional<Instant> last;
  if (facts.has_password.value_or(false)) last = facts.password_last_used;
  for (const AccessKeyFacts& key : facts.keys) {
    if (IsActive(key)) last = std::max(last, key.last_used);
  }
  return last;
}

std::optional<Instant> MadeOn(const CredentialFacts& facts) {
  std::optional<Instant> made = facts.created;
  if (facts.has_password.value_or(false)) made = std::max(made, facts.password_changed);
  for (const AccessKeyFacts& key : facts.keys) {
    if (IsActive(key)) made = std::max(made, key.rotated);
  }
  return made;
}

void Check(const PrincipalView& view, const RuleContext& context, PlaceSink& findings) {
  const CredentialFacts* const facts = context.account().CredentialsOf(view.principal);
  if (facts == nullptr || !HasAny(*facts)) return;
  const std::optional<Instant> last = LastUseOf(*facts);
  const std::optional<Instant> since = last ? last : MadeOn(*facts);
  const int64_t days = context.options.unused_credential_days;
  if (!since || since->seconds > context.options.now.seconds - days * kSecondsPerDay) return;
  findings.Report(view.principal, facts->place,
                  Concat({"The user `", view.principal.name, "` ",
                          last ? "last used a password or key on "
                               : "has used no password or key since they were made on ",
                          FormatDate(*since), "."}));
}

}  // namespace

extern constinit const Rule kIdleCredentials = {
    .card = {.id = "HY-002",
             .name = "idle-credentials",
             .title = "A user's password and keys are not used",
             .severity = Severity::kMedium,
             .why = "Nobody notices when a password or key that nobody uses is stolen.",
             .remedy = "Disable the password and the keys; delete the user if nobody misses them.",
             .references = "CWE-1220 T1078.004",
             .source = "IAM User Guide, Get credential reports for your AWS account"},
    .check = &Check,
};

}  // namespace iamsift
