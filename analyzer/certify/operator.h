#pragma once

// The names of condition operators and what they test.
//
// Source: IAM User Guide, "IAM JSON policy elements: Condition operators".

#include <optional>
#include <string_view>

#include "analyzer/certify/value.h"

namespace iamsift::certify {

enum class Quantifier : uint8_t { kNone, kForAllValues, kForAnyValue };

struct Operator {
  std::string_view test;  // StringEquals, ArnLike, Null, …: never a negated one
  Domain domain = Domain::kText;
  Relation relation = Relation::kEqual;
  bool is_negated = false;
  bool if_exists = false;
  Quantifier quantifier = Quantifier::kNone;
};

// Any letter case; nullopt: no operator.
std::optional<Operator> ReadOperator(std::string_view name);

}  // namespace iamsift::certify
