// The input is a pattern, a newline and a text. The matcher must agree with a slow and obvious one.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "analyzer/base/check.h"
#include "analyzer/base/text.h"
#include "analyzer/match/action_set.h"

namespace iamsift {
namespace {

constexpr size_t kLongest = 64;

// reachable[i]: the pattern so far can take the first i characters.
bool MatchesByTable(std::string_view pattern, std::string_view text) {
  std::vector<bool> reachable(text.size() + 1, false);
  reachable[0] = true;
  for (const char p : pattern) {
    std::vector<bool> next(text.size() + 1, false);
    if (p == '*') next[0] = reachable[0];
    for (size_t i = 1; i <= text.size(); ++i) {
      const bool takes_one = p == '?' || AsciiLower(p) == AsciiLower(text[i - 1]);
      next[i] = p == '*' ? reachable[i] || next[i - 1] : takes_one && reachable[i - 1];
    }
    reachable = next;
  }
  return reachable[text.size()];
}

void Feed(std::string_view input) {
  static const Catalog catalog = Catalog::Embedded();
  const size_t newline = input.find('\n');
  if (newline == std::string_view::npos || input.size() > 2 * kLongest) return;
  const std::string_view pattern = input.substr(0, newline);
  const std::string_view text = input.substr(newline + 1);
  IAMSIFT_CHECK(GlobMatchesIgnoreCase(pattern, text) == MatchesByTable(pattern, text));

  const ActionPattern compiled = CompileActionPattern(catalog, pattern);
  const auto action = catalog.FindAction(text);
  if (!action || compiled.is_malformed) return;
  const bool is_everything = compiled.is_everything;
  IAMSIFT_CHECK(compiled.Contains(*action) == (is_everything || MatchesByTable(pattern, text)));
}

}  // namespace
}  // namespace iamsift

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  iamsift::Feed({reinterpret_cast<const char*>(data), size});
  return 0;
}
