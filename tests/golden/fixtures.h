#pragma once

// The fixtures of a rule: corpus/rules/NAME/fires_*.json and quiet_*.json.

#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

#include "analyzer/finding/finding.h"
#include "analyzer/ingest/context.h"
#include "analyzer/policy/parse.h"

namespace iamsift {

struct RuleFixtures {
  std::vector<std::filesystem::path> firing, quiet;  // sorted
};

RuleFixtures FixturesOf(std::string_view rule_name);

// What stands around the fixture: `org.json`, `resource-policies.ndjson` and `inventory.ndjson` of
// the folder `….around` beside it.
ContextPaths AroundOf(const std::filesystem::path& fixture);

// `scp` of fires_with_principal.scp.json: what the file's policy is taken for.
std::optional<PolicyKind> KindIn(const std::filesystem::path& fixture);

// The finding is the rule's. Escalation paths to one target are told together: under one id, with
// the others' ids beside it.
bool IsOf(const Finding& finding, std::string_view rule_id);

}  // namespace iamsift
