#pragma once

// A value that copies share until one of them is written to: an account has hundreds of thousands
// of action sets, and most are copies that nobody changes. Null stands for a value without content,
// so that empty ones cost a pointer.
//
// Safe as a plain value is: copies may live on several threads, one copy may not be written by two.

#include <atomic>
#include <cstdint>
#include <utility>

namespace iamsift {

template <typename T>
class CopyOnWrite {
 public:
  CopyOnWrite() = default;
  CopyOnWrite(const CopyOnWrite& other) : shared_(other.shared_) {
    if (shared_ != nullptr) shared_->owners.fetch_add(1, std::memory_order_relaxed);
  }
  CopyOnWrite(CopyOnWrite&& other) noexcept : shared_(std::exchange(other.shared_, nullptr)) {}
  CopyOnWrite& operator=(CopyOnWrite other) noexcept {
    std::swap(shared_, other.shared_);
    return *this;
  }
  ~CopyOnWrite() { Release(); }

  const T& operator*() const { return shared_ != nullptr ? shared_->value : Nothing(); }
  bool IsNull() const { return shared_ == nullptr; }
  // One value in memory; null ones share as well.
  bool SharesWith(const CopyOnWrite& other) const { return shared_ == other.shared_; }

  // To be written to: from here on nobody else's.
  T& Own() {
    if (shared_ == nullptr) {
      shared_ = new Shared{{1}, T()};
    } else if (shared_->owners.load(std::memory_order_acquire) > 1) {
      Shared* const own = new Shared{{1}, shared_->value};
      Release();
      shared_ = own;
    }
    return shared_->value;
  }
  void Reset() { *this = {}; }

 private:
  struct Shared {
    std::atomic<uint32_t> owners;
    T value;
  };

  void Release() {
    if (shared_ != nullptr && shared_->owners.fetch_sub(1, std::memory_order_acq_rel) == 1) {
      delete shared_;
    }
  }
  static const T& Nothing() {
    static const T& nothing = *new T();
    return nothing;
  }

  Shared* shared_ = nullptr;
};

}  // namespace iamsift
