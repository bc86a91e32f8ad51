#pragma once

// Pages and inputs put together: one account each, duplicates settled, references resolved, and
// what is missing said aloud.

#include <vector>

#include "analyzer/account/account.h"
#include "analyzer/finding/finding.h"
#include "analyzer/ingest/export/fragment.h"
#include "analyzer/ingest/load.h"

namespace iamsift {

struct MergedAccounts {
  std::vector<Account> accounts;  // by id; documents are added, not yet parsed
  std::vector<Diagnostic> diagnostics;
};

// fragments  in the order of the inputs, whose order decides nothing but ties.
MergedAccounts MergeFragments(std::vector<ExportFragment> fragments, const LoadOptions& options);

}  // namespace iamsift
