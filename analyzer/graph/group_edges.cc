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

#include "analyzer/base/text.h"
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
  std::string words = Concat({chosen.size() == 1 ? "group " : "groups ", Join(names, ", ")});
  if (chosen.size() > kNamed)
    words += Concat({" and ", Thousands(chosen.size() - kNamed), " more"});
  return words;
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
    const Answer base = builder_.AskTerms(asked_, {});
    if (!base || groups_.empty()) return;
    for (const auto& [group, answer] : Allowed(base)) AddGroup(group, *answer);
    for (Alike& alike : found_) {
      EscalationEdge edge{.gain = alike.gain,
                          .changed = WordsFor(groups_, alike.groups),
                          .groups = builder_.requirements_.Keep(std::move(alike.groups)),
                          .answer = std::move(alike.answer)};
      builder_.Push(asked_, std::move(edge), edges);
    }
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
  // Groups by which P gets as much by the same grants; the answer is that for the first.
  struct Alike {
    Gain gain;
    Answer answer;
    std::vector<uint32_t> groups;
  };

  void FindUsersWithin() {
    for (size_t i = 0; i < asked_.before->size(); ++i) {
      const EscalationEdge* const edge = (*asked_.before)[i];
      if (edge->targets == nullptr || edge->way->end.part != EdgePart::kWhole) continue;
      for (const uint32_t target : *edge->targets) {
        const bool is_user = builder_.requirements_.at(target).kind == PrincipalKind::kUser;
        if (is_user) within_.push_back({target, i, edge});
      }
    }
    std::sort(within_.begin(), within_.end(), [](const Member& a, const Member& b) {
      return std::pair(a.user, a.order) < std::pair(b.user, b.order);
    });
    const auto again = std::unique(within_.begin(), within_.end(),
                                   [](const auto& a, const auto& b) { return a.user == b.user; });
    within_.erase(again, within_.end());
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

  // The groups that all terms on a group hold for, ascending.
  std::vector<std::pair<uint32_t, const Answer*>> Allowed(const Answer& base) {
    std::vector<std::pair<uint32_t, const Answer*>> allowed;
    std::vector<uint32_t> all(groups_.size());
    std::iota(all.begin(), all.end(), 0U);
    const auto ask = [&](uint32_t first, const auto& alike) {
      Answer answer = AnswerOn(groups_[first].arn, base);
      if (!answer) return;
      const Answer* const kept = &answers_.emplace_back(std::move(answer));
      for (const uint32_t group : *alike()) allowed.emplace_back(group, kept);
    };
    builder_.requirements_.ForEachClass(builder_.GroupClasses(), asked_.principal,
                                        ActionsOnGroups(asked_.way),
                                        builder_.requirements_.Keep(std::move(all)), {}, ask);
    std::sort(allowed.begin(), allowed.end());
    return allowed;
  }

  Answer AnswerOn(std::string_view arn, const Answer& base) {
    Answer answer = base;
    for (const EscalationTerm& term : asked_.way.terms) {
      if (term.on != TermTarget::kGroup) continue;
      const Ability* const found =
          builder_.requirements_.AskAny(asked_.principal, term.any_of, arn, {});
      if (found == nullptr) return {.certainty = Certainty::kNo, .needs = {}, .abilities = {}};
      answer.And(*found);
    }
    return answer;
  }

  void AddGroup(uint32_t group, const Answer& answer) {
    uint32_t joined = asked_.principal;
    const Member* member = nullptr;
    if (asked_.path.needs_edge_to_member) {
      member = MemberOf(group);
      if (member == nullptr) return;
      joined = member->user;
    }
    const Gain gain = GainOf(group, joined);
    if (gain == Gain::kNothing) return;
    // Nearly always one answer and one member for all groups.
    const auto seen = std::find_if(seen_.begin(), seen_.end(), [&](const Seen& each) {
      return each.gain == gain && each.answer == &answer && each.member == member;
    });
    if (seen != seen_.end()) {
      if (seen->alike) found_[*seen->alike].groups.push_back(group);
      return;
    }
    Answer whole = answer;
    if (member != nullptr) whole.And(member->way_there->answer);
    const bool holds = builder_.SettleNeeds(asked_, whole);
    seen_.push_back({gain, &answer, member, std::nullopt});
    if (holds) seen_.back().alike = AlikeOf(gain, std::move(whole));
    if (holds) found_[*seen_.back().alike].groups.push_back(group);
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
  Gain GainOf(uint32_t group, uint32_t member) {
    if (asked_.way.end.to != EdgeTarget::kAdmin) return GainOfDocuments(group, member);
    // Whichever group it is, it may be given everything.
    if (!written_ || written_->first != member) {
      const Limits& limits = evaluation_.limits().at(evaluation_.principals()[member].limits);
      const bool is_new = MakesPrincipal(asked_.way);
      written_ = {member, builder_.gains_.OfEverything(asked_.principal,
                                                       is_new ? builder_.LimitsOfNew() : limits)};
    }
    return written_->second;
  }

  Gain GainOfDocuments(uint32_t group, uint32_t member) {
    std::vector<DocumentId> documents = DocumentsOfGroup(group);
    Gains& gains = builder_.gains_;
    if (MakesPrincipal(asked_.way)) {
      return gains.Of(asked_.principal, documents, builder_.LimitsOfNew());
    }
    if (member == asked_.principal) return gains.WithMore(member, documents);
    const PrincipalPermissions& joined = evaluation_.principals()[member];
    const std::vector<DocumentId> held = DocumentsOf(joined.held);
    documents.insert(documents.begin(), held.begin(), held.end());
    return gains.Of(asked_.principal, documents, evaluation_.limits().at(joined.limits));
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

  struct Seen {
    Gain gain;
    const Answer* answer;
    const Member* member;
    std::optional<size_t> alike;  // into found_; none: some need can't be met
  };

  EdgeBuilder& builder_;
  const Asked& asked_;
  AccountEvaluation& evaluation_;
  const std::vector<Group>& groups_;
  bool puts_member_in_;
  std::vector<Member> within_;  // by user, each once
  const Member* first_within_ = nullptr;
  std::deque<Answer> answers_;  // of each class of groups
  std::vector<Seen> seen_;
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
