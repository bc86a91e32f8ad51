#pragma once

// References between the entities of one account, and what the input leaves out.

#include <vector>

#include "analyzer/account/account.h"
#include "analyzer/finding/finding.h"
#include "analyzer/ingest/export/fragment.h"

namespace iamsift {

// Resolves groups, attachments and boundaries. What the account should hold but does not (its own
// policies and groups; AWS managed ones may come from the catalog) becomes a gap and a diagnostic.
void LinkReferences(Account& account, std::vector<Diagnostic>& diagnostics);

// Whether pages or whole lists are missing. `pages` are all those of the account, in any order.
void CheckCompleteness(const std::vector<ExportPage>& pages, Account& account,
                       std::vector<Diagnostic>& diagnostics);

}  // namespace iamsift
