#include "analyzer/narrow/guard.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "analyzer/base/each_once.h"
#include "analyzer/base/text.h"
#include "analyzer/match/service_label.h"
#include "analyzer/narrow/draft.h"
#include "analyzer/narrow/prove.h"
#include "analyzer/policy/print.h"

namespace iamsift {
namespace {

constexpr int kIndent = 2;
// Source: IAM User Guide, "IAM and AWS STS quotas": 2,048 characters, 4,096 on request.
constexpr size_t kLongestTrust = 4'096;
constexpr std::string_view kSourceKeys[] = {"aws:SourceAccount", "aws:SourceArn", "aws:SourceOrgID",
                                            "aws:SourceOrgPaths"};
// Its jobs, endpoints and notebooks all take on the role that one resource was given, each under an
// ARN of its own.
constexpr std::string_view kGivesRoleOn = "sagemaker";

class TrustGuard {
 public:
  TrustGuard(const NarrowSetting& setting, const CompiledDocument& trust, std::string_view role)
      : setting_(setting), catalog_(setting.evaluation.catalog()), trust_(trust), role_(role) {}

  void Suggest(bool by_caller, std::vector<SuggestionRow>& rows) {
    services_.clear();
    callers_.clear();
    DraftPolicy policy{.version = VersionOf(*trust_.written), .statements = {}};
    for (const CompiledStatement& statement : trust_.statements) {
      AddGuarded(statement, by_caller, policy);
    }
    if (services_.empty() || (by_caller && callers_.empty())) return;
    AddRow(policy, by_caller, rows);
  }

 private:
  bool NeedsGuard(const CompiledStatement& statement, const PrincipalEntry& entry) const {
    if (statement.effect != Effect::kAllow || statement.written->principals.is_negated ||
        entry.key != PrincipalMapKey::kService) {
      return false;
    }
    for (const std::string_view key : kSourceKeys) {
      if (statement.Constrains(key)) return false;
    }
    return setting_.sensitive.ActsForCallers(ServiceLabel(catalog_, entry.value.text));
  }

  // The statement, its services that need a guard apart from everybody else.
  void AddGuarded(const CompiledStatement& statement, bool by_caller, DraftPolicy& policy) {
    DraftStatement others = CopyStatement(*statement.written);
    DraftStatement guarded = others;
    others.principals.clear();
    guarded.principals.clear();
    std::vector<DraftStatement> by_source;
    for (const PrincipalEntry& entry : statement.written->principals.entries) {
      DraftPrincipal principal{.key = std::string(entry.key_text),
                               .value = std::string(entry.value.text)};
      if (!NeedsGuard(statement, entry)) {
        others.principals.push_back(std::move(principal));
        continue;
      }
      services_.insert(principal.value);
      const std::vector<std::string> callers =
          by_caller ? CallersOf(principal.value) : std::vector<std::string>();
      if (callers.empty()) {
        guarded.principals.push_back(std::move(principal));
        continue;
      }
      callers_.insert(callers.begin(), callers.end());
      DraftStatement own = guarded;
      own.principals = {std::move(principal)};
      AddCondition(own, "ArnLike", "aws:SourceArn", callers);
      by_source.push_back(std::move(own));
    }
    if (!guarded.principals.empty()) by_source.insert(by_source.begin(), std::move(guarded));
    const bool is_split = by_source.size() + (others.principals.empty() ? 0 : 1) > 1;
    if (!others.principals.empty()) policy.statements.push_back(std::move(others));
    for (DraftStatement& draft : by_source) {
      if (is_split) draft.sid.clear();
      AddCondition(draft, "StringEquals", "aws:SourceAccount", {setting_.scope.account});
      policy.statements.push_back(std::move(draft));
    }
  }

  // ARNs of the service's resources that infrastructure code gives the role to; none where one of
  // them is not known.
  std::vector<std::string> CallersOf(std::string_view service) const {
    const std::string_view label = ServiceLabel(catalog_, service);
    std::vector<std::string> callers;
    if (label == kGivesRoleOn) return callers;
    for (const InfrastructureResource& resource : setting_.evaluation.account().infrastructure) {
      const bool is_given = std::any_of(resource.settings.begin(), resource.settings.end(),
                                        [&](const auto& setting) { return setting.text == role_; });
      if (!is_given || resource.kind == InfrastructureKind::kRole) continue;
      if (resource.arn.empty()) return {};
      const std::vector<std::string_view> parts = Split(resource.arn, ':');
      if (parts.size() > 5 && parts[2] == label) callers.emplace_back(resource.arn);
    }
    KeepEachOnce(callers);
    return callers;
  }

  uint32_t AllowedActions() const {
    ActionSet allowed(catalog_);
    for (const CompiledStatement& statement : trust_.statements) {
      if (statement.effect == Effect::kAllow) allowed |= statement.actions.Listed();
    }
    return static_cast<uint32_t>(allowed.Count());
  }

  void AddRow(const DraftPolicy& policy, bool by_caller, std::vector<SuggestionRow>& rows) const {
    if (SizeOf(policy) > kLongestTrust) return;
    Account guarded;
    const DocumentId id = guarded.documents.Intern(PrintDraft(policy, 0), PolicyKind::kTrust);
    const absl::StatusOr<std::string> proof =
        ProveContained(catalog_, trust_, CompileDocument(catalog_, guarded.documents.at(id)));
    if (!proof.ok()) return;
    SuggestionRow row{.kind = SuggestionKind::kNarrowing, .tier = Tier::kGuarded};
    row.is_tighter = by_caller;
    row.original = PrintPolicy(*trust_.written, kIndent);
    row.policies = {PrintDraft(policy, kIndent)};
    row.actions_before = row.actions_after = AllowedActions();
    row.steps.push_back(
        {.what = Concat({"adds the condition aws:SourceAccount for ", Join(services_, ", ")}),
         .why =
             "the service takes on the role for callers of any account that can point it at it"});
    if (by_caller) {
      row.steps.push_back(
          {.what = Concat({"adds the condition aws:SourceArn: ", Join(callers_, ", ")}),
           .why = "infrastructure code gives the role to these"});
    }
    row.proof = *proof;
    rows.push_back(std::move(row));
  }

  const NarrowSetting& setting_;
  const Catalog& catalog_;
  const CompiledDocument& trust_;
  std::string_view role_;
  std::set<std::string> services_, callers_;  // of the policy that is being made
};

}  // namespace

std::vector<SuggestionRow> GuardTrust(const NarrowSetting& setting, DocumentId trust,
                                      std::string_view role_arn) {
  std::vector<SuggestionRow> rows;
  const CompiledDocument& document = setting.evaluation.compiled().at(trust);
  if (document.written->is_invalid || setting.scope.account.empty()) return rows;
  TrustGuard guard(setting, document, role_arn);
  guard.Suggest(false, rows);
  if (!setting.evaluation.account().infrastructure.empty()) guard.Suggest(true, rows);
  return rows;
}

}  // namespace iamsift
