#include "analyzer/base/instant.h"

#include <gtest/gtest.h>

namespace iamsift {
namespace {

TEST(ParseInstant, ReadsEveryFormThatExportsUse) {
  struct Case {
    std::string_view text, instant, because;
  };
  constexpr Case kCases[] = {
      {"2026-10-01T08:00:00Z", "2026-10-01T08:00:00Z", "RFC 3339"},
      {"2026-10-01T08:00:00+00:00", "2026-10-01T08:00:00Z", "the CLI's offset"},
      {"2026-10-01 08:00:00+00:00", "2026-10-01T08:00:00Z", "a blank for T, as Python prints"},
      {"2026-10-01T10:00:00+02:00", "2026-10-01T08:00:00Z", "an offset is taken off"},
      {"2026-10-01T02:30:00-0530", "2026-10-01T08:00:00Z", "an offset without a colon"},
      {"2026-10-01T08:00:00.123456Z", "2026-10-01T08:00:00Z", "the fraction is dropped"},
      {"2026-10-01T08:00:00", "2026-10-01T08:00:00Z", "no zone is UTC"},
      {"2026-10-01t08:00z", "2026-10-01T08:00:00Z", "minutes alone, small letters"},
      {"2026-10-01", "2026-10-01T00:00:00Z", "a date alone is midnight"},
      {"1704067200", "2024-01-01T00:00:00Z", "digits are epoch seconds"},
      {"1704067200.5", "2024-01-01T00:00:00Z", "with a fraction"},
      {"2024-02-29", "2024-02-29T00:00:00Z", "a leap day"},
      {"1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z", "before the epoch"},
  };
  for (const Case& c : kCases) {
    const std::optional<Instant> instant = ParseInstant(c.text);
    ASSERT_TRUE(instant) << c.text << ": " << c.because;
    EXPECT_EQ(FormatInstant(*instant), c.instant) << c.text << ": " << c.because;
  }
}

TEST(ParseInstant, RefusesWhatIsNoDate) {
  for (const std::string_view text :
       {"", "yesterday", "2026-13-01", "2023-02-29", "2026-10-01T25:00:00Z", "2026-10-01Tx",
        "2026-10-01T08:00:00Q", "2026-10-01T08:00:00Z!", "12a", "1704067200.x"}) {
    EXPECT_FALSE(ParseInstant(text)) << text;
  }
}

TEST(FormatDate, IsTheDayInUtc) { EXPECT_EQ(FormatDate(Instant{1'704'067'199}), "2023-12-31"); }

}  // namespace
}  // namespace iamsift
