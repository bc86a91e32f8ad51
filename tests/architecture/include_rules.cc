#include "tests/architecture/include_rules.h"

#include <re2/re2.h>

#include <algorithm>
#include <span>
#include <string_view>

namespace iamsift {
namespace {

std::string At(const SourceText& source, int line, const std::string& what) {
  return source.path + ":" + std::to_string(line) + ": " + what;
}

// Reports know plain data alone; rules never see how the input was read.
bool IsClosedTo(std::string_view room, std::string_view included) {
  if (room == "reports") return included != "base" && included != "finding";
  if (room == "rules") return included == "ingest";
  return false;
}

// Prefixes of include paths.
constexpr std::string_view kHeavy[] = {"simdjson", "nlohmann/", "CLI/", "re2/", "gmock/"};
constexpr std::string_view kLibraries[] = {"absl/",  "benchmark/", "CLI/", "gmock/",
                                           "gtest/", "nlohmann/",  "re2/", "simdjson.h"};

bool StartsWithOneOf(std::string_view path, std::span<const std::string_view> prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](std::string_view prefix) { return path.starts_with(prefix); });
}

struct ForbiddenWord {
  std::string_view expression;
  std::string_view why;
  std::vector<std::string_view> allowed_rooms;
};

const std::vector<ForbiddenWord>& ForbiddenWordList() {
  static const std::vector<ForbiddenWord> kWords = {
      {R"(\b(socket|connect|gethostbyname|getaddrinfo)\s*\()", "the program has no network", {}},
      {R"(<(sys/socket|netdb|curl/curl)(\.h)?>)", "the program has no network", {}},
      {R"(\b(setlocale|std::locale)\b)", "the program has no locale", {}},
      {R"(\b(secure_)?(getenv|setenv)\s*\()", "the environment is read in cli alone", {"cli"}},
      {R"(\b(system_clock|steady_clock|gettimeofday|clock_gettime|localtime\w*|gmtime\w*)\b)",
       "the clock is read in cli alone",
       {"cli"}},
      {R"(\btime\s*\(\s*(nullptr|NULL|0|&))", "the clock is read in cli alone", {"cli"}},
      {R"(\b(random_device|mt19937\w*|rand)\b)", "equal inputs give equal bytes", {}},
      {R"(\b(ofstream|O_WRONLY|O_RDWR|fwrite|mkdir|unlink|rename)\b)",
       "files are written in cli alone",
       {"cli"}},
      {R"(\b(ifstream|fopen|O_RDONLY|directory_iterator)\b)",
       "files are read in ingest and cli alone",
       {"cli", "ingest"}},
      {R"(\bshared_ptr\b)", "between rooms go ids, spans and views", {}},
      {R"(\bstd::(w?s?c?regex)\b)", "IAM wildcards are no regular expressions", {}},
  };
  return kWords;
}

// Programs that build the house are no part of it.
bool IsBuildTool(const SourceText& source) {
  return source.path.ends_with("_main.cc") || source.path.ends_with("/catalogc.cc") ||
         source.path.starts_with("analyzer/catalog/writer/");
}

void FindWord(const SourceText& source, const std::string& code, const ForbiddenWord& word,
              std::vector<std::string>& found) {
  const RE2 expression("(" + std::string(word.expression) + ")");
  re2::StringPiece rest(code);
  for (std::string match; RE2::FindAndConsume(&rest, expression, &match);) {
    const auto line = std::count(code.data(), rest.data(), '\n') + 1;
    found.push_back(At(source, static_cast<int>(line), match + ": " + std::string(word.why)));
  }
}

}  // namespace

std::vector<std::string> ForbiddenIncludes(const SourceText& source) {
  const std::string_view room = RoomOf(source.path);
  std::vector<std::string> found;
  for (const Include& include : source.Includes()) {
    if (!include.is_own || StartsWithOneOf(include.path, kLibraries)) continue;
    const std::string_view other = RoomOf(include.path);
    if (other == room) continue;
    if (FloorOf(other) < 0) {
      // A test may use what stands outside the house; the house itself may not.
      if (!source.IsTest()) found.push_back(At(source, include.line, include.path + " is no room"));
    } else if (FloorOf(other) >= FloorOf(room)) {
      found.push_back(At(source, include.line, include.path + " is not on a lower floor"));
    } else if (IsClosedTo(room, other) && !source.IsTest()) {
      found.push_back(At(source, include.line, include.path + " is closed to this room"));
    }
  }
  return found;
}

std::vector<std::string> HeavyIncludes(const SourceText& source) {
  std::vector<std::string> found;
  if (!source.IsHeader()) return found;
  for (const Include& include : source.Includes()) {
    const bool is_heavy = StartsWithOneOf(include.path, kHeavy);
    if (is_heavy)
      found.push_back(At(source, include.line, include.path + " belongs in a .cc file"));
  }
  return found;
}

std::vector<std::string> ForbiddenWords(const SourceText& source) {
  std::vector<std::string> found;
  if (source.IsTest() || IsBuildTool(source)) return found;
  const std::string_view room = RoomOf(source.path);
  const std::string code = source.Code();
  for (const ForbiddenWord& word : ForbiddenWordList()) {
    const auto& rooms = word.allowed_rooms;
    if (std::find(rooms.begin(), rooms.end(), room) == rooms.end()) {
      FindWord(source, code, word, found);
    }
  }
  return found;
}

}  // namespace iamsift
