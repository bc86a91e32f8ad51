#pragma once

// Which policy variables surely have no value for whoever holds a document.

#include <string_view>
#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/match/policy_variable.h"

namespace iamsift {

// The variables of the text, in order; escapes are none. Empty in 2008 documents.
std::vector<PolicyVariable> VariablesOf(std::string_view text, LanguageVersion version);

// Holders of the document for whom the variable is surely unset: `aws:username` for every role, a
// tag of the principal for a user who lacks it, what a federation brings for those who are not
// federated. Empty when it has a default, and for keys that the request decides.
std::vector<const Principal*> HoldersWithout(const DocumentView& document,
                                             const RuleContext& context,
                                             const PolicyVariable& variable);

// Nobody who holds the document has a value for some variable of the text.
bool HasNoValue(const DocumentView& document, const RuleContext& context, std::string_view text);

}  // namespace iamsift
