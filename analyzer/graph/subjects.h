#pragma once

// Principals about whom every question about others has one answer: they hold the same documents
// under the same limits, and nothing in those asks who calls. A thousand copies of a role are asked
// about once.

#include <cstdint>
#include <vector>

#include "analyzer/eval/effective.h"

namespace iamsift {

// By index into Account::principals. Numbers are dense, in the order of first appearance.
std::vector<uint32_t> SubjectsOf(const AccountEvaluation& evaluation);

}  // namespace iamsift
