#pragma once

// A policy document made ready to decide single requests: each statement's tests in the order in
// which they are cheap. Unlike match/CompiledDocument it expands nothing against the catalog, so
// that a case of a few hundred bytes costs a few microseconds.

#include <memory>
#include <string>
#include <vector>

#include "analyzer/match/compiled_document.h"
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
  // The actions as bits, when the document was expanded anyway; else null.
  const ActionSet* listed = nullptr;
  bool actions_are_negated = false;
  ActionGlobs actions;
  bool names_resources = false;  // false: a trust policy, whose resource is the role itself
  bool resources_are_negated = false;
  std::vector<DecisionResource> resources;
  std::vector<PrincipalPattern> principals;
  std::vector<ConditionProgram> tests;
  bool is_readable = true;  // false: its meaning is unknown
};

// Refers to the statements of the parsed document, which must outlive it.
struct DecisionDocument {
  std::vector<DecisionStatement> statements;
  bool is_known = true;     // false: IAM would refuse the text, so what it says is unknown
  bool is_readable = true;  // false: some statement has a test that means nothing
};

// expanded  the same document compiled against the catalog, or null.
DecisionDocument MakeDecisionDocument(const PolicyDocument& document,
                                      const CompiledDocument* expanded);

}  // namespace iamsift
