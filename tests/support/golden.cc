#include "tests/support/golden.h"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>

namespace iamsift {
namespace {

namespace fs = std::filesystem;

std::optional<std::string> BytesOf(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

struct Line {
  size_t number = 1;
  std::string_view text;
};

// The line of `text` that holds the byte `offset`.
Line LineAt(std::string_view text, size_t offset) {
  Line line;
  size_t begin = 0;
  for (size_t i = 0; i < offset && i < text.size(); ++i) {
    if (text[i] != '\n') continue;
    ++line.number;
    begin = i + 1;
  }
  line.text = text.substr(begin, text.find('\n', begin) - begin);
  return line;
}

size_t FirstDifference(std::string_view a, std::string_view b) {
  size_t same = 0;
  while (same < a.size() && same < b.size() && a[same] == b[same]) ++same;
  return same;
}

bool WantsUpdate() {
  const char* const wanted = std::getenv("UPDATE_GOLDEN");
  return wanted != nullptr && std::string_view(wanted) == "1";
}

}  // namespace

testing::AssertionResult MatchesGolden(std::string_view actual, const fs::path& expected) {
  const std::optional<std::string> wanted = BytesOf(expected);
  if (wanted && *wanted == actual) return testing::AssertionSuccess();
  if (WantsUpdate()) {
    WriteFile(expected, actual);
    return testing::AssertionSuccess();
  }
  const std::string how = "\nUPDATE_GOLDEN=1 writes what came out";
  if (!wanted) return testing::AssertionFailure() << expected << " cannot be read" << how;
  const size_t same = FirstDifference(*wanted, actual);
  const Line line = LineAt(*wanted, same);
  return testing::AssertionFailure()
         << expected << ":" << line.number << "\n  expected: " << line.text
         << "\n  came out: " << LineAt(actual, same).text << how;
}

std::string ReadFile(const fs::path& path) {
  std::optional<std::string> bytes = BytesOf(path);
  if (!bytes) ADD_FAILURE() << path << " cannot be read";
  return bytes.value_or("");
}

void WriteFile(const fs::path& path, std::string_view bytes) {
  if (path.has_parent_path()) fs::create_directories(path.parent_path());
  std::ofstream file(path, std::ios::binary);
  file << bytes;
  file.close();
  if (!file) ADD_FAILURE() << path << " cannot be written";
}

}  // namespace iamsift
