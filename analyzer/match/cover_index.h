#pragma once

// Which of many written patterns covers one of them, without a look at every pair: a pattern
// without wildcards covers its own text alone, one with them begins as all that it covers.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "analyzer/base/text.h"

namespace iamsift {

class CoverIndex {
 public:
  // In their order; case is ignored. `*` and `?` are wildcards.
  template <typename Texts>
  explicit CoverIndex(const Texts& texts) {
    texts_.reserve(texts.size());
    for (size_t i = 0; i < texts.size(); ++i) {
      const std::string_view text = texts_.emplace_back(AsciiLower(texts[i]));
      first_of_text_.try_emplace(text, i);
      const size_t wildcard = text.find_first_of("*?");
      if (wildcard != std::string_view::npos) wildcards_[text.substr(0, wildcard)].push_back(i);
    }
  }
  CoverIndex(const CoverIndex&) = delete;  // views of its own texts
  CoverIndex& operator=(const CoverIndex&) = delete;

  // The first other entry that covers this one. Of entries that cover each other the first is
  // covered by none of them.
  // covers  (wide, narrow): of two entries with different texts, of which `wide` has wildcards.
  template <typename Covers>
  std::optional<size_t> FirstThatCovers(size_t entry, const Covers& covers) const {
    const std::string_view text = texts_[entry];
    size_t found = first_of_text_.at(text);
    if (found >= entry) found = texts_.size();
    for (size_t length = 0; length <= text.size(); ++length) {
      const auto begin_alike = wildcards_.find(text.substr(0, length));
      if (begin_alike == wildcards_.end()) continue;
      for (const size_t other : begin_alike->second) {
        if (other >= found) break;
        if (texts_[other] == text || !covers(other, entry)) continue;
        if (other < entry || !IsCovered(other, entry, covers)) found = other;
      }
    }
    return found == texts_.size() ? std::nullopt : std::optional(found);
  }

 private:
  template <typename Covers>
  bool IsCovered(size_t narrow, size_t wide, const Covers& covers) const {
    return texts_[wide].find_first_of("*?") != std::string::npos && covers(wide, narrow);
  }

  std::vector<std::string> texts_;  // in lower case
  absl::flat_hash_map<std::string_view, size_t> first_of_text_;
  absl::flat_hash_map<std::string_view, std::vector<size_t>> wildcards_;  // by how they begin
};

}  // namespace iamsift
