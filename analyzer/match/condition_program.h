#pragma once

// One condition test made ready to be decided against a request: values typed and read once, so
// that deciding neither parses a policy nor guesses a type.
//
// Source: IAM User Guide, "IAM JSON policy elements: Condition operators" and "Conditions with
// multiple context keys or values".

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "analyzer/match/condition.h"
#include "analyzer/match/condition_value.h"
#include "analyzer/match/key_state.h"
#include "analyzer/match/value_template.h"
#include "analyzer/policy/document.h"

namespace iamsift {

// The six parts of an ARN operator's value, cut before variables are filled in. A variable may
// stand in any of them.
struct ArnTemplate {
  std::vector<ValueTemplate> parts;  // six
};

struct AnyText {};    // stars only, in a Like operator
struct Malformed {};  // not of the operator's type: nothing matches it

using ConditionMatcher = std::variant<Malformed, AnyText, std::string, ValueTemplate, ArnTemplate,
                                      Decimal, DateValue, bool, AddressBlock>;

struct ConditionProgram {
  ConditionOperator op;
  std::string key;  // lower case
  std::vector<ConditionMatcher> values;
  bool has_malformed_value = false;
  const ConditionTest* written = nullptr;
};

// nullopt: the operator is none.
std::optional<ConditionProgram> CompileProgram(const ConditionTest& test, LanguageVersion version);

// Whether the request meets the test. Unknown only where a key, its presence or a variable's value
// is; malformed values match nothing.
Truth Decide(const ConditionProgram& program, const RequestKeys& keys);

}  // namespace iamsift
