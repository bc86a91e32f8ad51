#include "analyzer/cli/suggestion_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace iamsift {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

AuditResult ResultWith(int principals) {
  AuditResult result;
  for (int i = 0; i < principals; ++i) {
    PrincipalRow row;
    row.name = "role-" + std::to_string(i);
    result.principals.push_back(row);
  }
  return result;
}

SuggestionRow Narrowing() {
  SuggestionRow row;
  row.tier = Tier::kView;
  row.policy = {.kind = PolicyOriginKind::kInline,
                .name = "train",
                .owner = "arn:aws:iam::111122223333:role/role-0"};
  row.affects = {0};
  row.policies = {"{\n  \"Version\": \"2012-10-17\"\n}"};
  row.breadth_before = 65;
  row.breadth_after = 49;
  row.actions_before = 449;
  row.actions_after = 187;
  row.steps = {{.what = "drops 262 actions above the view tier", .why = "they change things"}};
  row.proof = "statement by statement";
  return row;
}

TEST(SuggestionText, SaysWhatChangesAndWhyThenWhatToPaste) {
  EXPECT_EQ(SuggestionText(ResultWith(1), Narrowing()),
            "inline policy train of arn:aws:iam::111122223333:role/role-0: view\n"
            "  held by     role-0\n"
            "  actions     449 -> 187\n"
            "  breadth     65 -> 49\n"
            "  - drops 262 actions above the view tier: they change things\n"
            "  shown by    statement by statement\n"
            "{\n  \"Version\": \"2012-10-17\"\n}\n"
            "\n");
}

TEST(SuggestionText, KeepsRepairsApart) {
  SuggestionRow row = Narrowing();
  row.kind = SuggestionKind::kRepair;
  row.actions_added = {"sagemaker:DescribeModel on *"};
  const std::string text = SuggestionText(ResultWith(1), row);
  EXPECT_THAT(text, StartsWith("repair of inline policy train"));
  EXPECT_THAT(text, Not(HasSubstr(": view")));
  EXPECT_THAT(text, HasSubstr("  + sagemaker:DescribeModel on *\n"));
}

TEST(SuggestionText, GivesAdviceWithoutNumbers) {
  SuggestionRow row;
  row.kind = SuggestionKind::kAdvice;
  row.policy = {.kind = PolicyOriginKind::kFile, .name = "a.policy.json", .owner = ""};
  row.advice = {"ask for a tag"};
  EXPECT_EQ(SuggestionText(ResultWith(0), row),
            "advice on file policy a.policy.json\n  advice      ask for a tag\n\n");
}

TEST(SuggestionText, CountsManyHolders) {
  SuggestionRow row = Narrowing();
  row.affects = {0, 1, 2, 3, 4, 5, 6};
  EXPECT_THAT(SuggestionText(ResultWith(7), row),
              HasSubstr("held by     role-0, role-1, role-2, role-3, role-4 and 2 more\n"));
}

TEST(SuggestionText, NeverPassesControlCharactersOfNames) {
  AuditResult result = ResultWith(1);
  result.principals[0].name = "ro\x1b[31mle";
  SuggestionRow row = Narrowing();
  row.policy.name = "tra\nin";
  const std::string text = SuggestionText(result, row);
  EXPECT_THAT(text, StartsWith("inline policy tra\\nin of"));
  EXPECT_THAT(text, HasSubstr("held by     ro\\x1b[31mle\n"));
}

}  // namespace
}  // namespace iamsift
