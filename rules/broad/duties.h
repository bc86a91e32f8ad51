#pragma once

// Pairs of duties that belong in two hands. A test holds every action against the catalog.

#include <span>
#include <string_view>

namespace iamsift {

struct DutyPair {
  std::string_view name;      // of the asset class; part of a finding's identity
  std::string_view conflict;  // as a message says it
  std::span<const std::string_view> shapes;
  std::span<const std::string_view> uses;
};

std::span<const DutyPair> DutyPairs();

}  // namespace iamsift
