// What is said of an action, everywhere or not at all, holds for every request: random policies
// with their Denies, random requests, judged by an evaluator that shares nothing with the engine.

#include <gtest/gtest.h>

#include <algorithm>

#include "analyzer/base/text.h"
#include "analyzer/eval/effective.h"
#include "analyzer/eval/eval_fixture.h"
#include "corpus/generator/random_policy.h"
#include "tests/differential/plain_evaluator.h"

namespace iamsift {
namespace {

constexpr int kPolicies = 1'500;
constexpr int kActionsEach = 6;
constexpr int kRequestsEach = 12;  // of each resource type
constexpr size_t kMostActions = 2'000;

// A statement of the policy again as a Deny, or on other resources, so that the two meet.
std::string WithCounterpart(Dice& dice, const std::string& policy, const std::string& other) {
  const auto statements_of = [](const std::string& text) {
    const size_t begin = text.find("\"Statement\":") + std::string_view("\"Statement\":").size();
    std::string statements = text.substr(begin, text.rfind('}') - begin);
    const bool is_list = statements.starts_with('[');
    return is_list ? statements.substr(1, statements.rfind(']') - 1) : statements;
  };
  std::string counterpart = statements_of(other);
  const std::string_view allow = "\"Effect\":\"Allow\"";
  for (size_t at = counterpart.find(allow); at != std::string::npos; at = counterpart.find(allow)) {
    counterpart.replace(at, allow.size(), "\"Effect\":\"Deny\"");
  }
  return Concat(
      {R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":)",
       Chance(dice, 90) ? R"("*")" : R"(["arn:aws:*:*:*:*","arn:aws:s3:::team*"])", "},",
       Chance(dice, 50) ? statements_of(policy) + "," : std::string(), counterpart, "]}"});
}

class ScopeProperty : public testing::Test {
 protected:
  // What a few statements name, not all actions that there are.
  std::vector<ActionId> SpokenOf(const CompiledDocument& document) {
    std::vector<ActionId> spoken;
    for (const CompiledStatement& statement : document.statements) {
      if (statement.actions.Listed().Count() > kMostActions) continue;
      for (const ActionId action : statement.actions.Actions()) {
        if (action != catalog_.FindAction(readings::kAlsoMeetsItsArn)) spoken.push_back(action);
      }
    }
    return spoken;
  }

  void Check(const PolicyDocument& document, const std::vector<ActionId>& spoken,
             const EffectivePermissions& effective) {
    for (int i = 0; i < kActionsEach && !spoken.empty(); ++i) {
      const ActionId action = Pick(dice_, spoken);
      const GrantScope scope = effective.ScopeOf(action);
      const Seen seen = SeenOf(document, action);
      ++(scope == GrantScope::kNo ? no_ : scope == GrantScope::kEverywhere ? everywhere_ : partly_);
      if (scope == GrantScope::kNo) {
        ASSERT_EQ(seen.an_allowed, "") << catalog_.ActionFullName(action) << " is allowed";
      } else if (scope == GrantScope::kEverywhere) {
        ASSERT_TRUE(seen.is_a_whole_type_allowed)
            << catalog_.ActionFullName(action) << " on " << seen.a_refused << " is not allowed";
      }
    }
  }

  // What random requests of one action show.
  struct Seen {
    std::string an_allowed, a_refused;  // resources
    bool is_a_whole_type_allowed = false;
  };

  Seen SeenOf(const PolicyDocument& document, ActionId action) {
    Seen seen;
    const auto types = catalog_.ResourcesOf(action);
    for (size_t type = 0; type < std::max<size_t>(types.size(), 1); ++type) {
      bool is_all_allowed = true;
      for (int i = 0; i < kRequestsEach; ++i) {
        PlainRequest request{.action = catalog_.ActionFullName(action), .resource = "*"};
        if (!types.empty()) request.resource = RandomArn(dice_, catalog_, types[type].type);
        const bool holds = Chance(dice_, 50);
        const bool is_allowed = PlainAllows(document, request, [&](const auto&) { return holds; });
        (is_allowed ? seen.an_allowed : seen.a_refused) = request.resource;
        is_all_allowed &= is_allowed;
      }
      seen.is_a_whole_type_allowed |= is_all_allowed;
    }
    return seen;
  }

  const Catalog catalog_ = Catalog::Embedded();
  Dice dice_{20'261'123};
  int no_ = 0, everywhere_ = 0, partly_ = 0;
};

TEST_F(ScopeProperty, NoIsNowhereAndEverywhereIsEverywhere) {
  for (int i = 0; i < kPolicies; ++i) {
    const std::string policy = RandomPolicy(dice_, catalog_);
    const std::string text =
        Chance(dice_, 60) ? WithCounterpart(dice_, policy, RandomPolicy(dice_, catalog_)) : policy;
    SCOPED_TRACE(text);
    TestAccount test({text});
    AccountEvaluation evaluation(catalog_, test.account());
    const DocumentId id{0};
    const std::vector<ActionId> spoken = SpokenOf(evaluation.compiled().at(id));
    Check(test.account().documents.at(id), spoken, *evaluation.principals().front().effective);
    if (HasFatalFailure()) return;
  }
  EXPECT_GT(no_, kPolicies);
  EXPECT_GT(everywhere_, kPolicies);
  EXPECT_GT(partly_, kPolicies);
}

}  // namespace
}  // namespace iamsift
