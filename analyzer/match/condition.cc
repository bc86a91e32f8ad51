#include "analyzer/match/condition.h"

#include <algorithm>

#include "analyzer/base/text.h"
#include "analyzer/match/condition_value.h"
#include "analyzer/match/operator_value.h"
#include "analyzer/match/policy_variable.h"

namespace iamsift {
namespace {

struct OperatorRow {
  std::string_view name;
  BaseOperator base;
  bool is_negated;
};
constexpr OperatorRow kOperators[] = {
    {"StringEquals", BaseOperator::kStringEquals, false},
    {"StringNotEquals", BaseOperator::kStringEquals, true},
    {"StringEqualsIgnoreCase", BaseOperator::kStringEqualsIgnoreCase, false},
    {"StringNotEqualsIgnoreCase", BaseOperator::kStringEqualsIgnoreCase, true},
    {"StringLike", BaseOperator::kStringLike, false},
    {"StringNotLike", BaseOperator::kStringLike, true},
    {"ArnLike", BaseOperator::kArnLike, false},
    {"ArnNotLike", BaseOperator::kArnLike, true},
    {"ArnEquals", BaseOperator::kArnLike, false},
    {"ArnNotEquals", BaseOperator::kArnLike, true},
    {"NumericEquals", BaseOperator::kNumericEquals, false},
    {"NumericNotEquals", BaseOperator::kNumericEquals, true},
    {"NumericLessThan", BaseOperator::kNumericLessThan, false},
    {"NumericLessThanEquals", BaseOperator::kNumericLessThanEquals, false},
    {"NumericGreaterThan", BaseOperator::kNumericGreaterThan, false},
    {"NumericGreaterThanEquals", BaseOperator::kNumericGreaterThanEquals, false},
    {"DateEquals", BaseOperator::kDateEquals, false},
    {"DateNotEquals", BaseOperator::kDateEquals, true},
    {"DateLessThan", BaseOperator::kDateLessThan, false},
    {"DateLessThanEquals", BaseOperator::kDateLessThanEquals, false},
    {"DateGreaterThan", BaseOperator::kDateGreaterThan, false},
    {"DateGreaterThanEquals", BaseOperator::kDateGreaterThanEquals, false},
    {"Bool", BaseOperator::kBool, false},
    {"BinaryEquals", BaseOperator::kBinaryEquals, false},
    {"IpAddress", BaseOperator::kIpAddress, false},
    {"NotIpAddress", BaseOperator::kIpAddress, true},
    {"Null", BaseOperator::kNull, false},
};

// Cuts `prefix` or `suffix` off, without case; false when it isn't there.
bool CutPrefix(std::string_view& text, std::string_view prefix) {
  if (!StartsWithIgnoreCase(text, prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

bool CutSuffix(std::string_view& text, std::string_view suffix) {
  if (text.size() < suffix.size()) return false;
  if (!EqualsIgnoreCase(text.substr(text.size() - suffix.size()), suffix)) return false;
  text.remove_suffix(suffix.size());
  return true;
}

SetOperator CutSetOperator(std::string_view& text) {
  if (CutPrefix(text, "ForAllValues:")) return SetOperator::kForAllValues;
  if (CutPrefix(text, "ForAnyValue:")) return SetOperator::kForAnyValue;
  return SetOperator::kNone;
}

void ReadValues(const ConditionTest& test, LanguageVersion version, ConditionAtom& atom) {
  atom.reads_variables = version == LanguageVersion::k2012 && TakesVariables(atom.op.base);
  atom.values.reserve(test.values.size());
  for (const TextAt& value : test.values) {
    const bool has_variable = atom.reads_variables && HasVariable(value.text, version);
    atom.values.push_back(value.text);
    atom.has_variable |= has_variable;
    atom.has_malformed_value |= !has_variable && !IsValueOf(atom.op.base, value.text);
  }
  std::sort(atom.values.begin(), atom.values.end());
  atom.values.erase(std::unique(atom.values.begin(), atom.values.end()), atom.values.end());
}

// A value that every value of the operator's type meets.
bool IsMetByAll(const ConditionAtom& atom, std::string_view value) {
  switch (atom.op.base) {
    case BaseOperator::kStringLike:
      return IsStarsOnly(value);
    case BaseOperator::kArnLike:
      return IsStarsOnly(value) || value == "arn:*:*:*:*:*";
    case BaseOperator::kIpAddress: {
      const std::optional<AddressBlock> block = ParseAddressBlock(value);
      return block && block->IsWholeFamily();
    }
    default:
      return false;
  }
}

bool HoldsBothTruths(const ConditionAtom& atom) {
  if (atom.op.base != BaseOperator::kBool && atom.op.base != BaseOperator::kNull) return false;
  const auto holds = [&](bool truth) {
    return std::any_of(atom.values.begin(), atom.values.end(),
                       [&](std::string_view value) { return ParseBool(value) == truth; });
  };
  return holds(true) && holds(false);
}

bool NeverLimits(const ConditionAtom& atom) {
  const bool passes_when_absent = atom.op.if_exists || atom.op.set == SetOperator::kForAllValues;
  if (passes_when_absent && !atom.key_is_always_present) return true;
  if (atom.op.is_negated) return atom.values.empty();
  return HoldsBothTruths(atom) ||
         std::any_of(atom.values.begin(), atom.values.end(),
                     [&](std::string_view value) { return IsMetByAll(atom, value); });
}

// aws:ResourceTag/team, ec2:ResourceTag/team, aws:RequestTag/team
bool IsOtherTag(std::string_view key) {
  const size_t colon = key.find(':');
  if (colon == std::string_view::npos) return false;
  const std::string_view name = key.substr(colon + 1);
  return StartsWithIgnoreCase(name, "ResourceTag/") || StartsWithIgnoreCase(name, "RequestTag/");
}

bool IsPrincipalTag(std::string_view key) { return StartsWithIgnoreCase(key, "aws:PrincipalTag/"); }

// The whole value is one variable.
std::string_view VariableKey(std::string_view value) {
  const std::optional<VariableAtStart> found = ReadVariable(value);
  if (!found || !found->variable || found->length != value.size()) return {};
  return found->variable->key;
}

bool IsTagEquality(const ConditionAtom& atom) {
  const bool compares_text = atom.op.base <= BaseOperator::kStringLike && !atom.op.is_negated;
  if (!compares_text || !atom.reads_variables || atom.values.empty()) return false;
  return std::all_of(atom.values.begin(), atom.values.end(), [&](std::string_view value) {
    const std::string_view other = VariableKey(value);
    return (IsOtherTag(atom.key) && IsPrincipalTag(other)) ||
           (IsPrincipalTag(atom.key) && IsOtherTag(other));
  });
}

}  // namespace

bool IsValueOf(BaseOperator base, std::string_view value) {
  if (IsNumericOperator(base)) return ParseDecimal(value).has_value();
  if (IsDateOperator(base)) return ParseDate(value).has_value();
  switch (base) {
    case BaseOperator::kArnLike:
      return IsArnValue(value);
    case BaseOperator::kBool:
    case BaseOperator::kNull:
      return ParseBool(value).has_value();
    case BaseOperator::kBinaryEquals:
      return IsBase64(value);
    case BaseOperator::kIpAddress:
      return ParseAddressBlock(value).has_value();
    default:
      return true;
  }
}

std::optional<ConditionOperator> ParseConditionOperator(std::string_view text) {
  ConditionOperator op;
  op.set = CutSetOperator(text);
  op.if_exists = CutSuffix(text, "IfExists");
  for (const OperatorRow& row : kOperators) {
    if (!EqualsIgnoreCase(text, row.name)) continue;
    op.base = row.base;
    op.is_negated = row.is_negated;
    const bool is_plain = !op.if_exists && op.set == SetOperator::kNone;
    if (op.base == BaseOperator::kNull && !is_plain) return std::nullopt;
    return op;
  }
  return std::nullopt;
}

ConditionAtom CompileCondition(const Catalog& catalog, const ConditionTest& test,
                               ConditionOperator op, LanguageVersion version) {
  ConditionAtom atom{.op = op, .key = AsciiLower(test.key.text), .written = &test};
  atom.catalog_key = catalog.FindConditionKey(atom.key);
  if (atom.catalog_key) {
    const std::optional<GlobalKey> global = catalog.GlobalKeyOf(*atom.catalog_key);
    atom.key_is_always_present = global && global->always_in_context;
  }
  ReadValues(test, version, atom);
  return atom;
}

Narrowing NarrowingOf(const ConditionAtom& atom) {
  if (NeverLimits(atom)) return Narrowing::kNone;
  return IsTagEquality(atom) ? Narrowing::kTagEquality : Narrowing::kNarrows;
}

}  // namespace iamsift
