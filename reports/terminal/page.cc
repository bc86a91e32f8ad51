#include "reports/terminal/page.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "analyzer/base/text.h"
#include "reports/terminal/layout.h"
#include "reports/utf8.h"

namespace iamsift {
namespace {

constexpr size_t kLeastWidth = 40;

std::string_view CodeOf(Ink ink) {
  switch (ink) {
    case Ink::kPlain:
      return "";
    case Ink::kBold:
      return "1";
    case Ink::kDim:
      return "2";
    case Ink::kRedBold:
      return "1;31";
    case Ink::kRed:
      return "31";
    case Ink::kYellow:
      return "33";
    case Ink::kCyan:
      return "36";
    case Ink::kGreen:
      return "32";
    case Ink::kMagenta:
      return "35";
  }
  return "";
}

}  // namespace

Ink InkOf(Severity severity) {
  switch (severity) {
    case Severity::kCritical:
      return Ink::kRedBold;
    case Severity::kHigh:
    case Severity::kError:
      return Ink::kRed;
    case Severity::kMedium:
    case Severity::kWarning:
      return Ink::kYellow;
    case Severity::kLow:
    case Severity::kNote:
      return Ink::kCyan;
    case Severity::kInfo:
      return Ink::kDim;
  }
  return Ink::kPlain;
}

Page::Page(size_t width, Colour colour) : width_(std::max(width, kLeastWidth)), colour_(colour) {}

std::string Page::Painted(Inked part) const {
  std::string visible = VisibleText(part.text);
  if (colour_ == Colour::kNever || part.ink == Ink::kPlain || visible.empty()) return visible;
  return Concat({"\x1b[", CodeOf(part.ink), "m", visible, "\x1b[0m"});
}

void Page::Line(size_t indent, std::initializer_list<Inked> parts) {
  out_.append(indent, ' ');
  for (const Inked& part : parts) out_.append(Painted(part));
  out_ += '\n';
}

void Page::Blank() {
  if (!out_.empty() && !out_.ends_with("\n\n")) out_ += '\n';
}

void Page::Heading(std::string_view text, Ink ink) {
  Blank();
  Line(0, {{text, ink}});
}

void Page::Paragraph(size_t indent, Inked label, size_t label_width, std::string_view text) {
  const size_t used = DisplayWidth(VisibleText(label.text));
  const bool needs_gap = used > 0 && used >= label_width && !label.text.ends_with(' ');
  const size_t hanging = indent + std::max(label_width, used + (needs_gap ? 1 : 0));
  const size_t room = width_ > hanging ? width_ - hanging : 1;
  std::vector<std::string> lines = Wrapped(VisibleText(text), room);
  if (lines.empty()) lines.emplace_back();
  out_.append(indent, ' ').append(Painted(label));
  if (!lines[0].empty()) out_.append(hanging - indent - used, ' ');
  out_.append(lines[0]) += '\n';
  for (size_t i = 1; i < lines.size(); ++i) {
    out_.append(hanging, ' ').append(lines[i]) += '\n';
  }
}

}  // namespace iamsift
