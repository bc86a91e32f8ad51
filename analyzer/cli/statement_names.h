#pragma once

// A deciding statement in words that a person can follow: which policy, by which way it reaches the
// principal, which statement of it, and the line where it begins.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/cli/input_places.h"
#include "analyzer/eval/effective.h"
#include "analyzer/ingest/load.h"

namespace iamsift {

struct StatementInWords {
  std::string policy;               // name
  std::string way;                  // "inline", "attached", "inline in group g", "boundary"
  int32_t number = 0;               // from 1, in written order
  std::string sid;                  // "" when it has none
  std::optional<InputPlace> place;  // where it begins; none for policies from the catalog
  GrantScope scope = GrantScope::kNo;

  // policy `p` (inline), statement 2 (Sid)  export.json:14:9
  std::string Text() const;
};

class StatementNames {
 public:
  // The inputs and the evaluation must outlive it.
  StatementNames(const std::vector<LoadedInput>& inputs, const AccountEvaluation& evaluation)
      : evaluation_(evaluation), places_(inputs) {}

  StatementInWords Name(const DecidingStatement& statement, const Principal& holder);

 private:
  const AccountEvaluation& evaluation_;
  InputPlaces places_;
};

}  // namespace iamsift
