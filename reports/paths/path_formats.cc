#include "reports/paths/path_formats.h"

#include <algorithm>

namespace iamsift {
namespace {

constexpr PathFormat kFormats[] = {{"text", &PathsAsText},
                                   {"json", &PathsAsJson},
                                   {"dot", &PathsAsDot},
                                   {"mermaid", &PathsAsMermaid},
                                   {"graphml", &PathsAsGraphml}};

}  // namespace

std::span<const PathFormat> PathFormats() { return kFormats; }

const PathFormat* FindPathFormat(std::string_view name) {
  const auto found = std::find_if(std::begin(kFormats), std::end(kFormats),
                                  [&](const PathFormat& format) { return format.name == name; });
  return found == std::end(kFormats) ? nullptr : found;
}

}  // namespace iamsift
