#pragma once

// What `effective` answers, as text and as JSON: for each principal either its permissions as a
// whole, or action by action with the statements that decide.

#include <map>
#include <string>
#include <vector>

#include "analyzer/base/json_writer.h"
#include "analyzer/cli/statement_names.h"
#include "analyzer/eval/effective.h"
#include "analyzer/match/action_set.h"

namespace iamsift {

// The permissions of a principal, each scope in the fewest patterns.
struct PermissionsInPatterns {
  std::vector<std::string> everywhere, on_resources, conditional;
};

// One action of one principal.
struct ActionAnswer {
  std::string action;
  GrantScope scope = GrantScope::kNo;
  bool boundary_allows = true;
  std::vector<std::string> levels_without_allow;  // steps of the organization
  std::vector<StatementInWords> grants, takes;
};

// Patterns are computed once for principals that share their permissions.
class PatternsOf {
 public:
  explicit PatternsOf(const Catalog& catalog) : catalog_(catalog) {}
  const PermissionsInPatterns& operator()(const EffectivePermissions& permissions);

 private:
  const Catalog& catalog_;
  std::map<const EffectivePermissions*, PermissionsInPatterns> known_;
};

// Answers for the actions of `asked` that some statement of the principal decides; for all of them
// when the question names one action.
std::vector<ActionAnswer> AnswerActions(AccountEvaluation& evaluation, StatementNames& names,
                                        const PrincipalPermissions& principal,
                                        const ActionSet& asked);

std::string TextOf(const std::vector<ActionAnswer>& answers);
std::string TextOf(const PermissionsInPatterns& patterns);
void WriteJson(JsonWriter& json, const std::vector<ActionAnswer>& answers);
void WriteJson(JsonWriter& json, const PermissionsInPatterns& patterns);

}  // namespace iamsift
