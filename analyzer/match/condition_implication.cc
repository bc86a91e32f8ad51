// Whether one condition is at least as strict as another. A value stands for a language: globs for
// text and ARNs, ranges for numbers and dates, blocks for addresses. A positive test is stricter
// when its values lie in the other's, a negated one when the other's lie in its own.

#include <algorithm>
#include <compare>
#include <iterator>

#include "analyzer/base/text.h"
#include "analyzer/match/condition.h"
#include "analyzer/match/condition_value.h"
#include "analyzer/match/glob_language.h"
#include "analyzer/match/policy_variable.h"

namespace iamsift {
namespace {

constexpr size_t kArnColons = 5;

enum class ValueFamily : uint8_t { kText, kNumeric, kDate, kAddress, kExact };

ValueFamily FamilyOf(BaseOperator base) {
  if (base <= BaseOperator::kArnLike) return ValueFamily::kText;
  if (base <= BaseOperator::kNumericGreaterThanEquals) return ValueFamily::kNumeric;
  if (base <= BaseOperator::kDateGreaterThanEquals) return ValueFamily::kDate;
  return base == BaseOperator::kIpAddress ? ValueFamily::kAddress : ValueFamily::kExact;
}

// --- Text and ARNs -----------------------------------------------------------------------------

bool TakesWildcards(BaseOperator base) {
  return base == BaseOperator::kStringLike || base == BaseOperator::kArnLike;
}

struct ValueGlob {
  Glob glob;
  bool is_exact = true;  // false: the tokens don't say all that the value means
};

GlobToken TokenOf(char32_t c, BaseOperator base) {
  if (TakesWildcards(base) && c == '*') return {.kind = TokenKind::kRun};
  if (TakesWildcards(base) && c == '?') return {.kind = TokenKind::kOne};
  return {.kind = TokenKind::kLiteral, .character = c};
}

Glob Tokenize(std::string_view value, const ConditionAtom& atom, VariableNumbers& numbers) {
  Glob glob;
  for (size_t at = 0; at < value.size();) {
    const std::optional<VariableAtStart> found =
        atom.reads_variables ? ReadVariable(value.substr(at)) : std::nullopt;
    if (!found) {
      glob.push_back(TokenOf(TakeCodePoint(value, at), atom.op.base));
      continue;
    }
    at += found->length;
    if (found->variable) {
      glob.push_back({.kind = TokenKind::kVariable, .variable = numbers.Of(*found->variable)});
    } else {
      glob.push_back(
          {.kind = TokenKind::kLiteral, .character = static_cast<char32_t>(found->escaped)});
    }
  }
  return glob;
}

// ARN operators compare part by part. A variable in the first five parts may bring colons of its
// own, after which the parts are not where they seem.
void RestrictToParts(ValueGlob& value) {
  const auto is_star = [](const GlobToken& token) { return token.kind == TokenKind::kRun; };
  if (std::all_of(value.glob.begin(), value.glob.end(), is_star)) return;
  size_t colons = 0;
  for (GlobToken& token : value.glob) {
    if (colons == kArnColons) return;
    if (token.kind == TokenKind::kLiteral && token.character == ':') ++colons;
    if (token.kind == TokenKind::kOne) token.kind = TokenKind::kOneInPart;
    if (token.kind == TokenKind::kRun) token.kind = TokenKind::kRunInPart;
    if (token.kind == TokenKind::kVariable) value.is_exact = false;
  }
  value.is_exact &= colons == kArnColons;
}

// Whether letters count with case, on either side of a comparison.
enum class LetterCase : uint8_t { kKept, kFolded, kOpen };

void ApplyCase(Glob& glob, LetterCase letter_case) {
  for (GlobToken& token : glob) {
    if (token.kind != TokenKind::kLiteral) continue;
    const bool is_ascii = token.character < 0x80;
    const char lower = is_ascii ? AsciiLower(static_cast<char>(token.character)) : '\0';
    const bool is_letter = lower >= 'a' && lower <= 'z';
    if (letter_case == LetterCase::kFolded && is_letter) {
      token.character = static_cast<char32_t>(lower);
    }
    // Either case of the letter: read as any character, which is more.
    if (letter_case == LetterCase::kOpen && is_letter) token = {.kind = TokenKind::kOne};
  }
}

std::vector<Glob> GlobsOf(const ConditionAtom& atom, LetterCase letter_case,
                          VariableNumbers& numbers, bool& is_exact) {
  std::vector<Glob> globs;
  for (const std::string_view value : atom.values) {
    ValueGlob read{.glob = Tokenize(value, atom, numbers)};
    if (atom.op.base == BaseOperator::kArnLike) RestrictToParts(read);
    const bool has_variable = std::any_of(read.glob.begin(), read.glob.end(), [](const auto& t) {
      return t.kind == TokenKind::kVariable;
    });
    is_exact &= read.is_exact && (letter_case == LetterCase::kKept || !has_variable);
    ApplyCase(read.glob, letter_case);
    globs.push_back(std::move(read.glob));
  }
  return globs;
}

bool IgnoresCase(const ConditionAtom& atom) {
  return atom.op.base == BaseOperator::kStringEqualsIgnoreCase;
}

bool TextCovers(const ConditionAtom& outer, const ConditionAtom& inner) {
  LetterCase outer_case = LetterCase::kKept, inner_case = LetterCase::kKept;
  if (IgnoresCase(outer)) {
    if (TakesWildcards(inner.op.base)) return false;
    outer_case = inner_case = LetterCase::kFolded;
  } else if (IgnoresCase(inner)) {
    inner_case = LetterCase::kOpen;
  }
  VariableNumbers numbers;
  bool is_exact = true;
  const std::vector<Glob> outer_globs = GlobsOf(outer, outer_case, numbers, is_exact);
  const std::vector<Glob> inner_globs = GlobsOf(inner, inner_case, numbers, is_exact);
  return is_exact && Contains(outer_globs, inner_globs);
}

// --- Numbers and dates -------------------------------------------------------------------------

enum class Relation : uint8_t { kEqual, kLess, kLessOrEqual, kGreater, kGreaterOrEqual };

Relation RelationOf(BaseOperator base) {
  const BaseOperator first = FamilyOf(base) == ValueFamily::kNumeric ? BaseOperator::kNumericEquals
                                                                     : BaseOperator::kDateEquals;
  return static_cast<Relation>(static_cast<int>(base) - static_cast<int>(first));
}

bool LooksDown(Relation relation) {
  return relation == Relation::kLess || relation == Relation::kLessOrEqual;
}

bool IncludesItself(Relation relation) {
  return relation != Relation::kLess && relation != Relation::kGreater;
}

// `x inner_relation a` for all x gives `x outer_relation b`, where `order` compares a with b.
bool RangeCovers(Relation outer, Relation inner, std::strong_ordering order) {
  if (order == std::strong_ordering::equal) {
    if (outer == Relation::kEqual || inner == Relation::kEqual) {
      return inner == Relation::kEqual && IncludesItself(outer);
    }
    const bool same_way = LooksDown(outer) == LooksDown(inner);
    return same_way && (IncludesItself(outer) || !IncludesItself(inner));
  }
  if (outer == Relation::kEqual) return false;
  const bool lies_inside = (order == std::strong_ordering::less) == LooksDown(outer);
  return lies_inside && (inner == Relation::kEqual || LooksDown(inner) == LooksDown(outer));
}

std::optional<std::strong_ordering> CompareNumbers(std::string_view a, std::string_view b) {
  const std::optional<Decimal> left = ParseDecimal(a), right = ParseDecimal(b);
  if (!left || !right) return std::nullopt;
  return *left <=> *right;
}

std::optional<std::strong_ordering> CompareDates(std::string_view a, std::string_view b) {
  if (a == b) return std::strong_ordering::equal;
  const std::optional<DateValue> left = ParseDate(a), right = ParseDate(b);
  if (!left || !right) return std::nullopt;
  return *left <=> *right;
}

bool OrderedCovers(const ConditionAtom& outer, const ConditionAtom& inner, auto compare) {
  const Relation outer_relation = RelationOf(outer.op.base);
  const Relation inner_relation = RelationOf(inner.op.base);
  return std::all_of(inner.values.begin(), inner.values.end(), [&](std::string_view a) {
    return std::any_of(outer.values.begin(), outer.values.end(), [&](std::string_view b) {
      const std::optional<std::strong_ordering> order = compare(a, b);
      return order && RangeCovers(outer_relation, inner_relation, *order);
    });
  });
}

// --- The rest ----------------------------------------------------------------------------------

std::vector<AddressBlock> BlocksOf(const ConditionAtom& atom) {
  std::vector<AddressBlock> blocks;
  for (const std::string_view value : atom.values) {
    if (const std::optional<AddressBlock> block = ParseAddressBlock(value)) {
      blocks.push_back(*block);
    }
  }
  return blocks;
}

bool ExactCovers(const ConditionAtom& outer, const ConditionAtom& inner) {
  const bool ignores_case = outer.op.base != BaseOperator::kBinaryEquals;
  return std::all_of(inner.values.begin(), inner.values.end(), [&](std::string_view a) {
    return std::any_of(outer.values.begin(), outer.values.end(), [&](std::string_view b) {
      return a == b || (ignores_case && EqualsIgnoreCase(a, b));
    });
  });
}

bool HasEqualValues(const ConditionAtom& a, const ConditionAtom& b) {
  return a.values == b.values && a.reads_variables == b.reads_variables;
}

// Every context value that some value of `inner` meets, some value of `outer` meets.
bool ValuesCover(const ConditionAtom& outer, const ConditionAtom& inner) {
  const ValueFamily family = FamilyOf(outer.op.base);
  if (family != FamilyOf(inner.op.base)) return false;
  if (outer.op.base == inner.op.base && HasEqualValues(outer, inner)) return true;
  if (outer.has_malformed_value || inner.has_malformed_value) return false;
  switch (family) {
    case ValueFamily::kText:
      return TextCovers(outer, inner);
    case ValueFamily::kNumeric:
      return OrderedCovers(outer, inner, CompareNumbers);
    case ValueFamily::kDate:
      return OrderedCovers(outer, inner, CompareDates);
    case ValueFamily::kAddress:
      return BlocksCover(BlocksOf(outer), BlocksOf(inner));
    case ValueFamily::kExact:
      return outer.op.base == inner.op.base && ExactCovers(outer, inner);
  }
  return false;
}

// Whether the test holds when the key is absent.
bool HoldsWhenAbsent(const ConditionOperator& op) {
  if (op.if_exists || op.set == SetOperator::kForAllValues) return true;
  return op.is_negated && op.set == SetOperator::kNone;
}

// Given that the values are right, the way the stricter test quantifies over the context's values
// and takes a missing key implies the looser one's.
bool QuantifierImplies(const ConditionOperator& stricter, const ConditionOperator& looser) {
  if (HoldsWhenAbsent(stricter) && !HoldsWhenAbsent(looser)) return false;
  return stricter.set == looser.set || stricter.set == SetOperator::kNone;
}

bool IsNullTest(const ConditionAtom& atom, bool truth) {
  return atom.op.base == BaseOperator::kNull && atom.values.size() == 1 &&
         ParseBool(atom.values[0]) == truth;
}

// What presence alone settles.
bool PresenceImplies(const ConditionAtom& stricter, const ConditionAtom& looser) {
  if (stricter.has_malformed_value || looser.has_malformed_value) return false;
  if (IsNullTest(stricter, true)) {
    return looser.op.base != BaseOperator::kNull && HoldsWhenAbsent(looser.op);
  }
  return IsNullTest(looser, false) && stricter.op.base != BaseOperator::kNull &&
         !HoldsWhenAbsent(stricter.op);
}

bool AtomImplies(const ConditionAtom& stricter, const ConditionAtom& looser) {
  if (stricter.key != looser.key) return false;
  if (PresenceImplies(stricter, looser)) return true;
  if (stricter.op.is_negated != looser.op.is_negated) return false;
  if (!QuantifierImplies(stricter.op, looser.op)) return false;
  return stricter.op.is_negated ? ValuesCover(stricter, looser) : ValuesCover(looser, stricter);
}

}  // namespace

bool ConditionsImply(const std::vector<ConditionAtom>& stricter,
                     const std::vector<ConditionAtom>& looser) {
  return std::all_of(looser.begin(), looser.end(), [&](const ConditionAtom& needed) {
    return std::any_of(stricter.begin(), stricter.end(),
                       [&](const ConditionAtom& given) { return AtomImplies(given, needed); });
  });
}

}  // namespace iamsift
