#include "analyzer/proofs/representatives.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "analyzer/base/each_once.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

template <typename T>
std::vector<T> BoundsOf(std::span<const ProofLanguage* const> languages) {
  std::vector<T> bounds;
  for (const ProofLanguage* language : languages) {
    for (const OrderedPiece& piece : language->pieces) {
      if (const T* bound = std::get_if<T>(&piece.bound)) bounds.push_back(*bound);
    }
  }
  return bounds;
}

// --- Numbers -----------------------------------------------------------------------------------

Decimal Whole(std::string_view digits, bool is_negative = false) {
  return *ParseDecimal(Concat({is_negative ? "-" : "", digits}));
}

std::string TextOf(const Decimal& number) {
  return Concat({number.is_negative ? "-" : "", number.whole.empty() ? "0" : number.whole,
                 number.fraction.empty() ? "" : ".", number.fraction});
}

// Something above a number that is not negative, but below the next one with as many digits behind
// the point as `digits`.
Decimal JustAbove(Decimal number, size_t digits) {
  number.fraction.resize(std::max(digits, number.fraction.size()), '0');
  number.fraction.push_back('5');
  return number;
}

Decimal Negated(Decimal number) {
  const bool is_zero = number == Whole("0");
  number.is_negative = !is_zero && !number.is_negative;
  return number;
}

Decimal Between(const Decimal& a, const Decimal& b) {
  const size_t digits = std::max(a.fraction.size(), b.fraction.size());
  const Decimal zero = Whole("0");
  if ((a <=> zero) < 0 && (b <=> zero) > 0) return zero;
  if ((a <=> zero) < 0) return Negated(JustAbove(Negated(b), digits));
  return JustAbove(a, digits);
}

Decimal Beyond(const Decimal& number, bool is_below) {
  // One digit more than the number has is larger in size than it.
  const std::string larger = Concat({"1", std::string(number.whole.size(), '0')});
  const bool is_outwards = number.is_negative == is_below || number == Whole("0");
  if (is_outwards) return Whole(larger, is_below);
  return Whole("0");
}

std::vector<Decimal> NumbersOf(std::vector<Decimal> bounds) {
  KeepEachOnce(bounds);
  if (bounds.empty()) return {Whole("0")};
  std::vector<Decimal> numbers = {Beyond(bounds.front(), true)};
  for (size_t i = 0; i < bounds.size(); ++i) {
    numbers.push_back(bounds[i]);
    numbers.push_back(i + 1 < bounds.size() ? Between(bounds[i], bounds[i + 1])
                                            : Beyond(bounds[i], false));
  }
  return numbers;
}

// --- Instants ----------------------------------------------------------------------------------

DateValue Between(const DateValue& a, const DateValue& b) {
  if (b.instant.seconds - a.instant.seconds > 1) return {{a.instant.seconds + 1}, ""};
  DateValue between = a;
  between.fraction.resize(std::max(a.fraction.size(), b.fraction.size()), '0');
  between.fraction.push_back('5');
  return between;
}

std::vector<DateValue> InstantsOf(std::vector<DateValue> bounds) {
  KeepEachOnce(bounds);
  if (bounds.empty()) return {{{1'767'225'600}, ""}};
  std::vector<DateValue> instants = {{{bounds.front().instant.seconds - 1}, ""}};
  for (size_t i = 0; i < bounds.size(); ++i) {
    instants.push_back(bounds[i]);
    instants.push_back(i + 1 < bounds.size() ? Between(bounds[i], bounds[i + 1])
                                             : DateValue{{bounds[i].instant.seconds + 1}, ""});
  }
  return instants;
}

std::string TextOf(const DateValue& date) {
  std::string text = FormatInstant(date.instant);
  if (!date.fraction.empty()) text.insert(text.size() - 1, Concat({".", date.fraction}));
  return text;
}

// --- Addresses ---------------------------------------------------------------------------------

Address Next(Address address) {
  ++address.low;
  if (address.low == 0) ++address.high;
  return address;
}

Address Previous(Address address) {
  if (address.low == 0) --address.high;
  --address.low;
  return address;
}

AddressBlock Single(bool is_ipv6, Address address) { return {is_ipv6, address, address}; }

std::vector<AddressBlock> AddressesOf(const std::vector<AddressBlock>& blocks) {
  std::vector<AddressBlock> all = {*ParseAddressBlock("203.0.113.7"),
                                   *ParseAddressBlock("2001:db8::7")};
  for (const AddressBlock& block : blocks) {
    const AddressBlock family = *ParseAddressBlock(block.is_ipv6 ? "::/0" : "0.0.0.0/0");
    all.push_back(Single(block.is_ipv6, block.first));
    all.push_back(Single(block.is_ipv6, block.last));
    if (block.first != family.first) all.push_back(Single(block.is_ipv6, Previous(block.first)));
    if (block.last != family.last) all.push_back(Single(block.is_ipv6, Next(block.last)));
  }
  return all;
}

std::string TextOf(const AddressBlock& block) {
  std::array<char, 48> text{};
  const Address& a = block.first;
  if (!block.is_ipv6) {
    const auto v4 = static_cast<unsigned>(a.low);
    std::snprintf(text.data(), text.size(), "%u.%u.%u.%u", v4 >> 24 & 255U, v4 >> 16 & 255U,
                  v4 >> 8 & 255U, v4 & 255U);
    return text.data();
  }
  std::string joined;
  for (int part = 0; part < 8; ++part) {
    const uint64_t half = part < 4 ? a.high : a.low;
    std::snprintf(text.data(), text.size(), "%s%x", part == 0 ? "" : ":",
                  static_cast<unsigned>(half >> (48 - 16 * (part % 4)) & 0xffffU));
    joined += text.data();
  }
  return joined;
}

// --- Bytes -------------------------------------------------------------------------------------

std::string EncodeBase64(std::string_view bytes) {
  constexpr std::string_view kLetters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (size_t at = 0; at < bytes.size(); at += 3) {
    uint32_t group = 0;
    for (size_t i = 0; i < 3; ++i) {
      const bool is_there = at + i < bytes.size();
      group = group << 8 | (is_there ? static_cast<unsigned char>(bytes[at + i]) : 0U);
    }
    for (size_t i = 0; i < 4; ++i) {
      const bool is_padding = at + i > bytes.size();
      out.push_back(is_padding ? '=' : kLetters[group >> (18 - 6 * i) & 63U]);
    }
  }
  return out;
}

// Some bytes that no policy names: longer than all of them.
std::vector<std::string> BytesOf(std::vector<std::string> named) {
  KeepEachOnce(named);
  size_t longest = 0;
  for (const std::string& bytes : named) longest = std::max(longest, bytes.size());
  named.emplace_back(longest + 1, 'x');
  return named;
}

template <typename T>
void Append(std::vector<T> values, std::vector<Representative>& out) {
  for (T& value : values) {
    std::string text = TextOf(value);
    out.push_back({std::move(value), std::move(text)});
  }
}

// --- Membership --------------------------------------------------------------------------------

template <typename T>
bool Compares(BaseOperator relation, const T& x, const T& bound) {
  switch (relation) {
    case BaseOperator::kNumericLessThan:
    case BaseOperator::kDateLessThan:
      return (x <=> bound) < 0;
    case BaseOperator::kNumericLessThanEquals:
    case BaseOperator::kDateLessThanEquals:
      return (x <=> bound) <= 0;
    case BaseOperator::kNumericGreaterThan:
    case BaseOperator::kDateGreaterThan:
      return (x <=> bound) > 0;
    case BaseOperator::kNumericGreaterThanEquals:
    case BaseOperator::kDateGreaterThanEquals:
      return (x <=> bound) >= 0;
    default:
      return x == bound;
  }
}

class PieceHolds {
 public:
  explicit PieceHolds(const OrderedPiece& piece) : piece_(piece) {}

  bool operator()(const OtherText&) const { return false; }
  bool operator()(const AddressBlock& x) const {
    const auto& block = std::get<AddressBlock>(piece_.bound);
    return x.is_ipv6 == block.is_ipv6 && block.first <= x.first && x.last <= block.last;
  }
  template <typename T>
  bool operator()(const T& x) const {
    return Compares(piece_.relation, x, std::get<T>(piece_.bound));
  }

 private:
  const OrderedPiece& piece_;
};

}  // namespace

std::vector<Representative> RepresentativesOf(Domain domain,
                                              std::span<const ProofLanguage* const> languages) {
  std::vector<Representative> out;
  switch (domain) {
    case Domain::kNumber:
      Append(NumbersOf(BoundsOf<Decimal>(languages)), out);
      break;
    case Domain::kInstant:
      Append(InstantsOf(BoundsOf<DateValue>(languages)), out);
      break;
    case Domain::kAddress:
      Append(AddressesOf(BoundsOf<AddressBlock>(languages)), out);
      break;
    default:
      for (std::string& bytes : BytesOf(BoundsOf<std::string>(languages))) {
        std::string text = EncodeBase64(bytes);
        out.push_back({std::move(bytes), std::move(text)});
      }
  }
  out.push_back({OtherText{}, "no value!"});
  return out;
}

bool LiesIn(const Representative& value, const ProofLanguage& language) {
  if (language.is_everything) return true;
  return std::any_of(
      language.pieces.begin(), language.pieces.end(),
      [&](const OrderedPiece& piece) { return std::visit(PieceHolds(piece), value.value); });
}

}  // namespace iamsift
