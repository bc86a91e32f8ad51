#pragma once

// Two sides of a comparison: which subject of the one belongs to which of the other, and what is
// asked of each pair.

#include <string>

#include "analyzer/cli/console.h"
#include "analyzer/cli/exit_code.h"
#include "analyzer/cli/proof_choice.h"

namespace CLI {
class App;
}  // namespace CLI

namespace iamsift {

struct PairQuestion {
  std::string check;
  bool both_ways = false;   // also whether the old allowed no more than the new
  std::string certificate;  // where a proof is to be written down; "": nowhere
};

class AccessPair {
 public:
  void Declare(CLI::App& app);

  // Principals are paired by ARN, files by name, and a single file on each side with the other. Who
  // is on one side only is compared with nothing at all.
  ExitCode Run(ProofChoice& choice, const PairQuestion& question, Console& console) const;

 private:
  std::string old_, new_;
};

}  // namespace iamsift
