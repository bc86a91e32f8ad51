#include "analyzer/match/compiled_document.h"

#include <algorithm>

#include "analyzer/base/text.h"
#include "analyzer/match/template_residue.h"

namespace iamsift {
namespace {

void CompileActions(const Catalog& catalog, const ElementList& actions, CompiledStatement& out) {
  out.actions = ActionSet(catalog);
  out.patterns.reserve(actions.items.size());
  for (const TextAt& item : actions.items) {
    out.patterns.push_back(CompileActionPattern(catalog, item.text));
    InsertPattern(out.actions, out.patterns.back());
  }
  if (actions.is_negated) out.actions.Complement(catalog);
}

// A trust policy has no Resource element: the resource is the role itself.
void CompileResources(const ElementList& resources, LanguageVersion version,
                      CompiledStatement& out) {
  if (!resources.is_present) {
    out.resources.patterns.push_back(CompileResourcePattern("*", version));
    return;
  }
  out.resources.is_negated = resources.is_negated;
  out.resources.patterns.reserve(resources.items.size());
  for (const TextAt& item : resources.items) {
    out.resources.patterns.push_back(CompileResourcePattern(item.text, version));
  }
}

void CompileConditions(const Catalog& catalog, const Statement& statement, LanguageVersion version,
                       CompiledStatement& out) {
  out.conditions.reserve(statement.conditions.size());
  for (const ConditionTest& test : statement.conditions) {
    const std::optional<ConditionOperator> op = ParseConditionOperator(test.operator_name.text);
    if (!op) {
      out.has_unknown_test = true;
      continue;
    }
    out.conditions.push_back(CompileCondition(catalog, test, *op, version));
    out.has_unknown_test |= out.conditions.back().has_malformed_value;
  }
}

CompiledStatement CompileStatement(const Catalog& catalog, const Statement& statement,
                                   LanguageVersion version) {
  CompiledStatement out{.written = &statement, .effect = statement.effect};
  CompileActions(catalog, statement.actions, out);
  CompileResources(statement.resources, version, out);
  CompileConditions(catalog, statement, version, out);
  if (!statement.is_readable) out.has_unknown_test = true;
  return out;
}

bool HasUnresolved(const ElementList& list) {
  return std::any_of(list.items.begin(), list.items.end(),
                     [](const TextAt& item) { return IsWhollyUnresolved(item.text); });
}

bool IsSameEntry(const PrincipalEntry& a, const PrincipalEntry& b) {
  return a.key == b.key && a.key_text == b.key_text && a.value.text == b.value.text;
}

// Entries are alternatives, so fewer of them admit less; of NotPrincipal, more of them do.
bool PrincipalsContain(const PrincipalElement& wide, const PrincipalElement& narrow) {
  if (wide.is_present != narrow.is_present || wide.is_negated != narrow.is_negated) return false;
  const PrincipalElement& all = wide.is_negated ? narrow : wide;
  const PrincipalElement& some = wide.is_negated ? wide : narrow;
  return std::all_of(some.entries.begin(), some.entries.end(), [&](const PrincipalEntry& entry) {
    return std::any_of(all.entries.begin(), all.entries.end(),
                       [&](const PrincipalEntry& other) { return IsSameEntry(entry, other); });
  });
}

bool ContainsAllPatterns(const std::vector<ResourcePattern>& wide,
                         const std::vector<ResourcePattern>& narrow) {
  return std::all_of(narrow.begin(), narrow.end(), [&](const ResourcePattern& pattern) {
    return ContainsPattern(wide, pattern);
  });
}

bool NoneMeet(const std::vector<ResourcePattern>& a, const std::vector<ResourcePattern>& b) {
  return std::none_of(a.begin(), a.end(), [&](const ResourcePattern& left) {
    return std::any_of(b.begin(), b.end(),
                       [&](const ResourcePattern& right) { return PatternsMeet(left, right); });
  });
}

// An unset variable makes a pattern match nothing, but keeps a NotResource statement from applying
// at all: what a narrow NotResource leaves is then no more than the comparison says, yet a wide one
// may leave less. So a wide list that is negated must be free of variables.
bool HasVariables(const ResourceList& resources) {
  return std::any_of(resources.patterns.begin(), resources.patterns.end(),
                     [](const ResourcePattern& pattern) { return pattern.has_variable; });
}

bool ResourcesContain(const ResourceList& wide, const ResourceList& narrow) {
  if (wide.IsEverything()) return true;
  if (!wide.is_negated) {
    return !narrow.is_negated && ContainsAllPatterns(wide.patterns, narrow.patterns);
  }
  if (HasVariables(wide)) return false;
  return narrow.is_negated ? ContainsAllPatterns(narrow.patterns, wide.patterns)
                           : NoneMeet(wide.patterns, narrow.patterns);
}

}  // namespace

bool CompiledStatement::Constrains(std::string_view key) const {
  return std::any_of(conditions.begin(), conditions.end(),
                     [&](const ConditionAtom& atom) { return EqualsIgnoreCase(atom.key, key); });
}

bool CompiledDocument::SomeAllows(ActionId action) const {
  return std::any_of(statements.begin(), statements.end(), [&](const CompiledStatement& allow) {
    return allow.effect == Effect::kAllow && allow.actions.Contains(action);
  });
}

CompiledDocument CompileDocument(const Catalog& catalog, const PolicyDocument& document) {
  CompiledDocument out{.written = &document};
  out.statements.reserve(document.statements.size());
  for (const Statement& statement : document.statements) {
    out.statements.push_back(CompileStatement(catalog, statement, document.version));
    out.has_unresolved |= HasUnresolved(statement.actions) || HasUnresolved(statement.resources);
  }
  return out;
}

bool StatementContains(const CompiledStatement& wide, const CompiledStatement& narrow) {
  if (!wide.written->is_readable || !narrow.written->is_readable) return false;
  if (wide.effect != Effect::kAllow || narrow.effect != Effect::kAllow) return false;
  if (wide.has_unknown_test) return false;
  return PrincipalsContain(wide.written->principals, narrow.written->principals) &&
         wide.actions.ContainsAll(narrow.actions) &&
         wide.actions.unlisted().ContainsAll(narrow.actions.unlisted()) &&
         ConditionsImply(narrow.conditions, wide.conditions) &&
         ResourcesContain(wide.resources, narrow.resources);
}

}  // namespace iamsift
