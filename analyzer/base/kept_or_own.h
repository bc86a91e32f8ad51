#pragma once

// A pointer to what somebody else keeps, or to what it has itself and deletes. One word: the last
// bit tells which, so that what it points to lies at even addresses.

#include <cstdint>
#include <memory>
#include <utility>

namespace iamsift {

template <typename T, typename Delete = std::default_delete<const T>>
class KeptOrOwn {
 public:
  // The kept one outlives it and what is moved from it.
  static KeptOrOwn Kept(const T* at) { return KeptOrOwn(reinterpret_cast<uintptr_t>(at)); }
  static KeptOrOwn Own(const T* at) { return KeptOrOwn(reinterpret_cast<uintptr_t>(at) | 1); }

  KeptOrOwn() = default;
  KeptOrOwn(KeptOrOwn&& other) noexcept : at_(std::exchange(other.at_, 0)) {}
  KeptOrOwn& operator=(KeptOrOwn&& other) noexcept {
    KeptOrOwn moved(std::move(other));
    std::swap(at_, moved.at_);
    return *this;
  }
  ~KeptOrOwn() {
    if (IsOwn()) Delete()(get());
  }

  bool IsNull() const { return at_ == 0; }
  bool IsOwn() const { return (at_ & 1) != 0; }
  const T* get() const {
    // NOLINTNEXTLINE(performance-no-int-to-ptr): it came from such a pointer
    return reinterpret_cast<const T*>(at_ & ~uintptr_t{1});
  }

 private:
  explicit KeptOrOwn(uintptr_t at) : at_(at) {}

  uintptr_t at_ = 0;
};

}  // namespace iamsift
