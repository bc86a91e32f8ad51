#pragma once

// Replaces a file whole: the bytes go to a new file beside it, are synced, and take its name only
// then. Whoever reads sees the previous report or the new one, even if the program is killed or the
// disk fills up in the middle.

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace iamsift {

class FileReplacement {
 public:
  // path  what is to be replaced or made; a symbolic link is followed. What exists and is no
  //       regular file (a pipe, /dev/stdout) is written to directly.
  // Errors read `path: cannot be written: why`, here and below.
  static absl::StatusOr<FileReplacement> Begin(std::string path);

  FileReplacement(FileReplacement&& other) noexcept;
  FileReplacement& operator=(FileReplacement&&) = delete;
  FileReplacement(const FileReplacement&) = delete;
  FileReplacement& operator=(const FileReplacement&) = delete;
  ~FileReplacement();  // without Commit: nothing has changed

  // Remembers the first error, which Commit returns.
  void Append(std::string_view bytes);
  absl::Status Commit();

 private:
  FileReplacement() = default;
  absl::Status Open();
  void Flush();
  absl::Status Finish();
  void Fail();  // from errno

  std::string shown_path_;
  std::string target_;  // after symbolic links
  std::string aside_;   // "" when the target is written to directly
  int descriptor_ = -1;
  std::string buffer_;
  absl::Status status_;
};

}  // namespace iamsift
