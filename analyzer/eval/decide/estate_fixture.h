#pragma once

// For the tests of this folder: accounts, what stands around them, and questions, from texts with
// single quotes.

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/base/text.h"
#include "analyzer/eval/decide/estate.h"
#include "analyzer/eval/eval_fixture.h"

namespace iamsift {

inline constexpr std::string_view kHomeAccount = "111122223333";
inline constexpr std::string_view kOtherAccount = "444455556666";
inline constexpr std::string_view kManagementAccount = "999988887777";

// Statements that tests are full of.
inline std::string Allow(std::string_view action, std::string_view resource = "*") {
  return Concat({"{'Effect':'Allow','Action':'", action, "','Resource':'", resource, "'}"});
}
inline std::string Deny(std::string_view action, std::string_view resource = "*") {
  return Concat({"{'Effect':'Deny','Action':'", action, "','Resource':'", resource, "'}"});
}
// principal  `'*'`, `{'AWS':'…'}`. rest  further elements: `,'Resource':'*'`.
inline std::string Names(std::string_view effect, std::string_view principal,
                         std::string_view action, std::string_view rest = "") {
  return Concat(
      {"{'Effect':'", effect, "','Principal':", principal, ",'Action':'", action, "'", rest, "}"});
}
inline std::string Trusts(std::string_view principal, std::string_view rest = "") {
  return Names("Allow", principal, "sts:AssumeRole", rest);
}

inline std::string Statements(std::initializer_list<std::string> statements) {
  return Join(statements, ",");
}

class TestEstate {
 public:
  TestEstate() { AddAccount(kHomeAccount); }

  TestEstate& AddAccount(std::string_view id) {
    accounts_.emplace_back().id = id;
    return *this;
  }

  // To the last account. policy  statements; "" for none.
  Principal& AddUser(std::string_view name, const std::string& policy = "") {
    return Add(PrincipalKind::kUser, name, policy);
  }
  Principal& AddRole(std::string_view name, const std::string& policy = "",
                     const std::string& trust = "") {
    Principal& role = Add(PrincipalKind::kRole, name, policy);
    if (!trust.empty()) {
      role.trust = PolicyText{
          .document = Intern(accounts_.back().documents, PolicyOf(trust), PolicyKind::kTrust)};
    }
    return role;
  }
  void SetBoundary(Principal& principal, const std::string& policy) {
    Account& account = accounts_.back();
    ManagedPolicy& managed = account.policies.emplace_back();
    managed.name = "boundary";
    managed.versions.push_back(
        {.id = "v1",
         .is_default = true,
         .text = {.document = Intern(account.documents, PolicyOf(policy), PolicyKind::kBoundary)}});
    managed.default_version = 0;
    principal.boundary =
        Attachment{.name = "boundary", .policy = static_cast<int32_t>(account.policies.size()) - 1};
  }

  // A root with the management account in it, and a unit with the home account in it. Each node
  // gets FullAWSAccess; see `AddGuardrail`.
  Organization& MakeOrganization();
  // node  0 root, 1 unit, 2 management account, 3 home account.
  void AddGuardrail(size_t node, GuardrailType type, const std::string& policy);
  void AddResourcePolicy(std::string_view arn, std::string_view account, const std::string& policy);

  Surroundings Around() const {
    return {has_organization_ ? &organization_ : nullptr, &resources_, &inventory_};
  }
  std::vector<Account>& accounts() { return accounts_; }
  ResourceInventory& inventory() { return inventory_; }

  // Made at the first question.
  Estate& estate() {
    if (estate_ == nullptr) estate_ = std::make_unique<Estate>(catalog_, accounts_, Around());
    return *estate_;
  }

  // who  a user's or role's ARN, or anybody else's name. `*` asks for its own account's resources.
  Decision Ask(std::string_view who, std::string_view action, std::string_view resource,
               Formula* formula = nullptr, std::span<const ContextAssumption> assumed = {}) {
    const std::optional<PrincipalRef> ref = estate().Find(who);
    const std::unique_ptr<CallerSide> stranger = ref ? nullptr : estate().SideOfCaller(who);
    CallerSide& side = ref ? estate().SideOf(*ref) : *stranger;
    const AskedRequest request = estate().Ask(action, resource, &accounts_[ref ? ref->account : 0]);
    return estate().Decide(side, request, assumed, Logic(formula), nullptr);
  }
  std::string_view VerdictOf(std::string_view who, std::string_view action,
                             std::string_view resource) {
    return VerdictName(Ask(who, action, resource).verdict);
  }
  // What a conditional answer hangs on; the verdict for every other.
  std::string ConditionOf(std::string_view who, std::string_view action, std::string_view resource,
                          std::span<const ContextAssumption> assumed = {}) {
    Formula formula;
    const Decision decision = Ask(who, action, resource, &formula, assumed);
    if (decision.verdict != Verdict::kConditional)
      return std::string(VerdictName(decision.verdict));
    return formula.ToText(decision.residual);
  }

 private:
  static DocumentId Intern(DocumentStore& store, const std::string& text, PolicyKind kind) {
    std::string padded = text;
    padded.append(SourceFile::kPadding, '\0');
    return store.Intern(std::string_view(padded.data(), text.size()), kind);
  }

  std::string_view Keep(std::string text) { return texts_.emplace_back(std::move(text)); }

  Principal& Add(PrincipalKind kind, std::string_view name, const std::string& policy) {
    Account& account = accounts_.back();
    Principal& principal = account.principals.emplace_back();
    const bool is_user = kind == PrincipalKind::kUser;
    principal.kind = kind;
    principal.name = Keep(std::string(name.substr(name.rfind('/') + 1)));
    principal.path = Keep(Concat({"/", name.substr(0, name.rfind('/') + 1)}));
    principal.arn =
        Keep(Concat({"arn:aws:iam::", account.id, is_user ? ":user/" : ":role/", name}));
    if (!policy.empty()) {
      principal.inline_policies.push_back(
          {.name = "inline",
           .text = {.document =
                        Intern(account.documents, PolicyOf(policy), PolicyKind::kIdentity)}});
    }
    return principal;
  }

  Catalog catalog_ = Catalog::Embedded();
  std::deque<std::string> texts_;
  std::vector<Account> accounts_;
  Organization organization_;
  bool has_organization_ = false;
  ResourcePolicies resources_;
  ResourceInventory inventory_;
  std::unique_ptr<Estate> estate_;
};

inline Organization& TestEstate::MakeOrganization() {
  has_organization_ = true;
  organization_.id = "o-fjord";
  organization_.management_account = kManagementAccount;
  organization_.has_scps = organization_.has_rcps = true;
  organization_.guardrails.push_back({.id = "p-FullAWSAccess", .is_allow_all = true, .text = {}});
  using Type = OrganizationNodeType;
  organization_.nodes.push_back({.type = Type::kRoot, .id = "r-fj01", .guardrails = {0}});
  organization_.nodes.push_back(
      {.type = Type::kUnit, .id = "ou-fj01-ml", .parent = 0, .guardrails = {0}});
  organization_.nodes.push_back(
      {.type = Type::kAccount, .id = kManagementAccount, .parent = 0, .guardrails = {0}});
  organization_.nodes.push_back(
      {.type = Type::kAccount, .id = kHomeAccount, .parent = 1, .guardrails = {0}});
  return organization_;
}

inline void TestEstate::AddGuardrail(size_t node, GuardrailType type, const std::string& policy) {
  const PolicyKind kind = type == GuardrailType::kScp ? PolicyKind::kScp : PolicyKind::kRcp;
  const auto index = static_cast<int32_t>(organization_.guardrails.size());
  organization_.guardrails.push_back(
      {.type = type,
       .id = "p-written",
       .text = PolicyText{.document = Intern(organization_.documents, PolicyOf(policy), kind)}});
  organization_.nodes[node].guardrails.push_back(index);
}

inline void TestEstate::AddResourcePolicy(std::string_view arn, std::string_view account,
                                          const std::string& policy) {
  ResourcePolicy row;
  row.arn = Keep(std::string(arn));
  row.account = account;
  row.text = PolicyText{
      .document = Intern(resources_.mutable_documents(), PolicyOf(policy), PolicyKind::kResource)};
  resources_.Add(std::move(row));
}

}  // namespace iamsift
