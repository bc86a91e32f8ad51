#include "tests/solver/random_pairs.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/reference/random_source.h"
#include "tests/solver/draft_policy.h"

namespace iamsift::solver {
namespace {

using reference::RandomSource;

class Changer {
 public:
  Changer(RandomSource& random, int variable_percent)
      : random_(random), variable_percent_(variable_percent) {}

  // One change that makes a policy allow more, or less; "about": some changes miss their aim.
  void Widen(DraftPolicy& policy) { Change(policy, true); }
  void Narrow(DraftPolicy& policy) { Change(policy, false); }

  // The same meaning in other words.
  void Respell(DraftPolicy& policy) {
    DraftStatement& statement = Any(policy.statements);
    switch (random_.Below(5)) {
      case 0:
        SplitActions(policy, statement);
        break;
      case 1:
        policy.statements.push_back(DraftStatement(statement));
        break;
      case 2:
        std::reverse(statement.resources.begin(), statement.resources.end());
        std::reverse(policy.statements.begin(), policy.statements.end());
        break;
      case 3:
        for (std::string& action : statement.actions) {
          action = reference::WithOtherCase(action, random_);
        }
        break;
      default:
        DoubleAStar(Any(statement.resources));
    }
  }

 private:
  template <typename T>
  T& Any(std::vector<T>& choices) {
    return choices[random_.Below(choices.size())];
  }

  void Change(DraftPolicy& policy, bool widens) {
    if (random_.OneIn(6)) return ChangeStatements(policy, widens);
    DraftStatement& statement = Any(policy.statements);
    const bool grows = statement.is_allow == widens;
    switch (random_.Below(4)) {
      case 0:
        return ChangeList(statement.actions, grows != statement.is_not_action, true);
      case 1:
        return ChangeList(statement.resources, grows != statement.is_not_resource, false);
      default:
        return ChangeTests(statement, grows);
    }
  }

  void ChangeStatements(DraftPolicy& policy, bool widens) {
    if (policy.statements.size() > 1 && random_.Chance(50)) {
      std::vector<DraftStatement>& all = policy.statements;
      const size_t at = random_.Below(all.size());
      if (all[at].is_allow != widens) all.erase(all.begin() + static_cast<ptrdiff_t>(at));
      return;
    }
    DraftStatement added = RandomStatement(random_, variable_percent_);
    added.is_allow = widens;
    policy.statements.push_back(added);
  }

  void ChangeList(std::vector<std::string>& list, bool grows, bool is_action) {
    if (random_.OneIn(3)) {
      std::string& entry = Any(list);
      grows ? WidenGlob(entry) : NarrowGlob(entry);
      return;
    }
    if (grows) {
      list.push_back(is_action ? RandomAction(random_)
                               : RandomResource(random_, variable_percent_));
    } else if (list.size() > 1) {
      list.erase(list.begin() + static_cast<ptrdiff_t>(random_.Below(list.size())));
    } else {
      NarrowGlob(list[0]);
    }
  }

  void ChangeTests(DraftStatement& statement, bool grows) {
    std::vector<DraftTest>& tests = statement.tests;
    if (tests.empty() || random_.OneIn(4)) {
      if (!grows) return AddTest(statement, RandomTest(random_, variable_percent_));
      if (!tests.empty()) {
        tests.erase(tests.begin() + static_cast<ptrdiff_t>(random_.Below(tests.size())));
      }
      return;
    }
    DraftTest& test = Any(tests);
    if (test.op == "Null" || test.values.empty()) return;
    const bool is_negated = test.op.find("Not") != std::string::npos;
    if (grows != is_negated) {
      const DraftTest other = RandomTest(random_, variable_percent_);
      const bool is_alike = other.op.substr(0, 6) == test.op.substr(0, 6) && !other.values.empty();
      if (is_alike) test.values.push_back(other.values[0]);
      if (!is_alike && test.op.find("Like") != std::string::npos) WidenGlob(Any(test.values));
    } else if (test.values.size() > 1) {
      test.values.pop_back();
    } else if (test.op.find("Like") != std::string::npos) {
      NarrowGlob(test.values[0]);
    }
  }

  static bool HasVariable(const std::string& glob) { return glob.find('$') != glob.npos; }

  // A character of the last part, or of the action's name.
  size_t PlaceIn(const std::string& glob) {
    const size_t start = glob.find_last_of(':') + 1;
    return start + random_.Below(glob.size() - start + 1);
  }

  void WidenGlob(std::string& glob) {
    if (HasVariable(glob)) return;
    const size_t place = PlaceIn(glob);
    if (place == glob.size() || random_.Chance(40)) {
      glob.insert(place, "*");
    } else {
      glob[place] = random_.Chance(50) ? '?' : '*';
    }
  }

  void NarrowGlob(std::string& glob) {
    const size_t star = glob.find_last_of("*?");
    if (HasVariable(glob) || star == glob.npos || star == 0) return;
    constexpr std::string_view kLess[] = {"a", "a*", "*b", "b"};
    glob.replace(star, 1, glob[star] == '?' ? "a" : random_.Pick(kLess));
  }

  static void SplitActions(DraftPolicy& policy, DraftStatement& statement) {
    if (statement.actions.size() < 2 || statement.is_not_action) return;
    DraftStatement rest = statement;
    rest.actions.erase(rest.actions.begin());
    statement.actions.resize(1);
    policy.statements.push_back(rest);
  }

  static void DoubleAStar(std::string& glob) {
    const size_t star = glob.find('*');
    if (star != glob.npos && !HasVariable(glob)) glob.insert(star, "*");
  }

  RandomSource& random_;
  int variable_percent_;
};

}  // namespace

PolicyPair RandomPair(uint64_t seed, int variable_percent) {
  RandomSource random(seed);
  DraftPolicy before;
  before.is_2012 = !random.OneIn(12);
  for (size_t i = 1 + random.Below(3); i > 0; --i) {
    before.statements.push_back(RandomStatement(random, variable_percent));
  }
  // A policy without any Allow is not worth much.
  before.statements[0].is_allow = true;
  DraftPolicy after = before;
  Changer changer(random, variable_percent);
  if (random.OneIn(20)) {
    after.statements = {RandomStatement(random, variable_percent),
                        RandomStatement(random, variable_percent)};
    after.statements[0].is_allow = true;
  }
  const size_t direction = random.Below(10);
  for (size_t i = 1 + random.Below(3); i > 0; --i) {
    const bool is_wider = direction < 6 || (direction == 9 && random.Chance(50));
    is_wider ? changer.Widen(after) : changer.Narrow(after);
  }
  if (random.OneIn(3)) changer.Respell(after);
  if (random.OneIn(30)) after.is_2012 = !after.is_2012;
  return {JsonOf(before, random), JsonOf(after, random)};
}

std::vector<NamedPair> RandomPairs(uint64_t first, uint64_t count) {
  std::vector<NamedPair> pairs;
  for (uint64_t seed = first; seed < first + count; ++seed) {
    pairs.push_back({"seed " + std::to_string(seed), RandomPair(seed, seed % 4 == 0 ? 30 : 0)});
  }
  return pairs;
}

}  // namespace iamsift::solver
