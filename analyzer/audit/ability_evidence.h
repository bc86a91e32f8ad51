#pragma once

// Where in the inputs an ability comes from: the written action of the statement that grants it.

#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "analyzer/audit/assemble.h"
#include "analyzer/graph/ability.h"

namespace iamsift {

class AbilityEvidence {
 public:
  // All must outlive it.
  AbilityEvidence(const Account& account, const Assembler& assembler,
                  const std::vector<Occurrence>& occurrences);

  // *passes* for iam:PassRole, else *grants*.
  Evidence Of(const AbilityDetail& ability) const;
  // The same as one step of several, which differ in who takes them.
  Evidence OfStep(const AbilityDetail& ability, const Principal& who) const;

  // The document's occurrence; null for one that no input holds.
  const Occurrence* OccurrenceOf(const PolicyText* text) const;
  ElementAt AtGrant(const AppliedStatement& grant, std::string_view action) const;
  Place PlaceOf(const Occurrence& occurrence, const ElementAt& at) const {
    return assembler_.PlaceOf(occurrence, at);
  }

 private:
  const Account& account_;
  const Assembler& assembler_;
  absl::flat_hash_map<const PolicyText*, const Occurrence*> by_text_;
};

}  // namespace iamsift
