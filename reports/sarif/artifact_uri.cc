#include "reports/sarif/artifact_uri.h"

#include <vector>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

constexpr std::string_view kKept = "/-._~!@+,=";
constexpr char kHex[] = "0123456789ABCDEF";

bool IsKept(char c) {
  const bool is_letter = AsciiLower(c) >= 'a' && AsciiLower(c) <= 'z';
  return is_letter || IsAsciiDigit(c) || kKept.find(c) != std::string_view::npos;
}

std::string PercentEncoded(std::string_view path) {
  std::string encoded;
  for (const char c : path) {
    if (IsKept(c)) {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded += '%';
    encoded += kHex[byte >> 4];
    encoded += kHex[byte & 15];
  }
  return encoded;
}

std::string_view WithoutRoot(std::string_view path, std::string_view root) {
  while (root.ends_with('/')) root.remove_suffix(1);
  const bool is_below = !root.empty() && path.size() > root.size() && path.starts_with(root) &&
                        path[root.size()] == '/';
  return is_below ? path.substr(root.size() + 1) : path;
}

// Without empty and `.` segments, and without `..` where something stands before it to leave.
std::vector<std::string_view> Segments(std::string_view path) {
  std::vector<std::string_view> segments;
  for (const std::string_view segment : Split(path, '/')) {
    if (segment.empty() || segment == ".") continue;
    const bool can_leave = !segments.empty() && segments.back() != "..";
    if (segment == ".." && can_leave) {
      segments.pop_back();
    } else {
      segments.push_back(segment);
    }
  }
  return segments;
}

}  // namespace

ArtifactUri MakeArtifactUri(std::string_view path, std::string_view source_root) {
  const std::string_view relative = WithoutRoot(path, source_root);
  const std::vector<std::string_view> segments = Segments(relative);
  const std::string encoded = PercentEncoded(Join(segments, "/"));
  if (relative.starts_with('/')) return {.uri = "file:///" + encoded, .is_below_root = false};
  const bool climbs = !segments.empty() && segments[0] == "..";
  return {.uri = encoded.empty() ? "." : encoded, .is_below_root = !climbs};
}

}  // namespace iamsift
