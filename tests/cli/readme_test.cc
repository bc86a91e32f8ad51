// The README shows real output: every `$ iamsift ...` in it is run and compared with what follows
// it, up to a line of dots, which stands for the rest.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/golden.h"
#include "tests/support/program.h"

namespace iamsift {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

const std::filesystem::path kRoot(IAMSIFT_SOURCE_DIR);

struct Example {
  std::string command;
  std::string output;
  bool is_cut = false;  // the output goes on after what is shown
};

// The commands of all ```console blocks.
std::vector<Example> ExamplesOf(const std::string& markdown) {
  std::vector<Example> examples;
  std::istringstream lines(markdown);
  bool is_inside = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("```")) {
      is_inside = line == "```console";
    } else if (is_inside && line.starts_with("$ ")) {
      examples.push_back({line.substr(2), ""});
    } else if (is_inside && !examples.empty() && line == "...") {
      examples.back().is_cut = true;
    } else if (is_inside && !examples.empty() && !examples.back().is_cut) {
      examples.back().output += line + "\n";
    }
  }
  return examples;
}

// Both streams, as a terminal would show them.
std::string OutputOf(const std::string& command) {
  const std::string shell = std::string("iamsift() { ") + IAMSIFT_BINARY + " \"$@\"; }\n" + command;
  return RunProgram({.command = {"bash", "-c", "exec 2>&1\n" + shell}, .folder = kRoot.string()})
      .out;
}

TEST(Readme, OpensWithTheTwoCommands) {
  std::vector<std::string> commands;
  for (const Example& example : ExamplesOf(ReadFile(kRoot / "README.md"))) {
    commands.push_back(example.command);
  }
  ASSERT_THAT(commands, Not(IsEmpty()));
  EXPECT_EQ(commands.front(), "./dev scan");
  EXPECT_THAT(commands, Contains("./dev test"));
}

TEST(Readme, ShowsWhatTheProgramPrints) {
  for (const Example& example : ExamplesOf(ReadFile(kRoot / "README.md"))) {
    if (!example.command.starts_with("iamsift ")) continue;
    const std::string output = OutputOf(example.command);
    if (example.is_cut) {
      EXPECT_THAT(output, StartsWith(example.output)) << example.command;
    } else {
      EXPECT_EQ(output, example.output) << example.command;
    }
  }
}

TEST(Readme, NamesFilesThatExist) {
  const std::string text = ReadFile(kRoot / "README.md");
  for (size_t at = text.find("]("); at != std::string::npos; at = text.find("](", at + 1)) {
    const std::string target = text.substr(at + 2, text.find(')', at) - at - 2);
    if (target.starts_with("http")) continue;
    EXPECT_TRUE(std::filesystem::exists(kRoot / target)) << target;
  }
}

}  // namespace
}  // namespace iamsift
