#include "analyzer/narrow/tailor.h"

#include <algorithm>
#include <map>
#include <utility>

#include "analyzer/base/each_once.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

constexpr size_t kMostRolesListed = 30;
constexpr std::string_view kPassedToService = "iam:PassedToService";

// An S3 ARN whose bucket name holds a wildcard: anyone may own a bucket that matches.
bool NamesBucketsByWildcard(std::string_view arn) {
  const std::vector<std::string_view> parts = Split(arn, ':');
  if (parts.size() < 6 || parts[2] != "s3" || !parts[4].empty()) return false;
  return parts[5].substr(0, parts[5].find('/')).find_first_of("*?") != std::string_view::npos;
}

bool AllOfS3(const std::vector<std::string>& arns) {
  return std::all_of(arns.begin(), arns.end(), [](const std::string& arn) {
    const std::vector<std::string_view> parts = Split(arn, ':');
    return parts.size() >= 6 && parts[2] == "s3";
  });
}

}  // namespace

DraftStatement StatementTailor::WithActions(const ActionSet& actions) const {
  DraftStatement draft = CopyStatement(*statement_.written);
  draft.sid.clear();  // one statement may become several, and a Sid must be unique
  draft.not_action = false;
  draft.actions = PatternsFor(actions);
  return draft;
}

// Some entry of the statement plainly takes in all that the pattern can match, today or later.
bool StatementTailor::IsWritten(std::string_view text) const {
  if (statement_.written->actions.is_negated) return false;
  return std::any_of(statement_.patterns.begin(), statement_.patterns.end(),
                     [&](const ActionPattern& entry) {
                       return entry.is_everything || CoversAsWritten(entry.text, text);
                     });
}

// Wildcards only where the original has them too: `s3:Get*` for a list of names would also grant
// what AWS adds next year.
std::vector<std::string> StatementTailor::PatternsFor(const ActionSet& actions) const {
  const Catalog& catalog = setting_.evaluation.catalog();
  std::vector<std::string> patterns;
  for (const std::string& text : setting_.memory->Shrunk(catalog, actions)) {
    const ActionPattern pattern = CompileActionPattern(catalog, text);
    if (!pattern.has_wildcard || IsWritten(text)) {
      patterns.push_back(text);
      continue;
    }
    ActionSet meant(catalog);
    InsertPattern(meant, pattern);
    if (statement_.actions.unlisted().ContainsAll(meant.unlisted())) {
      patterns.push_back(text);
      continue;
    }
    meant.ForEach([&](ActionId action) { patterns.push_back(catalog.ActionFullName(action)); });
  }
  return patterns;
}

ActionSet StatementTailor::WithNeighbours(const ActionSet& actions,
                                          const ActionSet& unscopable) const {
  const Catalog& catalog = setting_.evaluation.catalog();
  ActionSet services(catalog);
  actions.ForEach(
      [&](ActionId action) { services.Insert(catalog.ActionsOf(catalog.ServiceOf(action))); });
  services &= unscopable;
  services |= actions;
  return services;
}

bool StatementTailor::Fits(const ResourcePattern& pattern, const ActionSet& actions) const {
  ReachCache& reach = setting_.evaluation.reach();
  const ResourceList alone{.is_negated = false, .patterns = {pattern}};
  bool fits = false;
  actions.ForEach(
      [&](ActionId action) { fits = fits || reach.ReachOf(alone, action) != Reach::kNone; });
  return fits;
}

std::vector<std::string> StatementTailor::FittingResources(const ActionSet& actions) const {
  std::vector<std::string> fitting;
  for (const ResourcePattern& pattern : statement_.resources.patterns) {
    if (statement_.resources.is_negated || Fits(pattern, actions)) {
      fitting.emplace_back(pattern.text);
    }
  }
  return fitting;
}

bool StatementTailor::IsShownNames(const TypeSet& types) const {
  return std::any_of(types.begin(), types.end(), [&](ResourceTypeId type) {
    return !shown_->names().Of(type, index_, NameUse::kExisting).empty();
  });
}

bool StatementTailor::IsShownAnything(const ActionSet& kept) const {
  if (shown_ == nullptr || kept.IsEmpty()) return false;
  if (!values_.empty()) {
    const auto groups = ByValues(kept);
    if (!groups.back().first.empty()) return true;
  }
  const Catalog& catalog = setting_.evaluation.catalog();
  if (statement_.resources.IsEverything()) {
    ActionSet scopable = kept;
    scopable -= catalog.UnscopableMask();
    const auto& groups =
        setting_.memory->Scoped(catalog, setting_.sensitive, scopable, setting_.scope);
    return std::any_of(groups.begin(), groups.end(),
                       [&](const ScopedActions& scoped) { return IsShownNames(scoped.types); });
  }
  if (statement_.resources.is_negated) return false;
  return std::any_of(statement_.resources.patterns.begin(), statement_.resources.patterns.end(),
                     [&](const ResourcePattern& pattern) {
                       return !NamesWithin(pattern, kept, NameUse::kExisting).empty();
                     });
}

// Of the types that every call of the action needs; of any, where none is needed always.
bool StatementTailor::IsShownNamesOf(ActionId action) const {
  const Catalog& catalog = setting_.evaluation.catalog();
  const NameUse use = NameUseOf(catalog, action);
  const auto types = catalog.ResourcesOf(action);
  const bool has_needed =
      std::any_of(types.begin(), types.end(), [](const auto& type) { return type.required; });
  return std::all_of(types.begin(), types.end(), [&](const ActionResource& resource) {
    if (has_needed && !resource.required) return true;
    return !shown_->names().Of(resource.type, index_, use).empty();
  });
}

// The types that are shown by name, to no avail beside the others: all of their service is named.
TypeSet StatementTailor::NamedButCovered(const TypeSet& types) const {
  const Catalog& catalog = setting_.evaluation.catalog();
  std::vector<ResourcePattern> all;
  const std::vector<std::string> arns =
      ArnsOf(catalog, types, setting_.scope, NamesFor(NameUse::kExisting));
  for (const std::string& arn : arns) {
    all.push_back(CompileResourcePattern(arn, LanguageVersion::k2012));
  }
  TypeSet covered;
  for (const ResourceTypeId type : types) {
    if (shown_->names().Of(type, index_, NameUse::kExisting).empty()) continue;
    for (const std::string& wide : TypeWideArns(catalog, type, setting_.scope)) {
      if (ContainsPattern(all, CompileResourcePattern(wide, LanguageVersion::k2012))) {
        covered.insert(type);
      }
    }
  }
  return covered;
}

// Takes those actions out of a service that is named whole whose resources are shown by name;
// returns the rest.
ActionSet StatementTailor::AddNamedOfWhole(const ScopedActions& whole, const ActionSet& unscopable,
                                           Drafts& drafts) {
  ActionSet rest = whole.actions;
  const TypeSet covered = NamedButCovered(whole.types);
  if (covered.empty()) return rest;
  const Catalog& catalog = setting_.evaluation.catalog();
  std::map<TypeSet, ActionSet> by_types;
  whole.actions.ForEach([&](ActionId action) {
    const TypeSet types = TypesOf(catalog, setting_.sensitive, action);
    const bool is_covered = std::any_of(
        types.begin(), types.end(), [&](ResourceTypeId type) { return covered.contains(type); });
    if (!is_covered || !IsShownNamesOf(action)) return;
    by_types.try_emplace(types, ActionSet(catalog)).first->second.Insert(action);
  });
  for (const auto& entry : by_types) {
    const TypeSet& types = entry.first;
    const auto by_name = [&](const ActionSet&, NameUse use) {
      return ArnsOf(catalog, types, setting_.scope, NamesFor(use));
    };
    const std::vector<std::string> unnamed = ArnsOf(catalog, types, setting_.scope, {});
    if (AddNamed(entry.second, unscopable, unnamed, by_name, drafts)) rest -= entry.second;
  }
  return rest;
}

NamesOfType StatementTailor::NamesFor(NameUse use) const {
  return [this, use](ResourceTypeId type) -> const std::vector<std::string>& {
    return shown_->names().Of(type, index_, use);
  };
}

// The names to write in place of a pattern that takes in whole types; none when it takes in less,
// or a type without names.
std::vector<std::string> StatementTailor::NamesWithin(const ResourcePattern& pattern,
                                                      const ActionSet& actions, NameUse use) const {
  const Catalog& catalog = setting_.evaluation.catalog();
  ReachCache& reach = setting_.evaluation.reach();
  TypeSet types;
  actions.ForEach([&](ActionId action) {
    for (const ResourceTypeId type : TypesOf(catalog, setting_.sensitive, action)) {
      if (reach.Fit(pattern, type).reach != Reach::kNone) types.insert(type);
    }
  });
  std::vector<std::string> all;
  for (const ResourceTypeId type : types) {
    if (reach.Fit(pattern, type).reach < Reach::kOneRegion) return {};
    bool has_name = false;
    for (const std::string& name : shown_->names().Of(type, index_, use)) {
      const ResourcePattern compiled = CompileResourcePattern(name, LanguageVersion::k2012);
      if (!ContainsPattern({pattern}, compiled)) continue;
      has_name = true;
      all.push_back(name);
    }
    if (!has_name) return {};
  }
  return all;
}

std::vector<std::string> StatementTailor::FittingNames(const ActionSet& actions,
                                                       NameUse use) const {
  std::vector<std::string> resources;
  for (const ResourcePattern& pattern : statement_.resources.patterns) {
    if (!Fits(pattern, actions)) continue;
    std::vector<std::string> names = NamesWithin(pattern, actions, use);
    if (names.empty()) names.emplace_back(pattern.text);
    for (std::string& name : names) {
      const bool is_new = std::find(resources.begin(), resources.end(), name) == resources.end();
      if (is_new) resources.push_back(std::move(name));
    }
  }
  return resources;
}

void StatementTailor::LimitBucketAccount(DraftStatement& draft) {
  if (setting_.scope.account.empty() || draft.not_resource || !AllOfS3(draft.resources)) return;
  if (std::none_of(draft.resources.begin(), draft.resources.end(), NamesBucketsByWildcard)) return;
  for (const char* const key : {"aws:ResourceAccount", "s3:ResourceAccount", "aws:ResourceOrgID"}) {
    if (statement_.Constrains(key)) return;
  }
  if (AddCondition(draft, "StringEquals", "aws:ResourceAccount", {setting_.scope.account})) {
    notes_.limited_bucket_account = true;
  }
}

// The actions by the keys that limit them to shown values; those that none limits come first.
std::vector<std::pair<std::vector<const ShownValues*>, ActionSet>> StatementTailor::ByValues(
    const ActionSet& actions) const {
  const Catalog& catalog = setting_.evaluation.catalog();
  std::vector<std::pair<std::vector<const ShownValues*>, ActionSet>> groups;
  if (values_.empty()) return {{{}, actions}};
  actions.ForEach([&](ActionId action) {
    std::vector<const ShownValues*> taken;
    for (const ShownValues& shown : values_) {
      if (statement_.Constrains(shown.key)) continue;
      if (TakesValues(catalog, action, shown.key)) taken.push_back(&shown);
    }
    auto group = std::find_if(groups.begin(), groups.end(),
                              [&](const auto& entry) { return entry.first == taken; });
    if (group == groups.end()) {
      const auto place = taken.empty() ? groups.begin() : groups.end();
      group = groups.insert(place, {std::move(taken), ActionSet(catalog)});
    }
    group->second.Insert(action);
  });
  return groups;
}

void StatementTailor::Limit(const std::vector<const ShownValues*>& values, DraftStatement& draft) {
  for (const ShownValues* const shown : values) {
    for (DraftTest& test : TestsOf(*shown)) {
      AddCondition(draft, test.operator_name, test.key, std::move(test.values));
    }
    notes_.values_of_keys.emplace(shown->key);
  }
}

void StatementTailor::Add(const ActionSet& actions, const ActionSet& unscopable,
                          const std::vector<std::string>& resources, Drafts& drafts) {
  for (const auto& [values, some] : ByValues(actions)) {
    DraftStatement draft = WithActions(some);
    // On ARNs an action without resource types is dead, so a shorter pattern may take in those that
    // are kept on `*` anyway.
    const ActionSet neighbours = WithNeighbours(some, unscopable);
    if (!(neighbours == some)) {
      std::vector<std::string> shorter = PatternsFor(neighbours);
      if (shorter.size() < draft.actions.size()) draft.actions = std::move(shorter);
    }
    draft.resources = resources;
    Limit(values, draft);
    LimitBucketAccount(draft);
    drafts.push_back(std::move(draft));
  }
}

// What is yet to be made may only follow a pattern, so it may need a statement of its own.
template <typename ResourcesFor>
bool StatementTailor::AddNamed(const ActionSet& actions, const ActionSet& unscopable,
                               const std::vector<std::string>& unnamed, ResourcesFor resources_for,
                               Drafts& drafts) {
  const Catalog& catalog = setting_.evaluation.catalog();
  ActionSet existing(catalog), to_be_made(catalog);
  actions.ForEach([&](ActionId action) {
    (NameUseOf(catalog, action) == NameUse::kExisting ? existing : to_be_made).Insert(action);
  });
  std::map<std::vector<std::string>, ActionSet> by_resources;
  for (const auto& [use, some] :
       {std::pair(NameUse::kExisting, &existing), std::pair(NameUse::kToBeMade, &to_be_made)}) {
    if (some->IsEmpty()) continue;
    by_resources.try_emplace(resources_for(*some, use), ActionSet(catalog)).first->second |= *some;
  }
  std::set<std::string> names;
  for (const auto& [resources, some] : by_resources) {
    const size_t before = names.size();
    for (const std::string& name : resources) {
      const bool is_new = std::find(unnamed.begin(), unnamed.end(), name) == unnamed.end();
      if (is_new && shown_->names().WasGiven(name)) names.insert(name);
    }
    if (names.size() > before) notes_.named += some.Count();
  }
  if (names.empty()) return false;
  for (const auto& [resources, some] : by_resources) Add(some, unscopable, resources, drafts);
  notes_.names.merge(names);
  return true;
}

// What acts on other ones of the listed resources stands apart, so that a reader sees what is
// granted on what. More statements than resources would say less.
std::vector<ActionSet> StatementTailor::ByFit(const ActionSet& kept) const {
  const auto& patterns = statement_.resources.patterns;
  if (statement_.resources.is_negated || patterns.size() < 2) return {kept};
  const Catalog& catalog = setting_.evaluation.catalog();
  ReachCache& reach = setting_.evaluation.reach();
  std::vector<ResourceList> alone;
  for (const ResourcePattern& pattern : patterns) {
    alone.push_back({.is_negated = false, .patterns = {pattern}});
  }
  std::map<std::vector<size_t>, ActionSet> by_fit;
  kept.ForEach([&](ActionId action) {
    std::vector<size_t> fitting;
    for (size_t i = 0; i < alone.size(); ++i) {
      if (reach.ReachOf(alone[i], action) != Reach::kNone) fitting.push_back(i);
    }
    by_fit.try_emplace(std::move(fitting), ActionSet(catalog)).first->second.Insert(action);
  });
  if (by_fit.size() > patterns.size() + 1) return {kept};
  std::vector<ActionSet> groups;
  for (auto& [fitting, actions] : by_fit) groups.push_back(std::move(actions));
  return groups;
}

void StatementTailor::CutListed(const ActionSet& kept, Drafts& drafts) {
  const ActionSet none(setting_.evaluation.catalog());
  const std::vector<ActionSet> groups = ByFit(kept);
  notes_.by_fit += groups.size() > 1 ? kept.Count() : 0;
  for (const ActionSet& actions : groups) {
    const std::vector<std::string> resources = FittingResources(actions);
    const bool is_named =
        shown_ != nullptr && !statement_.resources.is_negated &&
        AddNamed(
            actions, none, resources,
            [&](const ActionSet& some, NameUse use) { return FittingNames(some, use); }, drafts);
    if (!is_named) Add(actions, none, resources, drafts);
  }
}

void StatementTailor::CutEverything(const ActionSet& kept, Drafts& drafts) {
  const Catalog& catalog = setting_.evaluation.catalog();
  ActionSet unscopable = kept.Listed();
  unscopable &= catalog.UnscopableMask();
  ActionSet scopable = kept;
  scopable -= unscopable;
  for (const ScopedActions& scoped :
       setting_.memory->Scoped(catalog, setting_.sensitive, scopable, setting_.scope)) {
    notes_.scoped += scoped.actions.Count();
    const auto by_name = [&](const ActionSet&, NameUse use) {
      return ArnsOf(catalog, scoped.types, setting_.scope, NamesFor(use));
    };
    const bool is_shown_names = shown_ != nullptr && IsShownNames(scoped.types);
    ActionSet rest = scoped.actions;
    if (is_shown_names) rest = AddNamedOfWhole(scoped, unscopable, drafts);
    if (rest.IsEmpty()) continue;
    if (!is_shown_names || !AddNamed(rest, unscopable, scoped.resources, by_name, drafts)) {
      Add(rest, unscopable, scoped.resources, drafts);
    }
  }
  if (unscopable.IsEmpty()) return;
  notes_.unscopable += unscopable.Count();
  Add(unscopable, ActionSet(catalog), {"*"}, drafts);
}

std::vector<DraftStatement> StatementTailor::Cut(const ActionSet& kept) {
  Drafts drafts;
  if (statement_.resources.IsEverything()) {
    CutEverything(kept, drafts);
  } else {
    CutListed(kept, drafts);
  }
  return drafts;
}

bool StatementTailor::IsInReach(const Principal& role) const {
  const auto& patterns = statement_.resources.patterns;
  const bool is_named =
      std::any_of(patterns.begin(), patterns.end(),
                  [&](const ResourcePattern& pattern) { return MatchesArn(pattern, role.arn); });
  return is_named != statement_.resources.is_negated;
}

DraftStatement StatementTailor::OnRoles(std::string action, std::vector<std::string> arns) const {
  DraftStatement draft = CopyStatement(*statement_.written);
  draft.sid.clear();
  draft.not_action = draft.not_resource = false;
  draft.actions = {std::move(action)};
  draft.resources = std::move(arns);
  return draft;
}

std::vector<DraftStatement> StatementTailor::CutAssumeRole(const std::vector<int32_t>& holders) {
  const Account& account = setting_.evaluation.account();
  const AdmittingRoles& admitting = setting_.memory->RolesAdmitting(account);
  std::set<std::string_view> roles;
  for (const int32_t holder : holders) {
    for (const Principal* const role :
         admitting.For(account.principals[static_cast<size_t>(holder)])) {
      if (IsInReach(*role)) roles.insert(role->arn);
    }
    if (roles.size() > kMostRolesListed) return {};
  }
  if (roles.empty()) return {};
  notes_.assumed_roles += roles.size();
  return {OnRoles("sts:AssumeRole", {roles.begin(), roles.end()})};
}

// A test of the statement's own on the service lets no value through that is this one.
bool StatementTailor::MayPassTo(std::string_view service) const {
  return std::all_of(
      statement_.conditions.begin(), statement_.conditions.end(), [&](const ConditionAtom& atom) {
        if (!EqualsIgnoreCase(atom.key, kPassedToService) || atom.op.is_negated ||
            atom.op.if_exists || atom.has_variable ||
            (atom.op.base != BaseOperator::kStringEquals &&
             atom.op.base != BaseOperator::kStringLike)) {
          return true;
        }
        return std::any_of(atom.values.begin(), atom.values.end(), [&](std::string_view value) {
          return GlobMatchesIgnoreCase(value, service);
        });
      });
}

bool StatementTailor::DropIdlePassRole(const std::vector<std::string_view>& services) {
  const bool is_idle = statement_.Constrains(kPassedToService) &&
                       std::none_of(services.begin(), services.end(),
                                    [&](std::string_view service) { return MayPassTo(service); });
  notes_.dropped_pass_role |= is_idle;
  return is_idle;
}

std::vector<DraftStatement> StatementTailor::CutPassRole(
    const std::vector<std::string_view>& services, WithoutRoles without_roles) {
  const CompiledAccount& compiled = setting_.evaluation.compiled();
  std::vector<std::string_view> roles;
  std::vector<std::string> used;
  for (const std::string_view service : services) {
    if (!MayPassTo(service)) continue;
    bool is_used = false;
    for (const Principal* const role : setting_.memory->RolesTrusting(compiled, service)) {
      if (!IsInReach(*role)) continue;
      is_used = true;
      roles.push_back(role->arn);
    }
    if (is_used) used.emplace_back(service);
  }
  if (roles.empty()) {
    notes_.dropped_pass_role |= without_roles == WithoutRoles::kDrop;
    return {};
  }
  KeepEachOnce(roles);
  std::sort(used.begin(), used.end());
  DraftStatement draft = OnRoles("iam:PassRole", {roles.begin(), roles.end()});
  if (!statement_.Constrains(kPassedToService)) {
    AddCondition(draft, "StringEquals", kPassedToService, used);
  }
  notes_.passed_roles += roles.size();
  return {std::move(draft)};
}

}  // namespace iamsift
