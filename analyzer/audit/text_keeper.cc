#include "analyzer/audit/text_keeper.h"

namespace iamsift {

void TextKeeper::Share(Finding& finding) {
  Share(finding.subject);
  Share(finding.title);
  Share(finding.message);
  Share(finding.suggestion);
  Share(finding.nearest);
  Share(finding.policy.name);
  Share(finding.policy.owner);
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

}  // namespace iamsift
