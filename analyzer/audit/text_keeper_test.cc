#include "analyzer/audit/text_keeper.h"

#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"

namespace iamsift {
namespace {

Finding SomeFinding() {
  Finding finding;
  finding.id = "0123";
  finding.subject = "arn:aws:iam::111122223333:role/ml-training";
  finding.title = "More roles can be handed over than the work needs";
  finding.place.json_pointer = "/RoleDetailList/0";
  finding.evidence.push_back(
      {.role = EvidenceRole::kGrants, .place = finding.place, .text = "iam:PassRole"});
  finding.witness = Witness{.principal = finding.subject,
                            .action = "iam:PassRole",
                            .resource = "arn:aws:iam::111122223333:role/admin",
                            .context = {}};
  return finding;
}

bool IsSame(const SharedText& a, const SharedText& b) { return a.view().data() == b.view().data(); }

TEST(TextKeeper, KeepsEqualTextsOnce) {
  TextKeeper keeper;
  Finding first = SomeFinding(), second = SomeFinding();
  keeper.Share(first);
  keeper.Share(second);
  EXPECT_TRUE(IsSame(first.title, second.title));
  EXPECT_TRUE(IsSame(first.evidence[0].text, second.evidence[0].text));
  EXPECT_TRUE(IsSame(first.evidence[0].place.json_pointer, second.place.json_pointer));
  EXPECT_TRUE(IsSame(first.witness->principal, first.subject));
  EXPECT_EQ(first.title, SomeFinding().title);
  EXPECT_TRUE(IsSame(first.evidence[0].text, first.witness->action));
}

TEST(TextKeeper, KeepsEqualListsAndTheirTextsOnce) {
  TextKeeper keeper;
  const std::vector<std::string> actions = {"iam:PassRole", "sagemaker:CreateTrainingJob"};
  const SharedTexts first = keeper.ListOf(actions), second = keeper.ListOf(first.list());
  EXPECT_EQ(&first.list(), &second.list());
  EXPECT_TRUE(IsSame(first[0], keeper.Of("iam:PassRole")));
  EXPECT_NE(&first.list(), &keeper.ListOf(std::vector<std::string>{"iam:PassRole"}).list());
  EXPECT_TRUE(keeper.ListOf(std::vector<std::string>()).empty());
}

TEST(TextKeeper, LetsGoOfWhatItKept) {
  TextKeeper keeper;
  Finding finding = SomeFinding();
  keeper.Share(finding);
  SharedParts kept = keeper.Release();
  SharedParts all;
  all.Take(std::move(kept));
  EXPECT_EQ(finding.subject, SomeFinding().subject);
  const SharedText again = keeper.Of(std::string_view(finding.subject));
  EXPECT_FALSE(IsSame(again, finding.subject));  // it begins anew
}

}  // namespace
}  // namespace iamsift
