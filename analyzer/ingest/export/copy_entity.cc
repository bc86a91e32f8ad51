#include "analyzer/ingest/export/copy_entity.h"

#include <utility>

namespace iamsift {

void EntityCopier::Adopt(PolicyText& text) {
  Adopt(text.place.pointer);
  const PolicyKind kind = from_.documents.KindOf(text.document);
  text.document = from_.documents.IsUnknown(text.document)
                      ? to_.documents.AddUnknown(kind)
                      : to_.documents.Add(from_.documents.TextOf(text.document), kind);
}

void EntityCopier::Adopt(Attachment& attachment) {
  Adopt(attachment.name);
  Adopt(attachment.arn);
  Adopt(attachment.place);
}

void EntityCopier::Adopt(PolicyHolder& holder) {
  Adopt(holder.name);
  Adopt(holder.id);
  Adopt(holder.arn);
  Adopt(holder.path);
  Adopt(holder.place);
  for (InlinePolicy& policy : holder.inline_policies) {
    Adopt(policy.name);
    Adopt(policy.text);
  }
  for (Attachment& attachment : holder.attachments) Adopt(attachment);
}

void EntityCopier::CopyPrincipal(const Principal& principal) {
  Principal copy = principal;
  Adopt(static_cast<PolicyHolder&>(copy));
  for (GroupMembership& membership : copy.groups) {
    Adopt(membership.name);
    Adopt(membership.place);
  }
  if (copy.boundary) Adopt(*copy.boundary);
  for (Tag& tag : copy.tags) {
    Adopt(tag.key);
    Adopt(tag.value);
  }
  if (copy.trust) Adopt(*copy.trust);
  for (InstanceProfile& profile : copy.instance_profiles) {
    Adopt(profile.name);
    Adopt(profile.arn);
    Adopt(profile.place);
  }
  to_.principals.push_back(std::move(copy));
}

void EntityCopier::CopyGroup(const Group& group) {
  Group copy = group;
  Adopt(static_cast<PolicyHolder&>(copy));
  to_.groups.push_back(std::move(copy));
}

void EntityCopier::CopyPolicy(const ManagedPolicy& policy) {
  ManagedPolicy copy = policy;
  Adopt(copy.name);
  Adopt(copy.id);
  Adopt(copy.arn);
  Adopt(copy.path);
  Adopt(copy.place);
  for (PolicyVersion& version : copy.versions) {
    Adopt(version.id);
    Adopt(version.text);
  }
  to_.policies.push_back(std::move(copy));
}

void EntityCopier::CopyResource(const InfrastructureResource& resource) {
  InfrastructureResource copy = resource;
  for (std::string_view* const text :
       {&copy.type, &copy.name, &copy.id, &copy.arn, &copy.physical_id}) {
    Adopt(*text);
  }
  Adopt(copy.place);
  Adopt(copy.settings_place);
  for (InfrastructureSetting& setting : copy.settings) {
    Adopt(setting.path);
    Adopt(setting.text);
    Adopt(setting.source);
    Adopt(setting.place);
  }
  for (PolicyText& policy : copy.policies) Adopt(policy);
  to_.infrastructure.push_back(std::move(copy));
}

}  // namespace iamsift
