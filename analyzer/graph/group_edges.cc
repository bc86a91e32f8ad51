// The edges of paths that work by a group: P joins it, puts a user in that it makes, or writes what
// its members get.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/base/text.h"
#include "analyzer/eval/limits.h"
#include "analyzer/graph/edge_builder.h"
#include "analyzer/graph/refusals.h"

namespace iamsift {
namespace {

constexpr std::string_view kAttachedPolicy = "iam:policyarn";
constexpr std::string_view kSetBoundary = "iam:permissionsboundary";

}  // namespace

// The terms on the group, all of them; a no when one doesn't hold.
Answer EdgeBuilder::AskOnGroup(const Asked& asked, const Group& group, const Answer& base,
                               std::span<const ContextAssumption> context) {
  Answer answer = base;
  for (const EscalationTerm& term : asked.way.terms) {
    if (term.on != TermTarget::kGroup) continue;
    const Ability* const found =
        requirements_.AskAny(asked.principal, term.any_of, group.arn, context);
    if (found == nullptr) return {.certainty = Certainty::kNo, .needs = {}, .abilities = {}};
    answer.And(*found);
  }
  return answer;
}

// The terms that are not on the group. A user that P makes is free, or under a boundary that must
// be set.
std::vector<EdgeBuilder::GroupMove> EdgeBuilder::MakingMoves(const Asked& asked) {
  std::vector<GroupMove> moves;
  Answer any = AskTerms(asked, {});
  if (!any) return moves;
  if (!asked.path.forced_boundary || !MakesPrincipal(asked.way)) {
    moves.push_back({.answer = std::move(any), .of_new = LimitsOfNew()});
    return moves;
  }
  const ContextAssumption none{.key = std::string(kSetBoundary), .values = {}, .is_absent = true};
  if (Answer free = AskTerms(asked, std::vector{none})) {
    moves.push_back({.answer = std::move(free), .of_new = LimitsOfNew()});
    return moves;
  }
  const AccountEvaluation& evaluation = requirements_.evaluation();
  for (const ManagedPolicy& policy : evaluation.account().policies) {
    const PolicyVersion* const version = policy.DefaultVersion();
    if (version == nullptr) continue;
    Answer bound = AskTerms(asked, std::vector{Holds(std::string(kSetBoundary), policy.arn)});
    if (!bound) continue;
    GroupMove& move = moves.emplace_back();
    move.answer = std::move(bound);
    move.of_new = LimitsOfNew();
    SetBoundary(evaluation.compiled(), version->text.document, move.of_new);
  }
  return moves;
}

// The widest policy is attached where it may be; else those of the account that may.
std::vector<EdgeBuilder::GroupMove> EdgeBuilder::MovesOn(const Asked& asked, const Group& group,
                                                         const GroupMove& made) {
  std::vector<GroupMove> moves;
  const auto ask = [&](std::span<const ContextAssumption> context, const ManagedPolicy* attached) {
    Answer answer = AskOnGroup(asked, group, made.answer, context);
    const bool is_allowed = static_cast<bool>(answer);
    if (is_allowed) moves.push_back({std::move(answer), made.of_new, attached});
    return is_allowed;
  };
  const bool attaches = asked.way.end.to == EdgeTarget::kAdmin && asked.path.tries_policies;
  if (!attaches) {
    ask({}, nullptr);
    return moves;
  }
  if (!AskOnGroup(asked, group, made.answer, {})) return moves;
  const std::string widest = requirements_.WidestPolicy();
  if (ask(std::vector{Holds(std::string(kAttachedPolicy), widest)}, nullptr)) return moves;
  Refusals refused(kAttachedPolicy,
                   requirements_.TestsOf(asked.principal, asked.way.terms, kAttachedPolicy));
  refused.Add(widest);
  for (const ManagedPolicy& policy : requirements_.evaluation().account().policies) {
    if (policy.DefaultVersion() == nullptr || refused.Hold(policy.arn)) continue;
    const std::vector context{Holds(std::string(kAttachedPolicy), policy.arn)};
    if (!ask(context, &policy)) refused.Add(policy.arn);
  }
  return moves;
}

// What a member of the group has then: P, a user that P has an edge to, or a new user.
Gain EdgeBuilder::GainOfMember(const Asked& asked, const Group& group, uint32_t member,
                               const GroupMove& move) {
  AccountEvaluation& evaluation = requirements_.evaluation();
  const bool is_new = MakesPrincipal(asked.way);
  const PrincipalPermissions& joined = evaluation.principals()[member];
  const Limits& limits = is_new ? move.of_new : evaluation.limits().at(joined.limits);
  std::vector<DocumentId> documents;
  if (move.attached != nullptr) {
    documents.push_back(move.attached->DefaultVersion()->text.document);
  } else if (asked.way.end.to == EdgeTarget::kAdmin) {
    return gains_.OfEverything(asked.principal, limits);
  }
  for (const InlinePolicy& policy : group.inline_policies) {
    documents.push_back(policy.text.document);
  }
  for (const Attachment& attachment : group.attachments) {
    if (attachment.policy == kUnresolved) continue;
    const PolicyVersion* const version =
        evaluation.account().policies[static_cast<size_t>(attachment.policy)].DefaultVersion();
    if (version != nullptr) documents.push_back(version->text.document);
  }
  if (is_new) return gains_.Of(asked.principal, documents, limits);
  if (member == asked.principal) return gains_.WithMore(member, documents);
  const std::vector<DocumentId> held = DocumentsOf(joined.held);
  documents.insert(documents.begin(), held.begin(), held.end());
  return gains_.Of(asked.principal, documents, limits);
}

// The best that P gets by the group; gain kNothing without one.
EscalationEdge EdgeBuilder::BestBy(const Asked& asked, const Group& group, const GroupMove& made,
                                   std::optional<std::pair<uint32_t, Gain>>& written) {
  EscalationEdge best;
  for (GroupMove& move : MovesOn(asked, group, made)) {
    uint32_t member = asked.principal;
    if (asked.path.needs_edge_to_member) {
      const std::optional<Member> found = MemberOf(asked, group);
      if (!found) break;
      member = found->user;
      move.answer.And(found->way_there->answer);
    }
    const bool is_everything = asked.way.end.to == EdgeTarget::kAdmin && move.attached == nullptr;
    const bool is_known = is_everything && written && written->first == member;
    const Gain gain = is_known ? written->second : GainOfMember(asked, group, member, move);
    if (is_everything) written = {member, gain};
    Offer(
        asked,
        {.gain = gain, .changed = Concat({"group ", group.name}), .answer = std::move(move.answer)},
        best);
    if (best.gain == Gain::kAdmin) break;
  }
  return best;
}

void EdgeBuilder::AddGroups(const Asked& asked, std::vector<EscalationEdge>& edges) {
  for (const GroupMove& made : MakingMoves(asked)) {
    std::optional<std::pair<uint32_t, Gain>> written;  // by whose member; the same for all groups
    for (const Group& group : requirements_.evaluation().account().groups) {
      EscalationEdge best = BestBy(asked, group, made, written);
      if (best.gain != Gain::kNothing) Push(asked, std::move(best), edges);
    }
  }
}

}  // namespace iamsift
