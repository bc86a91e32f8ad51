#include "analyzer/narrow/observed.h"

#include <algorithm>
#include <set>

#include "analyzer/base/text.h"
#include "analyzer/narrow/memory.h"

namespace iamsift {
namespace {

// Who is younger than this had no time to use what is needed once a quarter.
constexpr int kShortestWatchDays = 90;

bool IsYoung(const Principal& principal, const UsageFacts& usage) {
  return principal.created && usage.taken &&
         principal.created->seconds > usage.taken->seconds - kShortestWatchDays * kSecondsPerDay;
}

void AddActions(const Catalog& catalog, const ServiceUse& service, ServiceId id,
                ObservedUse& shown) {
  for (const ActionUse& use : service.actions) {
    const std::optional<ActionId> action = catalog.FindAction(id, use.name);
    if (action) (use.last ? shown.used : shown.unused).Insert(*action);
  }
}

// Model of CreateModel and ListModels; empty for a name of one word.
std::string_view NounOf(std::string_view action) {
  const auto upper = std::find_if(action.begin() + 1, action.end(), &IsAsciiUpper);
  std::string_view noun = action.substr(static_cast<size_t>(upper - action.begin()));
  if (noun.ends_with("s") && !noun.ends_with("ss")) noun.remove_suffix(1);
  return noun;
}

}  // namespace

ObservedUse UseShownBy(const Catalog& catalog, const UsageFacts& usage) {
  ObservedUse shown{.used = ActionSet(catalog),
                    .unused = ActionSet(catalog),
                    .of_used_services = ActionSet(catalog),
                    .until = usage.taken};
  for (const ServiceUse& service : usage.services) {
    const std::optional<ServiceId> id = catalog.FindService(service.service);
    if (!id) continue;
    if (!service.last) {
      shown.unused.Insert(catalog.ActionsOf(*id));
      continue;
    }
    shown.of_used_services.Insert(catalog.ActionsOf(*id));
    if (service.tells_actions) AddActions(catalog, service, *id, shown);
  }
  shown.unused -= shown.used;
  if (const auto pass_role = catalog.FindAction("iam:PassRole")) shown.unused.Remove(*pass_role);
  return shown;
}

std::optional<ObservedUse> UseOfAll(const Catalog& catalog, const Account& account,
                                    const std::vector<int32_t>& principals, NarrowMemory& memory) {
  std::optional<ObservedUse> all;
  for (const int32_t index : principals) {
    const Principal& principal = account.principals[static_cast<size_t>(index)];
    const UsageFacts* const usage = account.UsageOf(principal);
    if (usage == nullptr || IsYoung(principal, *usage)) return std::nullopt;
    const ObservedUse& own = memory.UseOf(catalog, account, principal.usage);
    if (!all) {
      all = own;
      continue;
    }
    all->used |= own.used;
    all->unused &= own.unused;
    all->of_used_services |= own.of_used_services;
    if (own.until && (!all->until || own.until->seconds < all->until->seconds)) {
      all->until = own.until;
    }
  }
  return all;
}

ActionSet SiblingsOf(const Catalog& catalog, const ActionSet& used) {
  std::set<std::pair<ServiceId, std::string_view>> nouns;
  used.ForEach([&](ActionId action) {
    nouns.emplace(catalog.ServiceOf(action), NounOf(catalog.ActionName(action)));
  });
  ActionSet siblings(catalog);
  std::set<ServiceId> services;
  for (const auto& [service, noun] : nouns) services.insert(service);
  for (const ServiceId service : services) {
    const ActionRange range = catalog.ActionsOf(service);
    for (uint16_t id = range.first; id < range.last; ++id) {
      const std::string_view noun = NounOf(catalog.ActionName(ActionId{id}));
      if (!noun.empty() && nouns.contains({service, noun})) siblings.Insert(ActionId{id});
    }
  }
  return siblings;
}

}  // namespace iamsift
