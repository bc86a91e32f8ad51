#include "analyzer/narrow/measure.h"

#include "analyzer/eval/effective.h"

namespace iamsift {

PolicyMeasure MeasurePolicies(const Catalog& catalog, const std::vector<std::string>& documents) {
  Account account;
  Principal& holder = account.principals.emplace_back();
  holder.kind = PrincipalKind::kDocument;
  for (const std::string& document : documents) {
    std::string padded = document;
    padded.append(SourceFile::kPadding, '\0');
    const std::string_view text(padded.data(), document.size());
    holder.inline_policies.push_back(
        {.name = "measured",
         .text = {.document = account.documents.Intern(text, PolicyKind::kIdentity)}});
  }
  const AccountEvaluation evaluation(catalog, account);
  const EffectivePermissions& effective = *evaluation.principals().front().effective;
  PolicyMeasure measure{.actions = effective.everywhere, .breadth = effective.breadth};
  measure.actions |= effective.on_resources;
  measure.actions |= effective.conditional;
  return measure;
}

}  // namespace iamsift
