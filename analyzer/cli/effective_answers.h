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
  struct Scope {
    std::vector<std::string> listed, unlisted;  // by the catalog
  };
  Scope everywhere, on_resources, conditional;
  // A policy that could not be read may deny any of it.
  bool may_be_denied = false;
};

// One action of one principal.
struct ActionAnswer {
  std::string action;
  bool is_listed = true;  // by the catalog
  GrantScope scope = GrantScope::kNo;
  bool boundary_allows = true;
  std::vector<std::string> levels_without_allow;  // steps of the organization
  std::vector<StatementInWords> grants, takes;
  // A policy that is missing or could not be read may change the answer: grant what nothing else
  // grants, or deny what is granted.
  bool hangs_on_document = false;

  // The scope, or "unknown" where only what is missing might grant it. What a document may still
  // deny is granted under a condition.
  std::string_view ScopeWord() const;
};

// Patterns are computed once for principals that share their permissions.
class PatternsOf {
 public:
  explicit PatternsOf(AccountEvaluation& evaluation) : evaluation_(evaluation) {}
  const PermissionsInPatterns& operator()(const PrincipalPermissions& principal);

 private:
  AccountEvaluation& evaluation_;
  std::map<const EffectivePermissions*, PermissionsInPatterns> known_;
};

// What is asked: actions of the catalog, and names and patterns that it doesn't list.
struct AskedActions {
  ActionSet listed;
  std::vector<std::string> unlisted;

  size_t Count() const { return listed.Count() + unlisted.size(); }
};

// Answers for the actions asked for that some statement of the principal decides; for all of them
// when the question names one action.
std::vector<ActionAnswer> AnswerActions(AccountEvaluation& evaluation, StatementNames& names,
                                        const PrincipalPermissions& principal,
                                        const AskedActions& asked);

std::string TextOf(const std::vector<ActionAnswer>& answers);
std::string TextOf(const PermissionsInPatterns& patterns);
void WriteJson(JsonWriter& json, const std::vector<ActionAnswer>& answers);
void WriteJson(JsonWriter& json, const PermissionsInPatterns& patterns);

}  // namespace iamsift
