#include "analyzer/narrow/prove.h"

#include <algorithm>
#include <vector>

#include "analyzer/base/text.h"
#include "analyzer/policy/print.h"

namespace iamsift {
namespace {

absl::Status NotShown(size_t statement, std::string_view why) {
  return absl::FailedPreconditionError(
      Concat({"statement ", std::to_string(statement), " of the suggestion ", why}));
}

std::vector<std::string> PrintedDenies(const CompiledDocument& document) {
  std::vector<std::string> denies;
  for (const CompiledStatement& statement : document.statements) {
    if (statement.effect == Effect::kDeny) denies.push_back(PrintStatement(*statement.written, 0));
  }
  std::sort(denies.begin(), denies.end());
  return denies;
}

}  // namespace

absl::StatusOr<std::string> ProveContained(const CompiledDocument& wide,
                                           const CompiledDocument& narrow) {
  if (wide.written->is_invalid || narrow.written->is_invalid) {
    return absl::FailedPreconditionError("a document that cannot be read has no known meaning");
  }
  if (narrow.written->version != wide.written->version) {
    return absl::FailedPreconditionError("the suggestion is written in another language version");
  }
  std::vector<std::string> pairs;
  for (size_t i = 0; i < narrow.statements.size(); ++i) {
    const CompiledStatement& inner = narrow.statements[i];
    if (inner.effect != Effect::kAllow) continue;
    const auto outer = std::find_if(
        wide.statements.begin(), wide.statements.end(), [&](const CompiledStatement& statement) {
          return statement.effect == Effect::kAllow && StatementContains(statement, inner);
        });
    if (outer == wide.statements.end()) return NotShown(i, "is in no statement of the original");
    pairs.push_back(
        Concat({std::to_string(i), " in ", std::to_string(outer - wide.statements.begin())}));
  }
  if (PrintedDenies(wide) != PrintedDenies(narrow)) {
    return absl::FailedPreconditionError("the Deny statements differ");
  }
  return Concat({"each Allow lies in one of the original by actions, resources and conditions (",
                 Join(pairs, ", "), "); every Deny is unchanged"});
}

}  // namespace iamsift
