#include "analyzer/eval/grant.h"

#include <algorithm>
#include <utility>

#include "analyzer/eval/overlap.h"

namespace iamsift {
namespace {

constexpr size_t kMostImagined = 8'192;  // documents under limits

enum class Scope : uint8_t { kTaken, kConditional, kOnResources, kEverywhere };

// Moves the action to a narrower scope; a scope never widens.
void Narrow(Grant& grant, ActionId action, Scope to) {
  const bool was_everywhere = grant.everywhere.Contains(action);
  const bool was_on_resources = grant.on_resources.Contains(action);
  if (to == Scope::kEverywhere || (to == Scope::kOnResources && !was_everywhere) ||
      (to == Scope::kConditional && !was_everywhere && !was_on_resources)) {
    return;
  }
  grant.everywhere.Remove(action);
  grant.on_resources.Remove(action);
  grant.conditional.Remove(action);
  switch (to) {
    case Scope::kTaken:
      grant.taken.Insert(action);
      break;
    case Scope::kConditional:
      grant.conditional.Insert(action);
      break;
    case Scope::kOnResources:
      grant.on_resources.Insert(action);
      break;
    case Scope::kEverywhere:
      break;
  }
}

void Take(Grant& grant, const ActionSet& actions) {
  ActionSet taken = grant.Live();
  taken &= actions;
  grant.everywhere -= actions;
  grant.on_resources -= actions;
  grant.conditional -= actions;
  grant.taken |= taken;
}

void MakeConditional(Grant& grant, const ActionSet& actions) {
  ActionSet moved = grant.everywhere;
  moved |= grant.on_resources;
  moved &= actions;
  grant.everywhere -= moved;
  grant.on_resources -= moved;
  grant.conditional |= moved;
}

uint64_t PairOf(DocumentId document, LimitsId limits) {
  return uint64_t{document.value} << 32 | limits.value;
}

// What one Allow of a boundary leaves of a grant's action.
Scope ScopeUnder(const CompiledStatement& allow, const Grant& grant) {
  if (!ResourcesOverlap(allow.resources, grant.statement->resources)) return Scope::kTaken;
  if (!allow.IsUnconditional()) return Scope::kConditional;
  return ResourcesContain(allow.resources, grant.statement->resources) ? Scope::kEverywhere
                                                                       : Scope::kOnResources;
}

}  // namespace

ActionSet Grant::Live() const {
  ActionSet live = everywhere;
  live |= on_resources;
  live |= conditional;
  return live;
}

bool Grant::IsLive(ActionId action) const {
  return everywhere.Contains(action) || on_resources.Contains(action) ||
         conditional.Contains(action);
}

const DocumentGrants& GrantTable::Of(DocumentId document, LimitsId limits) {
  const LimitsId own = LimitsFor(document, limits);
  std::unique_ptr<DocumentGrants>& entry = grants_[PairOf(document, own)];
  if (entry == nullptr) entry = std::make_unique<DocumentGrants>(MakeGrants(document, own));
  return *entry;
}

const DocumentGrants& GrantTable::Imagined(DocumentId document, LimitsId limits) {
  const LimitsId own = LimitsFor(document, limits);
  if (const auto held = grants_.find(PairOf(document, own)); held != grants_.end()) {
    return *held->second;
  }
  std::unique_ptr<DocumentGrants>& entry = imagined_[PairOf(document, own)];
  if (entry == nullptr) entry = std::make_unique<DocumentGrants>(MakeGrants(document, own));
  return *entry;
}

void GrantTable::ForgetImagined() {
  if (imagined_.size() > kMostImagined) imagined_.clear();
}

// None of a document that IAM would refuse.
DocumentGrants GrantTable::MakeGrants(DocumentId document, LimitsId limits) {
  DocumentGrants grants;
  const CompiledDocument& compiled = compiled_.at(document);
  if (compiled.written->is_invalid) return grants;
  for (uint32_t i = 0; i < compiled.statements.size(); ++i) {
    const CompiledStatement& statement = compiled.statements[i];
    if (statement.effect != Effect::kAllow) continue;
    Grant& grant = grants.emplace_back(
        MakeGrant({.document = document, .statement = i}, statement, limits_.at(limits)));
    sets_.Share(grant.everywhere);
    sets_.Share(grant.on_resources);
    sets_.Share(grant.conditional);
    sets_.Share(grant.taken);
  }
  grants.shrink_to_fit();
  return grants;
}

LimitsId GrantTable::LimitsFor(DocumentId document, LimitsId limits) {
  const Limits& all = limits_.at(limits);
  if (all.denies.empty()) return limits;
  const auto [entry, is_new] = limits_for_.try_emplace(PairOf(document, limits), limits);
  if (!is_new) return entry->second;
  Limits own{.denies = {},
             .boundary = all.boundary,
             .levels = all.levels,
             .has_unknown_document = all.has_unknown_document};
  const ActionSet& allowed = AllowedBy(document);
  for (const StatementRef ref : all.denies) {
    if (StatementAt(ref).actions.Intersects(allowed)) own.denies.push_back(FirstOfEqualText(ref));
  }
  std::sort(own.denies.begin(), own.denies.end());
  own.denies.erase(std::unique(own.denies.begin(), own.denies.end()), own.denies.end());
  return entry->second = limits_.Intern(std::move(own));
}

const ActionSet& GrantTable::AllowedBy(DocumentId document) {
  const auto [entry, is_new] = allowed_.try_emplace(document.value);
  if (!is_new) return entry->second;
  for (const CompiledStatement& statement : compiled_.at(document).statements) {
    if (statement.effect == Effect::kAllow) entry->second |= statement.actions.Listed();
  }
  return entry->second;
}

// The text decides together with the version, which says whether variables are read.
StatementRef GrantTable::FirstOfEqualText(StatementRef ref) {
  const auto [entry, is_new] = equal_denies_.try_emplace(ref, ref);
  if (!is_new) return entry->second;
  const CompiledDocument& document = compiled_.at(ref.document);
  const SourceSpan span = document.statements[ref.statement].written->span;
  std::string text(
      compiled_.account->documents.TextOf(ref.document).substr(span.begin, span.end - span.begin));
  text.push_back(document.written->version == LanguageVersion::k2012 ? '2' : '1');
  return entry->second = deny_by_text_.try_emplace(std::move(text), ref).first->second;
}

Grant GrantTable::MakeGrant(StatementRef ref, const CompiledStatement& statement,
                            const Limits& limits) {
  Grant grant{.ref = ref,
              .statement = &statement,
              .limits = &limits,
              .everywhere = ActionSet(*compiled_.catalog),
              .on_resources = ActionSet(*compiled_.catalog),
              .conditional = ActionSet(*compiled_.catalog),
              .taken = ActionSet(*compiled_.catalog)};
  SetOwnScopes(grant);
  if (limits.boundary) ApplyCap({&*limits.boundary, 1}, grant);
  for (const std::vector<DocumentId>& level : limits.levels) ApplyCap(level, grant);
  for (const StatementRef deny : limits.denies) ApplyDeny(StatementAt(deny), grant);
  return grant;
}

Grant GrantTable::MostUnder(const Limits& limits) {
  if (!everything_) {
    everything_.emplace();
    everything_->effect = Effect::kAllow;
    everything_->actions.Complement(*compiled_.catalog);
    everything_->resources.patterns.push_back(CompileResourcePattern("*", LanguageVersion::k2012));
  }
  return MakeGrant({}, *everything_, limits);
}

void GrantTable::SetOwnScopes(Grant& grant) {
  const CompiledStatement& statement = *grant.statement;
  if (statement.resources.IsEverything()) {
    grant.everywhere = statement.actions.Listed();
  } else {
    statement.actions.ForEach([&](ActionId action) {
      const Reach reach = reach_.ReachOf(statement.resources, action);
      if (reach == Reach::kNone) return;
      const bool is_everywhere =
          reach == Reach::kEverything &&
          HoldsAWholeType(*compiled_.catalog, reach_, statement.resources, action);
      (is_everywhere ? grant.everywhere : grant.on_resources).Insert(action);
    });
  }
  if (!statement.IsUnconditional()) MakeConditional(grant, statement.actions);
}

const CapAllows& GrantTable::AllowsOf(std::span<const DocumentId> cap) {
  std::unique_ptr<CapAllows>& entry = caps_[std::string(reinterpret_cast<const char*>(cap.data()),
                                                        cap.size() * sizeof(DocumentId))];
  if (entry != nullptr) return *entry;
  entry = std::make_unique<CapAllows>(CapAllows{.somewhere = ActionSet(*compiled_.catalog),
                                                .everywhere = ActionSet(*compiled_.catalog)});
  for (const DocumentId document : cap) {
    for (const CompiledStatement& allow : compiled_.at(document).statements) {
      if (allow.effect != Effect::kAllow) continue;
      const ActionSet allowed = allow.actions.Listed();
      entry->somewhere |= allowed;
      if (allow.IsUnconditional() && allow.resources.IsEverything()) {
        entry->everywhere |= allowed;
      }
    }
  }
  return *entry;
}

void GrantTable::ApplyCap(std::span<const DocumentId> cap, Grant& grant) {
  const CapAllows& allows = AllowsOf(cap);
  ActionSet outside = grant.Live();
  outside -= allows.somewhere;
  Take(grant, outside);
  ActionSet partly = grant.Live();
  partly -= allows.everywhere;
  if (partly.IsEmpty()) return;
  std::vector<std::pair<const CompiledStatement*, Scope>> scopes;
  for (const DocumentId document : cap) {
    for (const CompiledStatement& allow : compiled_.at(document).statements) {
      if (allow.effect == Effect::kAllow && allow.actions.Intersects(partly)) {
        scopes.emplace_back(&allow, ScopeUnder(allow, grant));
      }
    }
  }
  partly.ForEach([&](ActionId action) {
    Scope best = Scope::kTaken;
    for (const auto& [allow, scope] : scopes) {
      if (!allow->actions.Contains(action)) continue;
      if (reach_.ReachOf(allow->resources, action) == Reach::kNone) continue;
      best = std::max(best, scope);
    }
    Narrow(grant, action, best);
  });
}

void GrantTable::ApplyDeny(const CompiledStatement& deny, Grant& grant) {
  if (!deny.actions.Intersects(grant.statement->actions)) return;
  if (deny.IsUnconditional()) {
    if (deny.resources.IsEverything()) {
      Take(grant, deny.actions);
    } else {
      ApplyPlainDeny(deny, grant);
    }
    return;
  }
  if (deny.resources.IsEverything()) {
    MakeConditional(grant, deny.actions);
    return;
  }
  if (!ResourcesOverlap(deny.resources, grant.statement->resources)) return;
  ActionSet met = grant.Live();
  met &= deny.actions;
  met.ForEach([&](ActionId action) {
    if (reach_.ReachAtHome(deny.resources, action) != Reach::kNone) {
      Narrow(grant, action, Scope::kConditional);
    }
  });
}

// An unconditioned Deny on some resources. An action whose resource types it covers wholly is gone;
// else what overlaps is left on the other resources.
void GrantTable::ApplyPlainDeny(const CompiledStatement& deny, Grant& grant) {
  if (!ResourcesOverlap(deny.resources, grant.statement->resources)) return;
  const Surety contains = SurelyContain(deny.resources, grant.statement->resources);
  ActionSet met = grant.Live();
  met &= deny.actions;
  met.ForEach([&](ActionId action) {
    const bool is_scopable = compiled_.catalog->IsScopable(action);
    if (!is_scopable) {
      // Asked for on `*`: a Deny on ARNs never applies, a Deny on all but some ARNs always does.
      if (reach_.ReachAtHome(deny.resources, action) != Reach::kNone)
        Narrow(grant, action, Scope::kTaken);
      return;
    }
    if (reach_.ReachAtHome(deny.resources, action) == Reach::kNone) return;
    const Surety covers =
        std::max(contains, CoversEveryType(*compiled_.catalog, reach_, deny.resources, action));
    Narrow(grant, action,
           covers == Surety::kYes     ? Scope::kTaken
           : covers == Surety::kMaybe ? Scope::kConditional
                                      : Scope::kOnResources);
  });
}

const CompiledStatement& GrantTable::StatementAt(StatementRef ref) const {
  return compiled_.at(ref.document).statements[ref.statement];
}

Reach GrantTable::ReachUnder(std::span<const DocumentId> cap, ActionId action) {
  Reach reach = Reach::kNone;
  for (const DocumentId document : cap) {
    for (const CompiledStatement& allow : compiled_.at(document).statements) {
      if (allow.effect == Effect::kAllow && allow.actions.Contains(action)) {
        reach = std::max(reach, reach_.ReachOf(allow.resources, action));
      }
    }
  }
  return reach;
}

Reach GrantTable::ReachOf(const Grant& grant, ActionId action) {
  Reach reach = reach_.ReachOf(grant.statement->resources, action);
  if (grant.limits->boundary)
    reach = std::min(reach, ReachUnder({&*grant.limits->boundary, 1}, action));
  for (const std::vector<DocumentId>& level : grant.limits->levels) {
    reach = std::min(reach, ReachUnder(level, action));
  }
  for (const StatementRef ref : grant.limits->denies) {
    const CompiledStatement& deny = StatementAt(ref);
    if (!deny.resources.is_negated || !deny.IsUnconditional() || !deny.actions.Contains(action)) {
      continue;
    }
    const ResourceList spared{.is_negated = false, .patterns = deny.resources.patterns};
    reach = std::min(reach, reach_.ReachOf(spared, action));
  }
  return reach;
}

}  // namespace iamsift
