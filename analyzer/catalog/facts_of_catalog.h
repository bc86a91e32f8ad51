#pragma once

// A catalog back to the facts that it was made of, so that what is in the binary can be written as
// text again.

#include "analyzer/base/arena.h"
#include "analyzer/catalog/catalog.h"
#include "analyzer/catalog/facts.h"

namespace iamsift {

struct CatalogFacts {
  Facts facts;  // points into the catalog's bytes and into `names`
  Arena names;  // those that the catalog holds as ids alone
};

CatalogFacts FactsOf(const Catalog& catalog);

}  // namespace iamsift
