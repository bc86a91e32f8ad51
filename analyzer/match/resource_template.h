#pragma once

// ARNs written from the templates of the catalog: what a policy would name to mean "all of this
// type, here".

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/catalog/catalog.h"
#include "analyzer/match/resource_pattern.h"

namespace iamsift {

// Where a policy is meant to hold. Empty texts are written as `*`.
struct ArnScope {
  std::string partition = "aws";
  std::string region;
  std::string account;
};

// The type's templates with the scope filled in and every other variable a `*`; texts that a
// template fixes stay as they are.
std::vector<std::string> TypeWideArns(const Catalog& catalog, ResourceTypeId type,
                                      const ArnScope& scope);

// The pattern that was probably meant where `pattern` fits no resource type of the action: the
// container without its `/…` tail (s3:ListBucket on `bucket/*`), or with one (s3:GetObject on
// `bucket`).
std::optional<std::string> TwinPattern(const Catalog& catalog, std::string_view pattern,
                                       ActionId action);

}  // namespace iamsift
