#pragma once

// `--certificate`: the proof between two policy files, written down. What cannot be written is said
// before anything is.

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "analyzer/cli/proof_inputs.h"
#include "analyzer/proofs/certificate.h"
#include "analyzer/proofs/policy_checks.h"

namespace iamsift {

struct SideOfCertificate {
  const ProofSide* side = nullptr;
  std::string path;
};

// The bytes of the files that a certificate is about.
struct CertifiedTexts {
  std::string older, newer;
};

// Errors: InvalidArgument, when no certificate could be written whatever the answer.
absl::StatusOr<CertifiedTexts> TextsToCertify(const SideOfCertificate& older,
                                              const SideOfCertificate& newer,
                                              const ProofContext& context);

// Checks what the recorder of a proof holds, and writes it. Errors: it is no proof to the checker,
// or the file cannot be written.
absl::Status WriteCertificate(const std::string& path, const CertificateRecorder& recorder,
                              const CertifiedTexts& texts, const Catalog& catalog);

}  // namespace iamsift
