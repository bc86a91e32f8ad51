#pragma once

// The bytes of catalog.bin and policies.bin, private to this room. Little endian, fixed width,
// offsets from the start of the file, no pointers: a reader is made by casting section offsets.
//
//   FrameHeader, then one SectionEntry a section, then the sections in the order of their enum,
//   each at a multiple of 8. Sections 0 and 1 of both files are strings: u32 offsets (one more than
//   there are strings) into bytes. Other sections name strings by StringId.
//
// A section of lists is a pair: u32 offsets, one more than there are lists, into values. List 0 is
// the empty list. A change of any of this changes the format number.

#include <bit>
#include <cstddef>
#include <cstdint>

namespace iamsift::layout {

static_assert(std::endian::native == std::endian::little, "the catalog's bytes are little endian");

using StringId = uint32_t;

inline constexpr char kCatalogMagic[8] = {'i', 'a', 'm', 's', 'c', 'a', 't', '\n'};
inline constexpr char kPoliciesMagic[8] = {'i', 'a', 'm', 's', 'p', 'o', 'l', '\n'};
inline constexpr uint32_t kFormat = 1;
inline constexpr size_t kAlignment = 8;

struct SectionEntry {
  uint32_t offset;
  uint32_t bytes;
};

struct FrameHeader {
  char magic[8];
  uint64_t checksum;  // ChecksumOf everything after this field
  uint32_t format;
  uint32_t section_count;
  uint32_t size;  // of the whole file
  uint32_t reserved;
  char date[16];    // of the facts, padded with NUL
  char sha256[64];  // of the text that this was made from, hexadecimal
};
static_assert(sizeof(FrameHeader) == 112);
inline constexpr size_t kChecksummedFrom = offsetof(FrameHeader, checksum) + sizeof(uint64_t);

// Sections of both files.
inline constexpr uint32_t kStringOffsets = 0;
inline constexpr uint32_t kStringBytes = 1;

// Sections of catalog.bin. Columns of actions have one entry an action, in the order of ids.
enum CatalogSection : uint32_t {
  kServices = 2,         // ServiceRecord, one more than there are services: it closes the ranges
  kActionNameOffsets,    // u32, one more than there are actions
  kActionNameBytes,      // in AWS's own case, sorted inside a service without case
  kActionLevels,         // u8, an AccessLevel
  kActionFlags,          // u8, the bits below
  kActionSince,          // u16, days since 2015-01-01
  kActionResourceLists,  // u16, index of a resource list
  kActionKeyLists,       // u16, index of a key list
  kActionDependents,     // u16, index of an action list
  kResourceListOffsets,
  kResourceListValues,  // ActionResource
  kKeyListOffsets,
  kKeyListValues,  // ConditionKeyId
  kActionListOffsets,
  kActionListValues,  // ActionId
  kResourceTypes,     // ResourceTypeRecord, one more than there are types
  kTemplates,         // StringId
  kConditionKeys,     // ConditionKeyRecord, sorted by name without case
  kServiceKeys,       // ServiceKey, a run for each service
  kKeyPatterns,       // KeyPatternRecord, sorted by text
  kMasks,             // u64, a mask for each level, then that of the unscopable actions
  kFirstTable,        // StringId: the rows of each table of fact_tables.h, empty fields included
};
inline constexpr uint32_t kStoredTableCount = 8;
inline constexpr uint32_t kCatalogSectionCount = kFirstTable + kStoredTableCount;
inline constexpr uint32_t kMaskCount = 6;

// Bits of kActionFlags. The upper half is ActionTag.
inline constexpr uint8_t kPermissionOnly = 1;
inline constexpr uint8_t kUnknownFlags = 2;
inline constexpr int kTagShift = 4;

struct ServiceRecord {
  StringId prefix;
  StringId name;
  StringId category;
  uint16_t first_action;
  uint16_t first_resource_type;
  uint16_t first_service_key;
  uint16_t supports_rcp;
};
static_assert(sizeof(ServiceRecord) == 20);

struct ResourceTypeRecord {
  StringId name;
  uint16_t first_template;
  uint16_t key_list;
};
static_assert(sizeof(ResourceTypeRecord) == 8);

inline constexpr uint16_t kNotGlobal = 0xffff;

struct ConditionKeyRecord {
  StringId name;
  uint16_t global_row;  // of the table of global keys, or kNotGlobal
  uint16_t canonical;   // the first key of the same pattern, for most keys the key itself
  uint16_t type;        // a KeyType
  uint16_t reserved;
};
static_assert(sizeof(ConditionKeyRecord) == 12);

// A key with variable parts: its name in lower case with `*` for each of them.
struct KeyPatternRecord {
  StringId text;
  uint16_t key;
  uint16_t reserved;
};
static_assert(sizeof(KeyPatternRecord) == 8);

// Sections of policies.bin. A group holds the texts of some policies, one after another.
enum PoliciesSection : uint32_t {
  kPolicies = 2,        // PolicyRecord, sorted by the bytes of the name
  kWithdrawn,           // StringId, names sorted by their bytes
  kDocumentGroups,      // GroupRecord
  kDocumentGroupBytes,  // zstd
  kHistoryGroups,       // GroupRecord
  kHistoryGroupBytes,   // zstd
  kPoliciesSectionCount,
};

struct TextPlace {
  uint32_t group;
  uint32_t begin;  // in the group's text
  uint32_t bytes;
};

struct PolicyRecord {
  StringId arn;
  uint32_t name_bytes;  // the name is the end of the ARN
  StringId version;
  StringId created;
  StringId updated;
  uint32_t obsolete;
  TextPlace document;
  TextPlace history;
};
static_assert(sizeof(PolicyRecord) == 48);

struct GroupRecord {
  uint32_t offset;  // in the section of group bytes
  uint32_t compressed_bytes;
  uint32_t text_bytes;
};

}  // namespace iamsift::layout
