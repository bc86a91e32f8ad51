#pragma once

// A question about inclusion: two formulas, and what is known of every request beside them.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/proofs/access_formula.h"
#include "analyzer/proofs/box_compiler.h"

namespace iamsift {

// What is known of every request that is asked about.
struct KnownKey {
  std::string key;                   // lower case
  std::optional<std::string> value;  // nullopt: absent
};
struct UntrustedKey {
  std::string key;                   // lower case; `principal` is the caller
  GlobUnion globs;                   // no value of the key matches any of these
  std::vector<AddressBlock> blocks;  // nor lies in any of these
};

class CertificateRecorder;
struct CertificatePlace;

// Which actions there are: all that could ever be, or those that the catalog lists, each asked of
// its own resources and with its own keys.
enum class ActionWorld : uint8_t { kOpen, kKnown, kRealistic };

struct InclusionQuestion {
  const AccessFormula* narrower = nullptr;
  const AccessFormula* wider = nullptr;
  ActionWorld world = ActionWorld::kOpen;
  std::vector<KnownKey> known_keys;
  std::vector<UntrustedKey> untrusted_keys;
  const VariableValues* values = nullptr;  // of policy variables; null: all are letters
  readings::OfPatterns reading;
  CertificateRecorder* recorder = nullptr;  // of the steps of every case; null: nobody asks
};

// The key of UntrustedKey that stands for the caller.
inline constexpr std::string_view kCallerKey = "principal";

}  // namespace iamsift
