#pragma once

// A bump arena for the text of one input: strings are copied in, never freed one by one, and live
// as long as the arena. Moving the arena keeps every view valid.

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace iamsift {

class Arena {
 public:
  Arena() = default;
  Arena(Arena&&) = default;
  Arena& operator=(Arena&&) = default;

  std::string_view Copy(std::string_view text) {
    if (text.empty()) return {};
    char* const place = Allocate(text.size());
    std::memcpy(place, text.data(), text.size());
    return {place, text.size()};
  }

  char* Allocate(size_t bytes) {
    if (bytes > left_) AddBlock(bytes);
    char* const place = next_;
    next_ += bytes;
    left_ -= bytes;
    return place;
  }

 private:
  static constexpr size_t kFirstBlockBytes = 4 * 1024;  // most arenas hold little
  static constexpr size_t kBlockBytes = 64 * 1024;

  void AddBlock(size_t at_least) {
    const size_t usual =
        std::min(kBlockBytes, kFirstBlockBytes << std::min<size_t>(blocks_.size(), 8));
    const size_t bytes = std::max(at_least, usual);
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(bytes));
    next_ = blocks_.back().get();
    left_ = bytes;
  }

  std::vector<std::unique_ptr<char[]>> blocks_;
  char* next_ = nullptr;
  size_t left_ = 0;
};

}  // namespace iamsift
