#pragma once

// Questions about policies, answered for all requests at once: by a proof, or by a request that the
// evaluator confirms. Never by a guess: what can be neither shown nor refuted is unknown, with the
// reason.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analyzer/catalog/catalog.h"
#include "analyzer/proofs/access_formula.h"
#include "analyzer/proofs/inclusion_search.h"

namespace iamsift {

enum class Inclusion : uint8_t { kProved, kRefuted, kUnknown };
std::string_view InclusionName(Inclusion inclusion);  // proved, refuted, unknown

// A request that one formula allows and the other does not.
struct InclusionWitness {
  ProofRequest request;
  std::vector<const Statement*> allowed_by;  // of the narrower, one a layer of its route
  std::vector<const Statement*> denied_by;   // Denies of the wider; empty: nothing allows it
  // The catalog knows the action, and the request is one that its service could send; nullopt: not
  // settled within the budget.
  std::optional<bool> is_realistic;
};

struct InclusionAnswer {
  Inclusion inclusion = Inclusion::kUnknown;
  std::optional<InclusionWitness> witness;  // just of kRefuted
  std::string reason;                       // just of kUnknown
  // kRefuted, but proved for the actions that the catalog lists and the requests that their
  // services can send.
  bool is_proved_for_the_catalog = false;
  ProofStats stats;
};

struct ProofContext {
  const Catalog* catalog = nullptr;
  ProofBudget budget;
  ActionWorld world = ActionWorld::kOpen;
  bool seeks_realistic_witness = true;
  std::vector<KnownKey> known_keys;
  std::vector<UntrustedKey> untrusted_keys;
  // Gets the steps of a proof, when there is one (certificate.h); null: nobody asks.
  CertificateRecorder* recorder = nullptr;
};

// Whether every request that `narrower` allows is allowed by `wider`.
InclusionAnswer DecideInclusion(const AccessFormula& narrower, const AccessFormula& wider,
                                const ProofContext& context);

// Whether everything that `after` allows was allowed by `before`.
InclusionAnswer ProveNoNewAccess(const PolicyDocument& before, const PolicyDocument& after,
                                 const ProofContext& context);

// Whether a formula allows none of the actions on any of the resources. Patterns as in a policy; no
// actions mean all of them, no resources all of them.
InclusionAnswer ProveAccessNotGranted(const AccessFormula& access,
                                      std::span<const std::string> actions,
                                      std::span<const std::string> resources,
                                      const ProofContext& context);

}  // namespace iamsift
