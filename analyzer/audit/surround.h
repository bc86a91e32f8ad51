#pragma once

// Lets what stands around the accounts take part in their audit.

#include "analyzer/ingest/context.h"
#include "analyzer/ingest/load.h"

namespace iamsift {

// Hands the guardrails of the organization and the policies on resources to the accounts, and the
// inputs and diagnostics of `around` to the run, where places in the context count on them.
// `around` must outlive the accounts.
void SurroundWith(ContextInputs& around, LoadResult& loaded);

}  // namespace iamsift
