#pragma once

// What findings say only beside each other: a broad AWS managed policy that opens a way up, an
// administrator that the outside can reach, an idle role that is one of those.

#include <span>
#include <vector>

#include "analyzer/audit/assemble.h"
#include "analyzer/audit/rule.h"
#include "analyzer/graph/escalation_graph.h"

namespace iamsift {

// findings  of one account, principal indices counting from 0; raised and added to.
// rules     those that were selected.
// graph     null: none was made, as no rule asked for it.
void JudgeTogether(const EscalationGraph* graph, std::span<const Rule* const> rules,
                   const Assembler& assembler, Findings& findings);

}  // namespace iamsift
