#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/architecture/source_tree.h"
#include "tests/support/golden.h"

namespace iamsift {
namespace {

namespace fs = std::filesystem;

constexpr int kLongestFile = 800;
constexpr int kLongestRule = 150;
constexpr int kLongestReadme = 30;

const fs::path& Root() {
  static const fs::path kRoot(IAMSIFT_SOURCE_DIR);
  return kRoot;
}

const std::vector<SourceText>& Everything() {
  static const std::vector<SourceText> kSources =
      SourcesBelow({"analyzer", "rules", "reports", "corpus", "tests", "bench"});
  return kSources;
}

bool IsRule(const SourceText& source) {
  return source.path.starts_with("rules/") && !source.IsTest() && !source.IsHeader() &&
         source.text.find("constinit const Rule ") != std::string::npos;
}

TEST(Files, AreNeverTooLong) {
  for (const SourceText& source : Everything()) {
    EXPECT_LE(source.LineCount(), IsRule(source) ? kLongestRule : kLongestFile) << source.path;
  }
}

TEST(Headers, AreIncludedOnce) {
  for (const SourceText& source : Everything()) {
    if (!source.IsHeader()) continue;
    EXPECT_TRUE(source.text.starts_with("#pragma once\n")) << source.path;
  }
}

TEST(Folders, NameWhatTheyHold) {
  static const std::set<std::string, std::less<>> kNothing = {
      "util", "utils", "common", "helper", "helpers", "misc", "lib", "core", "shared"};
  for (const SourceText& source : Everything()) {
    const fs::path folders = fs::path(source.path).parent_path();
    for (const fs::path& folder : folders) {
      EXPECT_FALSE(kNothing.contains(folder.string())) << source.path;
    }
  }
}

std::set<std::string> RoomFolders() {
  std::set<std::string> rooms;
  for (const SourceText& source : SourcesBelow({"analyzer", "reports"})) {
    const size_t depth = source.path.starts_with("analyzer/") ? std::string("analyzer/").size() : 0;
    rooms.insert(source.path.substr(0, source.path.find('/', depth)));
  }
  return rooms;
}

TEST(Rooms, StandOnAFloor) {
  for (const std::string& folder : RoomFolders()) {
    EXPECT_GE(FloorOf(RoomOf(folder + "/x.h")), 0) << folder << " is on no floor";
  }
}

TEST(Rooms, SayInAShortReadmeWhatTheyAnswer) {
  for (const std::string& folder : RoomFolders()) {
    const fs::path readme = Root() / folder / "README.md";
    EXPECT_TRUE(fs::exists(readme)) << folder << " lacks its README.md";
    if (!fs::exists(readme)) continue;
    const std::string text = ReadFile(readme);
    EXPECT_LE(std::count(text.begin(), text.end(), '\n'), kLongestReadme) << readme;
  }
}

}  // namespace
}  // namespace iamsift
