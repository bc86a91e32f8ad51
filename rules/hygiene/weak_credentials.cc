// HY-016

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

bool IsActive(const AccessKeyFacts& key) { return key.is_active.value_or(false); }

class UserCheck {
 public:
  UserCheck(const Principal& user, const CredentialFacts& facts, const RuleOptions& options,
            PlaceSink& findings)
      : user_(user), facts_(facts), options_(options), findings_(findings) {}

  void Run() {
    if (facts_.has_password.value_or(false) && !facts_.has_mfa.value_or(true)) {
      Report("mfa", Concat({"The user `", user_.name, "` has a password and no MFA device."}));
    }
    if (facts_.HasTwoActiveKeys()) {
      Report("two keys", Concat({"The user `", user_.name, "` has two active access keys."}));
    }
    CheckKey(0);
    CheckKey(1);
  }

 private:
  bool IsBefore(const std::optional<Instant>& date, int64_t days) const {
    return date && date->seconds < options_.now.seconds - days * kSecondsPerDay;
  }

  void CheckKey(size_t index) {
    const AccessKeyFacts& key = facts_.keys[index];
    if (!IsActive(key)) return;
    const std::string which =
        Concat({"Access key ", std::to_string(index + 1), " of `", user_.name, "`"});
    if (IsBefore(key.rotated, options_.max_key_days)) {
      Report(Concat({"old key ", std::to_string(index + 1)}),
             Concat({which, " is of ", FormatDate(*key.rotated), "."}));
    }
    const bool is_unused =
        IsBefore(key.last_used ? key.last_used : key.rotated, options_.unused_credential_days);
    if (!is_unused) return;
    Report(Concat({"unused key ", std::to_string(index + 1)}),
           key.last_used ? Concat({which, " was last used on ", FormatDate(*key.last_used), "."})
                         : Concat({which, " has not been used since it was made on ",
                                   FormatDate(*key.rotated), "."}));
  }

  void Report(std::string discriminator, std::string message) {
    findings_.Report(user_, facts_.place, std::move(message)).discriminator =
        std::move(discriminator);
  }

  const Principal& user_;
  const CredentialFacts& facts_;
  const RuleOptions& options_;
  PlaceSink& findings_;
};

void ReportRoot(const AccountView& view, std::string_view discriminator, std::string message,
                PlaceSink& findings) {
  Hit& hit = findings.ReportAccount(std::move(message));
  hit.severity = Severity::kHigh;
  hit.place = view.account.root_credentials->place;
  hit.subject_name = Concat({"arn:", view.account.partition, ":iam::", view.account.id, ":root"});
  hit.discriminator = std::string(discriminator);
}

void CheckRoot(const AccountView& view, PlaceSink& findings) {
  const std::optional<CredentialFacts>& root = view.account.root_credentials;
  if (!root) return;
  if (!root->has_mfa.value_or(true)) {
    ReportRoot(view, "mfa", "The root user has no MFA device.", findings);
  }
  if (IsActive(root->keys[0]) || IsActive(root->keys[1])) {
    ReportRoot(view, "key", "The root user has an active access key.", findings);
  }
}

void Check(const AccountView& view, const RuleContext& context, PlaceSink& findings) {
  CheckRoot(view, findings);
  for (const Principal& user : view.account.principals) {
    const CredentialFacts* const facts = view.account.CredentialsOf(user);
    if (facts != nullptr) UserCheck(user, *facts, context.options, findings).Run();
  }
}

}  // namespace

extern constinit const Rule kWeakCredentials = {
    .card = {.id = "HY-016",
             .name = "weak-credentials",
             .title = "Passwords or access keys are kept carelessly",
             .severity = Severity::kMedium,
             .why = "A password without a second factor and a key that is old, spare or "
                    "forgotten are how accounts are taken over; nothing limits the root user.",
             .remedy = "Register an MFA device; change keys every 90 days and delete those that "
                       "are not used; delete every key of the root user.",
             .references = "CWE-308 CWE-262 T1078.004",
             .source = "IAM User Guide, Get credential reports for your AWS account"},
    .check = &Check,
};

}  // namespace iamsift
