// The bytes that catalog_blob.S puts into the program.

#include "analyzer/catalog/catalog.h"
#include "analyzer/catalog/managed_policies.h"

extern "C" {
extern const char iamsift_catalog_bytes[];
extern const char iamsift_policies_bytes[];
}

namespace iamsift {

Catalog Catalog::Embedded() { return Catalog(iamsift_catalog_bytes); }

ManagedPolicies ManagedPolicies::Embedded() { return ManagedPolicies(iamsift_policies_bytes); }

}  // namespace iamsift
