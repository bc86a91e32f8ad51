#pragma once

// One request through every layer of policies that AWS applies, to a verdict.
//
// Source: IAM User Guide, "Policy evaluation logic"; AWS Organizations User Guide, "SCP evaluation"
// and "RCP evaluation".

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "analyzer/account/document_store.h"
#include "analyzer/eval/decide/caller.h"
#include "analyzer/eval/decide/decision_document.h"
#include "analyzer/eval/decide/question.h"

namespace iamsift {

// kDenied and kNotGranted are both "no": by a Deny, or by the lack of an Allow.
enum class Verdict : uint8_t { kAllowed, kDenied, kNotGranted, kConditional };
std::string_view VerdictName(Verdict verdict);  // ALLOW, EXPLICIT_DENY, IMPLICIT_DENY, CONDITIONAL

// A policy where it is attached. `document` null: attached, but its text is missing.
struct LayerPolicy {
  std::string_view name;
  const DecisionDocument* document = nullptr;
  std::string_view way;              // "inline", "attached to group g"; for people
  const PolicyText* text = nullptr;  // where it stands, when it comes from an input

  bool IsKnown() const { return document != nullptr && document->is_known; }
};

// The policies of one step from an organization's root to the account. None at all: the step lets
// nothing through.
struct PolicyLevel {
  std::string_view target;  // r-…, ou-…, the account
  std::vector<LayerPolicy> policies;
};

enum class Layer : uint8_t { kIdentity, kBoundary, kSession, kScp, kRcp, kResource, kEndpoint };
std::string_view LayerName(Layer layer);  // identity, boundary, session, scp, …

// The policy on some of the resources of an asked set.
struct PartPolicy {
  std::string_view arn;  // of the resource that it is on
  LayerPolicy policy;
};

// What is known of the policies around one caller and one resource. Layers that do not concern the
// caller (a boundary for a service, say) are not looked at.
struct PolicyLayers {
  std::span<const LayerPolicy> identity;
  std::optional<LayerPolicy> boundary;
  std::optional<std::span<const LayerPolicy>> session;  // present and empty: none was passed
  std::optional<std::span<const PolicyLevel>> scps;     // nullopt: no such layer
  std::optional<std::span<const PolicyLevel>> rcps;     // of the resource's account
  std::optional<LayerPolicy> resource;
  // On a set of resources: their Denies may meet some of it.
  std::span<const PartPolicy> of_parts;
  // The resource may have a policy that no input told.
  bool may_have_resource_policy = false;
  // Without a known policy: take the resource to trust its account, as AWS's default key policy
  // does.
  bool assumes_account_is_trusted = false;
  std::span<const LayerPolicy> endpoint;
  std::string_view resource_account;
  bool is_resource_in_management_account = false;
  bool is_in_reach_of_rcps = false;  // RCPs have a say in the action
  bool blocks_public_access = false;
};

// A statement that took part, in the order in which the layers are asked.
struct AppliedStatement {
  Layer layer = Layer::kIdentity;
  LayerPolicy policy;
  std::string_view target;  // of a guardrail level
  const DecisionStatement* statement = nullptr;
  LogicValue applies;  // true or unknown
};

// What each layer said, for an explanation; layers that do not concern the caller are missing.
struct LayerOutcome {
  Layer layer = Layer::kIdentity;
  std::string_view target;
  LogicValue allows, denies;
};

struct DecisionTrace {
  std::vector<AppliedStatement> statements;
  std::vector<LayerOutcome> layers;
  std::string_view service_rule;  // why the service decides by itself, "" when it doesn't
};

struct Decision {
  Verdict verdict = Verdict::kNotGranted;
  FormulaId residual = Formula::kFalse;  // kConditional, when the logic keeps formulas
};

// trace  may be null.
Decision Decide(const Caller& caller, const PolicyLayers& layers, const Question& question,
                const Logic& logic, DecisionTrace* trace);

}  // namespace iamsift
