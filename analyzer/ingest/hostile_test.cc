// Inputs that are broken on purpose: each gives an error with its place, or is read without harm.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/ingest/load.h"

namespace iamsift {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

const std::string kFolder = Concat({IAMSIFT_SOURCE_DIR, "/corpus/hostile"});

std::string ReadWhole(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// The one error of an input, "-" without any.
std::string ErrorOf(const std::string& name, std::string bytes) {
  std::vector<NamedBytes> files;
  files.push_back({name, std::move(bytes)});
  const LoadResult result = LoadBytes(std::move(files), {});
  if (result.errors.empty()) return result.accounts.empty() ? "nothing was read" : "-";
  EXPECT_THAT(result.accounts, IsEmpty()) << name << ": half a result";
  EXPECT_THAT(result.errors, SizeIs(1)) << name;
  return MessageOf(result.errors[0]);
}

std::map<std::string, std::string> ReadExpectations() {
  std::map<std::string, std::string> expected;
  const std::string table = ReadWhole(kFolder + "/expected.tsv");
  for (const std::string_view line : Split(table, '\n')) {
    const std::vector<std::string_view> cells = Split(line, '\t');
    if (cells.size() == 2) expected.emplace(cells[0], cells[1]);
  }
  return expected;
}

TEST(Hostile, EveryInputSaysWhatIsWrongWithIt) {
  std::map<std::string, std::string> expected = ReadExpectations();
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    const std::string name = entry.path().filename().string();
    if (name == "README.md" || name == "expected.tsv") continue;
    EXPECT_EQ(ErrorOf(name, ReadWhole(entry.path())), expected[name]) << name;
    expected.erase(name);
  }
  EXPECT_THAT(expected, IsEmpty()) << "expected.tsv names inputs that are not there";
}

TEST(Hostile, NoCutAndNoFlippedByteCrashesTheReader) {
  for (const std::string_view name : {"authz.cli.json", "authz.raw.pages.ndjson"}) {
    const std::string whole =
        ReadWhole(Concat({IAMSIFT_SOURCE_DIR, "/corpus/accounts/shapes/", name}));
    for (size_t at = 0; at < whole.size(); at += 101) {
      ErrorOf("cut.json", whole.substr(0, at));
      std::string flipped = whole;
      flipped[at] = static_cast<char>(flipped[at] ^ 0x02);
      std::vector<NamedBytes> files;
      files.push_back({"flipped.json", std::move(flipped)});
      const LoadResult result = LoadBytes(std::move(files), {});
      EXPECT_TRUE(result.errors.empty() || result.accounts.empty()) << at;
    }
  }
}

TEST(Hostile, DepthIsLimitedWhereverItStands) {
  const std::string deep(200'000, '[');
  EXPECT_EQ(ErrorOf("deep.json", deep), "deep.json:1:513: nested deeper than 512 levels");
  EXPECT_EQ(ErrorOf("x.json", Concat({R"({"New": )", deep, R"(, "RoleDetailList": []})"})),
            "x.json:1:520: nested deeper than 512 levels");
  EXPECT_EQ(ErrorOf("x.json", Concat({R"({"RoleDetailList": [{"New": )", deep})),
            "x.json:1:538: nested deeper than 512 levels");
}

TEST(Hostile, AMillionSmallPagesAreReadInOneGo) {
  std::string pages;
  for (int i = 0; i < 20'000; ++i) pages += "{\"RoleDetailList\":[]}\n";
  EXPECT_EQ(ErrorOf("pages.ndjson", std::move(pages)), "-");
}

TEST(Hostile, ALongListAndALongNameAreOnlyLong) {
  std::string actions = "\"s3:GetObject\"";
  for (int i = 0; i < 100'000; ++i) actions += ",\"s3:GetObject\"";
  EXPECT_EQ(ErrorOf("p.json", Concat({R"({"Statement": {"Effect": "Allow", "Action": [)", actions,
                                      R"(], "Resource": "*"}})"})),
            "-");
  EXPECT_EQ(ErrorOf("x.json", Concat({R"({"RoleDetailList": [{"RoleName": ")",
                                      std::string(1'000'000, 'a'), R"("}]})"})),
            "-");
}

}  // namespace
}  // namespace iamsift
