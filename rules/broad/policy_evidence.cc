#include "rules/broad/policy_evidence.h"

#include "analyzer/base/text.h"

namespace iamsift {

PlacedEvidence EvidenceOf(const HeldPolicy& held) {
  PlacedEvidence evidence;
  if (held.attachment != nullptr) {
    evidence.role = EvidenceRole::kAttaches;
    evidence.place = held.attachment->place;
  } else {
    const DocumentPlace& document = held.text->place;
    evidence.place = {.input = document.input, .span = document.span, .pointer = document.pointer};
  }
  evidence.text = held.group == nullptr ? std::string(held.name)
                                        : Concat({held.name, " through group ", held.group->name});
  return evidence;
}

}  // namespace iamsift
