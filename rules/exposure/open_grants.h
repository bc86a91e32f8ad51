#pragma once

// Which of some actions a policy grants openly: on more than half of what there is, under nothing
// that narrows. A tag, the network, MFA and the like leave it open whether the grant holds; a
// condition of the service's own (kms:ViaService, lambda:FunctionUrlAuthType) narrows, and then
// the grant is not open.

#include <span>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "analyzer/audit/rule.h"

namespace iamsift {

// One statement's share.
struct OpenGrant {
  const Grant* grant = nullptr;
  ActionSet certain;      // whatever the circumstances
  ActionSet conditional;  // if the circumstances are such
};

struct OpenGrants {
  std::vector<OpenGrant> grants;   // in written order
  ActionSet actions;               // of all of them
  ActionSet certain;               // granted for certain by one of them
  std::vector<std::string> needs;  // what decides when nothing is certain, sorted

  bool IsEmpty() const { return grants.empty(); }
};

// On more than half of what there is, under nothing that narrows.
OpenGrants OpenlyGranted(std::span<const Grant> grants, const RuleContext& context,
                         const ActionSet& wanted);

using IsMeant = absl::FunctionRef<bool(const Grant&, ActionId)>;

// The live actions among `wanted` that `is_meant` picks, under nothing that narrows.
OpenGrants GrantsWhere(std::span<const Grant> grants, const RuleContext& context,
                       const ActionSet& wanted, IsMeant is_meant);

// One account or one Region of everything still counts; a literal in the name does not.
bool IsOnMoreThanHalf(const Grant& grant, const RuleContext& context, ActionId action);

// The same whatever conditions of the service there are: for rules that ask for one of them.
OpenGrants GrantsLacking(std::span<const Grant> grants, const RuleContext& context,
                         const ActionSet& wanted, IsMeant is_meant);

// How the conditions of one statement leave what it grants.
enum class Openness : uint8_t { kOpen, kUnsettled, kNarrowed };
struct OwnConditions {
  Openness openness = Openness::kOpen;
  std::vector<std::string> needs;  // kUnsettled
};
OwnConditions JudgeConditions(const CompiledStatement& statement, const Catalog& catalog);

}  // namespace iamsift
