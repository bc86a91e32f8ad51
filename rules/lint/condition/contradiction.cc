#include "rules/lint/condition/contradiction.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "analyzer/base/text.h"
#include "analyzer/match/condition_value.h"
#include "analyzer/match/glob_language.h"
#include "analyzer/match/value_template.h"
#include "rules/lint/condition/condition_entry.h"

namespace iamsift {
namespace {

bool IsNull(const ConditionAtom& atom) { return atom.op.base == BaseOperator::kNull; }

std::optional<bool> WantsAbsence(const ConditionAtom& atom) {
  if (!IsNull(atom) || atom.values.size() != 1) return std::nullopt;
  return ParseBool(atom.values.front());
}

// One value of the key is compared, and the key must be there.
bool ComparesOneValue(const ConditionAtom& atom) {
  return !IsNull(atom) && !atom.op.is_negated && !atom.op.if_exists &&
         atom.op.set == SetOperator::kNone && !atom.has_malformed_value && !atom.values.empty();
}

bool IsText(BaseOperator base) { return base <= BaseOperator::kStringLike; }

Glob GlobOf(const ConditionAtom& atom, std::string_view value) {
  const bool is_like = atom.op.base == BaseOperator::kStringLike;
  return CompileTemplate(value, is_like, atom.reads_variables).tokens;
}

bool TextsMeet(const ConditionAtom& a, std::string_view left, const ConditionAtom& b,
               std::string_view right) {
  const bool ignores_case = a.op.base == BaseOperator::kStringEqualsIgnoreCase ||
                            b.op.base == BaseOperator::kStringEqualsIgnoreCase;
  if (a.has_variable || b.has_variable) return true;
  if (!ignores_case) return Intersects({GlobOf(a, left)}, {GlobOf(b, right)});
  const std::string lower_left = AsciiLower(left), lower_right = AsciiLower(right);
  return Intersects({GlobOf(a, lower_left)}, {GlobOf(b, lower_right)});
}

// Whether two values under their operators may both be met by one value; a no is sure.
bool ValuesMeet(const ConditionAtom& a, std::string_view left, const ConditionAtom& b,
                std::string_view right) {
  if (IsText(a.op.base) && IsText(b.op.base)) return TextsMeet(a, left, b, right);
  if (a.op.base != b.op.base) return true;
  switch (a.op.base) {
    case BaseOperator::kNumericEquals:
      return ParseDecimal(left) == ParseDecimal(right);
    case BaseOperator::kDateEquals:
      return ParseDate(left) == ParseDate(right);
    case BaseOperator::kBool:
      return ParseBool(left) == ParseBool(right);
    case BaseOperator::kIpAddress: {
      const auto one = ParseAddressBlock(left), two = ParseAddressBlock(right);
      return !one || !two ||
             (one->is_ipv6 == two->is_ipv6 && one->first <= two->last && two->first <= one->last);
    }
    default:
      return true;
  }
}

bool SomeMeet(const ConditionAtom& a, const ConditionAtom& b) {
  return std::ranges::any_of(a.values, [&](std::string_view left) {
    return std::ranges::any_of(
        b.values, [&](std::string_view right) { return ValuesMeet(a, left, b, right); });
  });
}

// Whatever `given` lets through, the negated test shuts out.
bool IsShutOut(const ConditionAtom& given, const ConditionAtom& negated) {
  if (!ComparesOneValue(given) || !negated.op.is_negated) return false;
  if (negated.op.set != SetOperator::kNone || negated.has_malformed_value) return false;
  ConditionAtom plain = negated;
  plain.op.is_negated = plain.op.if_exists = false;
  return ConditionsImply({given}, {plain});
}

bool Exclude(const ConditionAtom& a, const ConditionAtom& b) {
  const std::optional<bool> absent = WantsAbsence(a), other_absent = WantsAbsence(b);
  if (absent && other_absent) return *absent != *other_absent;
  if (absent) return *absent && !HoldsWhenAbsent(b);
  if (other_absent) return *other_absent && !HoldsWhenAbsent(a);
  if (ComparesOneValue(a) && ComparesOneValue(b)) return !SomeMeet(a, b);
  return IsShutOut(a, b) || IsShutOut(b, a);
}

}  // namespace

const ConditionAtom* ContradictedBy(const CompiledStatement& statement, const ConditionAtom& atom) {
  for (const ConditionAtom& other : statement.conditions) {
    if (&other == &atom) return nullptr;
    if (other.key == atom.key && Exclude(other, atom)) return &other;
  }
  return nullptr;
}

bool NeverHolds(const CompiledStatement& statement) {
  return std::ranges::any_of(statement.conditions, [&](const ConditionAtom& atom) {
    return ContradictedBy(statement, atom) != nullptr;
  });
}

}  // namespace iamsift
