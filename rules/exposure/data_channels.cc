#include "rules/exposure/data_channels.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/audit/administrators.h"
#include "rules/broad/account_edge.h"
#include "rules/broad/certainty.h"

namespace iamsift {
namespace {

constexpr std::string_view kChannels[] = {"ecr:PutImage", "events:PutEvents", "s3:PutObject",
                                          "sns:Publish", "sqs:SendMessage"};
constexpr std::string_view kOpenReads[] = {"EX-001", "EX-002", "EX-003"};

struct ChannelSets {
  ActionSet channels, reads;
};

const ChannelSets& SetsOf(const RuleContext& context) {
  return context.memory->Once<ChannelSets>([&] {
    ChannelSets sets{.channels = ActionSet(context.catalog), .reads = ActionSet(context.catalog)};
    for (const std::string_view name : kChannels) {
      if (const auto action = context.Action(name)) sets.channels.Insert(*action);
    }
    for (const std::string_view set : kOpenReads) sets.reads |= context.sensitive.Set(set);
    return sets;
  });
}

bool LeavesAccount(const ResourcePattern& pattern, const RuleContext& context, ActionId action) {
  if (!HasOpenOwner(pattern) && !LiesElsewhere(pattern, context.account())) return false;
  const ResourceList alone{.is_negated = false, .patterns = {pattern}};
  return context.evaluation.reach().ReachOf(alone, action) != Reach::kNone;
}

bool LeavesAccount(const CompiledStatement& allow, const RuleContext& context, ActionId action) {
  return !allow.resources.is_negated &&
         std::ranges::any_of(allow.resources.patterns, [&](const ResourcePattern& pattern) {
           return LeavesAccount(pattern, context, action);
         });
}

// The boundary lets it out as well.
bool BoundaryLetsOut(const Grant& grant, const RuleContext& context, ActionId action) {
  if (!grant.limits->boundary) return true;
  return std::ranges::any_of(
      context.evaluation.compiled().at(*grant.limits->boundary).statements,
      [&](const CompiledStatement& allow) {
        return allow.effect == Effect::kAllow && allow.actions.Contains(action) &&
               (allow.resources.IsEverything() || LeavesAccount(allow, context, action));
      });
}

// By principal; made once for all.
struct Halves {
  std::vector<bool> reads, writes;
};

Halves MakeHalves(const RuleContext& context) {
  const std::vector<PrincipalPermissions>& principals = context.evaluation.principals();
  Halves halves{.reads = std::vector<bool>(principals.size()),
                .writes = std::vector<bool>(principals.size())};
  for (size_t i = 0; i < principals.size(); ++i) {
    if (IsAdministratorAtTimes(*principals[i].effective, context.catalog)) continue;
    for (const HeldPolicy& held : principals[i].held) {
      if (held.text == nullptr) continue;
      const DocumentGrants& grants =
          context.evaluation.grants().Of(held.text->document, principals[i].limits);
      if (!OpenlyGranted(grants, context, SetsOf(context).reads).IsEmpty()) halves.reads[i] = true;
      // Of AWS managed policies, EX-009 does not speak.
      const bool is_of_aws = held.managed != nullptr && held.managed->IsAwsManaged();
      if (!is_of_aws && !WritesOutside(grants, context).IsEmpty()) halves.writes[i] = true;
    }
  }
  return halves;
}

bool SomeHolder(const PolicyView& view, const RuleContext& context,
                std::vector<bool> Halves::*half) {
  const Halves& halves = context.memory->Once<Halves>([&] { return MakeHalves(context); });
  return std::ranges::any_of(context.evaluation.HoldersOf(view.document.id), [&](int32_t holder) {
    return (halves.*half)[static_cast<size_t>(holder)];
  });
}

}  // namespace

OpenGrants WritesOutside(std::span<const Grant> grants, const RuleContext& context) {
  return GrantsWhere(grants, context, SetsOf(context).channels,
                     [&](const Grant& grant, ActionId action) {
                       return LeavesAccount(*grant.statement, context, action) &&
                              !IsKeptToKnownAccounts(grant, context, action) &&
                              BoundaryLetsOut(grant, context, action);
                     });
}

bool SomeHolderReadsOpenly(const PolicyView& view, const RuleContext& context) {
  return SomeHolder(view, context, &Halves::reads);
}

bool SomeHolderWritesOutside(const PolicyView& view, const RuleContext& context) {
  return SomeHolder(view, context, &Halves::writes);
}

}  // namespace iamsift
