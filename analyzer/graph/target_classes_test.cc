#include "analyzer/graph/target_classes.h"

#include <gtest/gtest.h>

#include <numeric>

#include "analyzer/eval/decide/estate_fixture.h"

namespace iamsift {
namespace {

constexpr std::string_view kAction = "iam:PutRolePolicy";

struct ClassCase {
  std::string policy;  // statements of the caller
  size_t classes;
  std::string_view because;
};

const ClassCase kCases[] = {
    {Allow(kAction), 1, "`*` takes all roles alike"},
    {Allow(kAction, "arn:aws:iam::*:role/a*"), 2, "a pattern parts those that it matches"},
    {Statements({Allow(kAction), Deny(kAction, "arn:aws:iam::111122223333:role/b1")}), 2,
     "a Deny singles out what it names"},
    {Allow(kAction, "arn:aws:iam::111122223333:role/${aws:username}*"), 2,
     "a variable has the caller's value"},
    {Allow("iam:GetRole", "arn:aws:iam::*:role/a1"), 1,
     "what speaks of other actions tells nothing"},
    {"{'Effect':'Allow','Action':'iam:PutRolePolicy','Resource':'*','Condition':{'StringEquals':"
     "{'aws:ResourceTag/team':'red'}}}",
     3, "roles of two teams, and of none"},
};

Principal& Tagged(Principal& role, std::string_view team) {
  role.tags.push_back({.key = "team", .value = team});
  return role;
}

TEST(TargetClasses, HoldWhatGetsEqualAnswers) {
  for (const ClassCase& one : kCases) {
    TestEstate account;
    account.AddUser("a", one.policy);
    for (const std::string_view name : {"a1", "a2", "b1", "b2"}) account.AddRole(name);
    Tagged(account.AddRole("c1"), "red");
    Tagged(account.AddRole("c2"), "blue");
    Estate& estate = account.estate();
    const std::vector<Principal>& principals = account.accounts()[0].principals;
    ClassifiedArns arns{.arns = {}, .are_principals = true};
    for (const Principal& principal : principals) arns.arns.push_back(principal.arn);
    TargetLists lists;
    TargetClasses classes(estate, 0, lists, std::move(arns));
    std::vector<uint32_t> roles(6);
    std::iota(roles.begin(), roles.end(), 1U);
    const TargetList all = lists.Keep(std::move(roles));
    const AskedAction action(kAction);
    const TargetClasses::Division division =
        classes.Divide(estate.SideOf({}), {&action, 1}, {}, all);
    EXPECT_EQ(division.classes.size(), one.classes) << one.because;
    size_t members = 0;
    for (const TargetClasses::Class& each : division.classes) {
      for (const uint32_t role : *classes.MembersOf(each, division, all)) {
        ++members;
        EXPECT_EQ(account.VerdictOf(principals[0].arn, kAction, principals[role].arn),
                  account.VerdictOf(principals[0].arn, kAction, principals[each.first].arn))
            << one.because;
      }
    }
    EXPECT_EQ(members, all->size()) << one.because;
  }
}

}  // namespace
}  // namespace iamsift
