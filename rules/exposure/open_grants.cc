#include "rules/exposure/open_grants.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "analyzer/base/text.h"
#include "rules/broad/certainty.h"

namespace iamsift {
namespace {

// Half of what there is: one account or one Region of everything is more, a literal in the name
// not.
constexpr Reach kMoreThanHalf = Reach::kOneRegion;

// They say whose the resource is, not which.
constexpr std::string_view kOwnerKeys[] = {"aws:resourceaccount", "aws:resourceorgid",
                                           "aws:resourceorgpaths", "s3:resourceaccount"};

// They say how a request is made, not what it reaches.
constexpr std::string_view kMannerKeys[] = {"ec2:metadatahttptokens",
                                            "ec2:region",
                                            "s3:authtype",
                                            "s3:signatureage",
                                            "s3:signatureversion",
                                            "s3:tlsversion",
                                            "s3:x-amz-server-side-encryption",
                                            "s3:x-amz-server-side-encryption-aws-kms-key-id"};

template <typename Keys>
bool IsAmong(const Keys& keys, std::string_view key) {
  return std::ranges::find(keys, key) != std::end(keys);
}

bool IsTag(std::string_view key) {
  return key.find(":resourcetag/") != std::string_view::npos ||
         key.find(":existingobjecttag/") != std::string_view::npos ||
         key.find(":buckettag/") != std::string_view::npos;
}

// A parameter of the request, or the session's name: the caller writes what is asked for.
bool IsFreeChoice(const Catalog& catalog, const ConditionAtom& atom) {
  return IsAmong(kOwnerKeys, atom.key) || IsAmong(kMannerKeys, atom.key) ||
         atom.key.starts_with("sts:") ||
         (catalog.IsGlobal(*atom.catalog_key) && CallerChooses(catalog, atom));
}

Openness OpennessUnder(const Catalog& catalog, const ConditionAtom& atom) {
  if (NarrowingOf(atom) == Narrowing::kNone) return Openness::kOpen;
  if (IsTag(atom.key) || !atom.catalog_key) return Openness::kUnsettled;
  if (IsFreeChoice(catalog, atom)) return Openness::kOpen;
  const bool is_of_service = !catalog.IsGlobal(*atom.catalog_key);
  return is_of_service && !atom.op.is_negated ? Openness::kNarrowed : Openness::kUnsettled;
}

enum class ServiceConditions : uint8_t { kNarrow, kIgnored };

class Collector {
 public:
  Collector(const RuleContext& context, ServiceConditions conditions)
      : context_(context), conditions_(conditions) {}

  OpenGrants Collect(std::span<const Grant> grants, const ActionSet& wanted, IsMeant is_meant) {
    for (const Grant& grant : grants) {
      if (wanted.Intersects(grant.statement->actions)) Add(grant, wanted, is_meant);
    }
    if (open_.certain.IsEmpty()) open_.needs.assign(needs_.begin(), needs_.end());
    return std::move(open_);
  }

 private:
  void Add(const Grant& grant, const ActionSet& wanted, IsMeant is_meant) {
    const OwnConditions own = JudgeConditions(*grant.statement, context_.catalog);
    const bool is_narrowed = own.openness == Openness::kNarrowed;
    if (is_narrowed && conditions_ == ServiceConditions::kNarrow) return;
    OpenGrant open{.grant = &grant, .certain = {}, .conditional = {}};
    wanted.ForEach([&](ActionId action) {
      if (grant.IsLive(action) && is_meant(grant, action)) Sort(grant, action, own, open);
    });
    if (open.certain.IsEmpty() && open.conditional.IsEmpty()) return;
    open_.actions |= open.certain;
    open_.actions |= open.conditional;
    open_.certain |= open.certain;
    open_.grants.push_back(std::move(open));
  }

  void Sort(const Grant& grant, ActionId action, const OwnConditions& own, OpenGrant& open) {
    std::vector<std::string> needs;
    if (grant.conditional.Contains(action)) {
      ActionSet alone;
      alone.Insert(action);
      needs = NeedsOfLimits(grant, context_, alone);
      needs.insert(needs.end(), own.needs.begin(), own.needs.end());
    }
    needs_.insert(needs.begin(), needs.end());
    (needs.empty() ? open.certain : open.conditional).Insert(action);
  }

  const RuleContext& context_;
  ServiceConditions conditions_;
  OpenGrants open_;
  std::set<std::string> needs_;
};

}  // namespace

OwnConditions JudgeConditions(const CompiledStatement& statement, const Catalog& catalog) {
  OwnConditions own;
  for (const ConditionAtom& atom : statement.conditions) {
    const Openness openness = OpennessUnder(catalog, atom);
    own.openness = std::max(own.openness, openness);
    if (openness == Openness::kUnsettled) own.needs.push_back(NeedOf(atom));
  }
  if (!statement.has_unknown_test) return own;
  own.openness = std::max(own.openness, Openness::kUnsettled);
  for (const ConditionTest& test : statement.written->conditions) {
    own.needs.push_back(Concat({"context:", test.key.text}));
  }
  return own;
}

OpenGrants OpenlyGranted(std::span<const Grant> grants, const RuleContext& context,
                         const ActionSet& wanted) {
  return GrantsWhere(grants, context, wanted, [&](const Grant& grant, ActionId action) {
    return IsOnMoreThanHalf(grant, context, action);
  });
}

bool IsOnMoreThanHalf(const Grant& grant, const RuleContext& context, ActionId action) {
  return context.evaluation.grants().ReachOf(grant, action) >= kMoreThanHalf;
}

OpenGrants GrantsWhere(std::span<const Grant> grants, const RuleContext& context,
                       const ActionSet& wanted, IsMeant is_meant) {
  return Collector(context, ServiceConditions::kNarrow).Collect(grants, wanted, is_meant);
}

OpenGrants GrantsLacking(std::span<const Grant> grants, const RuleContext& context,
                         const ActionSet& wanted, IsMeant is_meant) {
  return Collector(context, ServiceConditions::kIgnored).Collect(grants, wanted, is_meant);
}

}  // namespace iamsift
