#include "analyzer/narrow/wide.h"

#include <algorithm>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

constexpr size_t kStep = 128;  // characters

// What the AWS managed policy PowerUserAccess leaves out.
constexpr std::string_view kServicesOfAdministrators[] = {"account", "iam", "organizations"};

bool IsCoveredBy(const std::vector<std::string>& patterns, std::string_view text) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const std::string& pattern) { return CoversAsWritten(pattern, text); });
}

bool TakesInEverything(const CompiledStatement& statement) {
  return std::any_of(statement.patterns.begin(), statement.patterns.end(),
                     [](const ActionPattern& pattern) { return pattern.is_everything; });
}

// The entry itself when nothing of it is taken, else what is left of it.
void AddWithout(const NarrowSetting& setting, const ActionPattern& entry, const ActionSet& taken,
                std::vector<std::string>& actions) {
  const Catalog& catalog = setting.evaluation.catalog();
  ActionSet meant(catalog);
  InsertPattern(meant, entry);
  if (!meant.Intersects(taken)) {
    actions.emplace_back(entry.text);
    return;
  }
  ActionSet left = meant.Listed();
  left -= taken;
  if (left.IsEmpty()) return;
  for (const std::string& text : setting.memory->Shrunk(catalog, left)) {
    if (!HasWildcard(text) || CoversAsWritten(entry.text, text)) {
      actions.push_back(text);
      continue;
    }
    ActionSet listed(catalog);
    InsertPattern(listed, CompileActionPattern(catalog, text));
    listed.ForEach([&](ActionId action) { actions.push_back(catalog.ActionFullName(action)); });
  }
}

}  // namespace

ActionSet TakenFromPowerUsers(const Catalog& catalog, const SensitiveActions& sensitive) {
  ActionSet taken(catalog);
  for (const std::string_view prefix : kServicesOfAdministrators) {
    if (const auto service = catalog.FindService(prefix)) taken.Insert(catalog.ActionsOf(*service));
  }
  for (const char* const family : {"XP-", "CR-", "LG-"}) taken |= sensitive.Family(family);
  return taken.Listed();
}

DraftStatement WithoutActions(const NarrowSetting& setting, const CompiledStatement& statement,
                              const ActionSet& taken, size_t room) {
  DraftStatement draft = CopyStatement(*statement.written);
  const bool is_negated = statement.written->actions.is_negated;
  if (!is_negated && !TakesInEverything(statement)) {
    draft.actions.clear();
    for (const ActionPattern& entry : statement.patterns) {
      AddWithout(setting, entry, taken, draft.actions);
    }
    return draft;
  }
  if (!is_negated) draft.actions.clear();
  draft.not_action = true;
  const Catalog& catalog = setting.evaluation.catalog();
  std::vector<std::string> further;
  for (const std::string& text : setting.memory->Shrunk(catalog, taken)) {
    if (!IsCoveredBy(draft.actions, text)) further.push_back(text);
  }
  // In steps, so that statements that differ by a Sid get the same answer.
  const size_t left = (room - std::min(SizeOf(draft), room)) / kStep * kStep;
  const std::vector<std::string>& joined = setting.memory->Joined(catalog, further, left);
  draft.actions.insert(draft.actions.end(), joined.begin(), joined.end());
  return draft;
}

}  // namespace iamsift
