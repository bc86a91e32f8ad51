#pragma once

// A page of terminal output. Every text that comes in is made visible before it goes out, and only
// the page itself paints, so no name from an export can move the cursor or change a colour.

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "reports/render_options.h"

namespace iamsift {

enum class Ink : uint8_t { kPlain, kBold, kDim, kRedBold, kRed, kYellow, kCyan, kGreen, kMagenta };

Ink InkOf(Severity severity);

struct Inked {
  std::string_view text;
  Ink ink = Ink::kPlain;
};

class Page {
 public:
  // width  columns; the page never thinks itself narrower than 40.
  Page(size_t width, Colour colour);

  size_t width() const { return width_; }
  bool IsNarrow() const { return width_ < 80; }

  // One line, as long as it is.
  void Line(size_t indent, std::initializer_list<Inked> parts);
  void Line(size_t indent, std::string_view text) { Line(indent, {{text}}); }
  void Blank();

  // A bold line with a blank one before it, unless the page begins with it.
  void Heading(std::string_view text, Ink ink = Ink::kBold);

  // `text` wrapped under its own beginning, after `label` and blanks up to `label_width`.
  void Paragraph(size_t indent, Inked label, size_t label_width, std::string_view text);

  // A text without label.
  void Paragraph(size_t indent, std::string_view text) { Paragraph(indent, {}, 0, text); }

  // What is already made of visible, painted lines, such as a Table.
  void Append(std::string_view lines) { out_.append(lines); }

  // `text` made visible and painted.
  std::string Painted(Inked part) const;

  std::string Take() { return std::move(out_); }

 private:
  std::string out_;
  size_t width_;
  Colour colour_;
};

}  // namespace iamsift
