#include "analyzer/narrow/tailor.h"

#include <algorithm>
#include <utility>

#include "analyzer/base/each_once.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

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

// Some entry of the statement plainly takes in all that the pattern can match, today or later:
// with stars alone in the entry, matching the text is matching all that it stands for.
bool StatementTailor::IsWritten(std::string_view text) const {
  if (statement_.written->actions.is_negated) return false;
  return std::any_of(
      statement_.patterns.begin(), statement_.patterns.end(), [&](const ActionPattern& entry) {
        return entry.is_everything || (entry.text.find('?') == std::string_view::npos &&
                                       GlobMatchesIgnoreCase(entry.text, text));
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

void StatementTailor::KeepFittingResources(const ActionSet& actions, DraftStatement& draft) const {
  if (statement_.resources.is_negated) return;
  ReachCache& reach = setting_.evaluation.reach();
  draft.resources.clear();
  for (const ResourcePattern& pattern : statement_.resources.patterns) {
    const ResourceList alone{.is_negated = false, .patterns = {pattern}};
    bool fits = false;
    actions.ForEach(
        [&](ActionId action) { fits = fits || reach.ReachOf(alone, action) != Reach::kNone; });
    if (fits) draft.resources.emplace_back(pattern.text);
  }
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

std::vector<DraftStatement> StatementTailor::Cut(const ActionSet& kept) {
  const Catalog& catalog = setting_.evaluation.catalog();
  std::vector<DraftStatement> drafts;
  if (!statement_.resources.IsEverything()) {
    DraftStatement draft = WithActions(kept);
    KeepFittingResources(kept, draft);
    LimitBucketAccount(draft);
    drafts.push_back(std::move(draft));
    return drafts;
  }
  ActionSet unscopable = kept.Listed();
  unscopable &= catalog.UnscopableMask();
  ActionSet scopable = kept;
  scopable -= unscopable;
  for (const ScopedActions& scoped :
       setting_.memory->Scoped(catalog, setting_.sensitive, scopable, setting_.scope)) {
    DraftStatement draft = WithActions(scoped.actions);
    // On ARNs an action without resource types is dead, so a shorter pattern may take in those that
    // are kept on `*` anyway.
    const ActionSet neighbours = WithNeighbours(scoped.actions, unscopable);
    if (!(neighbours == scoped.actions)) {
      std::vector<std::string> shorter = PatternsFor(neighbours);
      if (shorter.size() < draft.actions.size()) draft.actions = std::move(shorter);
    }
    draft.resources = scoped.resources;
    LimitBucketAccount(draft);
    notes_.scoped += scoped.actions.Count();
    drafts.push_back(std::move(draft));
  }
  if (!unscopable.IsEmpty()) {
    DraftStatement draft = WithActions(unscopable);
    draft.resources = {"*"};
    notes_.unscopable += unscopable.Count();
    drafts.push_back(std::move(draft));
  }
  return drafts;
}

std::vector<DraftStatement> StatementTailor::CutPassRole(
    const std::vector<std::string_view>& services) {
  const CompiledAccount& compiled = setting_.evaluation.compiled();
  std::vector<std::string_view> roles;
  std::vector<std::string> used;
  for (const std::string_view service : services) {
    bool is_used = false;
    for (const Principal* const role : setting_.memory->RolesTrusting(compiled, service)) {
      const bool in_reach = std::any_of(
          statement_.resources.patterns.begin(), statement_.resources.patterns.end(),
          [&](const ResourcePattern& pattern) { return MatchesArn(pattern, role->arn); });
      if (in_reach == statement_.resources.is_negated) continue;
      is_used = true;
      roles.push_back(role->arn);
    }
    if (is_used) used.emplace_back(service);
  }
  if (roles.empty()) {
    notes_.dropped_pass_role = true;
    return {};
  }
  KeepEachOnce(roles);
  std::sort(used.begin(), used.end());
  DraftStatement draft = CopyStatement(*statement_.written);
  draft.sid.clear();
  draft.not_action = draft.not_resource = false;
  draft.actions = {"iam:PassRole"};
  draft.resources.assign(roles.begin(), roles.end());
  if (!statement_.Constrains("iam:PassedToService")) {
    AddCondition(draft, "StringEquals", "iam:PassedToService", used);
  }
  notes_.passed_roles += roles.size();
  return {std::move(draft)};
}

}  // namespace iamsift
