#pragma once

// Everything that is told about a rule in one place: its card, how an attacker uses what it finds,
// a document on which it fires and one on which it is quiet, controls, and other tools' checks.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "analyzer/audit/rule.h"
#include "analyzer/finding/rule_table.h"

namespace iamsift {

// One of the rule's own fixtures; a golden test writes and runs them all.
struct RuleExample {
  std::string_view fixture;  // corpus/rules/administrator/fires_star.json
  std::string_view says;     // the message of the finding, "" where the rule is quiet
  std::string_view text;     // what is read, with its last newline
};

struct RulePage {
  const RuleCard* card = nullptr;
  std::string_view family;  // OB
  std::string_view family_title;
  std::string_view needs;   // policy, account, infrastructure, more: what has to be in the input
  std::string_view attack;  // "" where nothing is written
  std::optional<RuleExample> fires, quiet;
  std::vector<RuleFact> controls, peers;
};

// What `needs` means, in words.
std::string_view NeedsText(std::string_view needs);

// "OB"; "" for a family that is unknown.
std::string_view FamilyTitle(std::string_view family);

class RuleBook {
 public:
  // Errors: a broken table.
  static absl::StatusOr<RuleBook> Open();

  RulePage PageOf(const Rule& rule) const;

 private:
  RuleTable controls_, peers_, attacks_;
};

// The example of a rule in `examples` (facts/examples.txt).
// kind  "fires" or "quiet"
std::optional<RuleExample> FindExample(std::string_view examples, std::string_view rule_id,
                                       std::string_view kind);

// As Markdown, under a heading of level two.
std::string MarkdownOf(const RulePage& page);

}  // namespace iamsift
