// A Deny that touches nothing changes nothing: every firing fixture of an access rule again, with
// such a Deny beside its Allows, says the same.

#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "analyzer/base/text.h"
#include "rules/all_rules.h"
#include "tests/golden/fixtures.h"
#include "tests/golden/whole_audit.h"
#include "tests/support/golden.h"

namespace iamsift {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::string_view kIdleDenies[] = {
    R"({"Effect": "Deny", "Action": "*", "Resource": "arn:aws-us-gov:*:*:*:*"})",
    R"({"Effect": "Deny", "Action": "*", "Resource": "arn:aws:s3:::idle-bucket-7f3a/*"})"};

// Whom a Deny concerns is not up to rules on the text of policies, trust, hygiene and Denies.
bool IsOfAccess(std::string_view rule_id) {
  for (const std::string_view family : {"PE", "OB", "EX", "XP", "CR", "IM", "LG", "PS", "ML"}) {
    if (rule_id.starts_with(family)) return true;
  }
  return false;
}

bool IsIdentityPolicy(const json& value) {
  if (!value.is_object() || !value.contains("Statement")) return false;
  return value["Statement"].dump().find("Principal\":") == std::string::npos;
}

bool Allows(const json& statements) {
  for (const json& statement : statements) {
    if (statement.value("Effect", "") == "Allow") return true;
  }
  return false;
}

// Puts the statement into each identity policy that allows something; how many there are.
int AddTo(json& value, const json& statement) {
  if (IsIdentityPolicy(value)) {
    json& statements = value["Statement"];
    if (statements.is_object()) statements = json::array({statements});
    if (!Allows(statements)) return 0;
    statements.push_back(statement);
    return 1;
  }
  int added = 0;
  if (!value.is_structured()) return 0;
  for (auto& [key, inner] : value.items()) {
    if (key != "AssumeRolePolicyDocument") added += AddTo(inner, statement);
  }
  return added;
}

std::set<std::string> Told(const json& input, const fs::path& fixture, std::string_view rule_id) {
  std::set<std::string> told;
  const auto audit =
      AuditText("input.json", input.dump(), "111122223333", PlainAudit(), KindIn(fixture));
  if (audit == nullptr) return told;
  for (const Finding& finding : audit->result.findings) {
    if (!IsOf(finding, rule_id)) continue;
    told.insert(Concat({finding.card->id, " ", SeverityName(finding.severity), " ",
                        ConfidenceName(finding.confidence), " at ", finding.place.json_pointer}));
  }
  return told;
}

TEST(IdleDeny, ChangesNoFindingOfAnAccessRule) {
  int compared = 0;
  for (const Rule* const rule : AllRules()) {
    if (!IsOfAccess(rule->card.id)) continue;
    for (const fs::path& fixture : FixturesOf(rule->card.name).firing) {
      if (!AroundOf(fixture).empty() || fs::is_directory(fixture)) continue;
      const json input = json::parse(ReadFile(fixture), nullptr, /*allow_exceptions=*/false);
      if (input.is_discarded()) continue;
      const std::set<std::string> before = Told(input, fixture, rule->card.id);
      for (const std::string_view deny : kIdleDenies) {
        json changed = input;
        if (AddTo(changed, json::parse(deny)) == 0) continue;
        ++compared;
        EXPECT_EQ(Told(changed, fixture, rule->card.id), before) << fixture << " with " << deny;
      }
    }
  }
  EXPECT_GT(compared, 500);
}

}  // namespace
}  // namespace iamsift
