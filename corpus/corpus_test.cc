// Holds the hand-written inputs to what their READMEs say of them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "analyzer/base/text.h"
#include "analyzer/catalog/managed_policies.h"
#include "analyzer/ingest/load.h"

namespace iamsift {
namespace {

const std::filesystem::path kCorpus = std::filesystem::path(IAMSIFT_SOURCE_DIR) / "corpus";

std::string ReadText(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file.good()) << path;
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

LoadResult LoadOne(const std::filesystem::path& path) {
  return LoadInputs({path.string()}, LoadOptions{});
}

class SampleAccount : public testing::Test {
 protected:
  SampleAccount() : loaded_(LoadOne(kCorpus / "accounts/ml-company/export.json")) {}

  void SetUp() override {
    ASSERT_TRUE(loaded_.errors.empty()) << loaded_.errors[0];
    ASSERT_EQ(loaded_.accounts.size(), 1u);
  }
  const Account& account() const { return loaded_.accounts[0]; }

 private:
  LoadResult loaded_;
};

TEST_F(SampleAccount, HoldsThePrincipalsThatTheReadmeCounts) {
  size_t users = 0;
  for (const Principal& principal : account().principals) {
    users += principal.kind == PrincipalKind::kUser ? 1 : 0;
  }
  EXPECT_EQ(account().id, "111122223333");
  EXPECT_EQ(users, 14u);
  EXPECT_EQ(account().principals.size() - users, 50u);
  EXPECT_EQ(account().groups.size(), 6u);
}

TEST_F(SampleAccount, IsDescribedPrincipalByPrincipal) {
  const std::string readme = ReadText(kCorpus / "accounts/ml-company/README.md");
  for (const Principal& principal : account().principals) {
    EXPECT_THAT(readme, testing::HasSubstr(Concat({"`", principal.name, "`"})));
  }
  for (const Group& group : account().groups) {
    EXPECT_THAT(readme, testing::HasSubstr(Concat({"`", group.name, "`"})));
  }
}

TEST_F(SampleAccount, RefersToNothingThatIsMissingButOneBoundary) {
  const ManagedPolicies catalog = ManagedPolicies::Embedded();
  std::set<std::string> missing;
  const auto look_up = [&](const Attachment& attachment) {
    if (attachment.policy == kUnresolved && !catalog.FindByArn(attachment.arn).has_value()) {
      missing.emplace(attachment.name.empty() ? attachment.arn : attachment.name);
    }
  };
  for (const Principal& principal : account().principals) {
    for (const Attachment& attachment : principal.attachments) look_up(attachment);
    if (principal.boundary.has_value()) look_up(*principal.boundary);
    for (const GroupMembership& membership : principal.groups) {
      EXPECT_NE(membership.group, kUnresolved) << membership.name;
    }
  }
  ASSERT_EQ(missing.size(), 1u);
  EXPECT_THAT(*missing.begin(), testing::HasSubstr("retired-boundary"));
}

TEST_F(SampleAccount, HasOnlyDocumentsThatIamWouldAccept) {
  const DocumentStore& documents = account().documents;
  for (uint32_t i = 0; i < documents.size(); ++i) {
    EXPECT_FALSE(documents.at(DocumentId{i}).is_invalid) << documents.TextOf(DocumentId{i});
  }
}

TEST(StandalonePolicies, LoadAndAreListedInTheirReadme) {
  const std::string readme = ReadText(kCorpus / "policies/README.md");
  size_t policies = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kCorpus / "policies")) {
    if (entry.path().extension() != ".json") continue;
    ++policies;
    const std::string name = entry.path().filename().string();
    EXPECT_THAT(readme, testing::HasSubstr("`" + name + "`"));
    const LoadResult loaded = LoadOne(entry.path());
    ASSERT_TRUE(loaded.errors.empty()) << loaded.errors[0];
    ASSERT_EQ(loaded.accounts.size(), 1u) << name;
    ASSERT_EQ(loaded.accounts[0].principals.size(), 1u) << name;
    const DocumentStore& documents = loaded.accounts[0].documents;
    EXPECT_FALSE(documents.at(DocumentId{0}).is_invalid) << name;
  }
  EXPECT_GE(policies, 12u);
}

}  // namespace
}  // namespace iamsift
