#pragma once

// What the prover is timed on: AWS managed policies, their versions, and changes to them.

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "analyzer/base/arena.h"
#include "analyzer/base/source.h"
#include "analyzer/catalog/catalog.h"
#include "analyzer/proofs/policy_checks.h"
#include "tests/solver/random_pairs.h"

namespace iamsift {

using PairTexts = std::vector<solver::NamedPair>;

// All consecutive versions, both ways.
PairTexts VersionTexts();
// The newest version of each policy, and the same made narrower.
PairTexts NarrowedTexts();
// `count` versions and changes, from a seed.
PairTexts SampledTexts(size_t count);

// From text to answer, nothing kept.
Inclusion DecideCold(const Catalog& catalog, const solver::PolicyPair& texts);

// Identity policies under a boundary and a guardrail, within another policy; broad ones.
class LayeredChecks {
 public:
  explicit LayeredChecks(const Catalog& catalog);

  size_t size() const { return checks_.size(); }
  InclusionAnswer Answer(size_t i) const;  // of parsed documents
  Inclusion Decide(size_t i) const { return Answer(i).inclusion; }

 private:
  struct Check {
    AccessFormula narrower, wider;
  };
  const PolicyDocument& Parsed(const std::string& text);

  const Catalog& catalog_;
  std::vector<std::unique_ptr<SourceFile>> sources_;
  Arena arena_;
  std::vector<std::unique_ptr<PolicyDocument>> documents_;
  std::vector<Check> checks_;
};

}  // namespace iamsift
