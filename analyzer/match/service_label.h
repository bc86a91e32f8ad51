#pragma once

// Service principals by what they are called without the DNS suffix and the Region that a partition
// or a Region adds: `delivery.logs` of delivery.logs.eu-west-1.amazonaws.com.
//
// Source: IAM User Guide, "AWS JSON policy elements: Principal", AWS service principals.

#include <string_view>

#include "analyzer/catalog/catalog.h"

namespace iamsift {

// "": the name has no DNS suffix of AWS.
std::string_view ServiceLabel(const Catalog& catalog, std::string_view principal);

}  // namespace iamsift
