#include "analyzer/eval/decide/decision_document.h"

#include <algorithm>
#include <map>
#include <utility>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

// White space and commas are in no action's name, though a star would take them.
bool CanName(std::string_view action) {
  return action.find(':') != std::string_view::npos &&
         action.find_first_of(" \t\r\n,") == std::string_view::npos;
}

void ReadAction(std::string_view text, ActionGlobs& out) {
  out.has_everything |= IsStarsOnly(text);
  if (!CanName(text)) return;  // matches nothing real
  std::string lower = AsciiLower(text);
  const size_t colon = lower.find(':');
  if (!HasWildcard(lower)) {
    out.names.push_back(std::move(lower));
    return;
  }
  ActionGlob glob{.service = lower.substr(0, colon), .name = lower.substr(colon + 1)};
  (HasWildcard(glob.service) ? out.of_any_service : out.of_services).push_back(std::move(glob));
}

// The texts agree up to the first wildcard.
bool MayBe(std::string_view written, std::string_view lower_action) {
  const size_t shorter = std::min(written.size(), lower_action.size());
  for (size_t i = 0; i < shorter; ++i) {
    if (written[i] == '*' || written[i] == '?') return true;
    if (AsciiLower(written[i]) != lower_action[i]) return false;
  }
  return written.size() == lower_action.size() ||
         (written.size() > shorter && (written[shorter] == '*' || written[shorter] == '?'));
}

template <typename Takes>
void ReadActions(const ElementList& actions, Takes takes, DecisionStatement& out) {
  out.actions_are_negated = actions.is_negated;
  for (const TextAt& item : actions.items) {
    if (takes(item)) ReadAction(item.text, out.actions);
  }
  std::sort(out.actions.names.begin(), out.actions.names.end());
  std::stable_sort(out.actions.of_services.begin(), out.actions.of_services.end(),
                   [](const ActionGlob& a, const ActionGlob& b) { return a.service < b.service; });
}

void ReadResources(const ElementList& resources, LanguageVersion version,
                   const readings::OfPatterns& reading, DecisionStatement& out) {
  out.names_resources = resources.is_present;
  out.resources_are_negated = resources.is_negated;
  out.resources.reserve(resources.items.size());
  for (const TextAt& item : resources.items) {
    DecisionResource& resource = out.resources.emplace_back();
    resource.pattern = CompileResourcePattern(item.text, version, reading);
    resource.variables = NamesOf(resource.pattern.variables);
  }
}

void ReadTests(const Statement& statement, LanguageVersion version, DecisionStatement& out) {
  out.tests.reserve(statement.conditions.size());
  for (const ConditionTest& test : statement.conditions) {
    std::optional<ConditionProgram> program = CompileProgram(test, version);
    if (program) {
      out.tests.push_back(*std::move(program));
    } else {
      out.is_readable = false;
    }
  }
}

// takes  which of the written actions are read.
template <typename Takes>
DecisionStatement ReadStatement(const Statement& statement, LanguageVersion version,
                                const readings::OfPatterns& reading, Takes takes) {
  DecisionStatement out{.written = &statement, .effect = statement.effect};
  out.is_readable = statement.is_readable;
  ReadActions(statement.actions, takes, out);
  ReadResources(statement.resources, version, reading, out);
  for (const PrincipalEntry& entry : statement.principals.entries) {
    out.principals.push_back(ReadPrincipalPattern(entry));
  }
  ReadTests(statement, version, out);
  return out;
}

bool SpeaksOfAnyService(const DecisionStatement& statement) {
  return statement.actions_are_negated || statement.actions.has_everything ||
         !statement.actions.of_any_service.empty();
}

// The services that a statement's actions name, each once.
std::vector<std::string> ServicesOf(const ActionGlobs& actions) {
  std::vector<std::string> services;
  for (const std::string& name : actions.names) services.push_back(name.substr(0, name.find(':')));
  for (const ActionGlob& glob : actions.of_services) services.push_back(glob.service);
  std::sort(services.begin(), services.end());
  services.erase(std::unique(services.begin(), services.end()), services.end());
  return services;
}

StatementIndex IndexOf(const std::vector<DecisionStatement>& statements) {
  constexpr size_t kWorthAnIndex = 5;  // a shorter policy is walked through
  StatementIndex index;
  if (statements.size() < kWorthAnIndex) {
    for (uint32_t i = 0; i < statements.size(); ++i) index.always.push_back(i);
    return index;
  }
  std::map<std::string, std::vector<uint32_t>> by_service;
  for (uint32_t i = 0; i < statements.size(); ++i) {
    if (SpeaksOfAnyService(statements[i])) {
      index.always.push_back(i);
      continue;
    }
    for (const std::string& service : ServicesOf(statements[i].actions)) {
      by_service[service].push_back(i);
    }
  }
  for (auto& [service, indices] : by_service) {
    index.by_service.push_back({service, std::move(indices)});
  }
  return index;
}

}  // namespace

bool MaySpeakOf(const Statement& statement, std::string_view lower_action) {
  const ElementList& actions = statement.actions;
  return actions.is_negated ||
         std::any_of(actions.items.begin(), actions.items.end(),
                     [&](const TextAt& item) { return MayBe(item.text, lower_action); });
}

DecisionStatement MakeDecisionStatement(const Statement& statement, LanguageVersion version,
                                        std::string_view lower_action,
                                        const readings::OfPatterns& reading) {
  return ReadStatement(statement, version, reading,
                       [&](const TextAt& item) { return MayBe(item.text, lower_action); });
}

DecisionDocument MakeDecisionDocument(const PolicyDocument& document) {
  DecisionDocument out;
  out.is_known = !document.is_invalid;
  out.statements.reserve(document.statements.size());
  for (size_t i = 0; i < document.statements.size(); ++i) {
    out.statements.push_back(ReadStatement(document.statements[i], document.version, {},
                                           [](const TextAt&) { return true; }));
    out.is_readable &= out.statements.back().is_readable;
  }
  out.index = IndexOf(out.statements);
  return out;
}

}  // namespace iamsift
