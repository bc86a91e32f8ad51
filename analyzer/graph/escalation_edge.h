#pragma once

// One step from a principal to someone else, or to more: which path, to whom, and what it hangs on.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/shared_text.h"
#include "analyzer/graph/escalation_path.h"
#include "analyzer/graph/gains.h"
#include "analyzer/graph/requirements.h"

namespace iamsift {

struct EscalationEdge {
  const EscalationPath* path = nullptr;
  const EscalationWay* way = nullptr;  // of the path
  // That the role is passed to; or, of a part of a user, where it acts as that one; "" for none.
  std::string_view service;
  // Users or roles of the account where it arrives, ascending; the principal itself may be among
  // them and doesn't count. Null: it arrives at none of them.
  TargetList targets = nullptr;
  Gain gain = Gain::kNothing;      // without targets: what the principal has then
  bool is_target_unknown = false;  // no principal of the input fits
  SharedText changed;              // the groups, policy, version or principal that it goes by
  TargetList groups = nullptr;     // those groups, by index in the account; null: it goes by none
  const EscalationPath* lifted_by = nullptr;  // takes a second factor out of the way
  Answer answer;

  bool IsCertain() const { return answer.certainty == Certainty::kYes; }
};

// Where an edge arrives as that principal, and not at a part of what it can do.
inline bool LeadsOn(const EscalationEdge& edge) {
  return edge.targets != nullptr && edge.way->end.part == EdgePart::kWhole;
}

}  // namespace iamsift
