#pragma once

// A folder of a test's own, gone with the test.

#include <filesystem>
#include <string>
#include <string_view>

namespace iamsift {

class ScratchFolder {
 public:
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

  // Writes a file, folders included, and returns its path.
  std::string Put(std::string_view name, std::string_view bytes) const;
  std::string Get(std::string_view name) const;

 private:
  std::filesystem::path path_;
};

}  // namespace iamsift
