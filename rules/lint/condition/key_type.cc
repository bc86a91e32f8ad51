#include "rules/lint/condition/key_type.h"

#include <algorithm>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

enum class OperatorFamily : uint8_t { kText, kArn, kNumeric, kDate, kBool, kBinary, kAddress };

OperatorFamily FamilyOf(BaseOperator base) {
  if (IsNumericOperator(base)) return OperatorFamily::kNumeric;
  if (IsDateOperator(base)) return OperatorFamily::kDate;
  switch (base) {
    case BaseOperator::kArnLike:
      return OperatorFamily::kArn;
    case BaseOperator::kBool:
      return OperatorFamily::kBool;
    case BaseOperator::kBinaryEquals:
      return OperatorFamily::kBinary;
    case BaseOperator::kIpAddress:
      return OperatorFamily::kAddress;
    default:
      return OperatorFamily::kText;
  }
}

// Whether an operator of the family can compare values of the key: rows by family, columns
// String, ARN, Bool, Numeric, Date, IPAddress.
// Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
constexpr OperatorFit kFits[][6] = {
    // Text is what every value is; StringLike on ARNs is judged apart.
    {OperatorFit::kFits, OperatorFit::kFits, OperatorFit::kUsable, OperatorFit::kUsable,
     OperatorFit::kUsable, OperatorFit::kUsable},
    // A String may hold an ARN: kms:EncryptionContext does.
    {OperatorFit::kFits, OperatorFit::kFits, OperatorFit::kNever, OperatorFit::kNever,
     OperatorFit::kNever, OperatorFit::kNever},
    {OperatorFit::kNever, OperatorFit::kNever, OperatorFit::kNever, OperatorFit::kFits,
     OperatorFit::kFits, OperatorFit::kNever},
    {OperatorFit::kNever, OperatorFit::kNever, OperatorFit::kNever, OperatorFit::kNever,
     OperatorFit::kFits, OperatorFit::kNever},
    {OperatorFit::kUsable, OperatorFit::kNever, OperatorFit::kFits, OperatorFit::kNever,
     OperatorFit::kNever, OperatorFit::kNever},
    {OperatorFit::kUsable, OperatorFit::kNever, OperatorFit::kNever, OperatorFit::kNever,
     OperatorFit::kNever, OperatorFit::kNever},
    {OperatorFit::kNever, OperatorFit::kNever, OperatorFit::kNever, OperatorFit::kNever,
     OperatorFit::kNever, OperatorFit::kFits},
};

size_t ColumnOf(KeyType type) {
  switch (type) {
    case KeyType::kString:
    case KeyType::kArrayOfString:
      return 0;
    case KeyType::kArn:
    case KeyType::kArrayOfArn:
      return 1;
    case KeyType::kBool:
    case KeyType::kArrayOfBool:
      return 2;
    case KeyType::kNumeric:
      return 3;
    case KeyType::kDate:
      return 4;
    case KeyType::kIpAddress:
      return 5;
  }
  return 0;
}

// Tags and other texts that people make up may well be numbers and dates.
bool IsFreeText(std::string_view key) { return key.find('/') != std::string_view::npos; }

}  // namespace

OperatorFit FitOfTest(const Catalog& catalog, const ConditionEntry& entry) {
  const ConditionAtom& atom = *entry.atom;
  if (!atom.catalog_key || atom.op.base == BaseOperator::kNull) return OperatorFit::kFits;
  const KeyType type = catalog.ConditionKeyType(*atom.catalog_key);
  const size_t column = ColumnOf(type);
  if (atom.op.base == BaseOperator::kStringLike && column == 1) {
    return std::ranges::any_of(atom.values, HasWildcard) ? OperatorFit::kUsable
                                                         : OperatorFit::kFits;
  }
  const OperatorFit fit = kFits[static_cast<size_t>(FamilyOf(atom.op.base))][column];
  return fit == OperatorFit::kNever && column == 0 && IsFreeText(atom.key) ? OperatorFit::kUsable
                                                                           : fit;
}

bool HoldsArns(const Catalog& catalog, const ConditionEntry& entry) {
  return ColumnOf(catalog.ConditionKeyType(*entry.atom->catalog_key)) == 1;
}

std::string TypeNameOf(const Catalog& catalog, const ConditionEntry& entry) {
  return std::string(KeyTypeName(catalog.ConditionKeyType(*entry.atom->catalog_key)));
}

std::string_view ComparedAs(BaseOperator base) {
  switch (FamilyOf(base)) {
    case OperatorFamily::kNumeric:
      return "a number";
    case OperatorFamily::kDate:
      return "a date";
    case OperatorFamily::kBool:
      return "true or false";
    case OperatorFamily::kBinary:
      return "bytes";
    case OperatorFamily::kAddress:
      return "an address";
    default:
      return "text";
  }
}

std::string_view WantedBy(BaseOperator base) {
  switch (FamilyOf(base)) {
    case OperatorFamily::kArn:
      return "an ARN of six fields";
    case OperatorFamily::kNumeric:
      return "a number";
    case OperatorFamily::kDate:
      return "a date as 2026-01-31T00:00:00Z";
    case OperatorFamily::kBinary:
      return "base64";
    case OperatorFamily::kAddress:
      return "an address or block as 203.0.113.0/24";
    default:
      return "true or false";
  }
}

}  // namespace iamsift
