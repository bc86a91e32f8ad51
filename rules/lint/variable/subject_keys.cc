#include "rules/lint/variable/subject_keys.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "analyzer/base/text.h"
#include "analyzer/eval/decide/caller_keys.h"
#include "analyzer/eval/decide/decision_document.h"
#include "analyzer/eval/decide/trust_facts.h"

namespace iamsift {
namespace {

// Whether a principal's requests surely lack a key, by index of the principal and key.
struct KnownAbsences {
  std::map<std::pair<int32_t, std::string>, bool> absent;
};

bool SurelyLacks(const Account& account, const Principal& principal, std::string_view key) {
  std::optional<DecisionDocument> trust;
  if (principal.trust) {
    trust = MakeDecisionDocument(account.documents.at(principal.trust->document));
  }
  CallerFacts facts = FactsOf(principal, trust ? &*trust : nullptr);
  facts.tags.emplace();
  for (const Tag& tag : principal.tags) facts.tags->push_back({tag.key, tag.value});
  Arena arena;
  RequestContext keys(RequestContext::Completeness::kOpen);
  SetCallerKeys(CallerOf(principal.arn), facts, arena, keys);
  return keys.Find(key).IsPresent() == Truth::kFalse;
}

bool Lacks(const RuleContext& context, int32_t index, const std::string& key) {
  KnownAbsences& known = context.memory->Once<KnownAbsences>([] { return KnownAbsences{}; });
  const auto [entry, is_new] = known.absent.try_emplace({index, key}, false);
  if (is_new) {
    const Principal& principal = context.account().principals[static_cast<size_t>(index)];
    entry->second = SurelyLacks(context.account(), principal, key);
  }
  return entry->second;
}

}  // namespace

std::vector<PolicyVariable> VariablesOf(std::string_view text, LanguageVersion version) {
  std::vector<PolicyVariable> variables;
  if (version != LanguageVersion::k2012) return variables;
  for (size_t at = text.find("${"); at != std::string_view::npos; at = text.find("${", at)) {
    const std::optional<VariableAtStart> found = ReadVariable(text.substr(at));
    if (found && found->variable) variables.push_back(*found->variable);
    at += found ? found->length : 2;
  }
  return variables;
}

std::vector<const Principal*> HoldersWithout(const DocumentView& document,
                                             const RuleContext& context,
                                             const PolicyVariable& variable) {
  std::vector<const Principal*> without;
  if (variable.default_text) return without;
  const std::string key = AsciiLower(variable.key);
  for (const int32_t index : context.evaluation.HoldersOf(document.id)) {
    const Principal& principal = context.account().principals[static_cast<size_t>(index)];
    if (principal.kind == PrincipalKind::kDocument) continue;
    if (Lacks(context, index, key)) without.push_back(&principal);
  }
  return without;
}

bool HasNoValue(const DocumentView& document, const RuleContext& context, std::string_view text) {
  const size_t holders = context.evaluation.HoldersOf(document.id).size();
  if (holders == 0) return false;
  const auto variables = VariablesOf(text, document.written.version);
  return std::ranges::any_of(variables, [&](const PolicyVariable& variable) {
    return HoldersWithout(document, context, variable).size() == holders;
  });
}

}  // namespace iamsift
