#include "analyzer/eval/decide/estate.h"

#include <algorithm>
#include <utility>

#include "analyzer/account/arn.h"
#include "analyzer/base/text.h"
#include "analyzer/catalog/policy_reach.h"
#include "analyzer/eval/decide/service_rules.h"
#include "analyzer/eval/decide/trust_facts.h"
#include "analyzer/eval/held_policy.h"

namespace iamsift {
namespace {

constexpr size_t kMostSides = 64;

// Documents of one store, made ready when first asked about.
class ReadyDocuments {
 public:
  const DecisionDocument* Of(const DocumentStore& store, DocumentId id) {
    if (ready_.size() < store.size()) ready_.resize(store.size());
    std::unique_ptr<DecisionDocument>& document = ready_[id.value];
    if (document == nullptr) {
      document = std::make_unique<DecisionDocument>(MakeDecisionDocument(store.at(id)));
    }
    return document.get();
  }

 private:
  std::vector<std::unique_ptr<DecisionDocument>> ready_;
};

// A session's ARN has its role's name without the path. Names differ by more than case.
std::string RoleKey(std::string_view account, std::string_view role_name) {
  return Concat({account, "/", AsciiLower(role_name)});
}

void AddTags(std::span<const Tag> tags, AskedRequest& request) {
  for (const Tag& tag : tags) {
    for (const std::string_view prefix : {"aws:resourcetag/", "iam:resourcetag/"}) {
      request.tag_keys.emplace_back(Concat({prefix, AsciiLower(tag.key)}), tag.value);
    }
  }
  request.has_all_tags = true;
}

}  // namespace

struct Estate::State {
  struct Levels {
    bool exists = false;
    std::vector<PolicyLevel> levels;
  };

  std::vector<ReadyDocuments> of_accounts;
  ReadyDocuments of_organization, of_resources;
  std::vector<std::vector<std::unique_ptr<CallerSide>>> sides;
  std::vector<PrincipalRef> kept_sides;
  // How a group's policies are held: decisions go on naming it when their caller is forgotten.
  absl::flat_hash_map<std::pair<const Group*, HeldAs>, std::string_view> ways;
  Arena texts_of_ways;
  absl::flat_hash_map<std::string_view, PrincipalRef> by_arn;
  absl::flat_hash_map<std::string, PrincipalRef> roles;  // by RoleKey
  // By account and type; levels are shared by all principals of an account.
  absl::flat_hash_map<std::string, std::unique_ptr<Levels>> levels;
  // FullAWSAccess, whose text nobody needs to bring.
  SourceFile allow_all_text{"FullAWSAccess",
                            R"({"Version":"2012-10-17","Statement":{"Effect":"Allow",)"
                            R"("Action":"*","Resource":"*"}})"};
  DocumentStore allow_all_store;
  ReadyDocuments allow_all;

  const DecisionDocument* AllowAll() {
    const DocumentId id = allow_all_store.Intern(allow_all_text.text(), PolicyKind::kScp);
    return allow_all.Of(allow_all_store, id);
  }

  std::string_view WayOf(const HeldPolicy& held) {
    const bool is_inline = held.as == HeldAs::kInline;
    if (held.group == nullptr) return is_inline ? "inline" : "attached";
    std::string_view& way = ways[{held.group, held.as}];
    if (way.empty()) {
      way = texts_of_ways.Copy(
          Concat({is_inline ? "inline in group " : "attached to group ", held.group->name}));
    }
    return way;
  }

  LayerPolicy PolicyOf(const Organization& organization, const Guardrail& guardrail) {
    LayerPolicy policy{.name = guardrail.name.empty() ? guardrail.id : guardrail.name};
    policy.text = guardrail.text ? &*guardrail.text : nullptr;
    if (guardrail.is_allow_all) {
      policy.document = AllowAll();
    } else if (guardrail.text) {
      policy.document = of_organization.Of(organization.documents, guardrail.text->document);
    }
    return policy;
  }

  const Levels& LevelsOfAccount(const Organization& organization, std::string_view account,
                                GuardrailType type) {
    std::unique_ptr<Levels>& known =
        levels[Concat({account, type == GuardrailType::kScp ? " scp" : " rcp"})];
    if (known != nullptr) return *known;
    known = std::make_unique<Levels>();
    const auto found = LevelsOf(organization, account, type);
    if (!found) return *known;
    known->exists = true;
    for (const GuardrailLevel& level : *found) {
      PolicyLevel& out = known->levels.emplace_back();
      out.target = level.target;
      for (const Guardrail* guardrail : level.guardrails) {
        out.policies.push_back(PolicyOf(organization, *guardrail));
      }
    }
    return *known;
  }
};

Estate::Estate(const Catalog& catalog, std::span<const Account> accounts,
               const Surroundings& around)
    : catalog_(catalog), accounts_(accounts), around_(around), state_(std::make_unique<State>()) {
  state_->of_accounts.resize(accounts.size());
  state_->sides.resize(accounts.size());
  for (uint32_t a = 0; a < accounts.size(); ++a) {
    const std::vector<Principal>& principals = accounts[a].principals;
    state_->sides[a].resize(principals.size());
    for (uint32_t p = 0; p < principals.size(); ++p) {
      const Principal& principal = principals[p];
      if (principal.arn.empty()) continue;
      state_->by_arn.try_emplace(principal.arn, PrincipalRef{a, p});
      if (principal.kind != PrincipalKind::kRole) continue;
      state_->roles.try_emplace(RoleKey(AccountOfArn(principal.arn), principal.name),
                                PrincipalRef{a, p});
    }
  }
}

Estate::~Estate() = default;

const Principal& Estate::at(PrincipalRef ref) const {
  return accounts_[ref.account].principals[ref.principal];
}

std::vector<PrincipalRef> Estate::Principals() const {
  std::vector<PrincipalRef> all;
  for (uint32_t a = 0; a < accounts_.size(); ++a) {
    for (uint32_t p = 0; p < accounts_[a].principals.size(); ++p) {
      if (accounts_[a].principals[p].kind != PrincipalKind::kDocument) all.push_back({a, p});
    }
  }
  return all;
}

std::optional<PrincipalRef> Estate::Find(std::string_view arn) const {
  const auto found = state_->by_arn.find(arn);
  if (found == state_->by_arn.end()) return std::nullopt;
  return found->second;
}

bool Estate::Holds(std::string_view account) const {
  return !account.empty() && std::any_of(accounts_.begin(), accounts_.end(),
                                         [&](const Account& one) { return one.id == account; });
}

const DecisionDocument* Estate::DocumentOf(uint32_t account, DocumentId id) {
  return state_->of_accounts[account].Of(accounts_[account].documents, id);
}

CallerSide& Estate::SideOf(PrincipalRef ref) {
  std::unique_ptr<CallerSide>& side = state_->sides[ref.account][ref.principal];
  if (side == nullptr) {
    side = MakeSide(ref);
    state_->kept_sides.push_back(ref);
  }
  return *side;
}

void Estate::ForgetSides() {
  if (state_->kept_sides.size() <= kMostSides) return;
  for (const PrincipalRef ref : state_->kept_sides) {
    state_->sides[ref.account][ref.principal] = nullptr;
  }
  state_->kept_sides.clear();
}

std::unique_ptr<CallerSide> Estate::MakeSide(PrincipalRef ref) {
  const Account& account = accounts_[ref.account];
  const Principal& principal = at(ref);
  auto side = std::make_unique<CallerSide>();
  // Of the holder that a policy file will have, only the account is known.
  const bool is_holder = principal.kind == PrincipalKind::kDocument;
  side->caller = is_holder ? Caller{.kind = CallerKind::kUser, .account = account.id}
                           : CallerOf(principal.arn);
  side->caller.unique_id = principal.id;
  side->caller.is_service_linked = principal.IsServiceLinked();
  for (const HeldPolicy& held : HeldPoliciesOf(account, principal)) {
    LayerPolicy& policy = side->identity.emplace_back();
    policy.name = held.name;
    policy.text = held.text;
    policy.way = state_->WayOf(held);
    if (held.text != nullptr) policy.document = DocumentOf(ref.account, held.text->document);
  }
  if (principal.boundary) {
    const PolicyText* text = BoundaryTextOf(account, principal);
    side->boundary = LayerPolicy{.name = principal.boundary->name, .way = "boundary", .text = text};
    if (text != nullptr) side->boundary->document = DocumentOf(ref.account, text->document);
  }
  if (is_holder) {
    if (!account.id.empty()) side->keys.SetText("aws:principalaccount", account.id);
    AddGuardrails(*side);
    return side;
  }
  CallerFacts facts = FactsOf(principal, principal.trust ? TrustOf(ref).document : nullptr);
  facts.tags.emplace();
  for (const Tag& tag : principal.tags) facts.tags->push_back({tag.key, tag.value});
  if (around_.organization != nullptr && IsMember(*around_.organization, side->caller.account)) {
    facts.organization = around_.organization->id;
    facts.organization_path = OrganizationPathOf(*around_.organization, side->caller.account);
  }
  SetCallerKeys(side->caller, facts, side->arena, side->keys);
  AddGuardrails(*side);
  return side;
}

std::unique_ptr<CallerSide> Estate::SideOfCaller(std::string_view name) {
  if (const std::optional<PrincipalRef> known = Find(name)) return MakeSide(*known);
  Caller caller = CallerOf(name);
  const auto role = caller.kind == CallerKind::kRoleSession
                        ? state_->roles.find(RoleKey(caller.account, caller.role_name))
                        : state_->roles.end();
  if (role != state_->roles.end()) {
    std::unique_ptr<CallerSide> side = MakeSide(role->second);
    side->caller.arn = name;
    side->caller.session_name = caller.session_name;
    if (!caller.session_name) return side;
    side->keys.SetText(
        "aws:userid",
        side->arena.Copy(Concat({side->caller.unique_id, ":", *caller.session_name})));
    return side;
  }
  auto side = std::make_unique<CallerSide>();
  side->caller = std::move(caller);
  // Nothing is known of an outsider's own policies.
  if (side->caller.HasPolicies()) side->identity.push_back({.name = "of the caller"});
  SetCallerKeys(side->caller, {}, side->arena, side->keys);
  AddGuardrails(*side);
  return side;
}

void Estate::AddGuardrails(CallerSide& side) {
  if (around_.organization == nullptr || !side.caller.HasAccount()) return;
  side.caller.is_in_management_account =
      IsManagementAccount(*around_.organization, side.caller.account);
  const State::Levels& levels =
      state_->LevelsOfAccount(*around_.organization, side.caller.account, GuardrailType::kScp);
  side.has_scps = levels.exists;
  side.scps = levels.levels;
}

LayerPolicy Estate::TrustOf(PrincipalRef role) {
  const Principal& principal = at(role);
  return {.name = "trust policy",
          .document = DocumentOf(role.account, principal.trust->document),
          .way = "trust",
          .text = &*principal.trust};
}

void Estate::AddPolicyOf(std::string_view arn, AskedRequest& request) {
  if (const std::optional<PrincipalRef> known = Find(arn)) {
    const bool asks_trust = at(*known).trust && request.action.service() == "sts";
    if (asks_trust) request.policy = TrustOf(*known);
    AddTags(at(*known).tags, request);
    return;
  }
  const ResourcePolicies* policies = around_.resource_policies;
  const ResourcePolicy* found = policies == nullptr ? nullptr : policies->Find(arn);
  request.has_unknown_policy = found == nullptr;
  if (found == nullptr) return;
  if (request.account.empty()) request.account = found->account;
  const BucketSettings& settings = found->settings;
  request.blocks_public_access = settings.is_known && settings.restrict_public_buckets;
  if (!found->text) return;
  request.policy =
      LayerPolicy{.name = "resource policy",
                  .document = state_->of_resources.Of(policies->documents(), found->text->document),
                  .way = "on the resource",
                  .text = &*found->text};
}

void Estate::AddPoliciesOfParts(AskedRequest& request) {
  if (around_.resource_policies == nullptr || !request.resource.is_set) return;
  const ResourcePolicies& policies = *around_.resource_policies;
  for (const ResourcePolicy& policy : policies.all()) {
    const std::string_view service =
        policy.service.empty() ? ServiceOfArn(policy.arn) : policy.service;
    if (!policy.text || service != request.action.service()) continue;
    if (policy.role == ResourcePolicyRole::kEndpoint) continue;
    request.of_parts.push_back({.arn = policy.arn,
                                .policy = {.name = "resource policy",
                                           .document = state_->of_resources.Of(
                                               policies.documents(), policy.text->document),
                                           .way = "on the resource",
                                           .text = &*policy.text}});
  }
}

std::span<const PolicyLevel> Estate::RcpsOver(std::string_view account) {
  if (around_.organization == nullptr) return {};
  return state_->LevelsOfAccount(*around_.organization, account, GuardrailType::kRcp).levels;
}

// What the inventory and the organization tell of who owns the resource.
void Estate::AddOwner(AskedRequest& request) const {
  if (around_.inventory != nullptr && !request.resource.is_set) {
    if (const InventoryRow* row = around_.inventory->Find(request.resource.text)) {
      if (request.account.empty()) request.account = row->account;
      AddTags(row->tags, request);
    }
  }
  if (around_.organization == nullptr || request.account.empty()) return;
  request.is_in_management_account = IsManagementAccount(*around_.organization, request.account);
  if (IsMember(*around_.organization, request.account)) {
    request.organization = std::string(around_.organization->id);
  }
}

AskedRequest Estate::Ask(std::string_view action, std::string_view resource, const Account* home) {
  AskedRequest request(action);
  request.listed = catalog_.FindAction(action);
  request.passes_role = EqualsIgnoreCase(action, "iam:PassRole");
  request.is_in_reach_of_rcps =
      RcpReaches(catalog_, request.action.service(), request.action.name());
  if (resource == "*") {
    const AccountScope scope =
        home == nullptr ? AccountScope{} : AccountScope{home->partition, home->id};
    request.resource = AllResourcesOf(catalog_, request.listed, scope);
    request.account = scope.account;
  } else {
    request.resource = ResourceSet(catalog_, request.listed, resource);
    request.account = AccountOfArn(resource);
    if (!IsAccountId(request.account)) request.account.clear();
    if (!request.resource.is_set) AddPolicyOf(resource, request);
  }
  AddPoliciesOfParts(request);
  request.has_unknown_policy |= request.resource.is_set;
  request.assumes_default_key_policy =
      request.action.service() == "kms" && request.has_unknown_policy;
  AddOwner(request);
  return request;
}

void Assume(AssumedKeys assumed, RequestContext& context) {
  for (const ContextAssumption& assumption : assumed) {
    if (assumption.is_absent) {
      context.SetAbsent(assumption.key);
    } else if (assumption.values.size() == 1) {
      context.SetText(assumption.key, assumption.values[0]);
    } else {
      context.SetList(assumption.key, {assumption.values.begin(), assumption.values.end()});
    }
  }
}

namespace {

void SetKeys(const AskedRequest& request, std::string_view owner, RequestContext& context) {
  if (!request.passes_role) context.SetAbsent("iam:passedtoservice");
  SetResourceKeys(owner, request.organization, context);
  for (const auto& [key, value] : request.tag_keys) context.SetText(key, value);
  if (request.has_all_tags) {
    context.SetAbsentBelow("aws:resourcetag/");
    context.SetAbsentBelow("iam:resourcetag/");
  }
}

}  // namespace

Decision Estate::DecideAssuming(CallerSide& caller, const AskedRequest& request,
                                std::span<const AssumedKeys> parts, const Logic& logic,
                                DecisionTrace* trace) {
  const std::string_view owner =
      request.account.empty() ? std::string_view(caller.caller.account) : request.account;
  RequestContext keys(RequestContext::Completeness::kOpen);
  keys.SetBelow(&caller.keys);
  SetKeys(request, owner, keys);
  for (const AssumedKeys part : parts) Assume(part, keys);
  Question question;
  question.SetAction(request.action);
  question.resource = &request.resource;
  question.keys = &keys;
  question.is_static = true;
  PolicyLayers layers;
  layers.identity = caller.identity;
  layers.boundary = caller.boundary;
  if (caller.has_scps) layers.scps = caller.scps;
  layers.resource = request.policy;
  layers.resource_account = owner;
  layers.is_resource_in_management_account = request.is_in_management_account;
  layers.is_in_reach_of_rcps = request.is_in_reach_of_rcps;
  layers.blocks_public_access = request.blocks_public_access;
  // Within an account identity policies stand by themselves; beyond it nothing does.
  const bool is_foreign =
      owner != caller.caller.account || (owner.empty() && !caller.caller.HasPolicies());
  layers.assumes_account_is_trusted = request.assumes_default_key_policy && !is_foreign;
  const bool must_be_named = MustNamePrincipals(question) && !layers.assumes_account_is_trusted;
  layers.may_have_resource_policy = request.has_unknown_policy && (is_foreign || must_be_named);
  layers.of_parts = request.of_parts;
  if (around_.organization != nullptr && request.is_in_reach_of_rcps) {
    const State::Levels& rcps =
        state_->LevelsOfAccount(*around_.organization, owner, GuardrailType::kRcp);
    if (rcps.exists) layers.rcps = rcps.levels;
  }
  return iamsift::Decide(caller.caller, layers, question, logic, trace);
}

}  // namespace iamsift
