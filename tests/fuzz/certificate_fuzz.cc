#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "analyzer/base/arena.h"
#include "analyzer/base/check.h"
#include "analyzer/base/sha256.h"
#include "analyzer/base/source.h"
#include "analyzer/base/text.h"
#include "analyzer/certify/verify.h"
#include "analyzer/match/catalog_for_test.h"
#include "analyzer/policy/parse_by_kind_for_test.h"
#include "analyzer/proofs/policy_checks.h"

namespace iamsift {
namespace {

bool IsRefuted(const std::string& older, const std::string& newer) {
  const SourceFile older_text("older", older), newer_text("newer", newer);
  Arena arena;
  ProofContext context;
  context.catalog = &TestCatalog();
  context.budget = {.nodes = 2'000, .automaton_states = 50'000};
  context.seeks_realistic_witness = false;
  const PolicyDocument before = ParseByKind(older_text, arena),
                       after = ParseByKind(newer_text, arena);
  return ProveNoNewAccess(before, after, context).inclusion == Inclusion::kRefuted;
}

// The older policy, the newer one and what the certificate says of them, with a NUL between each:
// the rest of a certificate, its hashes, is made right. Nobody can verify what is refuted.
void Feed(std::string_view bytes) {
  std::array<std::string, 3> texts;
  for (size_t i = 0; i < texts.size(); ++i) {
    const size_t end = i + 1 < texts.size() ? bytes.find('\0') : std::string_view::npos;
    texts[i] = std::string(bytes.substr(0, end));
    bytes = end == std::string_view::npos ? std::string_view() : bytes.substr(end + 1);
  }
  const auto& [older, newer, said] = texts;
  const std::string certificate = Concat(
      {R"({"schema":"iamsift.certificate/1","claim":"no-new-access","older":{"sha256":")",
       Sha256Hex(older), R"("},"newer":{"sha256":")", Sha256Hex(newer), R"("},"world":"open",)",
       R"("readings":{"starEndingAPartRunsOn":true,"shortArnsAreAlsoPadded":true,)",
       R"("alsoMeetsItsArn":"s3:ListAllMyBuckets","accountKeysAgree":true},)", said});
  const std::string policies[] = {older, newer};
  const bool is_verified = VerifyCertificate(certificate, policies, TestCatalog()).ok();
  IAMSIFT_CHECK(!is_verified || !IsRefuted(older, newer));
}

}  // namespace
}  // namespace iamsift

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  iamsift::Feed({reinterpret_cast<const char*>(data), size});
  return 0;
}
