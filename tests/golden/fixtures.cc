#include "tests/golden/fixtures.h"

#include <algorithm>
#include <string>

namespace iamsift {
namespace {

namespace fs = std::filesystem;

// A folder is a fixture of several inputs.
bool IsFixture(const fs::path& path) {
  if (path.extension() == ".around") return false;
  return fs::is_directory(path) || path.extension() == ".json" || path.extension() == ".txt";
}

}  // namespace

RuleFixtures FixturesOf(std::string_view rule_name) {
  RuleFixtures fixtures;
  const fs::path folder = fs::path(IAMSIFT_SOURCE_DIR) / "corpus/rules" / rule_name;
  if (!fs::exists(folder)) return fixtures;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (!IsFixture(entry.path())) continue;
    if (name.starts_with("fires_")) fixtures.firing.push_back(entry.path());
    if (name.starts_with("quiet_")) fixtures.quiet.push_back(entry.path());
  }
  std::ranges::sort(fixtures.firing);
  std::ranges::sort(fixtures.quiet);
  return fixtures;
}

ContextPaths AroundOf(const fs::path& fixture) {
  fs::path folder = fixture;
  folder.replace_extension(".around");
  const auto in_folder = [&](const char* name) {
    const fs::path file = folder / name;
    return fs::exists(file) ? file.string() : std::string();
  };
  ContextPaths around{.organization = in_folder("org.json"),
                      .inventory = in_folder("inventory.ndjson")};
  const std::string policies = in_folder("resource-policies.ndjson");
  if (!policies.empty()) around.resource_policies.push_back(policies);
  return around;
}

std::optional<PolicyKind> KindIn(const fs::path& fixture) {
  const std::string kind = fixture.stem().extension().string();
  return kind.empty() ? std::nullopt : KindNamed(kind.substr(1));
}

bool IsOf(const Finding& finding, std::string_view rule_id) {
  return finding.card->id == rule_id ||
         (rule_id.starts_with("PE-") && finding.also.Contains(rule_id));
}

}  // namespace iamsift
