#include "analyzer/finding/rule_table.h"

#include <algorithm>

#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/finding/rule_selector.h"

namespace iamsift {
namespace {

void AddOnce(std::vector<std::string_view>& list, std::string_view entry) {
  if (std::find(list.begin(), list.end(), entry) == list.end()) list.push_back(entry);
}

}  // namespace

absl::StatusOr<RuleTable> RuleTable::Parse(std::string_view name, std::string_view tsv) {
  RuleTable table;
  int line_number = 0;
  for (const std::string_view line : Split(tsv, '\n')) {
    ++line_number;
    if (line.empty() || line.front() == '#') continue;
    const std::vector<std::string_view> cells = Split(line, '\t');
    Row row;
    if (cells.size() == 3) {
      row.selectors = NonEmptyParts(cells[0], ',');
      row.fact = {.topic = cells[1], .entries = NonEmptyParts(cells[2], ';')};
    }
    if (row.selectors.empty() || row.fact.topic.empty() || row.fact.entries.empty()) {
      return InvalidInput(Concat({name, ":", std::to_string(line_number)}),
                          "expected rules, topic and entries with a tab between them");
    }
    table.rows_.push_back(std::move(row));
  }
  return table;
}

std::vector<RuleFact> RuleTable::Of(std::string_view rule_id) const {
  std::vector<RuleFact> facts;
  for (const Row& row : rows_) {
    const bool is_meant =
        std::any_of(row.selectors.begin(), row.selectors.end(),
                    [&](std::string_view selector) { return SelectsRule(selector, rule_id, {}); });
    if (!is_meant) continue;
    const auto known = std::find_if(facts.begin(), facts.end(), [&](const RuleFact& fact) {
      return fact.topic == row.fact.topic;
    });
    RuleFact& fact = known == facts.end() ? facts.emplace_back() : *known;
    fact.topic = row.fact.topic;
    for (const std::string_view entry : row.fact.entries) AddOnce(fact.entries, entry);
  }
  return facts;
}

std::vector<std::string> RuleTable::ListOf(std::string_view rule_id) const {
  std::vector<std::string> list;
  for (const RuleFact& fact : Of(rule_id)) {
    for (const std::string_view entry : fact.entries) {
      list.push_back(Concat({fact.topic, " ", entry}));
    }
  }
  return list;
}

std::vector<std::string_view> RuleTable::Topics() const {
  std::vector<std::string_view> topics;
  for (const Row& row : rows_) AddOnce(topics, row.fact.topic);
  return topics;
}

std::vector<std::string_view> RuleTable::Selectors() const {
  std::vector<std::string_view> selectors;
  for (const Row& row : rows_) {
    for (const std::string_view selector : row.selectors) AddOnce(selectors, selector);
  }
  return selectors;
}

std::vector<std::string> ControlsOf(const RuleTable* table, std::string_view rule_id) {
  return table == nullptr ? std::vector<std::string>() : table->ListOf(rule_id);
}

}  // namespace iamsift
