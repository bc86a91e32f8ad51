#pragma once

// What an escalation says, in a sentence for people.

#include <string>

#include "analyzer/graph/escalations.h"

namespace iamsift {

// "Role `ml-runner` can act as role `admin`, an administrator."; how is the rule's to say.
std::string MessageOf(const EscalationGraph& graph, uint32_t principal, const Escalation& found);

// "Role ml-runner can become an administrator"
std::string TitleOf(const EscalationGraph& graph, uint32_t principal, const Escalation& found);

// With a first letter of ours as a capital one.
std::string Capital(std::string text);

// "role `ml-training`".
std::string NameWithKind(const Principal& principal);

}  // namespace iamsift
