// What IAM refused must be an error here: for whoever has its recorded answers.
// IAMSIFT_POLICY_VALIDITY names a file of JSON lines {"id", "document", "reject"}; without it
// nothing is compared.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/golden/whole_audit.h"
#include "tests/support/scratch_folder.h"

namespace iamsift {
namespace {

using nlohmann::json;

// As a customer managed policy of an export, so that text which is no JSON gets in, too.
std::string ExportWith(const json& document) {
  const json version = {{"VersionId", "v1"},
                        {"IsDefaultVersion", true},
                        {"CreateDate", "2026-01-15T10:00:00+00:00"},
                        {"Document", document}};
  const json policy = {{"PolicyName", "recorded"},
                       {"PolicyId", "ANPAEXAMPLE0000000001"},
                       {"Arn", "arn:aws:iam::111122223333:policy/recorded"},
                       {"Path", "/"},
                       {"DefaultVersionId", "v1"},
                       {"PolicyVersionList", json::array({version})}};
  const json account = {{"UserDetailList", json::array()},
                        {"GroupDetailList", json::array()},
                        {"RoleDetailList", json::array()},
                        {"Policies", json::array({policy})}};
  return account.dump();
}

bool HasLintError(const json& document) {
  const ScratchFolder folder;
  const auto audit =
      AuditFiles({folder.Put("export.json", ExportWith(document))}, "", PlainAudit());
  return audit != nullptr &&
         std::ranges::any_of(audit->result.findings, [](const Finding& finding) {
           return finding.card->id.starts_with("LINT-") && finding.severity == Severity::kError;
         });
}

TEST(RecordedAnswers, OfRefusalAreErrors) {
  const char* const path = std::getenv("IAMSIFT_POLICY_VALIDITY");
  // The answers are AWS's and not ours to keep here; the repository's own tests cover each reason.
  if (path == nullptr) GTEST_SKIP() << "IAMSIFT_POLICY_VALIDITY is not set";
  std::ifstream file(path);
  size_t refused = 0;
  for (std::string line; std::getline(file, line);) {
    const json answer = json::parse(line);
    if (!answer.value("reject", false)) continue;
    ++refused;
    EXPECT_TRUE(HasLintError(answer["document"])) << line;
  }
  EXPECT_GT(refused, 0) << path;
}

}  // namespace
}  // namespace iamsift
