// The order in which AWS decides a request, as one formula over its layers:
//
//   denied   a Deny applies in any layer that concerns the caller
//   guarded  every SCP and RCP level and the VPC endpoint let it through
//   granted  identity policies under boundary and session policies, or the resource's own policy,
//            or both, as caller and resource share an account or not
//
//   allowed = not denied and guarded and granted
//
// All connectives are three-valued, so the same lines decide known and unknown requests.

#include <string>
#include <utility>
#include <vector>

#include "analyzer/eval/decide/decision.h"
#include "analyzer/eval/decide/partial_rules.h"
#include "analyzer/eval/decide/service_rules.h"
#include "analyzer/eval/decide/statement_match.h"

namespace iamsift {
namespace {

class Judgement {
 public:
  Judgement(const Caller& caller, const PolicyLayers& layers, const Question& question,
            const Logic& logic, DecisionTrace* trace)
      : caller_(caller), layers_(layers), question_(question), logic_(logic), trace_(trace) {}

  Decision Decide() {
    if (IsAlwaysAllowed(caller_, question_)) {
      if (trace_ != nullptr) trace_->service_rule = "allowed to every caller by the service itself";
      return {Verdict::kAllowed, Formula::kTrue};
    }
    AskIdentitySide();
    AskGuardrails();
    AskResource();
    AskParts();
    AskEndpoint();
    const std::string_view refused = WhyRefused(caller_, question_);
    if (trace_ != nullptr) trace_->service_rule = refused;
    const LogicValue is_refused =
        refused.empty() ? IsInPart(PartThatIsRefused(caller_, question_)) : logic_.Of(true);
    const LogicValue granted = logic_.And(logic_.And(Core(), guarded_), logic_.Not(is_refused));
    return Conclude(logic_.And(granted, logic_.Not(denied_)));
  }

 private:
  // What one policy says: whether an Allow applies, whether a Deny does.
  struct Says {
    LogicValue allows, denies;
  };

  Decision Conclude(LogicValue allowed) const {
    switch (allowed.truth) {
      case Truth::kTrue:
        return {Verdict::kAllowed, Formula::kTrue};
      case Truth::kUnknown:
        return {Verdict::kConditional, allowed.formula};
      case Truth::kFalse:
        break;
    }
    const bool is_explicit = denied_.truth == Truth::kTrue;
    return {is_explicit ? Verdict::kDenied : Verdict::kNotGranted, Formula::kFalse};
  }

  // --- The layers ------------------------------------------------------------------------------

  // Root has no policies of its own and may do everything in its account; services, federated and
  // anonymous callers have none at all.
  void AskIdentitySide() {
    identity_ = logic_.Of(caller_.kind == CallerKind::kRoot);
    limits_ = logic_.Of(true);
    if (!caller_.HasPolicies()) return;
    identity_ = Ask(Layer::kIdentity, {}, layers_.identity);
    if (layers_.boundary && !caller_.is_service_linked) {
      const LogicValue allows = Ask(Layer::kBoundary, {}, {&*layers_.boundary, 1});
      limits_ = logic_.And(limits_, allows);
    }
    if (caller_.kind == CallerKind::kUser || caller_.is_service_linked) return;
    if (layers_.session && !layers_.session->empty()) {
      limits_ = logic_.And(limits_, Ask(Layer::kSession, {}, *layers_.session));
    } else if (caller_.kind == CallerKind::kFederatedUser) {
      // A federated user that was given no session policy has nothing of its user's permissions.
      limits_ = logic_.Of(false);
    }
  }

  void AskGuardrails() {
    guarded_ = logic_.Of(true);
    if (layers_.scps && IsSubjectToScps()) {
      for (const PolicyLevel& level : *layers_.scps) {
        guarded_ = logic_.And(guarded_, Ask(Layer::kScp, level.target, level.policies));
      }
    }
    if (!layers_.rcps || !IsSubjectToRcps()) return;
    // RCPFullAWSAccess is attached everywhere and cannot be taken off: only Denies count.
    for (const PolicyLevel& level : *layers_.rcps) Ask(Layer::kRcp, level.target, level.policies);
  }

  bool IsSubjectToScps() const {
    return caller_.HasAccount() && !caller_.is_in_management_account && !caller_.is_service_linked;
  }
  bool IsSubjectToRcps() const {
    return layers_.is_in_reach_of_rcps && !caller_.is_service_linked &&
           !layers_.is_resource_in_management_account;
  }

  void AskEndpoint() {
    if (layers_.endpoint.empty()) return;
    guarded_ = logic_.And(guarded_, Ask(Layer::kEndpoint, {}, layers_.endpoint));
  }

  void AskResource() {
    by_grade_ = {logic_.Of(false), logic_.Of(false), logic_.Of(false)};
    if (!layers_.resource) {
      if (layers_.may_have_resource_policy) AssumeUnknownPolicy();
      if (layers_.assumes_account_is_trusted) by_grade_.account = logic_.Of(IsSameAccount());
      return;
    }
    Grades grades = by_grade_;
    LayerOutcome outcome{
        .layer = Layer::kResource, .allows = logic_.Of(false), .denies = logic_.Of(false)};
    const Says says = AskPolicy(Layer::kResource, {}, *layers_.resource, &grades);
    outcome.allows = says.allows;
    outcome.denies = says.denies;
    if (!OverrulesResourcePolicy(caller_, IsSameAccount(), question_)) {
      denied_ = logic_.Or(denied_, says.denies);
    }
    if (!IsCutByPublicAccessBlock()) by_grade_ = grades;
    Record(outcome);
  }

  // What denies a part of the asked set leaves the whole to hang on which part is meant; and so
  // does a part that must name the caller or its account, and doesn't.
  void AskParts() {
    const bool must_be_named = !layers_.of_parts.empty() && MustNamePrincipals(question_);
    for (const PartPolicy& part : layers_.of_parts) {
      Grades grades{logic_.Of(false), logic_.Of(false), logic_.Of(false)};
      const Says says = AskPolicy(Layer::kResource, part.arn, part.policy, &grades);
      const LogicValue named = logic_.Or(logic_.Or(grades.direct, grades.limited), grades.account);
      const LogicValue unnamed = must_be_named ? logic_.Not(named) : logic_.Of(false);
      const LogicValue stops = logic_.Or(says.denies, unnamed);
      if (stops.truth == Truth::kFalse) continue;
      const std::string arn(part.arn);
      denied_ = logic_.Or(denied_, logic_.And(stops, IsInPart({arn, arn + "/*"})));
    }
  }

  void AssumeUnknownPolicy() {
    const LogicValue unknown = logic_.Unknown([] {
      return FormulaLeaf{.op = "known",
                         .key = "resource policy",
                         .values = {},
                         .controller = KeyController::kUnsupplied};
    });
    by_grade_ = {unknown, unknown, unknown};
  }

  // S3 ignores what a public policy grants beyond the bucket's account, but for services.
  bool IsCutByPublicAccessBlock() const {
    return layers_.blocks_public_access && question_.service == "s3" &&
           caller_.kind != CallerKind::kService && !IsSameAccount() &&
           layers_.resource->IsKnown() && IsPublicBucketPolicy(*layers_.resource->document);
  }

  bool IsSameAccount() const {
    return caller_.HasAccount() && caller_.account == layers_.resource_account;
  }

  // Whether the resource lies in a part of the asked set.
  LogicValue IsInPart(std::vector<std::string> part) const {
    if (part.empty()) return logic_.Of(false);
    return logic_.Unknown([&] {
      return FormulaLeaf{.op = "in",
                         .key = "resource",
                         .values = std::move(part),
                         .controller = KeyController::kResource};
    });
  }

  // --- The grant -------------------------------------------------------------------------------

  LogicValue Core() const {
    if (!caller_.HasAccount()) return by_grade_.direct;
    const LogicValue by_identity = logic_.And(identity_, limits_);
    if (!IsSameAccount()) {
      const LogicValue named =
          logic_.Or(logic_.Or(by_grade_.direct, by_grade_.limited), by_grade_.account);
      return logic_.And(named, by_identity);
    }
    const LogicValue must_name = MustNamePrincipals(question_)
                                     ? logic_.Of(true)
                                     : IsInPart(PartThatMustNamePrincipals(question_));
    const LogicValue trusts_account = logic_.Or(logic_.Not(must_name), by_grade_.account);
    return logic_.Or(logic_.Or(by_grade_.direct, logic_.And(by_grade_.limited, limits_)),
                     logic_.And(by_identity, trusts_account));
  }

  // --- Policies and statements -------------------------------------------------------------------

  // Asks all policies of a layer, adds their Denies to `denied_`, and returns whether some Allow of
  // them applies.
  LogicValue Ask(Layer layer, std::string_view target, std::span<const LayerPolicy> policies) {
    LayerOutcome outcome{layer, target, logic_.Of(false), logic_.Of(false)};
    for (const LayerPolicy& policy : policies) {
      const Says says = AskPolicy(layer, target, policy, nullptr);
      outcome.allows = logic_.Or(outcome.allows, says.allows);
      outcome.denies = logic_.Or(outcome.denies, says.denies);
    }
    denied_ = logic_.Or(denied_, outcome.denies);
    Record(outcome);
    return outcome.allows;
  }

  // grades  of a resource policy, where an Allow counts by how it names the caller; else null.
  Says AskPolicy(Layer layer, std::string_view target, const LayerPolicy& policy, Grades* grades) {
    if (!policy.IsKnown()) return AskUnknown(policy, grades);
    Says says{logic_.Of(false), logic_.Of(false)};
    ForEachStatementAbout(*policy.document, question_.service,
                          [&](const DecisionStatement& statement) {
                            AskStatement(layer, target, policy, statement, grades, says);
                          });
    return says;
  }

  void AskStatement(Layer layer, std::string_view target, const LayerPolicy& policy,
                    const DecisionStatement& statement, Grades* grades, Says& says) {
    const bool is_allow = statement.effect == Effect::kAllow;
    LogicValue& said = is_allow ? says.allows : says.denies;
    // Nothing more to learn: one more Allow of an allowing layer decides nothing.
    if (said.truth == Truth::kTrue && grades == nullptr && trace_ == nullptr) return;
    LogicValue applies = AppliesTo(statement, question_, logic_);
    if (applies.truth == Truth::kFalse) return;
    if (statement.written->principals.is_present) {
      applies = WhereNamed(statement, applies, is_allow ? grades : nullptr);
    }
    if (applies.truth == Truth::kFalse) return;
    said = logic_.Or(said, applies);
    if (trace_ != nullptr) {
      trace_->statements.push_back({layer, policy, target, &statement, applies});
    }
  }

  // A document that nobody can read may allow and may deny.
  Says AskUnknown(const LayerPolicy& policy, Grades* grades) const {
    const auto unknown = [&](std::string_view effect) {
      return logic_.Unknown([&] {
        return FormulaLeaf{.op = std::string(effect),
                           .key = "document",
                           .values = {std::string(policy.name)},
                           .controller = KeyController::kUnsupplied};
      });
    };
    const LogicValue allows = unknown("allows");
    if (grades != nullptr) *grades = {allows, allows, allows};
    return {allows, unknown("denies")};
  }

  // A statement that applies, as far as it names the caller. Adds an Allow to its grades.
  LogicValue WhereNamed(const DecisionStatement& statement, LogicValue applies, Grades* grades) {
    if (statement.written->principals.is_negated)
      return WhereNotExcepted(statement, applies, grades);
    const Grades named = GradesOf(statement.principals, caller_, logic_);
    if (grades != nullptr) {
      grades->direct = logic_.Or(grades->direct, logic_.And(named.direct, applies));
      grades->limited = logic_.Or(grades->limited, logic_.And(named.limited, applies));
      grades->account = logic_.Or(grades->account, logic_.And(named.account, applies));
    }
    const LogicValue any = logic_.Or(logic_.Or(named.direct, named.limited), named.account);
    return logic_.And(any, applies);
  }

  // A Deny reaches every caller with a permissions boundary, whomever NotPrincipal lists.
  LogicValue WhereNotExcepted(const DecisionStatement& statement, LogicValue applies,
                              Grades* grades) {
    const bool has_boundary =
        caller_.HasPolicies() && !caller_.is_service_linked && layers_.boundary.has_value();
    if (statement.effect == Effect::kDeny && has_boundary) return applies;
    const LogicValue excepted = IsExcepted(statement.principals, caller_, logic_);
    const LogicValue reached = logic_.And(applies, logic_.Not(excepted));
    if (grades != nullptr) grades->direct = logic_.Or(grades->direct, reached);
    return reached;
  }

  void Record(const LayerOutcome& outcome) const {
    if (trace_ != nullptr) trace_->layers.push_back(outcome);
  }

  const Caller& caller_;
  const PolicyLayers& layers_;
  const Question& question_;
  const Logic& logic_;
  DecisionTrace* trace_;
  LogicValue denied_, guarded_, identity_, limits_;
  Grades by_grade_;
};

}  // namespace

std::string_view VerdictName(Verdict verdict) {
  switch (verdict) {
    case Verdict::kAllowed:
      return "ALLOW";
    case Verdict::kDenied:
      return "EXPLICIT_DENY";
    case Verdict::kNotGranted:
      return "IMPLICIT_DENY";
    case Verdict::kConditional:
      return "CONDITIONAL";
  }
  return "";
}

std::string_view LayerName(Layer layer) {
  switch (layer) {
    case Layer::kIdentity:
      return "identity";
    case Layer::kBoundary:
      return "boundary";
    case Layer::kSession:
      return "session";
    case Layer::kScp:
      return "scp";
    case Layer::kRcp:
      return "rcp";
    case Layer::kResource:
      return "resource";
    case Layer::kEndpoint:
      return "endpoint";
  }
  return "";
}

Decision Decide(const Caller& caller, const PolicyLayers& layers, const Question& question,
                const Logic& logic, DecisionTrace* trace) {
  return Judgement(caller, layers, question, logic, trace).Decide();
}

}  // namespace iamsift
