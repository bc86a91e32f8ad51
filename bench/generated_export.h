#pragma once

// A generated account export as the stages want it: bytes in memory, and a file of them.

#include <cstddef>
#include <filesystem>
#include <string>

#include "analyzer/base/source.h"
#include "analyzer/ingest/load.h"

namespace iamsift {

// A report's header names the SHA-256 of each input; nothing else asks for it.
enum class InputHashes { kLeftOut, kTaken };

class GeneratedExport {
 public:
  // The seed is always the same: the same number of roles, the same bytes.
  explicit GeneratedExport(size_t roles, std::string account = "111122223333");
  ~GeneratedExport();  // removes the file
  GeneratedExport(const GeneratedExport&) = delete;
  GeneratedExport& operator=(const GeneratedExport&) = delete;

  const SourceFile& source() const { return source_; }
  size_t size() const { return source_.text().size(); }
  std::string path() const { return path_.string(); }

  // The file read as `scan` reads it; ends the program when it has errors.
  LoadResult Load(InputHashes hashes = InputHashes::kLeftOut) const;

 private:
  SourceFile source_;
  std::filesystem::path path_;
};

}  // namespace iamsift
