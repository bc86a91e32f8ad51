#include "analyzer/base/parallel.h"

#include <gtest/gtest.h>

namespace iamsift {
namespace {

TEST(ForEachInParallel, DoesEachOnceWhateverTheThreads) {
  for (const int jobs : {0, 1, 2, 7}) {
    for (const size_t count : {0, 1, 3, 1000}) {
      std::vector<int> done(count);
      ForEachInParallel(count, jobs, [&](size_t i) { ++done[i]; });
      EXPECT_EQ(done, std::vector<int>(count, 1)) << jobs;
    }
  }
}

}  // namespace
}  // namespace iamsift
