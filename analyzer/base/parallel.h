#pragma once

// The same work on many things, by a few threads that each take the next one.

#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace iamsift {

// Calls work(i) once for each i below `count`, on at most `jobs` threads, this one among them; back
// when all is done. What the calls share must bear it.
template <typename Work>
void ForEachInParallel(size_t count, int jobs, Work work) {
  std::atomic<size_t> next = 0;
  const auto take = [&] {
    for (size_t i = next++; i < count; i = next++) work(i);
  };
  std::vector<std::thread> workers;
  for (size_t i = 1; i < count && i < static_cast<size_t>(jobs); ++i) workers.emplace_back(take);
  take();
  for (std::thread& worker : workers) worker.join();
}

}  // namespace iamsift
