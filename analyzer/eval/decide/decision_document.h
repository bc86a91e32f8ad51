#pragma once

// A policy document made ready to decide single requests: each statement's tests in the order in
// which they are cheap. Unlike match/CompiledDocument it expands nothing against the catalog, so
// that a case of a few hundred bytes costs a few microseconds.

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/match/condition_program.h"
#include "analyzer/match/principal_pattern.h"
#include "analyzer/match/resource_pattern.h"
#include "analyzer/match/value_template.h"
#include "analyzer/policy/document.h"

namespace iamsift {

// A written action: `service:Name`, both lower-cased globs.
struct ActionGlob {
  std::string service, name;
};

// The actions of a statement, ordered so that one name is found without comparing all of them.
struct ActionGlobs {
  bool has_everything = false;             // stars alone are every action
  std::vector<std::string> names;          // without wildcards, `service:name`, sorted
  std::vector<ActionGlob> of_services;     // the service is literal: sorted by it
  std::vector<ActionGlob> of_any_service;  // a wildcard in the service, too
};

struct DecisionResource {
  ResourcePattern pattern;
  std::vector<VariableName> variables;  // of each reading, in order
};

struct DecisionStatement {
  const Statement* written = nullptr;
  Effect effect = Effect::kAllow;
  bool actions_are_negated = false;
  ActionGlobs actions;
  bool names_resources = false;  // false: a trust policy, whose resource is the role itself
  bool resources_are_negated = false;
  std::vector<DecisionResource> resources;
  std::vector<PrincipalPattern> principals;
  std::vector<ConditionProgram> tests;
  bool is_readable = true;  // false: its meaning is unknown
};

// Which statements may speak of a service's actions, so that a request does not walk through a long
// policy about others. Indices into the statements, ascending.
struct StatementIndex {
  struct Entry {
    std::string service;
    std::vector<uint32_t> statements;
  };
  std::vector<Entry> by_service;  // sorted
  std::vector<uint32_t> always;   // NotAction, a wildcard in the service, `*`
};

// Refers to the statements of the parsed document, which must outlive it.
struct DecisionDocument {
  std::vector<DecisionStatement> statements;
  StatementIndex index;
  bool is_known = true;     // false: IAM would refuse the text, so what it says is unknown
  bool is_readable = true;  // false: some statement has a test that means nothing
};

DecisionDocument MakeDecisionDocument(const PolicyDocument& document);

// Whether a statement may speak of an action (lower case), told from its text; a no is sure.
bool MaySpeakOf(const Statement& statement, std::string_view lower_action);
// One statement by itself, made ready for questions about one action alone.
DecisionStatement MakeDecisionStatement(const Statement& statement, LanguageVersion version,
                                        std::string_view lower_action,
                                        const readings::OfPatterns& reading = {});

// Calls `visit` with each statement that may speak of the service, in written order.
// service  lower case.
template <typename Visit>
void ForEachStatementAbout(const DecisionDocument& document, std::string_view service,
                           Visit visit) {
  const StatementIndex& index = document.index;
  const auto entry = std::lower_bound(index.by_service.begin(), index.by_service.end(), service,
                                      [](const StatementIndex::Entry& a, std::string_view b) {
                                        return std::string_view(a.service) < b;
                                      });
  const bool is_named = entry != index.by_service.end() && entry->service == service;
  const uint32_t* named = is_named ? entry->statements.data() : nullptr;
  const uint32_t* const named_end = is_named ? named + entry->statements.size() : nullptr;
  const uint32_t* always = index.always.data();
  const uint32_t* const always_end = always + index.always.size();
  while (named != named_end || always != always_end) {
    const bool takes_named = always == always_end || (named != named_end && *named < *always);
    visit(document.statements[takes_named ? *named++ : *always++]);
  }
}

}  // namespace iamsift
