#include "analyzer/ingest/files/find.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "analyzer/base/status.h"

namespace iamsift {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class FindTest : public testing::Test {
 protected:
  void SetUp() override {
    const auto* const test = testing::UnitTest::GetInstance()->current_test_info();
    root_ = fs::path(testing::TempDir()) / "iamsift-find" / test->name();
    fs::remove_all(root_);
    fs::create_directories(root_);
  }
  void TearDown() override { fs::remove_all(root_); }

  void Write(std::string_view name) {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name) << "{}";
  }

  std::vector<std::string> PathsUnder(const FoundInputs& found) const {
    std::vector<std::string> paths;
    for (const FoundInput& input : found.inputs) {
      paths.push_back(fs::path(input.path).lexically_relative(root_).string());
    }
    return paths;
  }

  fs::path root_;
};

TEST_F(FindTest, WalksInTheOrderOfNamesAndSkipsWhatIsNotOurs) {
  for (const std::string_view name :
       {"b.json", "a/z.yaml", "a/y.json.gz", "a/readme.md", "node_modules/x.json", ".git/x.json",
        ".terraform/x.json", "cdk.out/x.json", ".venv/x.json", "c.ZIP", "d.tar.zst", "e.jsonc"}) {
    Write(name);
  }
  const FoundInputs found = FindInputs({root_.string()});
  EXPECT_THAT(PathsUnder(found),
              ElementsAre("a/y.json.gz", "a/z.yaml", "b.json", "c.ZIP", "d.tar.zst", "e.jsonc"));
  EXPECT_EQ(found.inputs[0].origin, InputOrigin::kFound);
}

TEST_F(FindTest, EntersASkippedFolderThatIsNamed) {
  Write("node_modules/x.json");
  EXPECT_THAT(FindInputs({(root_ / "node_modules").string()}).inputs, SizeIs(1));
}

TEST_F(FindTest, FollowsNoLinkOutOfTheFolder) {
  Write("outside/secret.json");
  Write("inside/a.json");
  fs::create_symlink(root_ / "outside/secret.json", root_ / "inside/link.json");
  fs::create_directory_symlink(root_ / "outside", root_ / "inside/folder");
  fs::create_directory_symlink(root_ / "inside", root_ / "inside/loop");
  fs::create_symlink(root_ / "inside/a.json", root_ / "inside/same.json");
  const FoundInputs found = FindInputs({(root_ / "inside").string()});
  EXPECT_THAT(PathsUnder(found), ElementsAre("inside/a.json"));
  ASSERT_THAT(found.notes, SizeIs(2));
  EXPECT_THAT(found.notes[0].message, HasSubstr("inside/folder"));
  EXPECT_THAT(found.notes[1].message, HasSubstr("inside/link.json"));
}

TEST_F(FindTest, TakesNamedFilesAsTheyAre) {
  Write("any.thing");
  const FoundInputs found = FindInputs({(root_ / "any.thing").string(), "-"});
  ASSERT_THAT(found.inputs, SizeIs(2));
  EXPECT_EQ(found.inputs[0].origin, InputOrigin::kNamed);
  EXPECT_EQ(found.inputs[1].path, "-");
}

TEST_F(FindTest, NamesWhatIsNotThere) {
  const FoundInputs found = FindInputs({"no/such/file"});
  EXPECT_THAT(found.inputs, IsEmpty());
  ASSERT_THAT(found.errors, SizeIs(1));
  EXPECT_EQ(MessageOf(found.errors[0]), "no/such/file: no such file or folder");
}

}  // namespace
}  // namespace iamsift
