#include "analyzer/audit/text_keeper.h"

namespace iamsift {

void TextKeeper::Share(Finding& finding) {
  Share(finding.subject);
  Share(finding.title);
  Share(finding.message);
  Share(finding.suggestion);
  Share(finding.nearest);
  Share(finding.policy);
  if (finding.statement) Share(finding.statement->sid);
  Share(finding.place);
  for (Evidence& evidence : finding.evidence) {
    Share(evidence.place);
    Share(evidence.text);
  }
  finding.evidence.shrink_to_fit();
  finding.affects.shrink_to_fit();
  if (!finding.witness) return;
  Share(finding.witness->principal);
  Share(finding.witness->action);
  Share(finding.witness->resource);
}

const Closing* TextKeeper::Keep(Closing closing) {
  closing.actions = ListOf(closing.actions);
  Share(closing.text);
  for (Place& place : closing.places) Share(place);
  closing.places.shrink_to_fit();
  return &kept_.closings.emplace_back(std::move(closing));
}

void TextKeeper::Share(SuggestionRow& suggestion) {
  Share(suggestion.policy);
  Share(suggestion.original);
  Share(suggestion.place);
  Share(suggestion.proof);
  for (SharedText& policy : suggestion.policies) Share(policy);
  for (SuggestionStep& step : suggestion.steps) {
    Share(step.what);
    Share(step.why);
  }
  suggestion.policies.shrink_to_fit();
  suggestion.steps.shrink_to_fit();
}

}  // namespace iamsift
