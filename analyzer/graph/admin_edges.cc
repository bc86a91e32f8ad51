// The edges by which a principal gives itself, or a user or role that it makes, the best that it
// can: everything, unless only some policies may be attached, or a boundary must be set.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/eval/limits.h"
#include "analyzer/graph/edge_builder.h"

namespace iamsift {
namespace {

// policy    that is attached. boundary  that is set; "" for none.
std::vector<ContextAssumption> ContextOf(const EscalationPath& path, std::string_view policy,
                                         std::string_view boundary) {
  std::vector<ContextAssumption> context;
  if (path.tries_policies) context.push_back(Holds(std::string(kAttachedPolicyKey), policy));
  if (path.forced_boundary) {
    ContextAssumption none{.key = std::string(kSetBoundaryKey), .values = {}, .is_absent = true};
    context.push_back(boundary.empty() ? std::move(none) : Holds(none.key, boundary));
  }
  return context;
}

}  // namespace

// A user or role that P makes, which P's own limits don't bind.
bool EdgeBuilder::MakesPrincipal(const EscalationWay& way) {
  return std::any_of(way.terms.begin(), way.terms.end(), [](const EscalationTerm& term) {
    return term.on == TermTarget::kNew && (term.type == "user" || term.type == "role");
  });
}

// What a new principal of the account is under: the organization's guardrails alone.
Limits EdgeBuilder::LimitsOfNew() const {
  Principal fresh;
  fresh.kind = PrincipalKind::kRole;
  return LimitsOf(requirements_.evaluation().compiled(), fresh, {});
}

void EdgeBuilder::Offer(const Asked& asked, EscalationEdge offered, EscalationEdge& best) {
  const bool counts =
      offered.gain != Gain::kNothing && offered.answer && SettleNeeds(asked, offered.answer);
  if (!counts) return;
  const bool is_better =
      offered.gain > best.gain ||
      (offered.gain == best.gain && offered.answer.certainty > best.answer.certainty);
  if (is_better) best = std::move(offered);
}

// Each policy of the account, attached, and set as the boundary that must be set.
void EdgeBuilder::TryPolicies(const Asked& asked, const Limits& limits, EscalationEdge& best) {
  const EscalationPath& path = asked.path;
  if (!path.tries_policies && !path.forced_boundary) return;
  AccountEvaluation& evaluation = requirements_.evaluation();
  const std::string widest = requirements_.WidestPolicy();
  const auto refusals_of = [&](std::string_view key) {
    return Refusals(key, requirements_.TestsOf(asked.principal, asked.way.terms, key));
  };
  Refusals attaching = refusals_of(kAttachedPolicyKey), bounding = refusals_of(kSetBoundaryKey);
  if (path.tries_policies) attaching.Add(widest);
  std::vector<DocumentId> held;
  if (!MakesPrincipal(asked.way)) {
    held = DocumentsOf(evaluation.principals()[asked.principal].held);
  }
  for (const ManagedPolicy& policy : evaluation.account().policies) {
    if (best.gain == Gain::kAdmin) return;
    const PolicyVersion* const version = policy.DefaultVersion();
    if (version == nullptr) continue;
    const DocumentId document = version->text.document;
    if (path.tries_policies && !attaching.Hold(policy.arn)) {
      Answer answer = AskTerms(asked, ContextOf(path, policy.arn, ""));
      if (answer) {
        std::vector<DocumentId> documents = held;
        documents.push_back(document);
        const Gain gain = gains_.Of(asked.principal, documents, limits);
        Offer(asked,
              {.gain = gain, .changed = std::string(policy.name), .answer = std::move(answer)},
              best);
      } else {
        attaching.Add(policy.arn);
      }
    }
    if (path.forced_boundary && !bounding.Hold(policy.arn)) {
      Answer answer = AskTerms(asked, ContextOf(path, widest, policy.arn));
      if (answer) {
        Limits bounded = limits;
        SetBoundary(evaluation.compiled(), document, bounded);
        const Gain gain = gains_.OfEverything(asked.principal, bounded);
        Offer(asked,
              {.gain = gain, .changed = std::string(policy.name), .answer = std::move(answer)},
              best);
      } else {
        bounding.Add(policy.arn);
      }
    }
  }
}

// AWS's own policy over IAM, which anybody may attach, in the input or not: whoever has it writes
// the rest into a policy of their own.
void EdgeBuilder::TryIamFullAccess(const Asked& asked, const Limits& limits, EscalationEdge& best) {
  if (best.gain == Gain::kAdmin || !asked.path.tries_policies) return;
  Answer answer =
      AskTerms(asked, ContextOf(asked.path, requirements_.AwsPolicy("IAMFullAccess"), ""));
  if (!answer) return;
  const Gain gain = gains_.OfEverything(asked.principal, limits);
  Offer(asked, {.gain = gain, .changed = "IAMFullAccess", .answer = std::move(answer)}, best);
}

void EdgeBuilder::AddAdmin(const Asked& asked, std::vector<EscalationEdge>& edges) {
  // Nearly always a no whichever policy is chosen, so that none has to be tried.
  if (!AskTerms(asked, {})) return;
  AccountEvaluation& evaluation = requirements_.evaluation();
  const Limits limits =
      MakesPrincipal(asked.way)
          ? LimitsOfNew()
          : evaluation.limits().at(evaluation.principals()[asked.principal].limits);
  EscalationEdge best;
  // Where the widest may be attached, and no boundary is forced, no other choice gives more.
  Answer freely = AskTerms(asked, ContextOf(asked.path, requirements_.WidestPolicy(), ""));
  if (freely) {
    const Gain gain = gains_.OfEverything(asked.principal, limits);
    Offer(asked, {.gain = gain, .answer = std::move(freely)}, best);
  } else {
    TryPolicies(asked, limits, best);
    TryIamFullAccess(asked, limits, best);
  }
  if (best.gain != Gain::kNothing) Push(asked, std::move(best), edges);
}

}  // namespace iamsift
