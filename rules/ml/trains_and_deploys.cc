// ML-011

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/audit/administrators.h"
#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/broad/certainty.h"
#include "rules/broad/policy_evidence.h"
#include "rules/broad/wording.h"

namespace iamsift {
namespace {

// What a model is made from, and what makes it answer.
constexpr std::string_view kWrites[] = {"s3:PutObject", "sagemaker:CreateModelPackage",
                                        "sagemaker:PutRecord"};
constexpr std::string_view kDeploys[] = {"sagemaker:CreateEndpoint", "sagemaker:UpdateEndpoint",
                                         "sagemaker:UpdateModelPackage"};
constexpr std::string_view kModelWords[] = {"artifact", "dataset", "feature",   "ml-",  "-ml",
                                            "mlflow",   "model",   "sagemaker", "train"};

struct DutySides {
  ActionSet writes, deploys;
};

template <typename Names>
ActionSet Named(const RuleContext& context, const Names& names) {
  ActionSet actions;
  for (const std::string_view name : names) {
    if (const auto action = context.Action(name)) actions.Insert(*action);
  }
  return actions;
}

// Objects count where they are data or models: in every bucket, or in one named for them.
bool HoldsModelData(const Grant& grant, const RuleContext& context, ActionId action) {
  if (context.catalog.ServicePrefix(context.catalog.ServiceOf(action)) != "s3") return true;
  if (context.evaluation.grants().ReachOf(grant, action) >= Reach::kOneRegion) return true;
  return std::ranges::any_of(grant.statement->resources.patterns,
                             [](const ResourcePattern& pattern) {
                               const std::string name = AsciiLower(pattern.resource);
                               return std::ranges::any_of(kModelWords, [&](std::string_view word) {
                                 return name.find(word) != std::string::npos;
                               });
                             });
}

struct Side {
  ActionSet granted;
  bool is_own = false;  // by a policy that is not AWS's: those are judged where attached
  bool is_certain = false;
  std::set<std::string> needs;
  std::vector<const HeldPolicy*> policies;
};

void AddGrant(const Grant& grant, const HeldPolicy& held, const ActionSet& wanted,
              const RuleContext& context, Side& side) {
  if (!wanted.Intersects(grant.statement->actions)) return;
  ActionSet granted;
  wanted.ForEach([&](ActionId action) {
    if (grant.IsLive(action) && HoldsModelData(grant, context, action)) granted.Insert(action);
  });
  if (granted.IsEmpty()) return;
  side.granted |= granted;
  if (side.policies.empty() || side.policies.back() != &held) side.policies.push_back(&held);
  if (held.managed == nullptr || !held.managed->IsAwsManaged()) side.is_own = true;
  const std::vector<std::string> needs = NeedsOf(grant, context, granted);
  if (needs.empty()) side.is_certain = true;
  side.needs.insert(needs.begin(), needs.end());
}

Side SideOf(const PrincipalView& view, const RuleContext& context, const ActionSet& wanted) {
  Side side;
  for (const HeldPolicy& held : view.permissions.held) {
    if (held.text == nullptr) continue;
    for (const Grant& grant :
         context.evaluation.grants().Of(held.text->document, view.permissions.limits)) {
      AddGrant(grant, held, wanted, context, side);
    }
  }
  return side;
}

void Check(const PrincipalView& view, const RuleContext& context, PlaceSink& findings) {
  if (view.principal.kind == PrincipalKind::kDocument || view.principal.IsServiceLinked()) return;
  if (IsAdministratorAtTimes(*view.permissions.effective, context.catalog)) return;
  const DutySides& sides = context.memory->Once<DutySides>([&] {
    return DutySides{.writes = Named(context, kWrites), .deploys = Named(context, kDeploys)};
  });
  const Side deploys = SideOf(view, context, sides.deploys);
  if (deploys.granted.IsEmpty()) return;
  const Side writes = SideOf(view, context, sides.writes);
  if (writes.granted.IsEmpty() || !(writes.is_own || deploys.is_own)) return;
  Hit& hit = findings.Report(
      view.principal,
      Concat({"`", view.principal.name, "` writes what models are made from (",
              NameSome(context.catalog, writes.granted), ") and deploys or approves them (",
              NameSome(context.catalog, deploys.granted), ")."}));
  ActionSet both = writes.granted;
  both |= deploys.granted;
  hit.actions = NamesOf(context.catalog, both);
  hit.discriminator = findings.card().name;
  std::set<std::string> needs;
  for (const Side* const side : {&writes, &deploys}) {
    if (!side->is_certain) needs.insert(side->needs.begin(), side->needs.end());
    for (const HeldPolicy* const held : side->policies) {
      hit.placed_evidence.push_back(EvidenceOf(*held));
    }
  }
  hit.assumptions.assign(needs.begin(), needs.end());
  if (!needs.empty()) hit.confidence = Confidence::kConditional;
}

}  // namespace

extern constinit const Rule kTrainsAndDeploys = {
    .card = {.id = "ML-011",
             .name = "trains-and-deploys",
             .title = "One identity feeds models and puts them into service",
             .severity = Severity::kLow,
             .why = "Poisoned data or a changed artifact reaches production without a second pair "
                    "of eyes.",
             .remedy = "Let one role write data and artifacts, and another, with an approval "
                       "before it, deploy them.",
             .references = "CWE-269 CWE-345 T1195 T1565",
             .source = "AWS Well-Architected Framework, Machine Learning Lens: Protect against "
                       "data poisoning threats"},
    .check = &Check,
};

}  // namespace iamsift
