#pragma once

// Which actions are sensitive whoever holds them: steps of an escalation, and the members of the
// action sets.

#include "analyzer/audit/rule.h"

namespace iamsift {

// What reads or moves data, secrets and credentials: EX-001 to EX-007 and CR. EX-008, code and
// configuration that may hold secrets, is left to ordinary reading.
ActionSet DataAndCredentialActions(const RuleContext& context);

// List and Read actions but for those.
ActionSet HarmlessReads(const RuleContext& context);

// Members of any action set, and what an escalation path requires.
ActionSet SensitiveActionsOf(const RuleContext& context);

}  // namespace iamsift
