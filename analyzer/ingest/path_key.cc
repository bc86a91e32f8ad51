#include "analyzer/ingest/path_key.h"

#include <algorithm>
#include <iterator>

#include "analyzer/account/json_string.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

constexpr std::string_view kEndings[] = {".gz",    ".zst",   ".bz2",  ".xz",  ".json",
                                         ".jsonc", ".jsonl", ".yaml", ".yml", ".ndjson"};

std::string_view WithoutEndings(std::string_view name) {
  const auto fits = [&name](std::string_view ending) {
    return name.size() > ending.size() && AsciiLower(name).ends_with(ending);
  };
  for (const auto* ending = std::find_if(std::begin(kEndings), std::end(kEndings), fits);
       ending != std::end(kEndings);
       ending = std::find_if(std::begin(kEndings), std::end(kEndings), fits)) {
    name.remove_suffix(ending->size());
  }
  return name;
}

}  // namespace

PathKey PathKeyOf(std::string_view path) {
  PathKey key;
  for (size_t at = path.find_first_of("/!"); at != std::string_view::npos;
       at = path.find_first_of("/!")) {
    if (at > 0) key.folders.push_back(path.substr(0, at));
    path.remove_prefix(at + 1);
  }
  AppendPercentDecoded(WithoutEndings(path), key.stem);
  return key;
}

}  // namespace iamsift
