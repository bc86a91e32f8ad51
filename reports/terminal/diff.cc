#include "reports/terminal/diff.h"

#include <algorithm>
#include <span>
#include <string>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

using Lines = std::span<const std::string_view>;

constexpr size_t kContext = 3;
constexpr size_t kMostCells = size_t{8} << 20;  // of the table of common lengths

std::vector<std::string_view> LinesOf(std::string_view text) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  if (text.empty()) return {};
  return Split(text, '\n');
}

size_t CommonPrefix(Lines a, Lines b) {
  return static_cast<size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first -
                             a.begin());
}

size_t CommonSuffix(Lines a, Lines b) {
  return static_cast<size_t>(std::mismatch(a.rbegin(), a.rend(), b.rbegin(), b.rend()).first -
                             a.rbegin());
}

void AppendAll(std::vector<DiffLine>& diff, LineChange change, Lines lines) {
  for (const std::string_view line : lines) diff.push_back({change, line});
}

// Row i, column j: the longest common subsequence of before[i..] and after[j..].
std::vector<uint32_t> CommonLengths(Lines before, Lines after) {
  const size_t columns = after.size() + 1;
  std::vector<uint32_t> lengths((before.size() + 1) * columns);
  for (size_t i = before.size(); i-- > 0;) {
    for (size_t j = after.size(); j-- > 0;) {
      uint32_t* const cell = &lengths[i * columns + j];
      *cell = before[i] == after[j] ? cell[columns + 1] + 1 : std::max(cell[columns], cell[1]);
    }
  }
  return lengths;
}

void AppendMiddle(std::vector<DiffLine>& diff, Lines before, Lines after) {
  size_t i = 0, j = 0;
  if ((before.size() + 1) * (after.size() + 1) <= kMostCells) {
    const size_t columns = after.size() + 1;
    const std::vector<uint32_t> lengths = CommonLengths(before, after);
    while (i < before.size() && j < after.size()) {
      if (before[i] == after[j]) {
        diff.push_back({LineChange::kKept, before[i++]});
        ++j;
      } else if (lengths[(i + 1) * columns + j] >= lengths[i * columns + j + 1]) {
        diff.push_back({LineChange::kRemoved, before[i++]});
      } else {
        diff.push_back({LineChange::kAdded, after[j++]});
      }
    }
  }
  AppendAll(diff, LineChange::kRemoved, before.subspan(i));
  AppendAll(diff, LineChange::kAdded, after.subspan(j));
}

// A run of lines to show, and where it begins in both texts.
struct Hunk {
  size_t begin = 0, end = 0;  // in the diff
};

std::vector<Hunk> HunksOf(const std::vector<DiffLine>& diff) {
  std::vector<Hunk> hunks;
  for (size_t i = 0; i < diff.size(); ++i) {
    if (diff[i].change == LineChange::kKept) continue;
    const size_t begin = i < kContext ? 0 : i - kContext;
    const size_t end = std::min(i + kContext + 1, diff.size());
    if (!hunks.empty() && begin <= hunks.back().end) {
      hunks.back().end = end;
    } else {
      hunks.push_back({begin, end});
    }
  }
  return hunks;
}

size_t CountWithout(std::span<const DiffLine> lines, LineChange change) {
  return static_cast<size_t>(std::count_if(
      lines.begin(), lines.end(), [&](const DiffLine& line) { return line.change != change; }));
}

// "12,7": where a hunk begins in one of the texts and how many of its lines it shows.
std::string RangeOf(std::span<const DiffLine> diff, const Hunk& hunk, LineChange of_the_other) {
  const size_t before = CountWithout(diff.subspan(0, hunk.begin), of_the_other);
  const size_t lines = CountWithout(diff.subspan(hunk.begin, hunk.end - hunk.begin), of_the_other);
  return Concat({std::to_string(lines == 0 ? before : before + 1), ",", std::to_string(lines)});
}

void PrintDiffLine(const DiffLine& line, Page& page) {
  switch (line.change) {
    case LineChange::kKept:
      page.Line(0, {{" "}, {line.text}});
      return;
    case LineChange::kRemoved:
      page.Line(0, {{Concat({"-", line.text}), Ink::kRed}});
      return;
    case LineChange::kAdded:
      page.Line(0, {{Concat({"+", line.text}), Ink::kGreen}});
      return;
  }
}

}  // namespace

std::vector<DiffLine> DiffLines(std::string_view before, std::string_view after) {
  const std::vector<std::string_view> old_lines = LinesOf(before), new_lines = LinesOf(after);
  Lines old_rest = old_lines, new_rest = new_lines;
  const size_t prefix = CommonPrefix(old_rest, new_rest);
  old_rest = old_rest.subspan(prefix);
  new_rest = new_rest.subspan(prefix);
  const size_t suffix = CommonSuffix(old_rest, new_rest);

  std::vector<DiffLine> diff;
  AppendAll(diff, LineChange::kKept, Lines(old_lines).subspan(0, prefix));
  AppendMiddle(diff, old_rest.subspan(0, old_rest.size() - suffix),
               new_rest.subspan(0, new_rest.size() - suffix));
  AppendAll(diff, LineChange::kKept, old_rest.subspan(old_rest.size() - suffix));
  return diff;
}

void PrintDiff(std::string_view before, std::string_view after, size_t max_lines, Page& page) {
  const std::vector<DiffLine> diff = DiffLines(before, after);
  size_t printed = 0, left = 0;
  for (const Hunk& hunk : HunksOf(diff)) {
    if (printed < max_lines) {
      page.Line(0, {{Concat({"@@ -", RangeOf(diff, hunk, LineChange::kAdded), " +",
                             RangeOf(diff, hunk, LineChange::kRemoved), " @@"}),
                     Ink::kMagenta}});
    }
    for (size_t i = hunk.begin; i < hunk.end; ++i) {
      if (printed == max_lines) {
        ++left;
        continue;
      }
      PrintDiffLine(diff[i], page);
      ++printed;
    }
  }
  if (left > 0) page.Line(0, {{Concat({"and ", Counted(left, "more line")}), Ink::kDim}});
}

}  // namespace iamsift
