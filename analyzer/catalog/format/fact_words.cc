#include "analyzer/catalog/format/fact_words.h"

#include <limits>

#include "analyzer/base/instant.h"

namespace iamsift {
namespace {

constexpr std::string_view kTagLetters = "cdex";
constexpr int64_t kFirstSecond = 1'420'070'400;  // 2015-01-01

}  // namespace

char LevelLetter(AccessLevel level) { return "LRWTP"[static_cast<size_t>(level)]; }

std::string_view LevelName(AccessLevel level) {
  static constexpr std::string_view kNames[kAccessLevelCount] = {"List", "Read", "Write", "Tagging",
                                                                 "Permissions management"};
  return kNames[static_cast<size_t>(level)];
}

std::string_view KeyTypeName(KeyType type) {
  static constexpr std::string_view kNames[kKeyTypeCount] = {
      "String",      "ArrayOfString", "ARN",  "ArrayOfARN", "Bool",
      "ArrayOfBool", "Numeric",       "Date", "IPAddress"};
  return kNames[static_cast<size_t>(type)];
}

std::string TagLetters(uint8_t tags) {
  std::string letters;
  for (size_t bit = 0; bit < kTagLetters.size(); ++bit) {
    if ((tags >> bit & 1) != 0) letters.push_back(kTagLetters[bit]);
  }
  return letters;
}

std::optional<KeyType> KeyTypeOf(std::string_view word) {
  for (int type = 0; type < kKeyTypeCount; ++type) {
    if (KeyTypeName(static_cast<KeyType>(type)) == word) return static_cast<KeyType>(type);
  }
  return std::nullopt;
}

std::optional<AccessLevel> AccessLevelOf(std::string_view letter) {
  for (int level = 0; level < kAccessLevelCount; ++level) {
    const char wanted = LevelLetter(static_cast<AccessLevel>(level));
    if (letter == std::string_view(&wanted, 1)) return static_cast<AccessLevel>(level);
  }
  return std::nullopt;
}

std::optional<uint16_t> DayOf(std::string_view date) {
  if (date.size() != std::string_view("2015-01-01").size()) return std::nullopt;
  const std::optional<Instant> instant = ParseInstant(date);
  if (!instant || instant->seconds < kFirstSecond) return std::nullopt;
  const int64_t day = (instant->seconds - kFirstSecond) / kSecondsPerDay;
  if (day > std::numeric_limits<uint16_t>::max()) return std::nullopt;
  return static_cast<uint16_t>(day);
}

std::string DateOf(uint16_t day) {
  return FormatDate(Instant{kFirstSecond + day * kSecondsPerDay});
}

std::optional<uint8_t> ActionTagsOf(std::string_view letters) {
  uint8_t tags = 0;
  size_t next = 0;
  for (const char letter : letters) {
    const size_t at = kTagLetters.find(letter, next);
    if (at == std::string_view::npos) return std::nullopt;
    tags |= static_cast<uint8_t>(1 << at);
    next = at + 1;
  }
  if (tags == 0) return std::nullopt;
  return tags;
}

KeyType ArrayTypeOf(KeyType type) {
  if (type == KeyType::kString) return KeyType::kArrayOfString;
  if (type == KeyType::kArn) return KeyType::kArrayOfArn;
  if (type == KeyType::kBool) return KeyType::kArrayOfBool;
  return type;
}

}  // namespace iamsift
