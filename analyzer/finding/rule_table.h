#pragma once

// What is known of many rules at once: the controls of compliance frameworks that they speak to,
// the checks of other tools that look for the same. One table, so that no card repeats it.

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace iamsift {

// "NIST SP 800-53r5" and AC-6, AC-6(1).
struct RuleFact {
  std::string_view topic;
  std::vector<std::string_view> entries;
};

class RuleTable {
 public:
  // tsv  rows `rules TAB topic TAB entries`: rules are selectors (rule_selector.h) with commas
  //      between them, entries have semicolons between them; `#` begins a comment. Outlives the
  //      table.
  // Errors: InvalidArgument `name:line: …` for a row that has not three cells, or an empty one.
  static absl::StatusOr<RuleTable> Parse(std::string_view name, std::string_view tsv);

  // In the order of the table; the rows of one topic together, nothing twice.
  std::vector<RuleFact> Of(std::string_view rule_id) const;

  // The same in one list: "NIST SP 800-53r5 AC-6".
  std::vector<std::string> ListOf(std::string_view rule_id) const;

  // Every topic once, in the order of the table.
  std::vector<std::string_view> Topics() const;

  // Every selector of every row, for a test that each means some rule.
  std::vector<std::string_view> Selectors() const;

 private:
  struct Row {
    std::vector<std::string_view> selectors;
    RuleFact fact;
  };
  std::vector<Row> rows_;
};

// ListOf, or nothing where there is no table.
std::vector<std::string> ControlsOf(const RuleTable* table, std::string_view rule_id);

}  // namespace iamsift
