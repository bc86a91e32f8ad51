#pragma once

// One case replayed: clauses from the policies, then each step of the certificate, which has to be
// true by itself (a lemma) or to follow from what stands before it (a learned clause).

#include <map>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "analyzer/certify/box.h"

namespace iamsift::certify {

using Clause = std::vector<Literal>;  // one of them holds

struct Step {
  bool is_lemma = false;
  Clause clause;
};

// Whether literals on one variable can never hold together. Remembers what it was asked.
class Lemmas {
 public:
  explicit Lemmas(const Atoms& atoms) : atoms_(atoms) {}

  // Ok: some literal of the clause holds in every request.
  absl::Status Check(const Clause& clause);

 private:
  absl::Status Decide(const Literals& denied);

  const Atoms& atoms_;
  std::map<Literals, absl::Status> known_;
};

// Ok: the clauses cannot hold together.
absl::Status Replay(std::vector<Clause> clauses, std::span<const Step> steps, Lemmas& lemmas);

}  // namespace iamsift::certify
