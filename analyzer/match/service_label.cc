#include "analyzer/match/service_label.h"

#include <algorithm>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

constexpr std::string_view kPlainSuffix = ".amazonaws.com";

bool HasWord(std::string_view words, std::string_view word) {
  const std::vector<std::string_view> all = Split(words, ' ');
  return std::find(all.begin(), all.end(), word) != all.end();
}

bool IsRegion(const Catalog& catalog, std::string_view text) {
  if (text.find('-') == std::string_view::npos) return false;
  for (const Partition partition : catalog.Partitions()) {
    if (HasWord(partition.regions, text)) return true;
  }
  return false;
}

// The longest suffix of a partition that the name ends in; "" for none.
std::string_view SuffixOf(const Catalog& catalog, std::string_view principal) {
  std::string_view longest;
  for (const Partition partition : catalog.Partitions()) {
    const std::string_view suffix = partition.dns_suffix;
    const bool fits = principal.size() > suffix.size() && principal.ends_with(suffix) &&
                      principal[principal.size() - suffix.size() - 1] == '.';
    if (fits && suffix.size() > longest.size()) longest = suffix;
  }
  return longest;
}

}  // namespace

std::string_view ServiceLabel(const Catalog& catalog, std::string_view principal) {
  // Nearly all: no Region, and the suffix of the first partition.
  if (principal.ends_with(kPlainSuffix)) {
    const std::string_view plain = principal.substr(0, principal.size() - kPlainSuffix.size());
    if (plain.find('.') == std::string_view::npos) return plain;
  }
  const std::string_view suffix = SuffixOf(catalog, principal);
  if (suffix.empty()) return {};
  std::string_view label = principal.substr(0, principal.size() - suffix.size() - 1);
  const size_t dot = label.rfind('.');
  if (dot != std::string_view::npos && IsRegion(catalog, label.substr(dot + 1))) {
    label = label.substr(0, dot);
  }
  return label;
}

}  // namespace iamsift
