#include "bench/generated_export.h"

#include <unistd.h>

#include <fstream>

#include "analyzer/base/check.h"
#include "analyzer/base/text.h"
#include "corpus/generator/make_export.h"

namespace iamsift {
namespace {

constexpr uint64_t kSeed = 7;

std::filesystem::path FileFor(size_t roles, const std::string& account) {
  const std::string name = Concat({"iamsift-bench-", std::to_string(getpid()), "-",
                                   std::to_string(roles), "-", account, ".json"});
  return std::filesystem::temp_directory_path() / name;
}

}  // namespace

GeneratedExport::GeneratedExport(size_t roles, std::string account)
    : source_("generated", MakeExport({.roles = roles, .seed = kSeed, .account = account})),
      path_(FileFor(roles, account)) {
  std::ofstream file(path_, std::ios::binary);
  file << source_.text();
  file.close();
  IAMSIFT_CHECK(file.good());
}

GeneratedExport::~GeneratedExport() {
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}

LoadResult GeneratedExport::Load(InputHashes hashes) const {
  LoadOptions options;
  options.hash_inputs = hashes == InputHashes::kTaken;
  LoadResult loaded = LoadInputs({path()}, options);
  IAMSIFT_CHECK(loaded.errors.empty() && loaded.accounts.size() == 1);
  return loaded;
}

}  // namespace iamsift
