#pragma once

// Compressed files and archives, read in memory by libarchive. Limits hold before bytes are kept,
// and no member's path may climb out of its archive.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "analyzer/ingest/load.h"

namespace iamsift {

enum class Packing : uint8_t { kPlain, kCompressed, kArchive };

// By magic numbers: gzip, zstd, bzip2, xz; zip, tar.
Packing PackingOf(std::string_view bytes);

struct UnpackedMember {
  std::string name;  // "" for a compressed file's only content
  std::string bytes;
};

struct Unpacked {
  std::vector<UnpackedMember> members;
  std::vector<absl::Status> errors;  // members that were refused, or damage that ended the reading
};

Unpacked Unpack(std::string_view name, std::string_view bytes, const LoadOptions& options);

}  // namespace iamsift
