#include "tests/support/scratch_folder.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <system_error>

#include "tests/support/golden.h"

namespace iamsift {

namespace fs = std::filesystem;

ScratchFolder::ScratchFolder() {
  std::string pattern = (fs::temp_directory_path() / "iamsift-test-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) ADD_FAILURE() << "no scratch folder: " << pattern;
  path_ = pattern;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::string ScratchFolder::Put(std::string_view name, std::string_view bytes) const {
  WriteFile(path_ / name, bytes);
  return (path_ / name).string();
}

std::string ScratchFolder::Get(std::string_view name) const { return ReadFile(path_ / name); }

}  // namespace iamsift
