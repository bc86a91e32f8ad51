#include "analyzer/ingest/iac/identities.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "analyzer/account/arn.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

using Kind = InfrastructureKind;
using Resource = InfrastructureResource;
using Setting = InfrastructureSetting;

constexpr std::string_view kUntold = "known only after the deployment";

std::string_view TextOf(const Resource& resource, std::string_view path,
                        std::string_view otherwise) {
  const Setting* const setting = resource.Find(path);
  return setting == nullptr || setting->text.empty() ? otherwise : setting->text;
}

std::string_view NameOf(const Resource& resource) {
  return TextOf(resource, "name", resource.name);
}

bool HasAttachment(const PolicyHolder& holder, std::string_view arn) {
  return std::any_of(holder.attachments.begin(), holder.attachments.end(),
                     [arn](const Attachment& attachment) { return attachment.arn == arn; });
}

// arn:aws:iam::111122223333:policy/path/name gives name.
std::string_view LastPartOf(std::string_view arn) { return arn.substr(arn.rfind('/') + 1); }

// Principals and groups move in memory while they are made, so that they are known by index.
enum class HolderType : uint8_t { kRole, kUser, kGroup };
struct HolderKey {
  HolderType type;
  std::string_view name;
  friend bool operator==(const HolderKey&, const HolderKey&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const HolderKey& key) {
    return H::combine(std::move(h), key.type, key.name);
  }
};

class Declarer {
 public:
  explicit Declarer(Account& account)
      : account_(account),
        exported_principals_(account.principals.size()),
        exported_groups_(account.groups.size()),
        exported_policies_(account.policies.size()) {
    for (const Resource& resource : account.infrastructure) by_id_[resource.id] = &resource;
    for (size_t i = 0; i < account.principals.size(); ++i) {
      const Principal& principal = account.principals[i];
      if (principal.kind != PrincipalKind::kDocument) AddKey(TypeOf(principal), principal.name, i);
    }
    for (size_t i = 0; i < account.groups.size(); ++i) {
      AddKey(HolderType::kGroup, account.groups[i].name, i);
    }
  }

  // What is attached follows when everybody is there.
  void Run() {
    for (const Resource& resource : account_.infrastructure) MakeEntity(resource);
    for (const Resource& resource : account_.infrastructure) Connect(resource);
    for (const Resource& resource : account_.infrastructure) {
      if (resource.kind == Kind::kManagedPolicy) HoldIfUnattached(resource);
      if (resource.kind == Kind::kOther) AddLooseDocuments(resource);
    }
  }

 private:
  static HolderType TypeOf(const Principal& principal) {
    return principal.kind == PrincipalKind::kUser ? HolderType::kUser : HolderType::kRole;
  }
  void AddKey(HolderType type, std::string_view name, size_t index) {
    holders_.try_emplace({type, name}, index);
  }

  std::string_view Keep(std::string_view text) { return account_.arena.Copy(text); }

  std::string_view ArnOf(const Resource& resource, std::string_view noun) {
    if (!resource.arn.empty()) return resource.arn;
    const std::string_view path = TextOf(resource, "path", "/");
    return Keep(Concat({"arn:", account_.partition, ":iam::", account_.id, ":", noun, path,
                        path.ends_with('/') ? "" : "/", NameOf(resource)}));
  }

  void Describe(const Resource& resource, std::string_view noun, PolicyHolder& holder) {
    holder.name = NameOf(resource);
    holder.arn = ArnOf(resource, noun);
    holder.path = TextOf(resource, "path", "/");
    holder.place = resource.place;
  }

  void MakeEntity(const Resource& resource) {
    if (resource.kind == Kind::kRole || resource.kind == Kind::kUser) {
      MakePrincipal(resource);
    } else if (resource.kind == Kind::kGroup) {
      Group group;
      Describe(resource, "group", group);
      for (const Setting& setting : resource.settings) AddHeld(resource, setting, group);
      if (Group* const known = FindExported(group, account_.groups, exported_groups_)) {
        return RedeclareHeld(group, *known);
      }
      AddKey(HolderType::kGroup, group.name, account_.groups.size());
      account_.groups.push_back(std::move(group));
    } else if (resource.kind == Kind::kManagedPolicy) {
      MakePolicy(resource);
    }
  }

  void MakePrincipal(const Resource& resource) {
    Principal principal;
    const bool is_role = resource.kind == Kind::kRole;
    principal.kind = is_role ? PrincipalKind::kRole : PrincipalKind::kUser;
    Describe(resource, is_role ? "role" : "user", principal);
    for (const Setting& setting : resource.settings) {
      if (setting.path.starts_with("tags.") && setting.state == SettingState::kKnown) {
        principal.tags.push_back({.key = setting.path.substr(5), .value = setting.text});
      } else if (setting.path == "permissionsBoundary") {
        principal.boundary = AttachmentOf(setting);
      } else if (setting.use == SettingUse::kPolicy && setting.path == "assumeRolePolicy") {
        principal.trust = PolicyOf(resource, setting);
      } else {
        AddHeld(resource, setting, principal);
      }
    }
    if (Principal* const known =
            FindExported(principal, account_.principals, exported_principals_)) {
      return Redeclare(std::move(principal), *known);
    }
    AddKey(TypeOf(principal), principal.name, account_.principals.size());
    account_.principals.push_back(std::move(principal));
  }

  // A policy that the resource's own setting puts on it.
  void AddHeld(const Resource& resource, const Setting& setting, PolicyHolder& holder) {
    if (setting.use == SettingUse::kPolicyArn) {
      holder.attachments.push_back(AttachmentOf(setting));
    } else if (setting.use == SettingUse::kPolicy) {
      holder.inline_policies.push_back(
          {.name = NameOfInline(resource, setting), .text = PolicyOf(resource, setting)});
    }
  }

  // The entity among the first `exported` ones, which an export brought; null: it has none.
  template <typename Entity>
  static Entity* FindExported(const Entity& declared, std::vector<Entity>& entities,
                              size_t exported) {
    const auto end = entities.begin() + static_cast<ptrdiff_t>(exported);
    const auto found = std::find_if(
        entities.begin(), end, [&](const Entity& entity) { return entity.arn == declared.arn; });
    return found == end ? nullptr : &*found;
  }

  bool IsKnown(const PolicyText& text) const {
    return !account_.documents.IsUnknown(text.document);
  }

  // The principal as it will be: what the code declares takes the place of what the export says;
  // what others attached stays.
  void Redeclare(Principal declared, Principal& known) {
    if (declared.trust && IsKnown(*declared.trust)) known.trust = declared.trust;
    if (declared.boundary) known.boundary = declared.boundary;
    RedeclareHeld(declared, known);
  }

  void RedeclareHeld(const PolicyHolder& declared, PolicyHolder& known) {
    for (const Attachment& attachment : declared.attachments) AddAttachment(attachment, known);
    for (const InlinePolicy& policy : declared.inline_policies) SetInlinePolicy(policy, known);
  }

  static void AddAttachment(const Attachment& attachment, PolicyHolder& holder) {
    const bool is_new = attachment.arn == kUntold || !HasAttachment(holder, attachment.arn);
    if (is_new) holder.attachments.push_back(attachment);
  }

  void SetInlinePolicy(const InlinePolicy& policy, PolicyHolder& holder) {
    const auto known =
        std::find_if(holder.inline_policies.begin(), holder.inline_policies.end(),
                     [&](const InlinePolicy& each) { return each.name == policy.name; });
    if (known == holder.inline_policies.end()) {
      holder.inline_policies.push_back(policy);
    } else if (IsKnown(policy.text)) {
      known->text = policy.text;
    }
  }

  static const PolicyText& PolicyOf(const Resource& resource, const Setting& setting) {
    return resource.policies[static_cast<size_t>(setting.policy)];
  }

  // inlinePolicies[0].policy stands beside inlinePolicies[0].name.
  static std::string_view NameOfInline(const Resource& resource, const Setting& setting) {
    const std::string_view path = setting.path.substr(0, setting.path.rfind('.'));
    return TextOf(resource, Concat({path, ".name"}), setting.path);
  }

  void MakePolicy(const Resource& resource) {
    ManagedPolicy policy;
    policy.name = NameOf(resource);
    policy.arn = ArnOf(resource, "policy");
    policy.path = TextOf(resource, "path", "/");
    policy.place = resource.place;
    if (const Setting* const setting = resource.Find("policy")) {
      policy.versions.push_back(
          {.id = "v1", .is_default = true, .text = PolicyOf(resource, *setting)});
      policy.default_version = 0;
    }
    if (ManagedPolicy* const known = FindExported(policy, account_.policies, exported_policies_)) {
      return Redeclare(policy, *known);
    }
    account_.policies.push_back(std::move(policy));
  }

  // A deployment makes a new version, and that one the default.
  void Redeclare(const ManagedPolicy& declared, ManagedPolicy& known) {
    if (declared.versions.empty() || !IsKnown(declared.versions.front().text)) return;
    for (PolicyVersion& version : known.versions) version.is_default = false;
    known.default_version = static_cast<int32_t>(known.versions.size());
    known.versions.push_back(declared.versions.front());
    known.versions.back().id = "declared";
  }

  // The ARN that the setting has or, before a deployment, will have.
  std::string_view PolicyArnIn(const Setting& setting) {
    if (!setting.text.empty()) return setting.text;
    const auto source = by_id_.find(setting.source);
    const bool is_policy = source != by_id_.end() && source->second->kind == Kind::kManagedPolicy;
    return is_policy ? ArnOf(*source->second, "policy") : kUntold;
  }

  Attachment AttachmentOf(const Setting& setting) {
    const std::string_view arn = PolicyArnIn(setting);
    return {.name = LastPartOf(arn), .arn = arn, .place = setting.place};
  }

  std::string_view HolderNameIn(const Setting& setting) {
    if (!setting.text.empty()) return setting.text;
    const auto source = by_id_.find(setting.source);
    return source == by_id_.end() ? std::string_view() : NameOf(*source->second);
  }

  static std::optional<HolderType> HolderTypeOf(const Setting& setting) {
    if (setting.use == SettingUse::kRoleName) return HolderType::kRole;
    if (setting.use == SettingUse::kUserName) return HolderType::kUser;
    if (setting.use == SettingUse::kGroupName) return HolderType::kGroup;
    return std::nullopt;
  }

  // The holder that the setting names; null: no input describes it.
  PolicyHolder* HolderIn(const Setting& setting) {
    const std::optional<HolderType> type = HolderTypeOf(setting);
    if (!type) return nullptr;
    const auto found = holders_.find({*type, HolderNameIn(setting)});
    if (found == holders_.end()) return nullptr;
    if (*type == HolderType::kGroup) return &account_.groups[found->second];
    return &account_.principals[found->second];
  }

  void Connect(const Resource& resource) {
    if (resource.kind == Kind::kInlinePolicy) AddInlinePolicy(resource);
    if (resource.kind == Kind::kAttachment) Attach(resource);
    if (resource.kind == Kind::kGroupMembership) AddMemberships(resource);
    if (resource.kind == Kind::kUser) JoinGroups(resource);
    if (resource.kind == Kind::kManagedPolicy) AttachToNamed(resource);
    if (resource.kind == Kind::kInstanceProfile) AddInstanceProfile(resource);
  }

  void AddInlinePolicy(const Resource& resource) {
    const Setting* const setting = resource.Find("policy");
    if (setting == nullptr) return;
    InlinePolicy policy{.name = NameOf(resource), .text = PolicyOf(resource, *setting)};
    bool is_held = false;
    for (const Setting& holding : resource.settings) {
      PolicyHolder* const holder = HolderIn(holding);
      if (holder == nullptr) continue;
      is_held = true;
      SetInlinePolicy(policy, *holder);
    }
    if (!is_held) MakeDocument(resource).inline_policies.push_back(std::move(policy));
  }

  // The holder that a policy will have some day. The pointer stays good until the next one.
  PolicyHolder& MakeDocument(const Resource& resource) {
    Principal document;
    document.kind = PrincipalKind::kDocument;
    document.name = NameOf(resource);
    document.place = resource.place;
    account_.principals.push_back(std::move(document));
    return account_.principals.back();
  }

  void Attach(const Resource& resource) {
    std::vector<Attachment> attachments;
    for (const Setting& setting : resource.settings) {
      if (setting.use == SettingUse::kPolicyArn) attachments.push_back(AttachmentOf(setting));
    }
    bool is_held = false;
    for (const Setting& setting : resource.settings) {
      PolicyHolder* const holder = HolderIn(setting);
      if (holder == nullptr) continue;
      is_held = true;
      for (const Attachment& attachment : attachments) AddAttachment(attachment, *holder);
    }
    if (!is_held) MakeDocument(resource).attachments = std::move(attachments);
  }

  void AddMemberships(const Resource& resource) {
    for (const Setting& user : resource.settings) {
      if (user.use != SettingUse::kUserName) continue;
      const auto found = holders_.find({HolderType::kUser, HolderNameIn(user)});
      if (found == holders_.end()) continue;
      for (const Setting& group : resource.settings) {
        if (group.use != SettingUse::kGroupName) continue;
        const std::string_view name = HolderNameIn(group);
        account_.principals[found->second].groups.push_back(
            {.name = name.empty() ? kUntold : name, .place = group.place});
      }
    }
  }

  // Groups that the user's own settings name.
  void JoinGroups(const Resource& resource) {
    const auto user = holders_.find({HolderType::kUser, NameOf(resource)});
    if (user == holders_.end()) return;
    for (const Setting& setting : resource.settings) {
      if (setting.use != SettingUse::kGroupName) continue;
      const std::string_view name = HolderNameIn(setting);
      account_.principals[user->second].groups.push_back(
          {.name = name.empty() ? kUntold : name, .place = setting.place});
    }
  }

  // Holders that the policy's own settings name.
  void AttachToNamed(const Resource& resource) {
    const std::string_view arn = ArnOf(resource, "policy");
    for (const Setting& setting : resource.settings) {
      if (PolicyHolder* const holder = HolderIn(setting)) {
        AddAttachment({.name = NameOf(resource), .arn = arn, .place = setting.place}, *holder);
      }
    }
  }

  void AddInstanceProfile(const Resource& resource) {
    const Setting* const role = resource.Find("role");
    if (role == nullptr) return;
    const auto found = holders_.find({HolderType::kRole, HolderNameIn(*role)});
    if (found == holders_.end()) return;
    account_.principals[found->second].instance_profiles.push_back(
        {.name = NameOf(resource),
         .arn = ArnOf(resource, "instance-profile"),
         .place = resource.place});
  }

  bool IsAttached(std::string_view arn) const {
    const auto holds = [arn](const PolicyHolder& holder) { return HasAttachment(holder, arn); };
    return std::any_of(account_.groups.begin(), account_.groups.end(), holds) ||
           std::any_of(account_.principals.begin(), account_.principals.end(),
                       [&](const Principal& principal) {
                         return holds(principal) ||
                                (principal.boundary && principal.boundary->arn == arn);
                       });
  }

  void HoldIfUnattached(const Resource& resource) {
    const std::string_view arn = ArnOf(resource, "policy");
    if (account_.is_export || resource.Find("policy") == nullptr || IsAttached(arn)) return;
    MakeDocument(resource).attachments.push_back(
        {.name = NameOf(resource), .arn = arn, .place = resource.place});
  }

  void AddLooseDocuments(const Resource& resource) {
    for (const Setting& setting : resource.settings) {
      if (setting.policy == kUnresolved || setting.state != SettingState::kKnown) continue;
      account_.loose_documents.push_back({.name = resource.name,
                                          .kind = PolicyKind::kResource,
                                          .text = PolicyOf(resource, setting)});
    }
  }

  Account& account_;
  size_t exported_principals_, exported_groups_, exported_policies_;
  absl::flat_hash_map<std::string_view, const Resource*> by_id_;
  absl::flat_hash_map<HolderKey, size_t> holders_;  // index into principals or groups
};

}  // namespace

void DeclareIdentities(Account& account) {
  if (!account.infrastructure.empty()) Declarer(account).Run();
}

}  // namespace iamsift
