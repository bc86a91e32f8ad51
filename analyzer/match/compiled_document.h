#pragma once

// A policy document compiled once for all who hold it: action sets, resource patterns, condition
// atoms. Refers to the parsed document, which must outlive it.

#include <vector>

#include "analyzer/catalog/catalog.h"
#include "analyzer/match/action_set.h"
#include "analyzer/match/condition.h"
#include "analyzer/match/resource_pattern.h"
#include "analyzer/policy/document.h"

namespace iamsift {

struct CompiledStatement {
  const Statement* written = nullptr;
  Effect effect = Effect::kAllow;
  ActionSet actions;                    // NotAction already complemented
  std::vector<ActionPattern> patterns;  // one a written item, in order
  ResourceList resources;               // trust policies: `*`
  std::vector<ConditionAtom> conditions;
  bool has_unknown_test = false;  // an operator or value that cannot be read: may hold or not

  bool IsUnconditional() const { return conditions.empty() && !has_unknown_test; }
  // Any condition at all on this key, without case.
  bool Constrains(std::string_view key) const;
};

struct CompiledDocument {
  const PolicyDocument* written = nullptr;
  std::vector<CompiledStatement> statements;
  // An action or a resource is a template's text from end to end: what it names is unknown.
  bool has_unresolved = false;

  // Some Allow names it, on whatever resources and under whatever condition.
  bool SomeAllows(ActionId action) const;
};

CompiledDocument CompileDocument(const Catalog& catalog, const PolicyDocument& document);

// Everything `narrow` allows, `wide` allows: its principals are among those of `wide`, its actions
// too (the unlisted ones as well), its resource patterns, and its conditions are at least as
// strict. Sound; used behind every suggestion.
bool StatementContains(const CompiledStatement& wide, const CompiledStatement& narrow);

}  // namespace iamsift
