#include "reports/terminal/layout.h"

#include <algorithm>

#include "analyzer/base/text.h"
#include "reports/utf8.h"

namespace iamsift {
namespace {

struct Range {
  char32_t first, last;
};

constexpr Range kWide[] = {{0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0xA4CF},
                           {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},
                           {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},   {0x1F300, 0x1F64F},
                           {0x1F680, 0x1F6FF}, {0x1F900, 0x1FAFF}, {0x20000, 0x3FFFD}};
constexpr Range kCombining[] = {{0x300, 0x36F},   {0x483, 0x489},   {0x591, 0x5BD},
                                {0x610, 0x61A},   {0x64B, 0x65F},   {0x1AB0, 0x1AFF},
                                {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}};

template <size_t kSize>
bool IsIn(char32_t c, const Range (&ranges)[kSize]) {
  return std::any_of(std::begin(ranges), std::end(ranges),
                     [&](const Range& range) { return c >= range.first && c <= range.last; });
}

size_t WidthOf(char32_t c) {
  if (c < 0x300) return 1;
  if (IsIn(c, kCombining)) return 0;
  return IsIn(c, kWide) ? 2 : 1;
}

}  // namespace

size_t DisplayWidth(std::string_view text) {
  size_t width = 0;
  while (!text.empty()) width += WidthOf(TakeCodePoint(text));
  return width;
}

std::string Truncated(std::string_view text, size_t width) {
  if (DisplayWidth(text) <= width) return std::string(text);
  constexpr std::string_view kEllipsis = "...";
  if (width <= kEllipsis.size()) return std::string(kEllipsis.substr(0, width));
  const size_t room = width - kEllipsis.size();
  std::string_view rest = text;
  size_t used = 0, kept = 0;
  while (!rest.empty()) {
    used += WidthOf(TakeCodePoint(rest));
    if (used > room) break;
    kept = text.size() - rest.size();
  }
  return Concat({text.substr(0, kept), kEllipsis});
}

std::vector<std::string> Wrapped(std::string_view text, size_t width) {
  std::vector<std::string> lines;
  std::string line;
  size_t used = 0;
  for (const std::string_view word : Split(text, ' ')) {
    if (word.empty()) continue;
    const size_t word_width = DisplayWidth(word);
    if (!line.empty() && used + 1 + word_width > width) {
      lines.push_back(std::move(line));
      line.clear();
      used = 0;
    }
    if (!line.empty()) {
      line += ' ';
      ++used;
    }
    line.append(word);
    used += word_width;
  }
  if (!line.empty()) lines.push_back(std::move(line));
  return lines;
}

std::string_view ShortArn(std::string_view arn) {
  constexpr int kColonsOfAnArn = 5;
  if (!arn.starts_with("arn:")) return arn;
  std::string_view rest = arn;
  for (int i = 0; i < kColonsOfAnArn; ++i) {
    const size_t colon = rest.find(':');
    if (colon == std::string_view::npos) return arn;
    rest.remove_prefix(colon + 1);
  }
  return rest.empty() ? arn : rest;
}

}  // namespace iamsift
