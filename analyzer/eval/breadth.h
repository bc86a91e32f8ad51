#pragma once

// The breadth score: how much of what AWS offers a set of grants opens, on a scale of 0 to 100 on
// which `*` on `*` is 100. Per action the weight of its access level (List 1, Read 2, Tagging 3,
// Write 5, Permissions management 10), times its reach, times 0.5 under a narrowing condition or
// 0.2 under tag equality with the principal; the sum is taken on a logarithmic scale.

#include <vector>

#include "analyzer/eval/grant.h"

namespace iamsift {

int WeightOf(AccessLevel level);

// The sum over actions of the largest weight x reach x condition.
double BreadthSum(const Catalog& catalog, GrantTable& table,
                  const std::vector<const Grant*>& grants);

// The sum for `*` on `*`: 78,653 in the catalog of 2026-09-26.
double FullBreadthSum(const Catalog& catalog);

// 0..100, rounded.
int BreadthScore(double sum, double full_sum);

}  // namespace iamsift
