#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/architecture/include_rules.h"
#include "tests/architecture/source_tree.h"

namespace iamsift {
namespace {

using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

const std::vector<SourceText>& House() {
  static const std::vector<SourceText> kSources = SourcesBelow({"analyzer", "rules", "reports"});
  return kSources;
}

TEST(Architecture, NoIncludeClimbsOrGoesSideways) {
  ASSERT_THAT(House(), Not(IsEmpty()));
  for (const SourceText& source : House()) EXPECT_THAT(ForbiddenIncludes(source), IsEmpty());
}

TEST(Architecture, NoHeaderIncludesAHeavyOne) {
  for (const SourceText& source : House()) EXPECT_THAT(HeavyIncludes(source), IsEmpty());
}

TEST(Architecture, TheEngineAsksNeitherNetworkNorClockNorEnvironment) {
  for (const SourceText& source : House()) EXPECT_THAT(ForbiddenWords(source), IsEmpty());
}

struct IncludeCase {
  std::string_view path, text;
  size_t faults;
  std::string_view because;
};
constexpr IncludeCase kIncludeCases[] = {
    {"analyzer/match/a.cc", "#include \"analyzer/catalog/catalog.h\"\n", 0, "a lower floor"},
    {"analyzer/match/a.cc", "#include \"analyzer/match/b.h\"\n", 0, "its own room"},
    {"analyzer/match/a.cc", "#include <vector>\n", 0, "the standard library"},
    {"analyzer/match/a.cc", "#include \"analyzer/eval/effective.h\"\n", 1, "it climbs"},
    {"analyzer/match/a.cc", "#include \"analyzer/account/account.h\"\n", 1, "it goes sideways"},
    {"analyzer/match/a_test.cc", "#include \"analyzer/account/account.h\"\n", 1,
     "a room's tests stay in the room"},
    {"rules/a/b.cc", "#include \"analyzer/ingest/load.h\"\n", 1, "rules never see ingest"},
    {"rules/a/b.cc", "#include \"analyzer/audit/rule.h\"\n", 0, "a lower floor"},
    {"reports/a.cc", "#include \"analyzer/match/action_set.h\"\n", 1, "reports know plain data"},
    {"reports/a.cc", "#include \"analyzer/finding/finding.h\"\n", 0, "which is this"},
    {"analyzer/eval/a.cc", "#include \"tests/support/golden.h\"\n", 1, "nothing includes tests"},
    {"analyzer/eval/a.cc", "#include \"absl/status/status.h\"\n", 0, "a library"},
    {"analyzer/eval/a.cc", "  #  include \"util/text.h\"\n", 1, "no room, blanks or not"},
};

TEST(ForbiddenIncludes, AreFoundInEveryForm) {
  for (const IncludeCase& c : kIncludeCases) {
    const SourceText source{std::string(c.path), std::string(c.text)};
    EXPECT_THAT(ForbiddenIncludes(source), SizeIs(c.faults)) << c.text << ": " << c.because;
  }
}

constexpr IncludeCase kWordCases[] = {
    {"analyzer/eval/a.cc", "auto x = std::getenv(\"HOME\");", 1, "the environment"},
    {"analyzer/cli/a.cc", "auto x = std::getenv(\"HOME\");", 0, "cli may"},
    {"analyzer/eval/a.cc", "// getenv( in a comment", 0, "comments do nothing"},
    {"analyzer/eval/a.cc", "Say(\"getenv(\");", 0, "text does nothing"},
    {"analyzer/eval/a.cc", "int x = '\"'; getenv(y);", 1, "a quote as a character is no text"},
    {"analyzer/eval/a.cc", "time(nullptr)", 1, "the clock"},
    {"analyzer/ingest/a.cc", "std::chrono::system_clock::now()", 1, "the clock"},
    {"analyzer/ingest/a.cc", "std::ifstream file(path);", 0, "ingest reads"},
    {"analyzer/ingest/a.cc", "std::ofstream file(path);", 1, "but never writes"},
    {"reports/a.cc", "std::ifstream file(path);", 1, "reports touch no files"},
    {"analyzer/eval/a_test.cc", "std::getenv(\"HOME\")", 0, "tests may"},
    {"analyzer/base/a.h", "std::shared_ptr<int> p;", 1, "nobody may"},
};

TEST(ForbiddenWords, AreFoundInCodeAlone) {
  for (const IncludeCase& c : kWordCases) {
    const SourceText source{std::string(c.path), std::string(c.text)};
    EXPECT_THAT(ForbiddenWords(source), SizeIs(c.faults)) << c.text << ": " << c.because;
  }
}

TEST(HeavyIncludes, AreFoundInHeadersAlone) {
  const std::string text = "#include <CLI/CLI.hpp>\n#include <simdjson.h>\n";
  EXPECT_THAT(HeavyIncludes({"analyzer/cli/a.h", text}), SizeIs(2));
  EXPECT_THAT(HeavyIncludes({"analyzer/cli/a.cc", text}), IsEmpty());
}

}  // namespace
}  // namespace iamsift
