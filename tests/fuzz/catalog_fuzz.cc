// The input is a list of edits of the embedded catalog, five bytes each: a little-endian offset and
// the byte that goes there. A fuzzer would never guess a checksum, so it is made right afterwards.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

#include "analyzer/catalog/catalog.h"
#include "analyzer/catalog/facts_of_catalog.h"
#include "analyzer/catalog/format/frame.h"

extern "C" {
extern const char iamsift_catalog_bytes[];
}

namespace iamsift {
namespace {

constexpr size_t kEditBytes = 5;

// Touches everything that an accepted catalog gives out; the sanitizers watch.
size_t ReadAll(const Catalog& catalog) {
  size_t seen = FactsOf(catalog).facts.services.size();
  for (size_t key = 0; key < catalog.ConditionKeyCount(); ++key) {
    const ConditionKeyId id{static_cast<uint16_t>(key)};
    seen += catalog.FindConditionKey(catalog.ConditionKeyName(id)).has_value() ? 1 : 0;
  }
  return seen;
}

void Feed(const uint8_t* data, size_t size) {
  std::string bytes(iamsift_catalog_bytes, HeaderOf(iamsift_catalog_bytes).size);
  for (size_t at = 0; at + kEditBytes <= size; at += kEditBytes) {
    uint32_t offset = 0;
    std::memcpy(&offset, data + at, sizeof(offset));
    bytes[offset % bytes.size()] = static_cast<char>(data[at + sizeof(offset)]);
  }
  const uint64_t checksum = ChecksumOf(bytes);
  std::memcpy(bytes.data() + offsetof(layout::FrameHeader, checksum), &checksum, sizeof(checksum));
  const absl::StatusOr<Catalog> catalog = Catalog::FromBytes(bytes);
  if (catalog.ok()) ReadAll(*catalog);
}

}  // namespace
}  // namespace iamsift

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  iamsift::Feed(data, size);
  return 0;
}
