#pragma once

// The words of the fact files and what they stand for.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/catalog/format/fact_tables.h"
#include "analyzer/catalog/ids.h"

namespace iamsift {

enum class KeyType : uint8_t {
  kString,
  kArrayOfString,
  kArn,
  kArrayOfArn,
  kBool,
  kArrayOfBool,
  kNumeric,
  kDate,
  kIpAddress
};
inline constexpr int kKeyTypeCount = 9;

// What is known of an action beyond its level; bits.
enum ActionTag : uint8_t {
  kReturnsCredentials = 1,
  kReadsData = 2,
  kEscalationStep = 4,
  kExposesResource = 8
};

inline constexpr std::string_view kServiceHeading = "#catalog-service\t1\n";

char LevelLetter(AccessLevel level);            // L R W T P
std::string_view LevelName(AccessLevel level);  // "Permissions management"
std::optional<AccessLevel> AccessLevelOf(std::string_view letter);

std::string_view KeyTypeName(KeyType type);  // ArrayOfString
std::optional<KeyType> KeyTypeOf(std::string_view word);

// The array type of `type`, or `type` where there is none: that of a key with several values.
KeyType ArrayTypeOf(KeyType type);

// Bits of ActionTag, to and from letters of `cdex` in that order; nullopt for others.
std::string TagLetters(uint8_t tags);
std::optional<uint8_t> ActionTagsOf(std::string_view letters);

// Days since 2015-01-01, to and from 2026-09-26.
std::string DateOf(uint16_t day);
std::optional<uint16_t> DayOf(std::string_view date);

}  // namespace iamsift
