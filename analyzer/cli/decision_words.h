#pragma once

// A decision in words that a person can follow, and as JSON: each layer, the statements that
// decide, what is missing for a yes.

#include <string>

#include "analyzer/base/json_writer.h"
#include "analyzer/cli/input_places.h"
#include "analyzer/eval/decide/decision.h"

namespace iamsift {

// One answer with all that explains it. The trace's pointers are into the estate.
struct ExplainedDecision {
  Decision decision;
  DecisionTrace trace;
  Formula formula;
};

// "allowed", "denied by a Deny", "not granted", "allowed under conditions"
std::string_view VerdictInWords(Verdict verdict);

// policy `p` (attached), statement 2 (Sid)  export.json:14:9
std::string StatementInText(const AppliedStatement& applied, InputPlaces& places);

// A block of indented lines.
std::string ExplanationText(const ExplainedDecision& answer, InputPlaces& places);
// Members of an open object.
void WriteExplanation(const ExplainedDecision& answer, InputPlaces& places, JsonWriter& json);
void WriteStatement(const AppliedStatement& applied, InputPlaces& places, JsonWriter& json);

}  // namespace iamsift
