// The example that a finding shows is a request that the evaluator allows. Rules make it from what
// they know of one statement; here every one of them is asked with all policies of its principal.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/base/text.h"
#include "analyzer/eval/decide/estate.h"
#include "tests/golden/whole_audit.h"

namespace iamsift {
namespace {

namespace fs = std::filesystem;

std::vector<ContextAssumption> AssumedBy(const Witness& witness) {
  std::vector<ContextAssumption> assumed;
  for (const auto& [key, value] : witness.context) {
    assumed.push_back({.key = AsciiLower(key), .values = {value}});
  }
  return assumed;
}

// How many were asked. Documents without a holder have no principal to ask for.
int AskAll(const fs::path& input) {
  const auto audit = AuditFiles({input.string()}, "111122223333", PlainAudit());
  if (audit == nullptr) return 0;
  int asked = 0;
  Estate estate(Catalog::Embedded(), audit->loaded.accounts, {});
  for (const Finding& finding : audit->result.findings) {
    if (!finding.witness || finding.witness->principal.empty()) continue;
    const std::optional<PrincipalRef> caller = estate.Find(finding.witness->principal);
    EXPECT_TRUE(caller) << finding.witness->principal;
    if (!caller) continue;
    const AskedRequest request = estate.Ask(finding.witness->action, finding.witness->resource,
                                            &estate.accounts()[caller->account]);
    const Decision decision = estate.Decide(estate.SideOf(*caller), request,
                                            AssumedBy(*finding.witness), Logic(nullptr), nullptr);
    EXPECT_EQ(VerdictName(decision.verdict), "ALLOW")
        << input << ": " << finding.card->id << " " << finding.message << "\n"
        << finding.witness->principal << " " << finding.witness->action << " on "
        << finding.witness->resource;
    ++asked;
  }
  return asked;
}

TEST(Witness, IsAllowedInTheSampleAccount) {
  const fs::path corpus = fs::path(IAMSIFT_SOURCE_DIR) / "corpus";
  EXPECT_GT(AskAll(corpus / "accounts/ml-company/export.json"), 100);
  EXPECT_GT(AskAll(corpus / "seeds/004-service-account.export.json"), 10);
}

TEST(Witness, IsAllowedInTheFixturesOfRules) {
  int asked = 0;
  for (const fs::directory_entry& folder :
       fs::directory_iterator(fs::path(IAMSIFT_SOURCE_DIR) / "corpus/rules")) {
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
      if (entry.path().filename().string().starts_with("fires_") &&
          entry.path().extension() == ".json") {
        asked += AskAll(entry.path());
      }
    }
  }
  EXPECT_GT(asked, 20);
}

}  // namespace
}  // namespace iamsift
