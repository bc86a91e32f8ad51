#include "analyzer/eval/decide/caller_keys.h"

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

std::string_view TypeOf(CallerKind kind) {
  switch (kind) {
    case CallerKind::kUser:
      return "User";
    case CallerKind::kRoleSession:
      return "AssumedRole";
    case CallerKind::kFederatedUser:
      return "FederatedUser";
    case CallerKind::kRoot:
      return "Account";
    case CallerKind::kAnonymous:
      return "Anonymous";
    default:
      return {};
  }
}

void SetIdentity(const Caller& caller, Arena& arena, RequestContext& context) {
  if (caller.HasAccount()) {
    context.SetText("aws:principalaccount", arena.Copy(caller.account));
  } else if (caller.kind == CallerKind::kAnonymous) {
    context.SetAbsent("aws:principalaccount");
    context.SetAbsent("aws:principalarn");
  }
  if (caller.kind == CallerKind::kRoleSession) {
    if (caller.role_arn.empty()) {
      context.SetPresent("aws:principalarn");
    } else {
      context.SetText("aws:principalarn", arena.Copy(caller.role_arn));
    }
  } else if (caller.HasAccount()) {
    context.SetText("aws:principalarn", arena.Copy(caller.arn));
  }
  const std::string_view type = TypeOf(caller.kind);
  if (!type.empty()) context.SetText("aws:principaltype", type);
}

void SetNames(const Caller& caller, Arena& arena, RequestContext& context) {
  if (caller.kind == CallerKind::kUser) {
    const std::string_view arn = caller.arn;
    context.SetText("aws:username", arena.Copy(arn.substr(arn.rfind('/') + 1)));
  } else {
    context.SetAbsent("aws:username");
  }
  if (caller.kind == CallerKind::kRoot) {
    context.SetText("aws:userid", arena.Copy(caller.account));
  } else if (caller.unique_id.empty()) {
    if (caller.HasPolicies()) context.SetPresent("aws:userid");
  } else if (caller.kind == CallerKind::kUser) {
    context.SetText("aws:userid", arena.Copy(caller.unique_id));
  } else if (caller.session_name) {
    context.SetText("aws:userid",
                    arena.Copy(Concat({caller.unique_id, ":", *caller.session_name})));
  } else {
    context.SetPrefix("aws:userid", arena.Copy(Concat({caller.unique_id, ":"})));
  }
}

// What only a service's own call, or a call that a service passes on, carries.
void SetServiceKeys(const Caller& caller, Arena& arena, RequestContext& context) {
  if (caller.kind == CallerKind::kService) {
    context.SetText("aws:principalisawsservice", "true");
    context.SetText("aws:principalservicename", arena.Copy(caller.arn));
    return;
  }
  context.SetText("aws:principalisawsservice", "false");
  for (const std::string_view key :
       {"aws:principalservicename", "aws:principalservicenameslist", "aws:sourcearn",
        "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths"}) {
    context.SetAbsent(key);
  }
}

void SetSessionKeys(const Caller& caller, const CallerFacts& facts, RequestContext& context) {
  const bool is_session =
      caller.kind == CallerKind::kRoleSession || caller.kind == CallerKind::kFederatedUser;
  if (is_session) {
    context.SetPresent("aws:tokenissuetime");
  } else if (caller.kind != CallerKind::kUser && caller.kind != CallerKind::kRoot) {
    context.SetAbsent("aws:tokenissuetime");
  }
  const bool is_role = caller.kind == CallerKind::kRoleSession;
  if (!is_role || !facts.may_be_federated) context.SetAbsent("aws:federatedprovider");
  if (!is_role || !facts.may_have_source_identity) context.SetAbsent("aws:sourceidentity");
}

constexpr std::string_view kTagPrefix = "aws:principaltag/";

void SetTags(const Caller& caller, const CallerFacts& facts, Arena& arena,
             RequestContext& context) {
  if (!caller.HasPolicies()) {
    context.SetAbsentBelow(kTagPrefix);
    return;
  }
  const bool may_change = facts.may_have_session_tags && caller.kind != CallerKind::kUser;
  if (!facts.tags || may_change) return;
  for (const KeyTag& tag : *facts.tags) {
    context.SetText(arena.Copy(Concat({kTagPrefix, AsciiLower(tag.key)})), arena.Copy(tag.value));
  }
  context.SetAbsentBelow(kTagPrefix);
}

void SetOrganization(const std::optional<std::string>& id, std::string_view key,
                     RequestContext& context) {
  if (!id) return;
  if (id->empty()) {
    context.SetAbsent(key);
  } else {
    context.SetText(key, *id);
  }
}

}  // namespace

void SetCallerKeys(const Caller& caller, const CallerFacts& facts, Arena& arena,
                   RequestContext& context) {
  SetIdentity(caller, arena, context);
  SetNames(caller, arena, context);
  SetServiceKeys(caller, arena, context);
  SetSessionKeys(caller, facts, context);
  SetTags(caller, facts, arena, context);
  if (!caller.HasAccount()) {
    if (caller.kind == CallerKind::kAnonymous) {
      context.SetAbsent("aws:principalorgid");
      context.SetAbsent("aws:principalorgpaths");
    }
    return;
  }
  if (facts.organization && !facts.organization->empty()) {
    context.SetText("aws:principalorgid", arena.Copy(*facts.organization));
  } else {
    SetOrganization(facts.organization, "aws:principalorgid", context);
  }
  if (facts.organization_path && !facts.organization_path->empty()) {
    context.SetList("aws:principalorgpaths", {arena.Copy(*facts.organization_path)});
  } else if (facts.organization && facts.organization->empty()) {
    context.SetAbsent("aws:principalorgpaths");
  }
}

void SetResourceKeys(std::string_view account, const std::optional<std::string>& organization,
                     RequestContext& context) {
  if (!account.empty()) context.SetText("aws:resourceaccount", account);
  SetOrganization(organization, "aws:resourceorgid", context);
}

}  // namespace iamsift
