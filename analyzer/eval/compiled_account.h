#pragma once

// An account with every distinct document of it compiled once.

#include <vector>

#include "analyzer/account/account.h"
#include "analyzer/catalog/catalog.h"
#include "analyzer/match/compiled_document.h"
#include "analyzer/match/resource_pattern.h"

namespace iamsift {

// The account and the catalog must outlive it.
struct CompiledAccount {
  const Account* account = nullptr;
  const Catalog* catalog = nullptr;
  std::vector<CompiledDocument> documents;  // by DocumentId

  const CompiledDocument& at(DocumentId id) const { return documents[id.value]; }
};

CompiledAccount CompileAccount(const Catalog& catalog, const Account& account);

}  // namespace iamsift
