#include <algorithm>
#include <array>

#include "analyzer/base/text.h"
#include "analyzer/policy/parse.h"

namespace iamsift {
namespace {

constexpr std::array<PolicyKind, 8> kKinds = {
    PolicyKind::kIdentity, PolicyKind::kTrust,   PolicyKind::kResource, PolicyKind::kScp,
    PolicyKind::kRcp,      PolicyKind::kSession, PolicyKind::kBoundary, PolicyKind::kEndpoint};

bool IsStsAction(const TextAt& action) { return StartsWithIgnoreCase(action.text, "sts:"); }

bool ActsOnlyThroughSts(const Statement& statement) {
  const ElementList& actions = statement.actions;
  return !actions.is_negated && !actions.items.empty() &&
         std::all_of(actions.items.begin(), actions.items.end(), IsStsAction);
}

}  // namespace

PolicyKind InferKind(const PolicyDocument& document) {
  const std::vector<Statement>& statements = document.statements;
  const bool names_principals =
      std::any_of(statements.begin(), statements.end(),
                  [](const Statement& statement) { return statement.principals.is_present; });
  if (!names_principals) return PolicyKind::kIdentity;
  return std::all_of(statements.begin(), statements.end(), ActsOnlyThroughSts)
             ? PolicyKind::kTrust
             : PolicyKind::kResource;
}

std::string_view KindName(PolicyKind kind) {
  switch (kind) {
    case PolicyKind::kIdentity:
      return "identity";
    case PolicyKind::kTrust:
      return "trust";
    case PolicyKind::kResource:
      return "resource";
    case PolicyKind::kScp:
      return "scp";
    case PolicyKind::kRcp:
      return "rcp";
    case PolicyKind::kSession:
      return "session";
    case PolicyKind::kBoundary:
      return "boundary";
    case PolicyKind::kEndpoint:
      return "endpoint";
  }
  return "";
}

std::optional<PolicyKind> KindNamed(std::string_view name) {
  for (const PolicyKind kind : kKinds) {
    if (KindName(kind) == name) return kind;
  }
  return std::nullopt;
}

}  // namespace iamsift
