// The help is documentation: its pages are kept, and every example in them is run.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/golden.h"
#include "tests/support/program.h"

namespace iamsift {
namespace {

const std::filesystem::path kPages = std::filesystem::path(IAMSIFT_SOURCE_DIR) / "tests/cli/help";

std::vector<std::string> Command(const std::string& line) {
  std::vector<std::string> command = ShellWords(line);
  command.insert(command.begin(), IAMSIFT_BINARY);
  return command;
}

// File name of a page and what follows `iamsift`.
struct Page {
  std::string file, line;
};

const std::vector<Page>& Pages() {
  static const std::vector<Page> kAll = {
      {"iamsift.txt", "--help"},
      {"scan.txt", "scan --help"},
      {"effective.txt", "effective --help"},
      {"can.txt", "can --help"},
      {"who-can.txt", "who-can --help"},
      {"paths.txt", "paths --help"},
      {"compare.txt", "compare --help"},
      {"check-no-new-access.txt", "check no-new-access --help"},
      {"check-access-not-granted.txt", "check access-not-granted --help"},
      {"check-no-public-access.txt", "check no-public-access --help"},
      {"check-certificate.txt", "check certificate --help"},
      {"narrow.txt", "narrow --help"},
      {"eval.txt", "eval --help"},
      {"expand.txt", "expand --help"},
      {"shrink.txt", "shrink --help"},
      {"rules.txt", "rules --help"},
      {"explain.txt", "explain --help"},
      {"baseline-create.txt", "baseline create --help"},
      {"catalog-info.txt", "catalog info --help"},
      {"inputs.txt", "inputs --help"},
      {"org-pack.txt", "org pack --help"},
      {"collect-script.txt", "collect-script --help"},
      {"version.txt", "version --help"},
  };
  return kAll;
}

TEST(Help, IsAsItsPagesSay) {
  for (const Page& page : Pages()) {
    const ProgramRun run = RunProgram({.command = Command(page.line)});
    EXPECT_EQ(run.exit_code, 0) << page.line;
    EXPECT_EQ(run.err, "") << page.line;
    EXPECT_TRUE(MatchesGolden(run.out, kPages / page.file)) << page.line;
  }
}

TEST(Help, HasAPageForEveryVerbOfTheOverview) {
  const std::string overview = ReadFile(kPages / "iamsift.txt");
  const size_t begin = overview.find("Verbs:\n") + std::string("Verbs:\n").size();
  const std::string verbs = overview.substr(begin, overview.find("\n\n", begin) - begin);
  const auto lines = std::count(verbs.begin(), verbs.end(), '\n') + 1;
  EXPECT_EQ(static_cast<size_t>(lines) + 1, Pages().size());
}

}  // namespace
}  // namespace iamsift
