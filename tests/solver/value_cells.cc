#include "tests/solver/value_cells.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "tests/reference/text.h"
#include "tests/reference/values.h"

namespace iamsift::solver {
namespace {

using reference::Decimal;

constexpr size_t kMostDigits = 34;
constexpr int kFirstCell = 1;
// Calendars are written with four digits of the year.
constexpr int64_t kFirstSecond = -62'000'000'000, kLastSecond = 253'000'000'000;

struct Scaled {
  bool is_negative = false;
  std::string whole, fraction;
};

std::optional<Scaled> ReadNumber(Domain domain, std::string_view text) {
  if (domain == Domain::kNumber) {
    const std::optional<Decimal> decimal = reference::ParseDecimal(text);
    if (!decimal) return std::nullopt;
    return Scaled{decimal->is_negative, decimal->whole, decimal->fraction};
  }
  const std::optional<reference::Instant> instant = reference::ParseInstant(text);
  if (!instant || instant->seconds < kFirstSecond || instant->seconds > kLastSecond) {
    return std::nullopt;
  }
  // The fraction counts forward from the second, also before 1970.
  return Scaled{instant->seconds < 0, std::to_string(instant->seconds), instant->fraction};
}

// The number times 10^scale; a fraction of an instant always adds.
Wide ScaledBy(Domain domain, const Scaled& number, int scale) {
  std::string whole = number.whole;
  if (whole.starts_with('-')) whole.erase(0, 1);
  std::string fraction = number.fraction;
  fraction.resize(static_cast<size_t>(scale), '0');
  Wide value = 0;
  for (const char c : whole) value = value * 10 + (c - '0');
  Wide behind = 0;
  for (const char c : fraction) {
    value *= 10;
    behind = behind * 10 + (c - '0');
  }
  if (domain == Domain::kDate) return (number.is_negative ? -value : value) + behind;
  return number.is_negative ? -(value + behind) : value + behind;
}

std::string DigitsOf(Wide value, size_t least) {
  std::string digits;
  for (; value > 0; value /= 10) digits.insert(digits.begin(), static_cast<char>('0' + value % 10));
  while (digits.size() < least) digits.insert(digits.begin(), '0');
  return digits;
}

// Trailing zeros do no harm.
std::string DecimalText(Wide value, int scale) {
  const std::string digits = DigitsOf(value < 0 ? -value : value, static_cast<size_t>(scale) + 1);
  const size_t whole = digits.size() - static_cast<size_t>(scale);
  std::string text = value < 0 ? "-" : "";
  text += digits.substr(0, whole);
  if (scale > 0) text += "." + digits.substr(whole);
  return text;
}

// Days since 1970 as year, month and day, found by counting.
std::string CalendarText(int64_t days) {
  const auto days_of = [](int year) {
    const bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return is_leap ? 366 : 365;
  };
  int year = 1970;
  for (; days < 0; days += days_of(year)) --year;
  for (; days >= days_of(year); ++year) days -= days_of(year);
  const int lengths[] = {31, days_of(year) - 337, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  int month = 0;
  for (; days >= lengths[month]; ++month) days -= lengths[month];
  return DigitsOf(year, 4) + "-" + DigitsOf(month + 1, 2) + "-" + DigitsOf(days + 1, 2);
}

std::string InstantText(Wide value, int scale) {
  Wide unit = 1;
  for (int i = 0; i < scale; ++i) unit *= 10;
  Wide seconds = value / unit;
  Wide fraction = value % unit;
  if (fraction < 0) {
    fraction += unit;
    --seconds;
  }
  Wide days = seconds / 86400;
  Wide rest = seconds % 86400;
  if (rest < 0) {
    rest += 86400;
    --days;
  }
  std::string text = CalendarText(static_cast<int64_t>(days)) + "T" + DigitsOf(rest / 3600, 2) +
                     ":" + DigitsOf(rest / 60 % 60, 2) + ":" + DigitsOf(rest % 60, 2);
  if (scale > 0) text += "." + DigitsOf(fraction, static_cast<size_t>(scale));
  return text + "Z";
}

std::string AddressText(const std::string& bytes) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string text;
  for (size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    if (bytes.size() == 4) {
      text += (i == 0 ? "" : ".") + std::to_string(byte);
      continue;
    }
    if (i > 0 && i % 2 == 0) text += ':';
    text += kHex[byte / 16];
    text += kHex[byte % 16];
  }
  return text;
}

struct Span {
  std::string first;
  std::optional<std::string> behind;  // none: up to the last address of the family
};

std::optional<Span> ReadSpan(std::string_view text) {
  const std::optional<reference::AddressRange> range = reference::ParseAddressRange(text);
  if (!range) return std::nullopt;
  std::string first(range->address.begin(), range->address.end());
  const int all = static_cast<int>(first.size()) * 8;
  for (int bit = range->bits; bit < all; ++bit) {
    first[static_cast<size_t>(bit / 8)] =
        static_cast<char>(first[static_cast<size_t>(bit / 8)] & ~(0x80 >> (bit % 8)));
  }
  // One is added at the last bit that counts.
  std::string behind = first;
  int bit = range->bits - 1;
  for (; bit >= 0; --bit) {
    char& byte = behind[static_cast<size_t>(bit / 8)];
    const int mask = 0x80 >> (bit % 8);
    byte = static_cast<char>(byte ^ mask);
    if ((byte & mask) != 0) break;
  }
  if (bit < 0) return Span{first, std::nullopt};
  return Span{first, behind};
}

// Bytes compare as numbers.
bool IsBefore(const std::string& a, const std::string& b) {
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    return static_cast<unsigned char>(x) < static_cast<unsigned char>(y);
  });
}

template <typename T>
int PlaceOf(const T& item, const std::vector<T>& items) {
  return static_cast<int>(std::find(items.begin(), items.end(), item) - items.begin());
}

}  // namespace

class CellCutter {
 public:
  explicit CellCutter(Domain domain) { cells_.domain_ = domain; }

  std::optional<ValueCells> Cut(const std::set<std::string>& constants) {
    cells_.texts_ = {"not-one"};
    switch (cells_.domain_) {
      case Domain::kNumber:
      case Domain::kDate:
        if (!CutNumbers(constants)) return std::nullopt;
        break;
      case Domain::kBool:
        cells_.texts_.insert(cells_.texts_.end(), {"true", "false"});
        break;
      case Domain::kBytes:
        CutBytes(constants);
        break;
      default:
        CutAddresses(constants);
    }
    return std::move(cells_);
  }

 private:
  // Below the first number, at it, between it and the next one, ...
  bool CutNumbers(const std::set<std::string>& constants) {
    std::vector<Scaled> numbers;
    for (const std::string& constant : constants) {
      const std::optional<Scaled> number = ReadNumber(cells_.domain_, constant);
      if (!number) continue;
      cells_.scale_ = std::max(cells_.scale_, static_cast<int>(number->fraction.size()));
      numbers.push_back(*number);
    }
    ++cells_.scale_;  // room for a number between any two
    for (const Scaled& number : numbers) {
      if (number.whole.size() + static_cast<size_t>(cells_.scale_) > kMostDigits) return false;
      cells_.numbers_.push_back(ScaledBy(cells_.domain_, number, cells_.scale_));
    }
    std::vector<Wide>& all = cells_.numbers_;
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    if (all.empty()) all.push_back(0);
    const auto add = [&](Wide value) {
      cells_.texts_.push_back(cells_.domain_ == Domain::kDate ? InstantText(value, cells_.scale_)
                                                              : DecimalText(value, cells_.scale_));
    };
    add(all[0] - 1);
    for (const Wide value : all) {
      add(value);
      add(value + 1);
    }
    return true;
  }

  // Each constant, and bytes that are none of them.
  void CutBytes(const std::set<std::string>& constants) {
    for (const std::string& constant : constants) {
      const std::optional<std::string> bytes = reference::DecodeBase64(constant);
      const auto& known = cells_.bytes_;
      if (!bytes || std::find(known.begin(), known.end(), *bytes) != known.end()) continue;
      cells_.bytes_.push_back(*bytes);
      cells_.texts_.push_back(constant);
    }
    // Longer than any constant.
    size_t longest = 0;
    for (const std::string& constant : constants) longest = std::max(longest, constant.size());
    cells_.texts_.push_back(std::string((longest / 4 + 1) * 4, 'A'));
  }

  // From each first address of a range, and each address behind one, to the next.
  void CutAddresses(const std::set<std::string>& constants) {
    cells_.addresses_[0] = {std::string(4, '\0')};
    cells_.addresses_[1] = {std::string(16, '\0')};
    for (const std::string& constant : constants) {
      const std::optional<Span> span = ReadSpan(constant);
      if (!span) continue;
      std::vector<std::string>& family = cells_.addresses_[span->first.size() == 4 ? 0 : 1];
      family.push_back(span->first);
      if (span->behind) family.push_back(*span->behind);
    }
    for (std::vector<std::string>& family : cells_.addresses_) {
      std::sort(family.begin(), family.end(), IsBefore);
      family.erase(std::unique(family.begin(), family.end()), family.end());
      for (const std::string& first : family) cells_.texts_.push_back(AddressText(first));
    }
  }

  ValueCells cells_;
};

Domain DomainOf(std::string_view base_operator) {
  if (base_operator.starts_with("String") || base_operator.starts_with("Arn")) return Domain::kText;
  if (base_operator.starts_with("Numeric")) return Domain::kNumber;
  if (base_operator.starts_with("Date")) return Domain::kDate;
  if (base_operator == "Bool") return Domain::kBool;
  if (base_operator == "BinaryEquals") return Domain::kBytes;
  return base_operator == "Null" ? Domain::kUnused : Domain::kAddress;
}

Domain Together(Domain a, Domain b) {
  if (a == b || b == Domain::kUnused) return a;
  if (a == Domain::kUnused) return b;
  const bool is_text =
      (a == Domain::kText || a == Domain::kBool) && (b == Domain::kText || b == Domain::kBool);
  return is_text ? Domain::kText : Domain::kMixed;
}

std::optional<ValueCells> ValueCells::Cut(Domain domain, const std::set<std::string>& constants) {
  return CellCutter(domain).Cut(constants);
}

std::optional<CellRange> ValueCells::Matching(std::string_view positive_operator,
                                              std::string_view constant) const {
  switch (domain_) {
    case Domain::kNumber:
    case Domain::kDate:
      return MatchingNumbers(positive_operator, constant);
    case Domain::kBool: {
      const std::optional<bool> value = reference::ParseBool(constant);
      if (!value) return std::nullopt;
      return *value ? CellRange{1, 1} : CellRange{2, 2};
    }
    case Domain::kBytes: {
      const std::optional<std::string> bytes = reference::DecodeBase64(constant);
      if (!bytes) return std::nullopt;
      const int at = kFirstCell + PlaceOf(*bytes, bytes_);
      return CellRange{at, at};
    }
    default:
      return MatchingAddresses(constant);
  }
}

std::optional<CellRange> ValueCells::MatchingNumbers(std::string_view positive_operator,
                                                     std::string_view constant) const {
  const std::optional<Scaled> number = ReadNumber(domain_, constant);
  if (!number) return std::nullopt;
  const int at = kFirstCell + 1 + 2 * PlaceOf(ScaledBy(domain_, *number, scale_), numbers_);
  if (positive_operator.ends_with("LessThan")) return CellRange{kFirstCell, at - 1};
  if (positive_operator.ends_with("LessThanEquals")) return CellRange{kFirstCell, at};
  if (positive_operator.ends_with("GreaterThan")) return CellRange{at + 1, count() - 1};
  if (positive_operator.ends_with("GreaterThanEquals")) return CellRange{at, count() - 1};
  return CellRange{at, at};
}

std::optional<CellRange> ValueCells::MatchingAddresses(std::string_view constant) const {
  const std::optional<Span> span = ReadSpan(constant);
  if (!span) return std::nullopt;
  const bool is_version4 = span->first.size() == 4;
  const std::vector<std::string>& family = addresses_[is_version4 ? 0 : 1];
  const int start = kFirstCell + (is_version4 ? 0 : static_cast<int>(addresses_[0].size()));
  const int behind =
      span->behind ? PlaceOf(*span->behind, family) : static_cast<int>(family.size());
  return CellRange{start + PlaceOf(span->first, family), start + behind - 1};
}

}  // namespace iamsift::solver
