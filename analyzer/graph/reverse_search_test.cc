#include "analyzer/graph/reverse_search.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace iamsift {
namespace {

using testing::ElementsAre;

EscalationEdge EdgeTo(TargetList targets) {
  EscalationEdge edge;
  edge.targets = targets;
  return edge;
}

TEST(ReverseSearch, FindsTheFewestSteps) {
  const std::vector<uint32_t> three = {3}, both = {1, 2};
  const EscalationEdge to_goal = EdgeTo(&three), chain = EdgeTo(&both);
  ReverseSearch search(5);
  search.AddGoal(3);
  search.AddEdge(2, to_goal, 0);
  search.AddEdge(0, chain, 0);
  search.AddEdge(1, chain, 0);
  search.Run();
  EXPECT_THAT(search.steps(), ElementsAre(2, 2, 1, 0, -1));
  EXPECT_EQ(search.first()[0].target, 2);
  EXPECT_EQ(search.first()[0].edge, &chain);
}

TEST(ReverseSearch, CountsALastStepAsOne) {
  const std::vector<uint32_t> zero = {0};
  const EscalationEdge last, to_first = EdgeTo(&zero);
  ReverseSearch search(3);
  search.AddLastStep(0, last);
  search.AddEdge(1, to_first, 0);
  search.Run();
  EXPECT_THAT(search.steps(), ElementsAre(1, 2, -1));
  EXPECT_EQ(search.first()[0].target, -1);
}

TEST(ReverseSearch, SurvivesCirclesAndItself) {
  const std::vector<uint32_t> both = {0, 1};
  const EscalationEdge a = EdgeTo(&both);
  ReverseSearch search(2);
  search.AddEdge(0, a, 0);
  search.AddEdge(1, a, 0);
  search.Run();
  EXPECT_THAT(search.steps(), ElementsAre(-1, -1));
}

TEST(ReverseSearch, NumbersTargetsFromTheBase) {
  const std::vector<uint32_t> zero = {0};
  const EscalationEdge edge = EdgeTo(&zero);
  ReverseSearch search(4);
  search.AddGoal(2);
  search.AddEdge(3, edge, 2);
  search.Run();
  EXPECT_THAT(search.steps(), ElementsAre(-1, -1, 0, 1));
}

}  // namespace
}  // namespace iamsift
