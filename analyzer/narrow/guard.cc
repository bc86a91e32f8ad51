#include "analyzer/narrow/guard.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "analyzer/base/each_once.h"
#include "analyzer/base/text.h"
#include "analyzer/match/service_label.h"
#include "analyzer/narrow/draft.h"
#include "analyzer/narrow/prove.h"
#include "analyzer/narrow/shown_tenants.h"
#include "analyzer/narrow/shown_values.h"
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

// A longer list is an inventory, not a choice.
constexpr size_t kMostTenants = 20;

std::string AdviceOn(std::string_view issuer, const std::vector<const TenancyClaim*>& claims) {
  const TenancyClaim& claim = *claims.front();
  return Concat(
      {"test `", ClaimKey(issuer, claim), "` by StringEquals, with the whole of a value like `",
       claim.Placeholder(),
       "`: the issuer serves anybody, and the input does not tell whose tokens are meant; "
       "what stands in <> is yours to fill in"});
}

class TrustGuard {
 public:
  TrustGuard(const NarrowSetting& setting, const CompiledDocument& trust, std::string_view role)
      : setting_(setting),
        catalog_(setting.evaluation.catalog()),
        trust_(trust),
        role_(role),
        with_web_identity_(catalog_.FindAction("sts:AssumeRoleWithWebIdentity")) {}

  // By services alone, or by whatever the input shows as well: callers, and owners of tokens.
  void Suggest(bool by_shown, std::vector<SuggestionRow>& rows) {
    services_.clear();
    callers_.clear();
    tenants_.clear();
    DraftPolicy policy{.version = VersionOf(*trust_.written), .statements = {}};
    for (const CompiledStatement& statement : trust_.statements) {
      AddGuarded(statement, by_shown, policy);
    }
    const bool is_shown = !callers_.empty() || !tenants_.empty();
    if (by_shown ? !is_shown : services_.empty()) return;
    AddRow(policy, by_shown, rows);
  }

  // What to ask of tokens whose owner nothing in the input shows.
  void Advise(std::vector<SuggestionRow>& rows) const {
    SuggestionRow row{.kind = SuggestionKind::kAdvice, .tier = Tier::kGuarded};
    for (const CompiledStatement& statement : trust_.statements) {
      for (const PrincipalEntry& entry : statement.written->principals.entries) {
        const std::vector<const TenancyClaim*> claims = ClaimsMissing(statement, entry);
        if (claims.empty() || !TenantsFor(entry, claims).values.empty()) continue;
        row.advice.push_back(AdviceOn(TokenIssuerOf(entry), claims));
      }
    }
    KeepEachOnce(row.advice);
    if (row.advice.empty()) return;
    row.original = PrintPolicy(*trust_.written, kIndent);
    rows.push_back(std::move(row));
  }

 private:
  bool NeedsGuard(const CompiledStatement& statement, const PrincipalEntry& entry) const {
    if (setting_.scope.account.empty() || statement.effect != Effect::kAllow ||
        statement.written->principals.is_negated || entry.key != PrincipalMapKey::kService) {
      return false;
    }
    for (const std::string_view key : kSourceKeys) {
      if (statement.Constrains(key)) return false;
    }
    return setting_.sensitive.ActsForCallers(ServiceLabel(catalog_, entry.value.text));
  }

  // The claims any one of which would tell whose tokens come in, where nothing asks for one.
  std::vector<const TenancyClaim*> ClaimsMissing(const CompiledStatement& statement,
                                                 const PrincipalEntry& entry) const {
    if (statement.effect != Effect::kAllow || statement.written->principals.is_negated ||
        !with_web_identity_ || !statement.actions.Contains(*with_web_identity_)) {
      return {};
    }
    const std::string_view issuer = TokenIssuerOf(entry);
    std::vector<const TenancyClaim*> claims = TenancyClaimsOf(setting_.sensitive, issuer);
    for (const TenancyClaim* const claim : claims) {
      const std::string key = ClaimKey(issuer, *claim);
      for (const CompiledStatement& any : trust_.statements) {
        if (any.Constrains(key)) return {};
      }
    }
    return claims;
  }

  // The values of the first claim for which some are shown; none where they are too many to be a
  // choice.
  ShownValues TenantsFor(const PrincipalEntry& entry,
                         const std::vector<const TenancyClaim*>& claims) const {
    const std::string_view issuer = TokenIssuerOf(entry);
    for (const TenancyClaim* const claim : claims) {
      ShownValues values{.key = {}, .is_list = false, .is_arn = false, .values = {}};
      for (const ShownTenant& shown :
           setting_.memory->ShownTenants(setting_.evaluation.compiled(), setting_.sensitive)) {
        if (shown.claim != claim || !EqualsIgnoreCase(shown.issuer, issuer)) continue;
        values.has_wildcard |= shown.is_pattern;
        values.values.emplace_back(shown.value);
      }
      KeepEachOnce(values.values);
      values.key = claim->claim;
      if (values.values.size() > kMostTenants) return {};
      if (!values.values.empty()) return values;
    }
    return {};
  }

  // The statement, its services that need a guard and its owners of tokens apart from everybody
  // else.
  void AddGuarded(const CompiledStatement& statement, bool by_shown, DraftPolicy& policy) {
    DraftStatement others = CopyStatement(*statement.written);
    DraftStatement guarded = others;
    others.principals.clear();
    guarded.principals.clear();
    std::vector<DraftStatement> by_source, by_tenant;
    for (const PrincipalEntry& entry : statement.written->principals.entries) {
      DraftPrincipal principal{.key = std::string(entry.key_text),
                               .value = std::string(entry.value.text)};
      DraftStatement own = CopyStatement(*statement.written);
      own.principals = {principal};
      if (by_shown && AddTenants(statement, entry, own)) {
        by_tenant.push_back(std::move(own));
      } else if (!NeedsGuard(statement, entry)) {
        others.principals.push_back(std::move(principal));
      } else if (services_.insert(principal.value); by_shown && AddCallers(principal.value, own)) {
        by_source.push_back(std::move(own));
      } else {
        guarded.principals.push_back(std::move(principal));
      }
    }
    if (!guarded.principals.empty()) by_source.insert(by_source.begin(), std::move(guarded));
    for (DraftStatement& draft : by_source) {
      AddCondition(draft, "StringEquals", "aws:SourceAccount", {setting_.scope.account});
    }
    for (DraftStatement& draft : by_tenant) by_source.push_back(std::move(draft));
    const bool has_others = !others.principals.empty();
    const bool is_split = by_source.size() + (has_others ? 1 : 0) > 1;
    if (has_others) policy.statements.push_back(std::move(others));
    for (DraftStatement& draft : by_source) {
      if (is_split) draft.sid.clear();
      policy.statements.push_back(std::move(draft));
    }
  }

  bool AddCallers(std::string_view service, DraftStatement& draft) {
    const std::vector<std::string> callers = CallersOf(service);
    if (callers.empty()) return false;
    callers_.insert(callers.begin(), callers.end());
    AddCondition(draft, "ArnLike", "aws:SourceArn", callers);
    return true;
  }

  bool AddTenants(const CompiledStatement& statement, const PrincipalEntry& entry,
                  DraftStatement& draft) {
    const std::vector<const TenancyClaim*> claims = ClaimsMissing(statement, entry);
    const ShownValues shown = TenantsFor(entry, claims);
    if (shown.values.empty()) return false;
    const std::string key = Concat({TokenIssuerOf(entry), ":", shown.key});
    AddCondition(draft, shown.has_wildcard ? "StringLike" : "StringEquals", key, shown.values);
    tenants_[key].insert(shown.values.begin(), shown.values.end());
    return true;
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

  void AddRow(const DraftPolicy& policy, bool by_shown, std::vector<SuggestionRow>& rows) const {
    if (SizeOf(policy) > kLongestTrust) return;
    Account guarded;
    const DocumentId id = guarded.documents.Intern(PrintDraft(policy, 0), PolicyKind::kTrust);
    const absl::StatusOr<std::string> proof =
        ProveContained(catalog_, trust_, CompileDocument(catalog_, guarded.documents.at(id)));
    if (!proof.ok()) return;
    SuggestionRow row{.kind = SuggestionKind::kNarrowing, .tier = Tier::kGuarded};
    row.is_tighter = by_shown;
    row.original = PrintPolicy(*trust_.written, kIndent);
    row.policies = {PrintDraft(policy, kIndent)};
    row.actions_before = row.actions_after = AllowedActions();
    row.steps = Steps();
    row.proof = *proof;
    rows.push_back(std::move(row));
  }

  std::vector<SuggestionStep> Steps() const {
    std::vector<SuggestionStep> steps;
    if (!services_.empty()) {
      steps.push_back(
          {.what = Concat({"adds the condition aws:SourceAccount for ", Join(services_, ", ")}),
           .why = "the service takes on the role for callers of any account that can point it at "
                  "it"});
    }
    if (!callers_.empty()) {
      steps.push_back({.what = Concat({"adds the condition aws:SourceArn: ", Join(callers_, ", ")}),
                       .why = "infrastructure code gives the role to these"});
    }
    for (const auto& [key, values] : tenants_) {
      steps.push_back({.what = Concat({"adds the condition ", key, ": ", Join(values, ", ")}),
                       .why = "the issuer serves anybody, and other trust policies show these; "
                              "keep those that are meant here"});
    }
    return steps;
  }

  const NarrowSetting& setting_;
  const Catalog& catalog_;
  const CompiledDocument& trust_;
  std::string_view role_;
  std::optional<ActionId> with_web_identity_;
  // Of the policy that is being made.
  std::set<std::string> services_, callers_;
  std::map<std::string, std::set<std::string>> tenants_;  // by condition key
};

}  // namespace

std::vector<SuggestionRow> GuardTrust(const NarrowSetting& setting, DocumentId trust,
                                      std::string_view role_arn) {
  std::vector<SuggestionRow> rows;
  const CompiledDocument& document = setting.evaluation.compiled().at(trust);
  if (document.written->is_invalid) return rows;
  TrustGuard guard(setting, document, role_arn);
  guard.Suggest(false, rows);
  guard.Suggest(true, rows);
  guard.Advise(rows);
  return rows;
}

}  // namespace iamsift
