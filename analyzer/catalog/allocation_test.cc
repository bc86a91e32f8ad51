// Construction allocates nothing: every allocation of this program is counted.

#include <gtest/gtest.h>

#include <cstdlib>
#include <new>
#include <vector>

#include "analyzer/catalog/catalog.h"
#include "analyzer/catalog/managed_policies.h"

namespace {

size_t allocations = 0;

void* Allocate(size_t bytes) noexcept {
  ++allocations;
  return std::malloc(bytes == 0 ? 1 : bytes);
}

void* AllocateOrThrow(size_t bytes) {
  void* const place = Allocate(bytes);
  if (place == nullptr) throw std::bad_alloc();
  return place;
}

// Not inline: where a compiler sees through one of new and delete alone, it takes them for no pair.
[[gnu::noinline]] void Free(void* place) noexcept { std::free(place); }

}  // namespace

// Every form, so that no sanitizer sees one of its own meet one of ours.
void* operator new(size_t bytes) { return AllocateOrThrow(bytes); }
void* operator new[](size_t bytes) { return AllocateOrThrow(bytes); }
void* operator new(size_t bytes, const std::nothrow_t&) noexcept { return Allocate(bytes); }
void* operator new[](size_t bytes, const std::nothrow_t&) noexcept { return Allocate(bytes); }
void operator delete(void* place) noexcept { Free(place); }
void operator delete[](void* place) noexcept { Free(place); }
void operator delete(void* place, size_t) noexcept { Free(place); }
void operator delete[](void* place, size_t) noexcept { Free(place); }
void operator delete(void* place, const std::nothrow_t&) noexcept { Free(place); }
void operator delete[](void* place, const std::nothrow_t&) noexcept { Free(place); }

namespace iamsift {
namespace {

TEST(CatalogAllocation, IsCounted) {
  const size_t before = allocations;
  const std::vector<int> numbers(100);
  EXPECT_GT(allocations, before) << "else the tests below could not fail";
}

TEST(CatalogAllocation, ConstructionAllocatesNothing) {
  const size_t before = allocations;
  const Catalog catalog = Catalog::Embedded();
  const ManagedPolicies policies = ManagedPolicies::Embedded();
  const size_t after = allocations;
  EXPECT_EQ(after, before);
  EXPECT_EQ(catalog.ServiceCount() + policies.size(), 456U + 1'594U);
}

TEST(CatalogAllocation, ReadingAllocatesNothing) {
  const Catalog catalog = Catalog::Embedded();
  const size_t before = allocations;
  const bool found = catalog.FindAction("s3:GetObject").has_value() &&
                     catalog.FindConditionKey("aws:ResourceTag/team").has_value() &&
                     catalog.Partitions()[0].name == "aws" &&
                     catalog.FindCfnType("AWS::S3::Bucket").has_value();
  const size_t after = allocations;
  EXPECT_EQ(after, before);
  EXPECT_TRUE(found);
}

}  // namespace
}  // namespace iamsift
