// The request that a search ended with: what it is, in words that a policy's reader knows, and
// whether it is sure.

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "analyzer/base/text.h"
#include "analyzer/proofs/inclusion_search.h"

namespace iamsift {

// A model may lean on what no text settles; one that doesn't is sure.
bool InclusionSearch::IsSettled(const Case& posed, ClauseSearch& search) const {
  const auto is_opaque = [&](Literal literal) {
    return table_.VariableOf(literal).kind == ProofVariable::Kind::kOpaque;
  };
  const auto holds_surely = [&](const std::vector<Literal>* box) {
    return std::all_of(box->begin(), box->end(), [&](Literal literal) {
      return !is_opaque(literal) && search.TruthOf(literal) == Membership::kYes;
    });
  };
  const auto fails_surely = [&](const std::vector<Literal>* box) {
    return std::any_of(box->begin(), box->end(), [&](Literal literal) {
      return !is_opaque(literal) && search.TruthOf(literal) == Membership::kNo;
    });
  };
  return holds_surely(&posed.asserted) &&
         std::all_of(posed.refuted.begin(), posed.refuted.end(), fails_surely) &&
         std::all_of(posed.choices.begin(), posed.choices.end(), [&](const auto& choice) {
           return std::any_of(choice.begin(), choice.end(), holds_surely);
         });
}

std::string InclusionSearch::UnsettledIn(const Case& posed) const {
  std::vector<const std::vector<Literal>*> all = posed.refuted;
  all.push_back(&posed.asserted);
  for (const auto& choice : posed.choices) all.insert(all.end(), choice.begin(), choice.end());
  for (const std::vector<Literal>* literals : all) {
    for (const Literal literal : *literals) {
      const ProofVariable& variable = table_.VariableOf(literal);
      if (variable.kind == ProofVariable::Kind::kOpaque) {
        return variable.name.substr(0, variable.name.find(':'));
      }
    }
  }
  return "a policy variable";
}

// An action of the catalog where there is one, else the shortest that could be.
std::string InclusionSearch::ActionOf(const Cell& cell, ClauseSearch& search,
                                      std::optional<ActionId>& listed) {
  listed = cell.listed;
  if (listed) return catalog_.ActionFullName(*listed);
  const std::vector<std::string> found =
      theory_.TextsOf(LiteralTable::kAction, search.ModelOf(LiteralTable::kAction));
  // The model's action is one of the class only when the class was among what was asked. Then one
  // of its service will often do as well.
  const bool is_asked = search.IsAsserted(LiteralTable::kAction);
  ActionClass candidates = cell.actions;
  std::string_view service = found.front();
  if (is_asked && cell.actions.is_prefix) {
    service = service.substr(0, service.find(':') + 1);
    if (service.size() > candidates.text.size()) candidates.text = service;
  }
  std::string name;
  VisitListedActions(catalog_, candidates, [&](ActionId action) {
    name = catalog_.ActionFullName(action);
    if (!is_asked || search.Admits(LiteralTable::kAction, WordOf(AsciiLower(name)))) {
      listed = action;
    }
    return !listed.has_value();
  });
  if (listed) return name;
  if (is_asked) return found.front();
  const ActionRegion region = RegionOf(cell.actions);
  const GlobUnion* in[] = {&region.inside, &AllActionTexts()};
  const GlobUnion* not_in[] = {&region.outside};
  return TextOf(FindWord(in, not_in, budget_.automaton_states).word);
}

FoundRequest InclusionSearch::RequestOf(const Cell& cell, const Case& posed, ClauseSearch& search) {
  FoundRequest found{.request = {}, .listed_action = {}, .is_settled = IsSettled(posed, search)};
  ProofRequest& request = found.request;
  request.action = ActionOf(cell, search, found.listed_action);
  const auto only = [&](VariableId id) { return theory_.TextsOf(id, search.ModelOf(id)).front(); };
  request.resource = only(LiteralTable::kResource);
  request.principal = only(LiteralTable::kPrincipal);
  for (const KnownKey& known : question_.known_keys) {
    if (known.value) request.context[known.key] = {{*known.value}, false};
  }
  for (VariableId id = 0; id < table_.VariableCount(); ++id) {
    const ProofVariable& variable = table_.VariableAt(id);
    if (variable.kind != ProofVariable::Kind::kKey) continue;
    std::vector<std::string> values = theory_.TextsOf(id, search.ModelOf(id));
    if (values.empty()) continue;
    const bool is_list = values.size() > 1 || table_.IsList(variable.name);
    request.context.try_emplace(variable.name, RequestValues{std::move(values), is_list});
  }
  return found;
}

}  // namespace iamsift
