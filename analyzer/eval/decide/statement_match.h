#pragma once

// Whether one statement applies to a request: its action, its resource and its conditions. Who it
// names is asked apart, since that has grades.
//
// Source: IAM User Guide, "IAM JSON policy elements".

#include "analyzer/eval/decide/decision_document.h"
#include "analyzer/eval/decide/question.h"

namespace iamsift {

bool MatchesAction(const DecisionStatement& statement, const Question& question);
LogicValue MatchesResource(const DecisionStatement& statement, const Question& question,
                           const Logic& logic);
LogicValue MeetsConditions(const DecisionStatement& statement, const Question& question,
                           const Logic& logic);

// All three. A statement that could not be read is unknown.
LogicValue AppliesTo(const DecisionStatement& statement, const Question& question,
                     const Logic& logic);

}  // namespace iamsift
