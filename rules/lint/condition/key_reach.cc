#include "rules/lint/condition/key_reach.h"

#include <algorithm>
#include <map>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

bool AnyMayCarry(const Catalog& catalog, const ActionPattern& pattern, ConditionKeyId key) {
  return std::ranges::any_of(pattern.ranges, [&](const ActionRange& range) {
    for (uint16_t id = range.first; id < range.last; ++id) {
      if (MayCarry(catalog, ActionId{id}, key)) return true;
    }
    return false;
  });
}

// Keys that the catalog lists for some action: of the others it is only known that they exist.
struct ListedKeys {
  std::map<uint16_t, bool> listed;  // by id of the key
};

bool IsListed(const RuleContext& context, ConditionKeyId key) {
  ListedKeys& known = context.memory->Once<ListedKeys>([] { return ListedKeys{}; });
  const auto [entry, is_new] = known.listed.try_emplace(key.value, false);
  for (uint32_t id = 0; is_new && id < context.catalog.ActionCount() && !entry->second; ++id) {
    entry->second = MayCarry(context.catalog, ActionId{static_cast<uint16_t>(id)}, key);
  }
  return entry->second;
}

}  // namespace

bool NeverCarries(const RuleContext& context, const ActionPattern& pattern,
                  const ConditionAtom& atom) {
  if (!atom.catalog_key || context.catalog.IsGlobal(*atom.catalog_key)) return false;
  if (atom.op.if_exists || atom.op.set == SetOperator::kForAllValues) return false;
  if (pattern.is_everything || pattern.ranges.empty()) return false;
  if (AnyMayCarry(context.catalog, pattern, *atom.catalog_key)) return false;
  return !IsIssuerKey(atom.key) && RemarkOn(atom.key) == KeyRemark::kNone &&
         IsListed(context, *atom.catalog_key);
}

std::vector<std::string_view> EntriesWithoutKey(const RuleContext& context,
                                                const ConditionEntry& entry) {
  std::vector<std::string_view> strangers;
  if (entry.atom == nullptr || entry.statement->written->actions.is_negated) return strangers;
  for (const ActionPattern& pattern : entry.statement->patterns) {
    if (NeverCarries(context, pattern, *entry.atom)) strangers.push_back(pattern.text);
  }
  return strangers;
}

}  // namespace iamsift
