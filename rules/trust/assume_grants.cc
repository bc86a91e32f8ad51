#include "rules/trust/assume_grants.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

using Kind = PrincipalPattern::Kind;

// Each distinct pattern once, with all who hold it.
struct PatternGrants {
  const ResourcePattern* pattern = nullptr;
  std::vector<AssumeGrant> grants;
};

struct AllAssumeGrants {
  absl::flat_hash_map<std::string_view, std::vector<AssumeGrant>> by_arn;
  std::vector<PatternGrants> by_pattern;
  std::vector<AssumeGrant> negated;  // NotResource: asked role by role
};

void AddGrant(const AssumeGrant& grant, AllAssumeGrants& all,
              absl::flat_hash_map<std::string_view, size_t>& known) {
  const ResourceList& resources = grant.grant->statement->resources;
  if (resources.is_negated) {
    all.negated.push_back(grant);
    return;
  }
  for (const ResourcePattern& pattern : resources.patterns) {
    if (!pattern.has_wildcard && !pattern.has_variable) {
      all.by_arn[pattern.text].push_back(grant);
      continue;
    }
    const auto [row, is_new] = known.try_emplace(pattern.text, all.by_pattern.size());
    if (is_new) all.by_pattern.push_back({&pattern, {}});
    all.by_pattern[row->second].grants.push_back(grant);
  }
}

const AllAssumeGrants& AllGrants(const RuleContext& context) {
  return context.memory->Once<AllAssumeGrants>([&] {
    AllAssumeGrants all;
    absl::flat_hash_map<std::string_view, size_t> known;
    const ActionId assume = AssumeActionsOf(context).assume;
    for (const PrincipalPermissions& holder : context.evaluation.principals()) {
      if (holder.effective->ScopeOf(assume) == GrantScope::kNo) continue;
      for (const Grant* const grant : context.evaluation.GrantsOf(holder)) {
        if (!grant->IsLive(assume)) continue;
        AddGrant({holder.index, grant, grant->conditional.Contains(assume)}, all, known);
      }
    }
    return all;
  });
}

bool Allows(std::span<const DocumentId> documents, ActionId assume, std::string_view arn,
            const CompiledAccount& compiled) {
  return std::ranges::any_of(documents, [&](DocumentId id) {
    const std::vector<CompiledStatement>& statements = compiled.at(id).statements;
    return std::ranges::any_of(statements, [&](const CompiledStatement& statement) {
      return statement.effect == Effect::kAllow && statement.actions.Contains(assume) &&
             statement.resources.Matches(arn);
    });
  });
}

// A grant on many roles may have lost this one to a Deny, the boundary or an SCP.
bool IsLostFor(const Limits& limits, std::string_view arn, const RuleContext& context) {
  if (limits.IsEmpty()) return false;
  const CompiledAccount& compiled = context.evaluation.compiled();
  const ActionId assume = AssumeActionsOf(context).assume;
  const bool is_denied = std::ranges::any_of(limits.denies, [&](const StatementRef& ref) {
    const CompiledStatement& deny = compiled.at(ref.document).statements[ref.statement];
    return deny.IsUnconditional() && deny.actions.Contains(assume) && deny.resources.Matches(arn);
  });
  if (is_denied) return true;
  if (limits.boundary && !Allows({&*limits.boundary, 1}, assume, arn, compiled)) return true;
  return std::ranges::any_of(limits.levels, [&](const std::vector<DocumentId>& level) {
    return !Allows(level, assume, arn, compiled);
  });
}

// Sorted by principal, each once: for certain if some grant is.
void KeepBest(std::vector<AssumeGrant>& grants) {
  std::ranges::stable_sort(grants, [](const AssumeGrant& a, const AssumeGrant& b) {
    return std::pair(a.principal, a.is_conditional) < std::pair(b.principal, b.is_conditional);
  });
  grants.erase(std::unique(grants.begin(), grants.end(),
                           [](const AssumeGrant& a, const AssumeGrant& b) {
                             return a.principal == b.principal;
                           }),
               grants.end());
}

bool NamesOwnAccount(const PolicyDocument& trust, std::string_view account) {
  return std::ranges::any_of(trust.statements, [&](const Statement& statement) {
    return std::ranges::any_of(statement.principals.entries, [&](const PrincipalEntry& entry) {
      return entry.key == PrincipalMapKey::kAws &&
             entry.value.text.find(account) != std::string_view::npos;
    });
  });
}

struct RolesByName {
  absl::flat_hash_map<std::string, int32_t> index;  // lower case: names are unique so
};

std::optional<int32_t> RoleNamed(const RuleContext& context, std::string_view name) {
  const RolesByName& roles = context.memory->Once<RolesByName>([&] {
    RolesByName made;
    const std::vector<Principal>& principals = context.account().principals;
    for (size_t i = 0; i < principals.size(); ++i) {
      if (principals[i].kind != PrincipalKind::kRole) continue;
      made.index[AsciiLower(principals[i].name)] = static_cast<int32_t>(i);
    }
    return made;
  });
  const auto found = roles.index.find(AsciiLower(name));
  if (found == roles.index.end()) return std::nullopt;
  return found->second;
}

}  // namespace

std::vector<AssumeGrant> AssumeGrantsOn(const Principal& role, const RuleContext& context) {
  const AllAssumeGrants& all = AllGrants(context);
  std::vector<AssumeGrant> found;
  const auto add = [&](const AssumeGrant& grant) {
    if (!IsLostFor(*grant.grant->limits, role.arn, context)) found.push_back(grant);
  };
  if (const auto named = all.by_arn.find(role.arn); named != all.by_arn.end()) {
    for (const AssumeGrant& grant : named->second) add(grant);
  }
  for (const PatternGrants& row : all.by_pattern) {
    const bool may_be_meant = row.pattern->has_variable;
    if (!may_be_meant && !MatchesArn(*row.pattern, role.arn)) continue;
    for (AssumeGrant grant : row.grants) {
      grant.is_conditional |= may_be_meant;
      add(grant);
    }
  }
  for (const AssumeGrant& grant : all.negated) {
    if (grant.grant->statement->resources.Matches(role.arn)) add(grant);
  }
  KeepBest(found);
  return found;
}

const Admission* OwnAccountAdmission(const TrustView& view, const RuleContext& context) {
  const std::string& own = context.account().id;
  if (own.empty()) return nullptr;
  for (const Admission& admission : AdmissionsOf(view, context)) {
    const bool is_own = admission.who.kind == Kind::kAccount && admission.who.account == own;
    if (is_own && !admission.is_hopeless) return &admission;
  }
  return nullptr;
}

std::vector<AssumeGrant> AdmittedOf(std::vector<AssumeGrant> grants, const Admission& admission,
                                    const RuleContext& context) {
  for (const EntryTest& test : admission.tests) {
    if (test.atom->key != "aws:principalarn" || !test.IsRequired()) {
      for (AssumeGrant& grant : grants) grant.is_conditional = true;
      continue;
    }
    std::erase_if(grants, [&](const AssumeGrant& grant) {
      const Principal& who = context.account().principals[static_cast<size_t>(grant.principal)];
      return std::ranges::none_of(test.atom->values, [&](std::string_view value) {
        return MatchesArn(CompileResourcePattern(value, LanguageVersion::k2008), who.arn);
      });
    });
  }
  return grants;
}

DocumentView TrustDocumentOf(const Principal& role, const RuleContext& context) {
  const DocumentId id = role.trust->document;
  return {.id = id,
          .written = context.account().documents.at(id),
          .compiled = context.evaluation.compiled().at(id),
          .kind = PolicyKind::kTrust,
          .origin = PolicyOriginKind::kTrust};
}

std::vector<AssumeGrant> RolesInto(const Principal& role, const RuleContext& context) {
  const Account& account = context.account();
  std::vector<AssumeGrant> roles;
  if (account.id.empty() || role.kind != PrincipalKind::kRole || !role.trust) return roles;
  if (!NamesOwnAccount(account.documents.at(role.trust->document), account.id)) return roles;
  const DocumentView document = TrustDocumentOf(role, context);
  const TrustView view{.document = document, .role = &role};
  for (const Admission& admission : AdmissionsOf(view, context)) {
    if (admission.is_hopeless || admission.who.account != account.id) continue;
    if (admission.who.kind != Kind::kRole && admission.who.kind != Kind::kSession) continue;
    const std::optional<int32_t> named = RoleNamed(context, admission.who.name);
    if (named) roles.push_back({*named, nullptr, !admission.tests.empty()});
  }
  if (const Admission* const whole = OwnAccountAdmission(view, context)) {
    for (const AssumeGrant& grant : AdmittedOf(AssumeGrantsOn(role, context), *whole, context)) {
      const Principal& who = account.principals[static_cast<size_t>(grant.principal)];
      if (who.kind == PrincipalKind::kRole && &who != &role) roles.push_back(grant);
    }
  }
  KeepBest(roles);
  return roles;
}

}  // namespace iamsift
