#include "analyzer/eval/decide/request_context.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace iamsift {
namespace {

using testing::ElementsAre;
using Knowledge = KeyState::Knowledge;
using Completeness = RequestContext::Completeness;

TEST(RequestContext, LeavesOthersAbsentOrUnknown) {
  EXPECT_EQ(RequestContext(Completeness::kClosed).Find("aws:sourceip").knowledge,
            Knowledge::kAbsent);
  const KeyState open = RequestContext(Completeness::kOpen).Find("aws:sourceip");
  EXPECT_EQ(open.knowledge, Knowledge::kUnknown);
  EXPECT_TRUE(open.is_list) << "it might be one";
}

TEST(RequestContext, KeepsTheLastSetting) {
  RequestContext context(Completeness::kOpen);
  context.SetList("k", {"a", "b"});
  EXPECT_THAT(context.Find("k").values, ElementsAre("a", "b"));
  EXPECT_TRUE(context.Find("k").is_list);
  context.SetText("k", "c");
  EXPECT_THAT(context.Find("k").values, ElementsAre("c"));
  EXPECT_FALSE(context.Find("k").is_list);
  context.SetPrefix("k", "p");
  EXPECT_EQ(context.Find("k").knowledge, Knowledge::kPrefix);
  context.SetPresent("k");
  EXPECT_EQ(context.Find("k").IsPresent(), Truth::kTrue);
  context.SetUnknown("k");
  EXPECT_EQ(context.Find("k").IsPresent(), Truth::kUnknown);
  context.SetList("k", {});
  EXPECT_EQ(context.Find("k").knowledge, Knowledge::kAbsent) << "an emptied list";
}

TEST(RequestContext, ClosesKeysBelowAPrefix) {
  RequestContext context(Completeness::kOpen);
  context.SetText("aws:principaltag/team", "ml");
  context.SetAbsentBelow("aws:principaltag/");
  EXPECT_EQ(context.Find("aws:principaltag/team").knowledge, Knowledge::kKnown);
  EXPECT_EQ(context.Find("aws:principaltag/cost").knowledge, Knowledge::kAbsent);
  EXPECT_EQ(context.Find("aws:resourcetag/cost").knowledge, Knowledge::kUnknown);
}

TEST(RequestContext, LiesOverAnother) {
  RequestContext below(Completeness::kOpen), context(Completeness::kOpen);
  below.SetText("a", "below");
  below.SetText("b", "below");
  context.SetBelow(&below);
  context.SetAbsent("a");
  EXPECT_EQ(context.Find("a").knowledge, Knowledge::kAbsent) << "what is set above wins";
  EXPECT_THAT(context.Find("b").values, ElementsAre("below"));
  EXPECT_EQ(context.Find("c").knowledge, Knowledge::kUnknown);
}

TEST(RequestContext, KnowsWhoDecidesAKey) {
  const std::pair<std::string_view, KeyController> cases[] = {
      {"aws:sourceip", KeyController::kEnvironment},
      {"aws:multifactorauthpresent", KeyController::kEnvironment},
      {"aws:currenttime", KeyController::kEnvironment},
      {"aws:sourcearn", KeyController::kService},
      {"aws:resourcetag/team", KeyController::kResource},
      {"s3:existingobjecttag/team", KeyController::kResource},
      {"aws:principalorgid", KeyController::kUnsupplied},
      {"aws:requestedregion", KeyController::kCaller},
      {"iam:passedtoservice", KeyController::kCaller},
      {"aws:requesttag/team", KeyController::kCaller},
      {"sts:externalid", KeyController::kCaller},
  };
  for (const auto& [key, controller] : cases) {
    EXPECT_EQ(ControllerName(ControllerOf(key)), ControllerName(controller)) << key;
  }
}

}  // namespace
}  // namespace iamsift
