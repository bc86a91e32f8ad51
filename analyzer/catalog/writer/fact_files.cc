#include "analyzer/catalog/writer/fact_files.h"

#include <algorithm>
#include <fstream>
#include <functional>
#include <iterator>
#include <system_error>
#include <utility>

#include "analyzer/base/sha256.h"
#include "analyzer/base/status.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

bool Contains(std::string_view text, const char* place) {
  return std::less_equal<>()(text.data(), place) &&
         std::less_equal<>()(place, text.data() + text.size());
}

}  // namespace

absl::StatusOr<SourceFile> LoadFactFile(const std::filesystem::path& path, std::string name) {
  std::ifstream stream(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  if (!stream.good() && !stream.eof()) return InvalidInput(name, "the file cannot be read");
  return SourceFile(std::move(name), std::move(bytes));
}

absl::StatusOr<std::vector<SourceFile>> LoadFactFiles(const std::filesystem::path& folder) {
  std::error_code error;
  std::vector<std::string> names;
  for (std::filesystem::recursive_directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    if (at->path().extension() != ".tsv") continue;
    names.push_back(at->path().lexically_relative(folder).generic_string());
  }
  if (error) return InvalidInput(folder.string(), "the folder of facts cannot be read");
  std::sort(names.begin(), names.end());
  std::vector<SourceFile> files;
  files.reserve(names.size());
  for (std::string& name : names) {
    const std::filesystem::path path = folder / name;
    IAMSIFT_ASSIGN_OR_RETURN(SourceFile file, LoadFactFile(path, std::move(name)));
    files.push_back(std::move(file));
  }
  return files;
}

std::string Sha256OfFiles(std::span<const SourceFile> files) {
  std::string all;
  for (const SourceFile& file : files) {
    all += Concat({file.name(), "\n", std::to_string(file.text().size()), "\n", file.text()});
  }
  return Sha256Hex(all);
}

absl::Status FactError(std::span<const SourceFile> files, std::string_view place,
                       std::string_view problem) {
  for (const SourceFile& file : files) {
    if (!Contains(file.text(), place.data())) continue;
    return InvalidInputAt(file, static_cast<size_t>(place.data() - file.text().data()), problem);
  }
  return InvalidInput(place, problem);
}

}  // namespace iamsift
