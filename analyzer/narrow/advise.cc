#include "analyzer/narrow/advise.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string_view>

#include "analyzer/base/text.h"
#include "analyzer/narrow/shown_names.h"

namespace iamsift {
namespace {

constexpr size_t kMostActions = 20;
constexpr std::string_view kRequestTag = "aws:RequestTag/";
constexpr std::string_view kResourceTag = "aws:ResourceTag/";

// How services end the names of keys that say which kind of machine is asked for.
constexpr std::string_view kMachineKeys[] = {":InstanceType", ":InstanceTypes", ":DatabaseClass",
                                             ":CacheNodeType"};
// What services call the action that tags; the first that there is.
constexpr std::string_view kTagging[] = {"CreateTags", "AddTags", "TagResource"};

bool IsMachineKey(std::string_view key) {
  return std::any_of(std::begin(kMachineKeys), std::end(kMachineKeys),
                     [&](std::string_view end) { return key.ends_with(end); });
}

bool Tests(const CompiledStatement& statement, std::string_view prefix) {
  return std::any_of(
      statement.conditions.begin(), statement.conditions.end(),
      [&](const ConditionAtom& atom) { return StartsWithIgnoreCase(atom.key, prefix); });
}

std::string NamesOf(const std::set<std::string>& names) {
  return Join(std::vector<std::string>(names.begin(), names.end()), ", ");
}

// What is learned of one service.
struct ServiceAdvice {
  std::map<std::string, std::set<std::string>> by_machine_key;  // actions
  std::set<ResourceTypeId> made;                                // types that take tags at birth
  std::set<std::string> makers, workers;
};

class Adviser {
 public:
  Adviser(const Catalog& catalog, const CompiledDocument& document,
          const std::vector<ActionSet>& live)
      : catalog_(catalog), document_(document), live_(live) {}

  std::vector<std::string> Advise() {
    ForEachAllowed([&](const CompiledStatement& statement, ActionId action) {
      const bool makes = NameUseOf(catalog_, action) == NameUse::kToBeMade &&
                         catalog_.LevelOf(action) == AccessLevel::kWrite;
      if (makes) LookAtMaker(statement, action);
    });
    ForEachAllowed([&](const CompiledStatement& statement, ActionId action) {
      if (NameUseOf(catalog_, action) == NameUse::kExisting) LookAtWorker(statement, action);
    });
    std::vector<std::string> advice;
    for (const auto& [service, found] : services_) Tell(service, found, advice);
    return advice;
  }

 private:
  template <typename Look>
  void ForEachAllowed(Look look) {
    for (size_t i = 0; i < document_.statements.size(); ++i) {
      if (document_.statements[i].effect == Effect::kDeny) continue;
      live_[i].ForEach([&](ActionId action) { look(document_.statements[i], action); });
    }
  }

  // Keys of the action, and of it on some type.
  template <typename Look>
  void ForEachKey(ActionId action, Look look) const {
    for (const ConditionKeyId key : catalog_.ConditionKeysOf(action)) {
      look(catalog_.ConditionKeyName(key), std::optional<ResourceTypeId>());
    }
    for (const ActionResource& resource : catalog_.ResourcesOf(action)) {
      for (const ConditionKeyId key : catalog_.ConditionKeysOfList(resource.key_list)) {
        look(catalog_.ConditionKeyName(key), std::optional<ResourceTypeId>(resource.type));
      }
    }
  }

  void LookAtMaker(const CompiledStatement& statement, ActionId action) {
    ServiceAdvice& found = services_[catalog_.ServiceOf(action)];
    const std::string name = catalog_.ActionFullName(action);
    const bool tests_tag = Tests(statement, kRequestTag);
    ForEachKey(action, [&](std::string_view key, std::optional<ResourceTypeId> type) {
      if (IsMachineKey(key) && !statement.Constrains(key)) {
        found.by_machine_key[std::string(key)].insert(name);
      }
      if (!type || tests_tag || !key.starts_with(kRequestTag)) return;
      found.made.insert(*type);
      found.makers.insert(name);
    });
  }

  void LookAtWorker(const CompiledStatement& statement, ActionId action) {
    const AccessLevel level = catalog_.LevelOf(action);
    const auto found = services_.find(catalog_.ServiceOf(action));
    if (found == services_.end() || level != AccessLevel::kWrite ||
        Tests(statement, kResourceTag)) {
      return;
    }
    ForEachKey(action, [&](std::string_view key, std::optional<ResourceTypeId> type) {
      if (!type || !key.starts_with(kResourceTag) || !found->second.made.contains(*type)) return;
      found->second.workers.insert(catalog_.ActionFullName(action));
    });
  }

  std::string TaggingActionOf(ServiceId service) const {
    for (const std::string_view name : kTagging) {
      if (const auto action = catalog_.FindAction(service, name)) {
        return catalog_.ActionFullName(*action);
      }
    }
    return {};
  }

  void Tell(ServiceId service, const ServiceAdvice& found, std::vector<std::string>& advice) const {
    for (const auto& [key, actions] : found.by_machine_key) {
      advice.push_back(Concat({"limit ", NamesOf(actions), " to the kinds of machine that are ",
                               "needed, by `", key, "`"}));
    }
    if (found.makers.empty() || found.workers.empty()) return;
    const std::string tagging = TaggingActionOf(service);
    advice.push_back(Concat({"ask for a tag of your choice when ", NamesOf(found.makers),
                             " makes something (`aws:RequestTag/<tag>`",
                             tagging.empty() ? "" : ", which needs ", tagging, "), and on what ",
                             NamesOf(found.workers), " works on (`aws:ResourceTag/<tag>`)"}));
  }

  const Catalog& catalog_;
  const CompiledDocument& document_;
  const std::vector<ActionSet>& live_;
  std::map<ServiceId, ServiceAdvice> services_;
};

}  // namespace

std::vector<std::string> AdviceOn(const Catalog& catalog, const CompiledDocument& document,
                                  const std::vector<ActionSet>& live) {
  ActionSet all(catalog);
  for (const ActionSet& actions : live) all |= actions.Listed();
  if (all.Count() > kMostActions) return {};
  return Adviser(catalog, document, live).Advise();
}

}  // namespace iamsift
