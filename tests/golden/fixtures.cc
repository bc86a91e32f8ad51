#include "tests/golden/fixtures.h"

#include <algorithm>
#include <string>

namespace iamsift {
namespace {

namespace fs = std::filesystem;

// A folder is a fixture of several inputs.
bool IsFixture(const fs::path& path) {
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

std::optional<PolicyKind> KindIn(const fs::path& fixture) {
  const std::string kind = fixture.stem().extension().string();
  return kind.empty() ? std::nullopt : KindNamed(kind.substr(1));
}

bool IsOf(const Finding& finding, std::string_view rule_id) {
  return finding.card->id == rule_id ||
         (rule_id.starts_with("PE-") && std::ranges::count(finding.also, rule_id) > 0);
}

}  // namespace iamsift
