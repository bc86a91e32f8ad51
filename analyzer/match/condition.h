#pragma once

// Conditions as typed atoms: operator family, negation, IfExists, set operator, key, values.
// Deciding them against a request context comes with exact evaluation; here they are compiled,
// checked and compared.
//
// Source: IAM User Guide, "IAM JSON policy elements: Condition operators".

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/catalog/catalog.h"
#include "analyzer/policy/document.h"

namespace iamsift {

enum class BaseOperator : uint8_t {
  kStringEquals,
  kStringEqualsIgnoreCase,
  kStringLike,
  kArnLike,  // ArnEquals is ArnLike
  kNumericEquals,
  kNumericLessThan,
  kNumericLessThanEquals,
  kNumericGreaterThan,
  kNumericGreaterThanEquals,
  kDateEquals,
  kDateLessThan,
  kDateLessThanEquals,
  kDateGreaterThan,
  kDateGreaterThanEquals,
  kBool,
  kBinaryEquals,
  kIpAddress,
  kNull
};

inline bool IsNumericOperator(BaseOperator base) {
  return base >= BaseOperator::kNumericEquals && base <= BaseOperator::kNumericGreaterThanEquals;
}
inline bool IsDateOperator(BaseOperator base) {
  return base >= BaseOperator::kDateEquals && base <= BaseOperator::kDateGreaterThanEquals;
}
// Variables are read in the values of string and ARN operators only.
inline bool TakesVariables(BaseOperator base) { return base <= BaseOperator::kArnLike; }

enum class SetOperator : uint8_t { kNone, kForAllValues, kForAnyValue };

struct ConditionOperator {
  BaseOperator base = BaseOperator::kStringEquals;
  bool is_negated = false;  // StringNotEquals, NotIpAddress, …
  bool if_exists = false;
  SetOperator set = SetOperator::kNone;
  friend bool operator==(const ConditionOperator&, const ConditionOperator&) = default;
};

// Any letter case; nullopt when it is no operator (Null takes neither IfExists nor a set operator).
std::optional<ConditionOperator> ParseConditionOperator(std::string_view text);

struct ConditionAtom {
  ConditionOperator op;
  std::string key;                            // lower case
  std::optional<ConditionKeyId> catalog_key;  // what the catalog knows it as
  bool key_is_always_present = false;         // every signed request carries it
  std::vector<std::string_view> values;       // as written, sorted, each once
  bool reads_variables = false;               // in these values `${…}` is a variable or an escape
  bool has_variable = false;
  bool has_malformed_value = false;  // a value that is not of the operator's type
  const ConditionTest* written = nullptr;
};

// Reads one test whose operator is known.
ConditionAtom CompileCondition(const Catalog& catalog, const ConditionTest& test,
                               ConditionOperator op, LanguageVersion version);

// How a condition restrains, for the breadth score and the rules.
enum class Narrowing : uint8_t {
  kNone,  // never limits: `StringLike: *`, ForAllValues and IfExists on keys that may be absent
  kNarrows,
  kTagEquality,  // compares a tag of the resource or request with one of the principal
};
Narrowing NarrowingOf(const ConditionAtom& atom);

// Every request that meets all of `stricter` meets all of `looser`: sound, and complete for atoms
// that differ by value lists under one operator and key. The empty list of `looser` is met always.
bool ConditionsImply(const std::vector<ConditionAtom>& stricter,
                     const std::vector<ConditionAtom>& looser);

}  // namespace iamsift
