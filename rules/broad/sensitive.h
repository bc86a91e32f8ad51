#pragma once

// Which actions are sensitive whoever holds them: steps of an escalation, and the members of the
// action sets.

#include "analyzer/audit/rule.h"

namespace iamsift {

// What reads or moves data, secrets and credentials: EX-001 to EX-007 and CR. EX-008, code and
// configuration that may hold secrets, is left to ordinary reading.
inline const ActionSet& DataAndCredentialActions(const RuleContext& context) {
  return context.sensitive.data_and_credentials();
}

// List and Read actions but for those.
inline const ActionSet& HarmlessReads(const RuleContext& context) {
  return context.sensitive.harmless_reads();
}

// Members of any action set, and what an escalation path requires.
inline const ActionSet& SensitiveActionsOf(const RuleContext& context) {
  return context.sensitive.all_and_path_actions();
}

}  // namespace iamsift
