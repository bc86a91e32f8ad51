// The edges that go by a group: P, a user that it makes, or one that it can act as is in the group
// or comes into it, and has what the group gives. Groups by which P gets as much in the same way
// are one edge: an account has hundreds, and whoever may fill one may often fill all.

#include <algorithm>
#include <deque>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/base/named_of.h"
#include "analyzer/eval/limits.h"
#include "analyzer/graph/edge_builder.h"

namespace iamsift {
namespace {

constexpr size_t kNamed = 3;  // groups by name; the others are counted

// Two terms on the group: one puts somebody in, the other writes what members get.
bool PutsMemberIn(const EscalationWay& way) {
  return way.end.to == EdgeTarget::kGroup ||
         std::count_if(way.terms.begin(), way.terms.end(), [](const EscalationTerm& term) {
           return term.on == TermTarget::kGroup;
         }) > 1;
}

std::vector<ActionId> ActionsOnGroups(const EscalationWay& way) {
  std::vector<ActionId> actions;
  for (const EscalationTerm& term : way.terms) {
    if (term.on != TermTarget::kGroup) continue;
    actions.insert(actions.end(), term.any_of.begin(), term.any_of.end());
  }
  return actions;
}

// The same statements grant what both ask for, so that one place tells of both.
bool HaveSameGrants(AbilityTable& abilities, const Answer& a, const Answer& b) {
  const auto same = [&](const Ability* left, const Ability* right) {
    if (left == right) return true;
    const std::vector<AppliedStatement>& x = abilities.DetailOf(*left).grants;
    const std::vector<AppliedStatement>& y = abilities.DetailOf(*right).grants;
    return std::equal(x.begin(), x.end(), y.begin(), y.end(),
                      [](const AppliedStatement& one, const AppliedStatement& other) {
                        return one.statement == other.statement &&
                               one.policy.text == other.policy.text;
                      });
  };
  return std::equal(a.abilities.begin(), a.abilities.end(), b.abilities.begin(), b.abilities.end(),
                    same);
}

std::string WordsFor(const std::vector<Group>& groups, const std::vector<uint32_t>& chosen) {
  std::vector<std::string_view> names;
  for (size_t i = 0; i < std::min(kNamed, chosen.size()); ++i) {
    names.push_back(groups[chosen[i]].name);
  }
  return Concat({chosen.size() == 1 ? "group " : "groups ", NamedOf(names, chosen.size())});
}

}  // namespace

// One way by groups asked of one principal.
class EdgeBuilder::GroupSearch {
 public:
  GroupSearch(EdgeBuilder& builder, const Asked& asked)
      : builder_(builder),
        asked_(asked),
        evaluation_(builder.requirements_.evaluation()),
        groups_(evaluation_.account().groups),
        puts_member_in_(PutsMemberIn(asked.way)) {
    if (asked.path.needs_edge_to_member) FindUsersWithin();
  }

  void AddTo(std::vector<EscalationEdge>& edges) {
    if (groups_.empty()) return;
    for (const Making& made : MakingMoves()) AddMadeBy(made, edges);
  }

 private:
  // A user that P has an edge to.
  struct Member {
    uint32_t user;
    size_t order;  // of the edge among all of P's; the earliest to the user
    const EscalationEdge* way_there;

    static bool IsEarlier(const Member& a, const Member& b) {
      return std::pair(a.order, a.user) < std::pair(b.order, b.user);
    }
  };
  // What the terms that are not on the group come to.
  struct Making {
    Answer answer;
    Limits of_new;  // over a user that P makes
  };
  // What P does to a group.
  struct Move {
    Answer answer;
    const ManagedPolicy* attached = nullptr;  // the one that may be; null: any, or none is
  };
  // A move with what it still needs, for one member.
  struct Seen {
    const Move* move;
    const Member* member;
    Answer answer;                        // a no where some need can't be met
    std::optional<size_t> alike[3] = {};  // into found_, by gain
  };
  // Groups by which P gets as much by the same grants; the answer is that for the first.
  struct Alike {
    Gain gain;
    Answer answer;
    std::vector<uint32_t> groups;
  };

  void FindUsersWithin() {
    std::vector<bool> is_known(evaluation_.principals().size());
    for (size_t i = 0; i < asked_.before->size(); ++i) {
      const EscalationEdge* const edge = (*asked_.before)[i];
      if (!LeadsOn(*edge)) continue;
      for (const uint32_t target : *edge->targets) {
        if (is_known[target]) continue;
        is_known[target] = true;
        const bool is_user = builder_.requirements_.at(target).kind == PrincipalKind::kUser;
        if (is_user) within_.push_back({target, i, edge});
      }
    }
    std::ranges::sort(within_, {}, &Member::user);
    const auto first = std::min_element(within_.begin(), within_.end(), Member::IsEarlier);
    if (first != within_.end()) first_within_ = &*first;
  }

  // Who of those within P's reach is in the group, or comes into it; null when nobody does.
  const Member* MemberOf(uint32_t group) const {
    if (puts_member_in_) return first_within_;
    const Member* best = nullptr;
    for (const int32_t user : groups_[group].members) {
      const auto at = std::lower_bound(
          within_.begin(), within_.end(), user,
          [](const Member& each, int32_t wanted) { return std::cmp_less(each.user, wanted); });
      if (at == within_.end() || !std::cmp_equal(at->user, user)) continue;
      if (best == nullptr || Member::IsEarlier(*at, *best)) best = &*at;
    }
    return best;
  }

  // A user that P makes is free, or under a boundary that must be set.
  std::vector<Making> MakingMoves() {
    std::vector<Making> moves;
    Answer any = builder_.AskTerms(asked_, {});
    if (!any) return moves;
    const Limits free_limits = builder_.LimitsOfNew();
    if (!asked_.path.forced_boundary || !MakesPrincipal(asked_.way)) {
      moves.push_back({std::move(any), free_limits});
      return moves;
    }
    const ContextAssumption none{
        .key = std::string(kSetBoundaryKey), .values = {}, .is_absent = true};
    if (Answer free = builder_.AskTerms(asked_, {&none, 1})) {
      moves.push_back({std::move(free), free_limits});
      return moves;
    }
    builder_.ForEachPolicy(asked_, kSetBoundaryKey, "", [&](const ManagedPolicy& policy) {
      const ContextAssumption bound = Holds(std::string(kSetBoundaryKey), policy.arn);
      Answer answer = builder_.AskTerms(asked_, {&bound, 1});
      if (!answer) return false;
      Making& made = moves.emplace_back(Making{std::move(answer), free_limits});
      SetBoundary(evaluation_.compiled(), policy.DefaultVersion()->text.document, made.of_new);
      return true;
    });
    return moves;
  }

  void AddMadeBy(const Making& made, std::vector<EscalationEdge>& edges) {
    made_ = &made;
    moves_.clear();
    seen_.clear();
    found_.clear();
    written_.reset();
    for (const auto& [group, moves] : Allowed()) AddGroup(group, *moves);
    for (Alike& alike : found_) {
      EscalationEdge edge{.gain = alike.gain,
                          .changed = WordsFor(groups_, alike.groups),
                          .groups = builder_.requirements_.Keep(std::move(alike.groups)),
                          .answer = std::move(alike.answer)};
      builder_.Push(asked_, std::move(edge), edges);
    }
  }

  // The groups that all terms on a group hold for, ascending, with what P may do to each.
  std::vector<std::pair<uint32_t, const std::vector<Move>*>> Allowed() {
    std::vector<std::pair<uint32_t, const std::vector<Move>*>> allowed;
    std::vector<uint32_t> all(groups_.size());
    std::iota(all.begin(), all.end(), 0U);
    const auto ask = [&](uint32_t first, const auto& alike) {
      std::vector<Move> moves = MovesOn(groups_[first].arn);
      if (moves.empty()) return;
      const std::vector<Move>* const kept = &moves_.emplace_back(std::move(moves));
      for (const uint32_t group : *alike()) allowed.emplace_back(group, kept);
    };
    builder_.requirements_.ForEachClass(builder_.GroupClasses(), asked_.principal,
                                        ActionsOnGroups(asked_.way),
                                        builder_.requirements_.Keep(std::move(all)), {}, ask);
    std::sort(allowed.begin(), allowed.end());
    return allowed;
  }

  // The widest policy is attached where it may be; else those of the account that may.
  std::vector<Move> MovesOn(std::string_view group) {
    std::vector<Move> moves;
    const auto ask = [&](AssumedKeys context, const ManagedPolicy* attached) {
      Answer answer = AnswerOn(group, context);
      const bool is_allowed = static_cast<bool>(answer);
      if (is_allowed) moves.push_back({std::move(answer), attached});
      return is_allowed;
    };
    const bool attaches = asked_.way.end.to == EdgeTarget::kAdmin && asked_.path.tries_policies;
    if (!attaches) {
      ask({}, nullptr);
      return moves;
    }
    if (!AnswerOn(group, {})) return moves;
    const ContextAssumption widest =
        Holds(std::string(kAttachedPolicyKey), builder_.requirements_.WidestPolicy());
    if (ask({&widest, 1}, nullptr)) return moves;
    builder_.ForEachPolicy(
        asked_, kAttachedPolicyKey, widest.values.front(), [&](const ManagedPolicy& policy) {
          const ContextAssumption attached = Holds(std::string(kAttachedPolicyKey), policy.arn);
          return ask({&attached, 1}, &policy);
        });
    return moves;
  }

  Answer AnswerOn(std::string_view arn, AssumedKeys context) {
    Answer answer = made_->answer;
    for (const EscalationTerm& term : asked_.way.terms) {
      if (term.on != TermTarget::kGroup) continue;
      const Ability* const found =
          builder_.requirements_.AskAny(asked_.principal, term.any_of, arn, context);
      if (found == nullptr) return {.certainty = Certainty::kNo, .needs = {}, .abilities = {}};
      answer.And(*found);
    }
    return answer;
  }

  void AddGroup(uint32_t group, const std::vector<Move>& moves) {
    const Member* member = nullptr;
    if (asked_.path.needs_edge_to_member) {
      member = MemberOf(group);
      if (member == nullptr) return;
    }
    Gain most = Gain::kNothing;
    Seen* best = nullptr;
    for (const Move& move : moves) {
      const Gain gain = GainOf(group, member == nullptr ? asked_.principal : member->user, move);
      if (gain == Gain::kNothing) continue;
      Seen& seen = SeenAs(move, member);
      const bool is_better =
          gain > most || (gain == most && seen.answer.certainty > best->answer.certainty);
      if (!seen.answer || !is_better) continue;
      most = gain;
      best = &seen;
      if (most == Gain::kAdmin) break;
    }
    if (best == nullptr) return;
    std::optional<size_t>& alike = best->alike[static_cast<size_t>(most)];
    if (!alike) alike = AlikeOf(most, best->answer);
    found_[*alike].groups.push_back(group);
  }

  // Nearly always one move and one member for all groups.
  Seen& SeenAs(const Move& move, const Member* member) {
    const auto known = std::find_if(seen_.begin(), seen_.end(), [&](const Seen& each) {
      return each.move == &move && each.member == member;
    });
    if (known != seen_.end()) return *known;
    Seen& seen = seen_.emplace_back(Seen{&move, member, move.answer});
    if (member != nullptr) seen.answer.And(member->way_there->answer);
    builder_.SettleNeeds(asked_, seen.answer);
    return seen;
  }

  size_t AlikeOf(Gain gain, Answer answer) {
    const auto alike = std::find_if(found_.begin(), found_.end(), [&](const Alike& each) {
      return each.gain == gain && each.answer.needs == answer.needs &&
             HaveSameGrants(builder_.requirements_.abilities(), each.answer, answer);
    });
    const auto index = static_cast<size_t>(alike - found_.begin());
    if (alike == found_.end()) found_.push_back({gain, std::move(answer), {}});
    return index;
  }

  // What a member of the group has then: P, a user that P has an edge to, or a new user.
  Gain GainOf(uint32_t group, uint32_t member, const Move& move) {
    if (move.attached != nullptr || asked_.way.end.to != EdgeTarget::kAdmin) {
      return GainOfDocuments(group, member, move);
    }
    // Whichever group it is, it may be given everything.
    if (!written_ || written_->first != member) {
      written_ = {member, builder_.gains_.OfEverything(asked_.principal, LimitsOf(member))};
    }
    return written_->second;
  }

  const Limits& LimitsOf(uint32_t member) {
    if (MakesPrincipal(asked_.way)) return made_->of_new;
    return evaluation_.limits().at(evaluation_.principals()[member].limits);
  }

  Gain GainOfDocuments(uint32_t group, uint32_t member, const Move& move) {
    std::vector<DocumentId> documents = DocumentsOfGroup(group);
    if (move.attached != nullptr) {
      documents.push_back(move.attached->DefaultVersion()->text.document);
    }
    Gains& gains = builder_.gains_;
    const bool is_new = MakesPrincipal(asked_.way);
    if (!is_new && member == asked_.principal) return gains.WithMore(member, documents);
    if (!is_new) {
      const std::vector<DocumentId> held = DocumentsOf(evaluation_.principals()[member].held);
      documents.insert(documents.begin(), held.begin(), held.end());
    }
    return gains.Of(asked_.principal, documents, LimitsOf(member));
  }

  std::vector<DocumentId> DocumentsOfGroup(uint32_t group) const {
    std::vector<DocumentId> documents;
    for (const InlinePolicy& policy : groups_[group].inline_policies) {
      documents.push_back(policy.text.document);
    }
    for (const Attachment& attachment : groups_[group].attachments) {
      if (attachment.policy == kUnresolved) continue;
      const auto index = static_cast<size_t>(attachment.policy);
      const PolicyVersion* const version = evaluation_.account().policies[index].DefaultVersion();
      if (version != nullptr) documents.push_back(version->text.document);
    }
    return documents;
  }

  EdgeBuilder& builder_;
  const Asked& asked_;
  AccountEvaluation& evaluation_;
  const std::vector<Group>& groups_;
  bool puts_member_in_;
  std::vector<Member> within_;  // by user, each once
  const Member* first_within_ = nullptr;
  const Making* made_ = nullptr;
  std::deque<std::vector<Move>> moves_;  // on each class of groups
  std::deque<Seen> seen_;
  std::vector<Alike> found_;
  std::optional<std::pair<uint32_t, Gain>> written_;  // by whose member
};

TargetClasses& EdgeBuilder::GroupClasses() {
  if (group_classes_ == nullptr) {
    ClassifiedArns classified{.arns = {}, .are_principals = false};
    for (const Group& group : requirements_.evaluation().account().groups) {
      classified.arns.push_back(group.arn);
    }
    group_classes_ =
        std::make_unique<TargetClasses>(requirements_.abilities().estate(), requirements_.account(),
                                        requirements_.lists(), std::move(classified));
  }
  return *group_classes_;
}

void EdgeBuilder::AddGroups(const Asked& asked, std::vector<EscalationEdge>& edges) {
  GroupSearch(*this, asked).AddTo(edges);
}

}  // namespace iamsift
