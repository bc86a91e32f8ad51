// HY-013

#include <string>
#include <string_view>

#include "absl/container/flat_hash_set.h"
#include "analyzer/account/arn.h"
#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/hygiene/account_roles.h"

namespace iamsift {
namespace {

constexpr std::string_view kUnknown = "is neither in the input nor in the catalog";

void ReportMissing(const PolicyHolder& holder, const ElementPlace& place, std::string_view what,
                   std::string_view name, std::string_view fate, PlaceSink& findings) {
  Hit& hit = findings.Report(
      holder, place, Concat({"The ", what, " `", name, "` of `", holder.name, "` ", fate, "."}));
  hit.discriminator = std::string(name);
  hit.placed_evidence.push_back({EvidenceRole::kMisses, place, std::string(name)});
}

// A policy that AWS withdrew stays with whoever had it.
std::string_view FateOf(const Catalog& catalog, const Attachment& attachment) {
  const std::string_view name = attachment.arn.substr(attachment.arn.rfind('/') + 1);
  return IsAwsManagedPolicyArn(attachment.arn) && catalog.IsRetiredPolicy(name)
             ? "was withdrawn by AWS, and its text is not in the input"
             : kUnknown;
}

void CheckHolder(const PolicyHolder& holder, const Catalog& catalog, PlaceSink& findings) {
  for (const Attachment& attachment : holder.attachments) {
    if (attachment.policy != kUnresolved) continue;
    ReportMissing(holder, attachment.place, "managed policy", attachment.arn,
                  FateOf(catalog, attachment), findings);
  }
}

void Check(const AccountView& view, const RuleContext& context, PlaceSink& findings) {
  for (const Group& group : view.account.groups) CheckHolder(group, context.catalog, findings);
  for (const Principal& principal : view.account.principals) {
    if (IsKeptByAws(principal)) continue;
    CheckHolder(principal, context.catalog, findings);
    for (const GroupMembership& membership : principal.groups) {
      if (membership.group != kUnresolved) continue;
      ReportMissing(principal, membership.place, "group", membership.name, kUnknown, findings);
    }
  }
}

bool IsRoleArn(std::string_view text) {
  return ServiceOfArn(text) == "iam" && ResourceOfArn(text).starts_with("role/") &&
         !HasWildcard(text);
}

// What a setting names, "" where it names no identity.
std::string_view NounOf(const InfrastructureSetting& setting) {
  switch (setting.use) {
    case SettingUse::kRoleName:
      return "role";
    case SettingUse::kUserName:
      return "user";
    case SettingUse::kGroupName:
      return "group";
    default:
      return IsRoleArn(setting.text) ? "role" : "";
  }
}

// "role train" and "role arn:…" for every identity of the account: a large stack names thousands.
struct KnownIdentities {
  absl::flat_hash_set<std::string> names;

  explicit KnownIdentities(const Account& account) {
    for (const Group& group : account.groups) Add("group ", group);
    for (const Principal& principal : account.principals) {
      if (principal.kind == PrincipalKind::kDocument) continue;
      Add(principal.kind == PrincipalKind::kUser ? "user " : "role ", principal);
    }
  }

  void Add(std::string_view noun, const PolicyHolder& holder) {
    names.insert(Concat({noun, holder.name}));
    names.insert(Concat({noun, holder.arn}));
  }
};

// Roles that AWS keeps for its services hold what AWS says.
bool IsServiceLinked(std::string_view arn) {
  return ResourceOfArn(arn).starts_with("role/aws-service-role/");
}

void CheckResource(const InfrastructureView& view, const RuleContext& context,
                   PlaceSink& findings) {
  const KnownIdentities& known =
      context.memory->Once<KnownIdentities>([&] { return KnownIdentities(view.account); });
  for (const InfrastructureSetting& setting : view.resource.settings) {
    // A membership stands with its user, where Check finds it.
    const bool is_told = view.resource.kind == InfrastructureKind::kGroupMembership &&
                         setting.use == SettingUse::kGroupName;
    const std::string_view noun = is_told ? std::string_view() : NounOf(setting);
    if (noun.empty() || setting.text.empty() || IsServiceLinked(setting.text)) continue;
    if (known.names.contains(Concat({noun, " ", setting.text}))) continue;
    findings
        .Report(view.resource, setting.place,
                Concat({"The ", noun, " `", setting.text, "` of `", view.resource.name,
                        "` is not in the input: what it may do is not known."}))
        .discriminator = Concat({setting.path, " ", setting.text});
  }
}

}  // namespace

extern constinit const Rule kUnresolvedReference = {
    .card = {.id = "HY-013",
             .name = "unresolved-reference",
             .title = "Something that the input refers to is not in it",
             .severity = Severity::kInfo,
             .why = "What is missing may grant or deny anything, so the result for its "
                    "holder is incomplete.",
             .remedy = "Export the account without a filter and with all its pages; give the "
                       "export together with infrastructure code.",
             .references = "CWE-1220",
             .source = "IAM API Reference, GetAccountAuthorizationDetails"},
    .check = &Check,
    .check_infrastructure = &CheckResource,
};

}  // namespace iamsift
