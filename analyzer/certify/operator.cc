#include "analyzer/certify/operator.h"

#include <string>

#include "analyzer/base/text.h"

namespace iamsift::certify {
namespace {

struct Row {
  std::string_view name, negation, test;
  Domain domain = Domain::kText;
  Relation relation = Relation::kEqual;
};
constexpr Row kRows[] = {
    {"StringEquals", "StringNotEquals", "StringEquals"},
    {"StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringEqualsIgnoreCase"},
    {"StringLike", "StringNotLike", "StringLike"},
    {"ArnLike", "ArnNotLike", "ArnLike"},
    {"ArnEquals", "ArnNotEquals", "ArnLike"},
    {"NumericEquals", "NumericNotEquals", "NumericEquals", Domain::kNumber},
    {"NumericLessThan", "", "NumericLessThan", Domain::kNumber, Relation::kLess},
    {"NumericLessThanEquals", "", "NumericLessThanEquals", Domain::kNumber, Relation::kLessOrEqual},
    {"NumericGreaterThan", "", "NumericGreaterThan", Domain::kNumber, Relation::kGreater},
    {"NumericGreaterThanEquals", "", "NumericGreaterThanEquals", Domain::kNumber,
     Relation::kGreaterOrEqual},
    {"DateEquals", "DateNotEquals", "DateEquals", Domain::kInstant},
    {"DateLessThan", "", "DateLessThan", Domain::kInstant, Relation::kLess},
    {"DateLessThanEquals", "", "DateLessThanEquals", Domain::kInstant, Relation::kLessOrEqual},
    {"DateGreaterThan", "", "DateGreaterThan", Domain::kInstant, Relation::kGreater},
    {"DateGreaterThanEquals", "", "DateGreaterThanEquals", Domain::kInstant,
     Relation::kGreaterOrEqual},
    {"Bool", "", "Bool"},
    {"BinaryEquals", "", "BinaryEquals", Domain::kBytes},
    {"IpAddress", "NotIpAddress", "IpAddress", Domain::kAddress, Relation::kWithin},
    {"Null", "", "Null"},
};

bool CutEnd(std::string_view& text, std::string_view end) {
  if (text.size() < end.size()) return false;
  if (!EqualsIgnoreCase(text.substr(text.size() - end.size()), end)) return false;
  text.remove_suffix(end.size());
  return true;
}

Quantifier CutQuantifier(std::string_view& text) {
  const size_t colon = text.find(':');
  if (colon == std::string_view::npos) return Quantifier::kNone;
  const std::string_view word = text.substr(0, colon);
  Quantifier quantifier = Quantifier::kNone;
  if (EqualsIgnoreCase(word, "ForAllValues")) quantifier = Quantifier::kForAllValues;
  if (EqualsIgnoreCase(word, "ForAnyValue")) quantifier = Quantifier::kForAnyValue;
  if (quantifier != Quantifier::kNone) text.remove_prefix(colon + 1);
  return quantifier;
}

}  // namespace

std::optional<Operator> ReadOperator(std::string_view name) {
  Operator op;
  op.quantifier = CutQuantifier(name);
  op.if_exists = CutEnd(name, "IfExists");
  for (const Row& row : kRows) {
    op.is_negated = !row.negation.empty() && EqualsIgnoreCase(name, row.negation);
    if (!op.is_negated && !EqualsIgnoreCase(name, row.name)) continue;
    op.test = row.test;
    op.domain = row.domain;
    op.relation = row.relation;
    const bool is_plain = !op.if_exists && op.quantifier == Quantifier::kNone;
    if (op.test == "Null" && !is_plain) return std::nullopt;
    return op;
  }
  return std::nullopt;
}

}  // namespace iamsift::certify
