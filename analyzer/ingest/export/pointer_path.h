#pragma once

// The JSON pointer of the value being read, kept as one string that grows and shrinks with the
// descent: /RoleDetailList/3/RolePolicyList/0.

#include <charconv>
#include <cstddef>
#include <string>
#include <string_view>

namespace iamsift {

class PointerPath {
 public:
  std::string_view text() const { return text_; }

  // Adds a part while it lives.
  class Part {
   public:
    Part(PointerPath& path, std::string_view name) : path_(path), size_(path.text_.size()) {
      path.text_.push_back('/');
      path.text_.append(name);
    }
    // A negative index adds nothing: a value that stands bare where a list may.
    Part(PointerPath& path, int index) : path_(path), size_(path.text_.size()) {
      if (index < 0) return;
      char digits[12];
      const std::to_chars_result end = std::to_chars(digits, digits + sizeof(digits), index);
      path.text_.push_back('/');
      path.text_.append(digits, static_cast<size_t>(end.ptr - digits));
    }
    ~Part() { path_.text_.resize(size_); }
    Part(const Part&) = delete;
    Part& operator=(const Part&) = delete;

   private:
    PointerPath& path_;
    size_t size_;
  };

 private:
  std::string text_;
};

}  // namespace iamsift
