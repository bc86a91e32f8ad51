#include "reports/controls.h"

#include <algorithm>
#include <map>

#include "absl/container/flat_hash_map.h"
#include "analyzer/base/text.h"
#include "analyzer/finding/rule_table.h"

namespace iamsift {
namespace {

std::string_view DigitsOf(std::string_view text) {
  size_t end = 0;
  while (end < text.size() && IsAsciiDigit(text[end])) ++end;
  return text.substr(0, end);
}

// 7.2.2 before 7.2.10, AC-6(1) before AC-6(10): digits are compared as numbers.
struct ByNumber {
  bool operator()(std::string_view a, std::string_view b) const {
    while (!a.empty() && !b.empty()) {
      const std::string_view a_digits = DigitsOf(a), b_digits = DigitsOf(b);
      if (a_digits.empty() || b_digits.empty()) {
        if (a[0] != b[0]) return a[0] < b[0];
        a.remove_prefix(1);
        b.remove_prefix(1);
        continue;
      }
      if (a_digits.size() != b_digits.size()) return a_digits.size() < b_digits.size();
      if (a_digits != b_digits) return a_digits < b_digits;
      a.remove_prefix(a_digits.size());
      b.remove_prefix(b_digits.size());
    }
    return a.size() < b.size();
  }
};

std::vector<std::string_view> ControlsIn(const RuleTable& table, std::string_view framework,
                                         std::string_view rule_id) {
  for (const RuleFact& fact : table.Of(rule_id)) {
    if (fact.topic == framework) return fact.entries;
  }
  return {};
}

}  // namespace

ControlGroups GroupByControl(const AuditResult& result, std::string_view framework) {
  ControlGroups groups;
  if (result.controls == nullptr) return groups;
  std::map<std::string_view, ControlRow, ByNumber> rows;
  absl::flat_hash_map<std::string_view, std::vector<std::string_view>> by_rule;
  for (const RuleCard* const card : result.rules) {
    by_rule[card->id] = ControlsIn(*result.controls, framework, card->id);
    for (const std::string_view control : by_rule[card->id]) rows[control].control = control;
  }
  for (const Finding& finding : result.findings) {
    if (finding.IsSuppressed()) continue;
    const std::vector<std::string_view>& controls = by_rule[finding.card->id];
    if (controls.empty()) ++groups.unmapped;
    for (const std::string_view control : controls) {
      ControlRow& row = rows[control];
      row.findings.push_back(&finding);
      ++row.counts.counts[static_cast<size_t>(finding.severity)];
    }
  }
  for (auto& [control, row] : rows) groups.controls.push_back(std::move(row));
  return groups;
}

}  // namespace iamsift
