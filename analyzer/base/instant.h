#pragma once

// Points in time as exports and policies write them. Seconds since 1970 in UTC; no clock, no zone
// data: the time of the run comes from the caller.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace iamsift {

struct Instant {
  int64_t seconds = 0;

  friend auto operator<=>(const Instant&, const Instant&) = default;
};

inline constexpr int64_t kSecondsPerDay = 86'400;

// Reads RFC 3339 with `T`, `t` or a blank between date and time, zone `Z`, an offset or none (UTC),
// with or without a fraction (dropped); a date alone (midnight); or digits, as epoch seconds
// (a fraction allowed). Nothing else: nullopt.
std::optional<Instant> ParseInstant(std::string_view text);

std::string FormatDate(Instant instant);     // 2026-10-01
std::string FormatInstant(Instant instant);  // 2026-10-01T08:00:00Z

}  // namespace iamsift
