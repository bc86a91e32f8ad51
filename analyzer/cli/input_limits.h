#pragma once

// What the verbs that answer from accounts say of their input, so that an answer is not taken for
// more than it is: what the export lacks, and what was taken from the catalog in its place.

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/account/account.h"
#include "analyzer/catalog/catalog.h"
#include "analyzer/finding/finding.h"

namespace iamsift {

// Fills in attached AWS managed policies that the input does not bring; a line that says so, or
// none.
std::vector<std::string> FillFromCatalog(std::vector<Account>& accounts, const Catalog& catalog);

// Adds each gap of the accounts and each further warning of the reader, once.
void AddGaps(const std::vector<Account>& accounts, const std::vector<Diagnostic>& diagnostics,
             std::vector<std::string>& limits);

// The files of folders and archives that nothing was read from, and why.
std::vector<std::string_view> LeftOut(const std::vector<Diagnostic>& diagnostics);

// "limits of this answer", a line each; "" for none.
std::string LimitsText(const std::vector<std::string>& limits);

}  // namespace iamsift
