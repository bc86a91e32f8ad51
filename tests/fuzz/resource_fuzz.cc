// The input is a Resource pattern, a newline and an ARN. The matcher must agree with the plain one,
// and the automata with both: a pattern that holds the ARN contains it and meets it.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "analyzer/base/check.h"
#include "analyzer/match/resource_pattern.h"
#include "analyzer/policy/json_fault.h"
#include "tests/reference/matching.h"

namespace iamsift {
namespace {

constexpr size_t kLongest = 256;

bool IsUtf8(std::string_view text) {
  while (!text.empty()) {
    const size_t length = Utf8CharacterLength(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

bool MatchesPlainly(std::string_view pattern, std::string_view arn) {
  const reference::Context context;
  reference::Request request;
  request.action = "none:None";
  request.resource = arn;
  const auto symbols = reference::ParsePattern(pattern, {.are_known = false, .context = context});
  return symbols && reference::ResourceMatches(*symbols, request);
}

void Feed(std::string_view input) {
  const size_t newline = input.find('\n');
  if (newline == std::string_view::npos || input.size() > kLongest || !IsUtf8(input)) return;
  const std::string_view pattern = input.substr(0, newline);
  const std::string_view arn = input.substr(newline + 1);
  if (arn.empty() || pattern.empty()) return;
  const ResourcePattern compiled = CompileResourcePattern(pattern, LanguageVersion::k2008);
  const bool matches = MatchesArn(compiled, arn);
  IAMSIFT_CHECK(matches == MatchesPlainly(pattern, arn));
  // As a pattern, the ARN stands for itself when it holds no wildcard.
  if (arn.find_first_of("*?") != std::string_view::npos) return;
  if (std::count(arn.begin(), arn.end(), ':') < 5) return;
  const ResourcePattern itself = CompileResourcePattern(arn, LanguageVersion::k2008);
  IAMSIFT_CHECK(ContainsPattern({compiled}, itself) == matches);
  IAMSIFT_CHECK(PatternsMeet(compiled, itself) == matches);
}

}  // namespace
}  // namespace iamsift

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  iamsift::Feed({reinterpret_cast<const char*>(data), size});
  return 0;
}
