#pragma once

// Which resources a caller's own policies name for an action: so that it is asked about those alone
// and not about everything that there is.

#include <vector>

#include "analyzer/eval/decide/estate.h"

namespace iamsift {

struct NamedResources {
  // In ways that only a decision tells: a missing document, NotResource, `*`, a variable.
  bool may_be_any = false;
  std::vector<const ResourcePattern*> patterns;  // of Allows about the action, in written order
};

NamedResources ResourcesNamedFor(const CallerSide& side, const AskedAction& action);

}  // namespace iamsift
