#include "analyzer/narrow/prove.h"

#include <algorithm>
#include <vector>

#include "analyzer/base/text.h"
#include "analyzer/policy/print.h"
#include "analyzer/proofs/policy_checks.h"

namespace iamsift {
namespace {

absl::Status NotShown(size_t statement, std::string_view why) {
  return absl::FailedPreconditionError(
      Concat({"Statement[", std::to_string(statement), "] of the suggestion ", why}));
}

std::vector<std::string> PrintedDenies(const CompiledDocument& document) {
  std::vector<std::string> denies;
  for (const CompiledStatement& statement : document.statements) {
    if (statement.effect == Effect::kDeny) denies.push_back(PrintStatement(*statement.written, 0));
  }
  std::sort(denies.begin(), denies.end());
  return denies;
}

// The Allow of `document` that holds all of `inner`; -1 when none does.
ptrdiff_t HolderOf(const CompiledDocument& document, const CompiledStatement& inner) {
  const auto& statements = document.statements;
  const auto outer =
      std::find_if(statements.begin(), statements.end(), [&](const CompiledStatement& statement) {
        return statement.effect == Effect::kAllow && StatementContains(statement, inner);
      });
  return outer == statements.end() ? -1 : outer - statements.begin();
}

// The statements of `wide` that together hold `inner`: one for all of it, or one for each of its
// entries, since an Allow of several actions is as many Allows of one. Empty when some entry is in
// none.
std::vector<ptrdiff_t> HoldersOf(const Catalog& catalog, const CompiledDocument& wide,
                                 const CompiledStatement& inner) {
  if (const ptrdiff_t whole = HolderOf(wide, inner); whole >= 0) return {whole};
  std::vector<ptrdiff_t> holders;
  if (inner.written->actions.is_negated) return holders;
  CompiledStatement part = inner;
  for (const ActionPattern& pattern : inner.patterns) {
    part.actions = ActionSet(catalog);
    InsertPattern(part.actions, pattern);
    const ptrdiff_t holder = HolderOf(wide, part);
    if (holder < 0) return {};
    if (std::find(holders.begin(), holders.end(), holder) == holders.end()) {
      holders.push_back(holder);
    }
  }
  std::sort(holders.begin(), holders.end());
  return holders;
}

// Statement by statement, which is quick and nearly always enough.
absl::StatusOr<std::string> ShowByStatements(const Catalog& catalog, const CompiledDocument& wide,
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
    const std::vector<ptrdiff_t> holders = HoldersOf(catalog, wide, inner);
    if (holders.empty()) return NotShown(i, "is in no statement of the original");
    std::vector<std::string> numbers;
    for (const ptrdiff_t holder : holders) {
      numbers.push_back(Concat({"[", std::to_string(holder), "]"}));
    }
    pairs.push_back(Concat({"[", std::to_string(i), "] in ", Join(numbers, "+")}));
  }
  if (PrintedDenies(wide) != PrintedDenies(narrow)) {
    return absl::FailedPreconditionError("the Deny statements differ");
  }
  return Concat(
      {"each Allow lies in one of the original by actions, resources and conditions (Statement",
       Join(pairs, ", "), "); every Deny is unchanged"});
}

// A suggestion that takes long to prove is not worth the time of a scan.
constexpr ProofBudget kBudget = {.nodes = 2'000, .automaton_states = 50'000};

}  // namespace

absl::StatusOr<std::string> ProveContained(const Catalog& catalog, const CompiledDocument& wide,
                                           const CompiledDocument& narrow) {
  absl::StatusOr<std::string> shown = ShowByStatements(catalog, wide, narrow);
  if (shown.ok()) return shown;
  ProofContext context;
  context.catalog = &catalog;
  context.budget = kBudget;
  context.seeks_realistic_witness = false;
  const InclusionAnswer answer = ProveNoNewAccess(*wide.written, *narrow.written, context);
  if (answer.inclusion != Inclusion::kProved) return shown;
  return std::string("proved for all requests: none that it allows was refused before");
}

}  // namespace iamsift
