#pragma once

// Tests that somebody of a kind never passes, so that the Allow they stand in lets nobody in.

#include <cstdint>

#include "rules/trust/admission.h"

namespace iamsift {

enum class TestFault : uint8_t {
  kNone,
  kWildcardAsText,  // `*` compared letter by letter
  kOtherIssuer,     // a claim of an issuer that did not make the token
  kNeverOfKind,     // a key that requests of this kind of principal never carry
};

TestFault FaultOf(const PrincipalPattern& who, const EntryTest& test);

}  // namespace iamsift
