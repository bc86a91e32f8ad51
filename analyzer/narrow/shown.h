#pragma once

// What the rest of the input shows of a policy's intent: names of resources, and values for
// conditions.

#include <cstdint>
#include <utility>
#include <vector>

#include "analyzer/narrow/shown_names.h"
#include "analyzer/narrow/shown_values.h"

namespace iamsift {

class ShownIntent {
 public:
  ShownIntent(AccountEvaluation& evaluation, NarrowMemory& memory, const ArnScope& scope,
              DocumentId document, std::vector<int32_t> holders)
      : evaluation_(evaluation),
        memory_(memory),
        document_(document),
        names_(evaluation, memory, scope, document, std::move(holders)) {}

  // Nothing at all is shown, whatever is asked.
  bool IsEmpty();
  ShownNames& names() { return names_; }
  // For the statement with this number: what others of its policy test, else what infrastructure
  // code tells.
  std::vector<ShownValues> ValuesFor(uint32_t statement) const;

 private:
  AccountEvaluation& evaluation_;
  NarrowMemory& memory_;
  DocumentId document_;
  ShownNames names_;
};

}  // namespace iamsift
