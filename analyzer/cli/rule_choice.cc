#include "analyzer/cli/rule_choice.h"

#include <algorithm>
#include <set>

#include "analyzer/base/text.h"
#include "analyzer/cli/listing.h"
#include "analyzer/finding/rule_selector.h"
#include "analyzer/policy/nearest_name.h"
#include "rules/all_rules.h"

namespace iamsift {
namespace {

std::vector<std::string_view> Families() {
  std::set<std::string_view> families;
  for (const Rule* const rule : AllRules()) families.insert(FamilyOf(rule->card.id));
  return {families.begin(), families.end()};
}

std::vector<std::string_view> EveryName() {
  std::vector<std::string_view> names = Families();
  for (const Rule* const rule : AllRules()) names.push_back(rule->card.id);
  for (const Rule* const rule : AllRules()) names.push_back(rule->card.name);
  return names;
}

absl::Status Unknown(const std::string& problem, std::string_view wanted,
                     const std::vector<std::string_view>& names) {
  const std::string_view nearest = NearestName(wanted, names);
  return absl::InvalidArgumentError(nearest.empty()
                                        ? Concat({problem, "; `iamsift rules` lists them"})
                                        : Concat({problem, "; did you mean `", nearest, "`?"}));
}

bool MeansARule(std::string_view selector) {
  return std::any_of(AllRules().begin(), AllRules().end(), [&](const Rule* rule) {
    return SelectsRule(selector, rule->card.id, rule->card.name);
  });
}

// A guardrail that is void is a security finding, though lint finds it.
constexpr std::string_view kSecurityLint = "LINT-505";

}  // namespace

absl::StatusOr<const Rule*> FindRule(std::string_view wanted) {
  for (const Rule* const rule : AllRules()) {
    const bool is_it =
        EqualsIgnoreCase(wanted, rule->card.id) || EqualsIgnoreCase(wanted, rule->card.name);
    if (is_it) return rule;
  }
  return Unknown(Concat({"`", Shown(wanted), "` is no rule"}), wanted, EveryName());
}

absl::Status CheckSelectors(std::string_view option, const std::vector<std::string>& wanted) {
  for (const std::string& selector : wanted) {
    if (MeansARule(selector)) continue;
    const std::string name = Concat({option, ": `", Shown(selector), "`"});
    if (selector.find("..") != std::string::npos) {
      return absl::InvalidArgumentError(
          Concat({name, " holds no rule; a range reads OB-003..OB-009"}));
    }
    return Unknown(name + " is no rule and no family", selector, EveryName());
  }
  return absl::OkStatus();
}

absl::Status CheckFamilies(std::string_view option, const std::vector<std::string>& wanted) {
  const std::vector<std::string_view> families = Families();
  for (const std::string& family : wanted) {
    if (std::find(families.begin(), families.end(), family) != families.end()) continue;
    return absl::InvalidArgumentError(
        Concat({option, ": `", Shown(family), "` is no family; there are ", Join(families, ", ")}));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::pair<std::string, Severity>> ParseSeverityChoice(std::string_view choice) {
  const size_t equals = choice.find('=');
  if (equals == std::string_view::npos) {
    return absl::InvalidArgumentError(
        Concat({"--severity must be RULE=LEVEL, not `", Shown(choice), "`"}));
  }
  const std::string rules(choice.substr(0, equals));
  const std::string_view level = choice.substr(equals + 1);
  const absl::Status known = CheckSelectors("--severity", {rules});
  if (!known.ok()) return known;
  const std::optional<Severity> severity = SeverityOf(level);
  if (!severity) {
    return absl::InvalidArgumentError(Concat(
        {"--severity: `", Shown(level),
         "` is no severity; there are critical, high, medium, low, info, error, warning, note"}));
  }
  for (const Rule* const rule : AllRules()) {
    const std::string_view id = rule->card.id;
    if (!SelectsRule(rules, id, rule->card.name) || id == kSecurityLint) continue;
    const bool is_lint = FamilyOf(id) == "LINT";
    if (is_lint == IsCorrectness(*severity)) continue;
    return absl::InvalidArgumentError(
        Concat({"--severity: ", id, " can be ",
                is_lint ? "error, warning or note" : "critical, high, medium, low or info",
                ", not ", level}));
  }
  return std::pair(rules, *severity);
}

}  // namespace iamsift
