#include "analyzer/narrow/shown.h"

#include <algorithm>

#include "analyzer/narrow/memory.h"

namespace iamsift {

bool ShownIntent::IsEmpty() {
  const CompiledDocument& document = evaluation_.compiled().at(document_);
  return names_.IsEmpty() && memory_.InfrastructureValues(evaluation_.account()).empty() &&
         ValuesOfStatements(document, UINT32_MAX).empty();
}

std::vector<ShownValues> ShownIntent::ValuesFor(uint32_t statement) const {
  std::vector<ShownValues> values =
      ValuesOfStatements(evaluation_.compiled().at(document_), statement);
  for (const ShownValues& of_code : memory_.InfrastructureValues(evaluation_.account())) {
    const bool is_known = std::any_of(values.begin(), values.end(), [&](const ShownValues& shown) {
      return shown.key == of_code.key;
    });
    if (!is_known) values.push_back(of_code);
  }
  return values;
}

}  // namespace iamsift
