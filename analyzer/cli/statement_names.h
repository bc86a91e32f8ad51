#pragma once

// A deciding statement in words that a person can follow: which policy, by which way it reaches the
// principal, which statement of it, and the line where it begins.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/base/source.h"
#include "analyzer/eval/effective.h"
#include "analyzer/ingest/load.h"

namespace iamsift {

struct StatementInWords {
  std::string policy;             // name
  std::string way;                // "inline", "attached", "inline in group g", "boundary"
  int32_t number = 0;             // from 1, in written order
  std::string sid;                // "" when it has none
  std::string input;              // name of the input; "" for policies from the catalog
  std::optional<Position> place;  // where it begins in the input
  GrantScope scope = GrantScope::kNo;

  // policy `p` (inline), statement 2 (Sid)  export.json:14:9
  std::string Text() const;
};

class StatementNames {
 public:
  // The inputs and the evaluation must outlive it.
  StatementNames(const std::vector<LoadedInput>& inputs, const AccountEvaluation& evaluation)
      : inputs_(inputs), evaluation_(evaluation), lines_(inputs.size()) {}

  StatementInWords Name(const DecidingStatement& statement, const Principal& holder);

 private:
  void AddPlace(const PolicyText& text, SourceSpan statement, StatementInWords& words);

  const std::vector<LoadedInput>& inputs_;
  const AccountEvaluation& evaluation_;
  std::vector<std::unique_ptr<LineIndex>> lines_;  // by input, made when first needed
};

}  // namespace iamsift
