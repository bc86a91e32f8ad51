#pragma once

// Places of a result as people and editors read them. Each input is indexed once, when its first
// place is asked for.

#include <memory>
#include <optional>
#include <vector>

#include "analyzer/finding/finding.h"
#include "reports/text_positions.h"

namespace iamsift {

struct Region {
  Position start, end;  // `end` is the first position behind
};

class Places {
 public:
  // result  outlives this.
  explicit Places(const AuditResult& result);

  // Nothing for a place inside the catalog or in an input that couldn't be read.
  std::optional<Region> RegionOf(const Place& place);

  // The text of the place, "" where RegionOf has nothing.
  std::string_view TextOf(const Place& place) const;

  // The row of the input, null for a place inside the catalog.
  const InputRow* InputOf(const Place& place) const;

 private:
  const SourceFile* SourceOf(const Place& place) const;

  const AuditResult& result_;
  std::vector<std::unique_ptr<TextPositions>> positions_;  // one an input
  uint32_t last_input_ = kNoInput;  // a finding and its first evidence often share a place
  SourceSpan last_span_;
  Region last_region_;
};

}  // namespace iamsift
