#pragma once

// What a question hangs on that AWS's documents leave open (match/readings.h). A proof has to hold,
// and a request has to be a witness, whichever way the patterns of the question are read.

#include <string>
#include <vector>

#include "analyzer/match/readings.h"
#include "analyzer/proofs/access_formula.h"

namespace iamsift {

// Another way to read the patterns, and a pattern that means something else then.
struct OpenReading {
  readings::OfPatterns reading;
  std::string why;  // whether a wildcard inside a part of `arn:aws:sqs:eu-*-1:…` takes colons
};

// Each way but the chosen one; empty when the patterns mean the same in all of them.
std::vector<OpenReading> OpenReadingsOf(const AccessFormula& narrower, const AccessFormula& wider);

}  // namespace iamsift
