#pragma once

// Expectations that are kept in files. UPDATE_GOLDEN=1 writes what came out in place of what was
// expected; the difference is then read in the version control.

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <string_view>

namespace iamsift {

// Whether `actual` is what the file holds; a failure shows the first line that differs.
testing::AssertionResult MatchesGolden(std::string_view actual,
                                       const std::filesystem::path& expected);

// The file's bytes; a test failure when it cannot be read.
std::string ReadFile(const std::filesystem::path& path);

void WriteFile(const std::filesystem::path& path, std::string_view bytes);

}  // namespace iamsift
