#include "analyzer/base/instant.h"

#include <charconv>
#include <chrono>
#include <cstdio>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

// Reads from the left; every Take* either consumes what it names or leaves all as it was.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool AtEnd() const { return rest_.empty(); }

  bool TakeAnyOf(std::string_view characters) {
    if (rest_.empty() || characters.find(rest_.front()) == std::string_view::npos) return false;
    rest_.remove_prefix(1);
    return true;
  }

  std::optional<int> TakeDigits(size_t count) {
    if (rest_.size() < count) return std::nullopt;
    int value = 0;
    for (const char c : rest_.substr(0, count)) {
      if (!IsAsciiDigit(c)) return std::nullopt;
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(count);
    return value;
  }

  void SkipDigits() {
    while (!rest_.empty() && IsAsciiDigit(rest_.front())) rest_.remove_prefix(1);
  }

  char Peek() const { return rest_.empty() ? '\0' : rest_.front(); }

 private:
  std::string_view rest_;
};

std::optional<int64_t> TakeDate(Scanner& scanner) {
  const std::optional<int> year = scanner.TakeDigits(4);
  if (!year || !scanner.TakeAnyOf("-")) return std::nullopt;
  const std::optional<int> month = scanner.TakeDigits(2);
  if (!month || !scanner.TakeAnyOf("-")) return std::nullopt;
  const std::optional<int> day = scanner.TakeDigits(2);
  if (!day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year},
                                         std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days{date}.time_since_epoch().count() * kSecondsPerDay;
}

// hh:mm[:ss[.fraction]]
std::optional<int64_t> TakeTimeOfDay(Scanner& scanner) {
  const std::optional<int> hour = scanner.TakeDigits(2);
  if (!hour || *hour > 23 || !scanner.TakeAnyOf(":")) return std::nullopt;
  const std::optional<int> minute = scanner.TakeDigits(2);
  if (!minute || *minute > 59) return std::nullopt;
  int second = 0;
  if (scanner.TakeAnyOf(":")) {
    const std::optional<int> read = scanner.TakeDigits(2);
    if (!read || *read > 60) return std::nullopt;
    second = *read;
    if (scanner.TakeAnyOf(".,")) scanner.SkipDigits();
  }
  return *hour * 3600 + *minute * 60 + second;
}

// Seconds to add to local time to get UTC.
std::optional<int64_t> TakeZone(Scanner& scanner) {
  if (scanner.AtEnd() || scanner.TakeAnyOf("Zz")) return 0;
  const bool east = scanner.Peek() == '+';
  if (!scanner.TakeAnyOf("+-")) return std::nullopt;
  const std::optional<int> hours = scanner.TakeDigits(2);
  if (!hours) return std::nullopt;
  int minutes = 0;
  if (!scanner.AtEnd()) {
    scanner.TakeAnyOf(":");
    const std::optional<int> read = scanner.TakeDigits(2);
    if (!read) return std::nullopt;
    minutes = *read;
  }
  const int64_t offset = *hours * 3600 + minutes * 60;
  return east ? -offset : offset;
}

std::optional<Instant> ParseEpochSeconds(std::string_view text) {
  const std::string_view whole = text.substr(0, text.find('.'));
  for (const char c : text.substr(whole.size() < text.size() ? whole.size() + 1 : text.size())) {
    if (!IsAsciiDigit(c)) return std::nullopt;
  }
  int64_t seconds = 0;
  const auto [end, error] = std::from_chars(whole.data(), whole.data() + whole.size(), seconds);
  if (error != std::errc() || end != whole.data() + whole.size()) return std::nullopt;
  return Instant{seconds};
}

}  // namespace

std::optional<Instant> ParseInstant(std::string_view text) {
  if (text.size() < 10 || text[4] != '-') return ParseEpochSeconds(text);
  Scanner scanner(text);
  const std::optional<int64_t> date = TakeDate(scanner);
  if (!date) return std::nullopt;
  if (scanner.AtEnd()) return Instant{*date};
  if (!scanner.TakeAnyOf("Tt ")) return std::nullopt;
  const std::optional<int64_t> time = TakeTimeOfDay(scanner);
  if (!time) return std::nullopt;
  const std::optional<int64_t> zone = TakeZone(scanner);
  if (!zone || !scanner.AtEnd()) return std::nullopt;
  return Instant{*date + *time + *zone};
}

std::string FormatDate(Instant instant) { return FormatInstant(instant).substr(0, 10); }

std::string FormatInstant(Instant instant) {
  const std::chrono::sys_seconds time{std::chrono::seconds{instant.seconds}};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{time - day};
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text;
}

}  // namespace iamsift
