#include "analyzer/graph/gains.h"

#include <algorithm>

#include "analyzer/eval/administrator.h"

namespace iamsift {
namespace {

ActionSet LiveOf(const EffectivePermissions& effective) {
  ActionSet live = effective.everywhere;
  live |= effective.on_resources;
  live |= effective.conditional;
  return live;
}

// The limits left the grant as the statement alone would be.
bool IsWhole(const Grant& grant, const Grant& unlimited) {
  return grant.everywhere == unlimited.everywhere && grant.on_resources == unlimited.on_resources &&
         grant.conditional == unlimited.conditional;
}

}  // namespace

std::vector<DocumentId> DocumentsOf(const std::vector<HeldPolicy>& held) {
  std::vector<DocumentId> documents;
  for (const HeldPolicy& policy : held) {
    if (policy.text != nullptr) documents.push_back(policy.text->document);
  }
  return documents;
}

Limits UnboundedLimitsOf(const CompiledAccount& compiled, const Principal& principal,
                         const std::vector<HeldPolicy>& held) {
  Principal unbounded = principal;
  unbounded.boundary.reset();
  return LimitsOf(compiled, unbounded, held);
}

const ActionSet& Gains::LiveOfSelf(const EffectivePermissions& mine) {
  if (live_of_ == &mine) return live_;
  live_of_ = &mine;
  return live_ = LiveOf(mine);
}

bool Gains::HasMore(uint32_t self, uint32_t other) {
  const std::vector<PrincipalPermissions>& all = evaluation_.principals();
  const EffectivePermissions* const mine = all[self].effective;
  const EffectivePermissions* const theirs = all[other].effective;
  if (mine == theirs || mine->is_admin) return false;
  if (more_than_ != mine) has_more_.clear();
  more_than_ = mine;
  const auto [entry, is_new] = has_more_.try_emplace(theirs, true);
  if (!is_new) return entry->second;
  const ActionSet& live = LiveOfSelf(*mine);
  const bool is_wider = !live.ContainsAll(theirs->everywhere) ||
                        !live.ContainsAll(theirs->on_resources) ||
                        !live.ContainsAll(theirs->conditional);
  if (is_wider) return true;
  const bool is_contained = IsContained(self, evaluation_.GrantsOf(all[other]));
  return has_more_[theirs] = !is_contained;
}

bool Gains::HasMoreIn(std::string_view service, uint32_t self, uint32_t other) {
  const Catalog& catalog = evaluation_.catalog();
  const std::optional<ServiceId> id = catalog.FindService(service);
  if (!id || !HasMore(self, other)) return false;
  const std::vector<PrincipalPermissions>& all = evaluation_.principals();
  const ActionRange range = catalog.ActionsOf(*id);
  ActionSet rest = LiveOf(*all[other].effective);
  rest -= all[self].effective->everywhere;
  return rest.CountIn(range) > 0;
}

bool Gains::IsContained(uint32_t self, const std::vector<const Grant*>& grants) {
  const PrincipalPermissions& holder = evaluation_.principals()[self];
  const std::vector<const Grant*> own = evaluation_.GrantsOf(holder);
  return std::all_of(grants.begin(), grants.end(), [&](const Grant* theirs) {
    ActionSet rest = theirs->Live();
    rest -= holder.effective->everywhere;
    if (rest.IsEmpty()) return true;
    return std::any_of(own.begin(), own.end(), [&](const Grant* mine) {
      if (mine->ref == theirs->ref && mine->limits == theirs->limits) return true;
      if (!mine->Live().ContainsAll(rest)) return false;
      if (!StatementContains(*mine->statement, *theirs->statement)) return false;
      // Equal limits take the same from both.
      if (mine->limits == theirs->limits) return true;
      const DocumentGrants& unlimited = evaluation_.grants().Of(mine->ref.document, LimitsId{0});
      return std::any_of(unlimited.begin(), unlimited.end(), [&](const Grant& grant) {
        return grant.ref == mine->ref && IsWhole(*mine, grant);
      });
    });
  });
}

Gain Gains::Of(uint32_t self, std::span<const DocumentId> documents, const Limits& limits) {
  const std::vector<const Grant*> grants =
      evaluation_.Imagined(documents, evaluation_.Intern(limits));
  std::vector<const ActionSet*> everywhere;
  for (const Grant* const grant : grants) everywhere.push_back(&grant->everywhere);
  if (IsAdminTogether(evaluation_.catalog(), everywhere)) return Gain::kAdmin;
  return GainOf(self, grants);
}

Gain Gains::WithMore(uint32_t self, std::span<const DocumentId> documents) {
  const PrincipalPermissions& holder = evaluation_.principals()[self];
  const EffectivePermissions& mine = *holder.effective;
  if (mine.is_admin) return Gain::kAdmin;
  const std::vector<const Grant*> grants = evaluation_.Imagined(documents, holder.limits);
  std::vector<const ActionSet*> everywhere = {&mine.everywhere};
  for (const Grant* const grant : grants) everywhere.push_back(&grant->everywhere);
  if (IsAdminTogether(evaluation_.catalog(), everywhere)) return Gain::kAdmin;
  return GainOf(self, grants);
}

// Of grants that make no administrator.
Gain Gains::GainOf(uint32_t self, const std::vector<const Grant*>& grants) {
  const EffectivePermissions& mine = *evaluation_.principals()[self].effective;
  const ActionSet& live = LiveOfSelf(mine);
  const bool is_wider = std::any_of(grants.begin(), grants.end(), [&](const Grant* grant) {
    return !mine.everywhere.ContainsAll(grant->everywhere) ||
           !live.ContainsAll(grant->on_resources) || !live.ContainsAll(grant->conditional);
  });
  // The same actions may reach further.
  return is_wider || !IsContained(self, grants) ? Gain::kMore : Gain::kNothing;
}

Gain Gains::OfEverything(uint32_t self, const Limits& limits) {
  const ActionSet most = evaluation_.MostEverywhere(limits);
  if (IsAdmin(evaluation_.catalog(), most)) return Gain::kAdmin;
  const EffectivePermissions& mine = *evaluation_.principals()[self].effective;
  if (!mine.everywhere.ContainsAll(most)) return Gain::kMore;
  const Grant whole = evaluation_.grants().MostUnder(limits);
  return LiveOfSelf(mine).ContainsAll(whole.Live()) ? Gain::kNothing : Gain::kMore;
}

}  // namespace iamsift
