#include "analyzer/policy/document.h"

namespace iamsift {

bool IsFatal(OddityKind kind) {
  switch (kind) {
    case OddityKind::kMissingVersion:
    case OddityKind::kOldVersion:
    case OddityKind::kDuplicateSid:
    case OddityKind::kInvalidSid:
    case OddityKind::kEmptySid:
    case OddityKind::kEmptyTest:
    case OddityKind::kInvalidCharacter:
    case OddityKind::kNullResource:
      return false;
    case OddityKind::kNotJson:
    case OddityKind::kDuplicateName:
    case OddityKind::kWrongType:
    case OddityKind::kUnknownElement:
    case OddityKind::kMissingElement:
    case OddityKind::kInvalidEffect:
    case OddityKind::kForbiddenElement:
    case OddityKind::kInvalidVersion:
    case OddityKind::kEmptyList:
    case OddityKind::kInvalidOperator:
      return true;
  }
  return true;
}

}  // namespace iamsift
