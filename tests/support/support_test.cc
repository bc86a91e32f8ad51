#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>

#include "tests/support/golden.h"
#include "tests/support/program.h"
#include "tests/support/scratch_folder.h"

namespace iamsift {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Golden, FailsAtTheFirstLineThatDiffers) {
  const ScratchFolder scratch;
  const std::string expected = scratch.Put("report.txt", "one\ntwo\nthree\n");
  EXPECT_TRUE(MatchesGolden("one\ntwo\nthree\n", expected));
  const testing::AssertionResult other = MatchesGolden("one\n2\nthree\n", expected);
  EXPECT_FALSE(other);
  EXPECT_THAT(other.message(), HasSubstr(":2\n  expected: two\n  came out: 2"));
}

TEST(Golden, FailsWithoutAnExpectation) {
  const ScratchFolder scratch;
  EXPECT_FALSE(MatchesGolden("", scratch.path() / "absent.txt"));
}

TEST(Program, KeepsBothStreamsAndTheExitCode) {
  const ProgramRun run =
      RunProgram({.command = {"sh", "-c", "cat; echo oops >&2; exit 7"}, .input = "fed"});
  EXPECT_EQ(run.out, "fed");
  EXPECT_EQ(run.err, "oops\n");
  EXPECT_EQ(run.exit_code, 7);
}

TEST(Program, TellsASignalFromAnExit) {
  const ProgramRun run = RunProgram({.command = {"sh", "-c", "kill -9 $$"}});
  EXPECT_EQ(run.exit_code, -1);
  EXPECT_EQ(run.signal, SIGKILL);
}

TEST(Program, RunsInAnEnvironmentOfItsOwn) {
  setenv("IAMSIFT_TEST_LEAK", "1", 1);
  const ProgramRun run = RunProgram(
      {.command = {"sh", "-c", "echo \"$IAMSIFT_TEST_LEAK$GIVEN\""}, .environment = {"GIVEN=2"}});
  EXPECT_EQ(run.out, "2\n");
}

TEST(ShellWords, GroupsWhatQuotesEnclose) {
  EXPECT_THAT(ShellWords("./dev scan 'a b' \"c\"d ''"),
              ElementsAre("./dev", "scan", "a b", "cd", ""));
}

TEST(ScratchFolder, IsGoneWithItsObject) {
  std::filesystem::path path;
  {
    const ScratchFolder scratch;
    path = scratch.path();
    scratch.Put("deep/file", "x");
  }
  EXPECT_FALSE(std::filesystem::exists(path));
}

}  // namespace
}  // namespace iamsift
