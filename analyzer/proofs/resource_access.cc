#include "analyzer/proofs/resource_access.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "analyzer/account/arn.h"
#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/catalog/policy_reach.h"
#include "analyzer/eval/decide/caller.h"
#include "analyzer/eval/decide/decision_document.h"
#include "analyzer/eval/decide/service_rules.h"
#include "analyzer/match/resource_pattern.h"

namespace iamsift {
namespace {

// A resource and the policy on it.
struct Bearer {
  std::string policy;  // what it is called: trust policy of r; of another resource its ARN
  const PolicyText* text = nullptr;
  const PolicyDocument* document = nullptr;
  std::vector<std::string_view>
      reach;  // patterns of what it governs; empty: all its statements say
  bool is_foreign = false;
  bool must_trust = false;  // identity policies count where the policy names the account
  bool blocks_public_access = false;
};

// How a statement of a resource policy helps a caller, strongest first.
enum class Help : uint8_t {
  kAlone,         // needs nothing else
  kUnderLimits,   // boundary and session policies still cut
  kWithIdentity,  // identity policies must allow, too
};
constexpr size_t kHelps = 3;

void Limit(ElementList& list, std::vector<TextAt> items) {
  list = {.is_present = true,
          .is_negated = false,
          .is_scalar = false,
          .span = list.span,
          .items = std::move(items),
          .positions = {}};
}

std::vector<ResourcePattern> PatternsOf(std::span<const std::string_view> texts) {
  std::vector<ResourcePattern> patterns;
  for (const std::string_view text : texts) {
    patterns.push_back(CompileResourcePattern(text, LanguageVersion::k2008));
  }
  return patterns;
}

// The statement as it stands for what its policy governs. False: it has no say there.
// Errors: its patterns and the policy's own resource cross, so that no list says what they share.
absl::StatusOr<bool> LimitTo(std::span<const std::string_view> reach, LanguageVersion version,
                             Statement& statement) {
  if (reach.empty()) return true;
  ElementList& list = statement.resources;
  const std::vector<ResourcePattern> governed = PatternsOf(reach);
  std::vector<TextAt> within;
  for (const TextAt& item : list.items) {
    const ResourcePattern pattern = CompileResourcePattern(item.text, version);
    if (!list.is_negated && ContainsPattern(governed, pattern)) {
      within.push_back(item);
      continue;
    }
    for (size_t i = 0; i < reach.size(); ++i) {
      if (!PatternsMeet(pattern, governed[i])) continue;
      if (list.is_negated || !ContainsPattern({pattern}, governed[i])) {
        return absl::FailedPreconditionError(std::string(item.text));
      }
      within.push_back({.text = reach[i], .span = item.span});
    }
  }
  if (!list.is_present || list.is_negated) {
    for (const std::string_view pattern : reach) within.push_back({.text = pattern, .span = {}});
  }
  const bool has_any = !within.empty();
  Limit(list, std::move(within));
  return has_any;
}

class Builder {
 public:
  Builder(const Catalog& catalog, const Account& account, const Principal& principal,
          const AccessSurroundings& around, PrincipalAccess& access)
      : catalog_(catalog), account_(account), principal_(principal), around_(around), out_(access) {
    caller_ = CallerOf(principal.arn);
    caller_.unique_id = principal.id;
    caller_.is_service_linked = principal.IsServiceLinked();
  }

  void AddResources() {
    for (const Principal& role : account_.principals) {
      if (role.trust) AddTrust(role);
    }
    for (const ResourcePolicy& policy : around_.resource_policies->all()) AddPolicy(policy);
    AddRoutes();
  }

  void AddOrganization() {
    const Organization& organization = *around_.organization;
    if (!IsMember(organization, caller_.account)) return;
    out_.known_keys.push_back({"aws:principalorgid", std::string(organization.id)});
    if (!organization.has_rcps || caller_.is_service_linked) return;
    for (const Guardrail& guardrail : organization.guardrails) {
      if (guardrail.type == GuardrailType::kRcp && !guardrail.is_allow_all) AddRcp(guardrail);
    }
  }

 private:
  // --- Policies on resources ---------------------------------------------------------------------

  void AddTrust(const Principal& role) {
    Bearer bearer{.policy = Concat({"trust policy of ", role.name}),
                  .text = &*role.trust,
                  .document = &account_.documents.at(role.trust->document),
                  .reach = {role.arn},
                  .must_trust = true};
    trusting_.push_back(role.arn);
    Add(bearer);
  }

  void AddPolicy(const ResourcePolicy& policy) {
    // What an endpoint caps depends on the way that a request takes, which no policy tells.
    if (policy.role == ResourcePolicyRole::kEndpoint) return;
    const bool is_account_wide = policy.role == ResourcePolicyRole::kAccountWide;
    const std::string_view owner =
        is_account_wide ? policy.account
                        : OwnerOf(policy.arn, *around_.resource_policies, *around_.inventory);
    if (owner.empty() && !is_account_wide) {
      Miss(Concat({"no input tells which account owns ", policy.arn}));
      return;
    }
    Bearer bearer{.policy = std::string(policy.arn)};
    bearer.is_foreign = !owner.empty() && owner != caller_.account;
    if (!is_account_wide) bearer.reach = ReachOf(policy.arn);
    const std::string_view service =
        policy.service.empty() ? ServiceOfArn(policy.arn) : policy.service;
    bearer.must_trust = MustTrustItsAccount(service, policy.arn);
    bearer.blocks_public_access =
        policy.settings.is_known && policy.settings.restrict_public_buckets;
    auto& set_apart = bearer.is_foreign ? foreign_ : trusting_;
    if (bearer.is_foreign || bearer.must_trust) {
      set_apart.insert(set_apart.end(), bearer.reach.begin(), bearer.reach.end());
    }
    if (!policy.text) return;
    bearer.text = &*policy.text;
    bearer.document = &around_.resource_policies->documents().at(policy.text->document);
    Add(bearer);
  }

  // A bucket's policy governs its objects, too.
  std::vector<std::string_view> ReachOf(std::string_view arn) {
    const std::string_view inside = Keep(Concat({arn, "/*"}));
    if (PolicyBearerOf(inside) == arn) return {arn, inside};
    return {arn};
  }

  void Add(const Bearer& bearer) {
    const DecisionDocument decisions = MakeDecisionDocument(*bearer.document);
    if (!decisions.is_known || !decisions.is_readable) {
      return Miss(Concat({"the meaning of policy `", bearer.policy, "` is not known"}));
    }
    const bool grants =
        !bearer.is_foreign || !bearer.blocks_public_access || !IsPublicBucketPolicy(decisions);
    PolicyDocument denies{.version = bearer.document->version}, helps[kHelps];
    for (PolicyDocument& help : helps) help.version = bearer.document->version;
    for (const DecisionStatement& statement : decisions.statements) {
      Statement here = *statement.written;
      const absl::StatusOr<bool> has_say = LimitTo(bearer.reach, bearer.document->version, here);
      if (!has_say.ok()) {
        return Miss(Concat({"what `", MessageOf(has_say.status()), "` means in policy `",
                            bearer.policy, "` is not said by any list of resources"}));
      }
      if (!*has_say) continue;
      here.principals = {};
      if (statement.effect == Effect::kDeny) {
        const Truth meets = Meets(statement);
        if (meets == Truth::kUnknown) return MissCaller(bearer);
        if (meets == Truth::kTrue) denies.statements.push_back(std::move(here));
        continue;
      }
      bool is_settled = true;
      const std::optional<Help> help = HelpOf(statement, bearer, is_settled);
      if (!is_settled) return MissCaller(bearer);
      if (help && grants) helps[static_cast<size_t>(*help)].statements.push_back(std::move(here));
    }
    Make(bearer, std::move(denies), out_.formula.denying);
    for (size_t i = 0; i < kHelps; ++i) Make(bearer, std::move(helps[i]), by_help_[i]);
  }

  void MissCaller(const Bearer& bearer) {
    Miss(Concat({"policy `", bearer.policy, "` tells sessions of one role apart"}));
  }

  // Whether a Deny is for the caller.
  Truth Meets(const DecisionStatement& statement) const {
    const Logic logic(nullptr);
    if (statement.written->principals.is_negated) {
      // Whoever has a boundary is met, whomever NotPrincipal lists.
      if (principal_.boundary && !caller_.is_service_linked) return Truth::kTrue;
      return !IsExcepted(statement.principals, caller_, logic).truth;
    }
    const Grades grades = GradesOf(statement.principals, caller_, logic);
    return grades.direct.truth | grades.limited.truth | grades.account.truth;
  }

  std::optional<Help> HelpOf(const DecisionStatement& statement, const Bearer& bearer,
                             bool& is_settled) const {
    const Logic logic(nullptr);
    Grades grades;
    if (statement.written->principals.is_negated) {
      grades = {logic.Not(IsExcepted(statement.principals, caller_, logic)), logic.Of(false),
                logic.Of(false)};
    } else {
      grades = GradesOf(statement.principals, caller_, logic);
    }
    for (const LogicValue& grade : {grades.direct, grades.limited, grades.account}) {
      is_settled &= grade.truth != Truth::kUnknown;
    }
    const bool names =
        (grades.direct.truth | grades.limited.truth | grades.account.truth) == Truth::kTrue;
    if (!names) return std::nullopt;
    if (bearer.is_foreign) return Help::kWithIdentity;
    if (grades.direct.truth == Truth::kTrue) return Help::kAlone;
    if (grades.limited.truth == Truth::kTrue) return Help::kUnderLimits;
    // Elsewhere naming one's own account adds nothing to its identity policies.
    return bearer.must_trust ? std::optional(Help::kWithIdentity) : std::nullopt;
  }

  // --- Routes ------------------------------------------------------------------------------------

  void AddRoutes() {
    const AccessRoute by_identity = out_.formula.routes.front();
    const bool has_boundary = principal_.boundary && !caller_.is_service_linked;
    const auto scps = by_identity.layers.begin() + (has_boundary ? 2 : 1);
    if (std::optional<AccessLayer> heeding = HeedingLayer()) {
      out_.formula.routes.front().layers.push_back(*std::move(heeding));
    }
    for (size_t i = 0; i < kHelps; ++i) {
      if (by_help_[i].empty()) continue;
      AccessRoute& route = out_.formula.routes.emplace_back();
      route.layers.push_back({"resource policies", std::move(by_help_[i])});
      const Help help = static_cast<Help>(i);
      if (help == Help::kWithIdentity) route.layers.push_back(by_identity.layers.front());
      if (help != Help::kAlone && has_boundary) route.layers.push_back(by_identity.layers[1]);
      route.layers.insert(route.layers.end(), scps, by_identity.layers.end());
    }
  }

  // Where identity policies count by themselves: everywhere but on what is set apart.
  std::optional<AccessLayer> HeedingLayer() {
    if (foreign_.empty() && trusting_.empty()) return std::nullopt;
    const auto allow = [&](bool is_of_trusting, std::vector<std::string_view> without) {
      Statement statement;
      std::vector<TextAt> services, resources;
      for (const std::string_view service : {"kms:*", "sts:*"}) services.push_back({service, {}});
      for (const std::string_view arn : without) resources.push_back({arn, {}});
      Limit(statement.actions, std::move(services));
      statement.actions.is_negated = !is_of_trusting;
      if (resources.empty()) resources.push_back({"*", {}});
      Limit(statement.resources, std::move(resources));
      statement.resources.is_negated = !without.empty();
      return statement;
    };
    PolicyDocument document{.version = LanguageVersion::k2008};
    document.statements.push_back(allow(false, foreign_));
    std::vector<std::string_view> both = foreign_;
    both.insert(both.end(), trusting_.begin(), trusting_.end());
    document.statements.push_back(allow(true, std::move(both)));
    AccessLayer layer{"resources that heed identity policies", {}};
    layer.documents.push_back(
        Keep({.policy = "", .document = std::move(document), .text = nullptr}));
    return layer;
  }

  // --- Resource control policies -----------------------------------------------------------------

  void AddRcp(const Guardrail& guardrail) {
    const std::string_view name = guardrail.name.empty() ? guardrail.id : guardrail.name;
    std::vector<TextAt> accounts = AccountsUnder(guardrail);
    if (accounts.empty()) return;
    if (!guardrail.text) return Miss(Concat({"the text of policy `", name, "` is not known"}));
    const PolicyDocument& document = around_.organization->documents.at(guardrail.text->document);
    if (document.is_invalid) return Miss(Concat({"the meaning of RCP `", name, "` is not known"}));
    const ConditionTest of_accounts{.operator_name = {"StringEquals", {}},
                                    .key = {"aws:ResourceAccount", {}},
                                    .is_scalar = false,
                                    .values_span = {},
                                    .values = std::move(accounts)};
    PolicyDocument here{.version = document.version};
    for (const Statement& statement : document.statements) {
      if (statement.effect != Effect::kDeny) continue;
      Statement limited = statement;
      if (SpansServices(limited.actions)) {
        return Miss(Concat({"which services RCP `", name, "` reaches is not said by its actions"}));
      }
      if (!KeepReached(limited.actions)) continue;
      limited.principals = {};
      limited.conditions.push_back(of_accounts);
      here.statements.push_back(std::move(limited));
    }
    if (here.statements.empty()) return;
    const PolicyDocument* const made =
        Keep({.policy = std::string(name), .document = std::move(here), .text = &*guardrail.text});
    out_.formula.denying.push_back(made);
    out_.formula.exempt[made] = ActionsBeyondRcps();
  }

  // The accounts whose resources the RCP is for.
  std::vector<TextAt> AccountsUnder(const Guardrail& guardrail) const {
    const Organization& organization = *around_.organization;
    std::vector<TextAt> accounts;
    for (const OrganizationNode& node : organization.nodes) {
      if (node.type != OrganizationNodeType::kAccount) continue;
      if (IsManagementAccount(organization, node.id)) continue;
      const auto levels = LevelsOf(organization, node.id, GuardrailType::kRcp);
      if (!levels) continue;
      const bool is_under = std::any_of(levels->begin(), levels->end(), [&](const auto& level) {
        return std::find(level.guardrails.begin(), level.guardrails.end(), &guardrail) !=
               level.guardrails.end();
      });
      if (is_under) accounts.push_back({node.id, {}});
    }
    return accounts;
  }

  static bool SpansServices(const ElementList& actions) {
    return std::any_of(actions.items.begin(), actions.items.end(), [](const TextAt& item) {
      return item.text.substr(0, item.text.find(':')).find_first_of("*?") != std::string_view::npos;
    });
  }

  // Takes away the services that RCPs don't reach. False: nothing is left.
  bool KeepReached(ElementList& actions) const {
    std::erase_if(actions.items, [&](const TextAt& item) {
      const std::string_view service = item.text.substr(0, item.text.find(':'));
      const std::optional<ServiceId> known = catalog_.FindService(service);
      return !known || !catalog_.ServiceSupportsRcp(*known);
    });
    return !actions.items.empty();
  }

  // --- What is made ------------------------------------------------------------------------------

  void Miss(std::string why) { out_.missing.push_back(std::move(why)); }

  std::string_view Keep(std::string text) {
    return *out_.made_texts.emplace_back(std::make_unique<const std::string>(std::move(text)));
  }
  const PolicyDocument* Keep(MadeDocument made) {
    out_.made.push_back(std::make_unique<const MadeDocument>(std::move(made)));
    return &out_.made.back()->document;
  }
  void Make(const Bearer& bearer, PolicyDocument document,
            std::vector<const PolicyDocument*>& documents) {
    if (document.statements.empty()) return;
    documents.push_back(
        Keep({.policy = bearer.policy, .document = std::move(document), .text = bearer.text}));
  }

  const Catalog& catalog_;
  const Account& account_;
  const Principal& principal_;
  const AccessSurroundings& around_;
  PrincipalAccess& out_;
  Caller caller_;
  std::vector<const PolicyDocument*> by_help_[kHelps];
  std::vector<std::string_view> foreign_;   // resources that identity policies alone don't reach
  std::vector<std::string_view> trusting_;  // the same for kms and sts
};

}  // namespace

PrincipalAccess AccessAmong(const AccessSurroundings& around, const Catalog& catalog,
                            const Account& account, const Principal& principal) {
  PrincipalAccess access = AccessOf(account, principal);
  Builder builder(catalog, account, principal, around, access);
  if (around.resource_policies != nullptr) builder.AddResources();
  if (around.organization != nullptr) builder.AddOrganization();
  return access;
}

}  // namespace iamsift
