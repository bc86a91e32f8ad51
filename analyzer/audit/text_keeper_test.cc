#include "analyzer/audit/text_keeper.h"

#include <utility>

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

TEST(TextKeeper, KeepsEqualTextsOnce) {
  TextKeeper keeper;
  Finding first = SomeFinding(), second = SomeFinding();
  keeper.Share(first);
  keeper.Share(second);
  EXPECT_EQ(&first.title.str(), &second.title.str());
  EXPECT_EQ(&first.evidence[0].text.str(), &second.evidence[0].text.str());
  EXPECT_EQ(&first.evidence[0].place.json_pointer.str(), &second.place.json_pointer.str());
  EXPECT_EQ(&first.witness->principal.str(), &first.subject.str());
  EXPECT_EQ(first.title, SomeFinding().title);
  EXPECT_EQ(keeper.Release().texts.size(), 5U);  // subject, title, pointer, action, target
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
  EXPECT_NE(&again.str(), &finding.subject.str());  // it begins anew
}

}  // namespace
}  // namespace iamsift
