#include "tests/reference/conditions.h"

#include <algorithm>

#include "tests/reference/matching.h"
#include "tests/reference/text.h"
#include "tests/reference/values.h"

namespace iamsift::reference {
namespace {

// What an operator asks: its question without the Not, and whether there is one.
struct Question {
  std::string positive;
  bool is_negated = false;
};

Question QuestionOf(const std::string& base) {
  const size_t place = base.find("Not");
  if (place == std::string::npos) return {base, false};
  return {base.substr(0, place) + base.substr(place + 3), true};
}

// `order` is negative, zero or positive as the context's value is less, equal or greater.
bool OrderAnswers(std::string_view relation, int order) {
  if (relation == "Equals") return order == 0;
  if (relation == "LessThan") return order < 0;
  if (relation == "LessThanEquals") return order <= 0;
  if (relation == "GreaterThan") return order > 0;
  return order >= 0;  // GreaterThanEquals
}

// The characters of a pattern whose wildcards mean nothing.
std::u32string PlainText(const Pattern& pattern) {
  std::u32string text;
  for (const Symbol& symbol : pattern) {
    if (symbol.kind == Symbol::Kind::kAnyRun) {
      text += U'*';
    } else if (symbol.kind == Symbol::Kind::kAnyOne) {
      text += U'?';
    } else {
      text += symbol.character;
    }
  }
  return text;
}

std::u32string LowerCharacters(std::u32string text) {
  for (char32_t& c : text) {
    if (c >= U'A' && c <= U'Z') c += U'a' - U'A';
  }
  return text;
}

// String and Arn operators, the only ones that know variables. An unset variable matches nothing.
bool TextMatches(const std::string& positive, const std::string& value, const std::string& wanted,
                 const Variables& variables) {
  const std::optional<Pattern> pattern = ParsePattern(wanted, variables);
  if (!pattern.has_value()) return false;
  if (positive == "StringEquals") return Characters(value) == PlainText(*pattern);
  if (positive == "StringEqualsIgnoreCase") {
    return LowerCharacters(Characters(value)) == LowerCharacters(PlainText(*pattern));
  }
  if (positive == "StringLike") return GlobMatches(*pattern, value);
  return ArnMatchesByParts(*pattern, value);  // ArnEquals, ArnLike
}

bool NumberMatches(std::string_view relation, std::string_view value, std::string_view wanted) {
  const std::optional<Decimal> x = ParseDecimal(value);
  const std::optional<Decimal> v = ParseDecimal(wanted);
  return x && v && OrderAnswers(relation, Compare(*x, *v));
}

bool DateMatches(std::string_view relation, std::string_view value, std::string_view wanted) {
  const std::optional<Instant> x = ParseInstant(value);
  const std::optional<Instant> v = ParseInstant(wanted);
  return x && v && OrderAnswers(relation, Compare(*x, *v));
}

bool AddressMatches(std::string_view value, std::string_view wanted) {
  const std::optional<Address> x = ParseAddress(value);
  const std::optional<AddressRange> v = ParseAddressRange(wanted);
  return x && v && Contains(*v, *x);
}

bool BoolMatches(std::string_view value, std::string_view wanted) {
  const std::optional<bool> x = ParseBool(value);
  return x.has_value() && x == ParseBool(wanted);
}

bool BytesMatch(std::string_view value, std::string_view wanted) {
  const std::optional<std::string> x = DecodeBase64(value);
  return x.has_value() && x == DecodeBase64(wanted);
}

// One value of the context against one value of the policy, without the operator's Not.
bool ValueMatches(const std::string& positive, const std::string& value, const std::string& wanted,
                  const Variables& variables) {
  if (positive.starts_with("Numeric")) return NumberMatches(positive.substr(7), value, wanted);
  if (positive.starts_with("Date")) return DateMatches(positive.substr(4), value, wanted);
  if (positive == "Bool") return BoolMatches(value, wanted);
  if (positive == "BinaryEquals") return BytesMatch(value, wanted);
  if (positive == "IpAddress") return AddressMatches(value, wanted);
  return TextMatches(positive, value, wanted, variables);
}

// One value of the context against all values of the policy: any of them, or none when negated.
// So a value of the wrong type, which matches none, passes the negated operator.
bool ValuePasses(const ConditionTest& test, const std::string& value, const Variables& variables) {
  const Question question = QuestionOf(test.op.base);
  const bool matches =
      std::any_of(test.values.begin(), test.values.end(), [&](const std::string& wanted) {
        return ValueMatches(question.positive, value, wanted, variables);
      });
  return matches != question.is_negated;
}

bool NullHolds(const ConditionTest& test, bool is_missing) {
  return std::any_of(test.values.begin(), test.values.end(), [&](const std::string& wanted) {
    return ParseBool(wanted) == std::optional<bool>(is_missing);
  });
}

bool HoldsOnMissingKey(const ConditionTest& test) {
  if (test.op.set == SetOperator::kForAllValues) return true;
  if (test.op.if_exists) return true;
  if (test.op.set == SetOperator::kForAnyValue) return false;
  return QuestionOf(test.op.base).is_negated;
}

}  // namespace

bool TestHolds(const ConditionTest& test, bool has_variables, const Context& context) {
  const ContextValue* const key = FindKey(context, test.key);
  if (test.op.base == "Null") return NullHolds(test, key == nullptr);
  if (key == nullptr) return HoldsOnMissingKey(test);
  const auto passes = [&](const std::string& value) {
    return ValuePasses(test, value, {has_variables, context});
  };
  const std::vector<std::string>& values = key->values;
  if (test.op.set == SetOperator::kForAllValues) {
    return std::all_of(values.begin(), values.end(), passes);
  }
  if (test.op.set == SetOperator::kForAnyValue) {
    return std::any_of(values.begin(), values.end(), passes);
  }
  // Several values without a set operator: AWS leaves it open; false, also when negated.
  return values.size() == 1 && passes(values[0]);
}

bool ConditionsHold(const Statement& statement, bool has_variables, const Context& context) {
  return std::all_of(
      statement.conditions.begin(), statement.conditions.end(),
      [&](const ConditionTest& test) { return TestHolds(test, has_variables, context); });
}

}  // namespace iamsift::reference
