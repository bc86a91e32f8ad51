#include "analyzer/ingest/export/same_entity.h"

#include <algorithm>
#include <tuple>

namespace iamsift {
namespace {

bool Same(const InlinePolicy& a, const InlinePolicy& b) {
  return a.name == b.name && a.text.document == b.text.document;
}

bool Same(const Attachment& a, const Attachment& b) { return a.arn == b.arn; }

bool Same(const GroupMembership& a, const GroupMembership& b) { return a.name == b.name; }

bool Same(const Tag& a, const Tag& b) { return a.key == b.key && a.value == b.value; }

bool Same(const InstanceProfile& a, const InstanceProfile& b) { return a.arn == b.arn; }

bool Same(const PolicyVersion& a, const PolicyVersion& b) {
  return a.id == b.id && a.is_default == b.is_default && a.text.document == b.text.document;
}

template <typename T>
bool SameLists(const std::vector<T>& a, const std::vector<T>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const T& x, const T& y) { return Same(x, y); });
}

bool SameHolders(const PolicyHolder& a, const PolicyHolder& b) {
  return std::tie(a.name, a.id, a.arn, a.path, a.created) ==
             std::tie(b.name, b.id, b.arn, b.path, b.created) &&
         SameLists(a.inline_policies, b.inline_policies) && SameLists(a.attachments, b.attachments);
}

bool SameBoundaries(const Principal& a, const Principal& b) {
  if (!a.boundary || !b.boundary) return a.boundary.has_value() == b.boundary.has_value();
  return Same(*a.boundary, *b.boundary);
}

bool SameTrust(const Principal& a, const Principal& b) {
  if (!a.trust || !b.trust) return a.trust.has_value() == b.trust.has_value();
  return a.trust->document == b.trust->document;
}

}  // namespace

bool TellTheSame(const Principal& a, const Principal& b) {
  return SameHolders(a, b) && SameBoundaries(a, b) && SameTrust(a, b) &&
         SameLists(a.groups, b.groups) && SameLists(a.tags, b.tags) &&
         SameLists(a.instance_profiles, b.instance_profiles) &&
         std::tie(a.kind, a.has_last_used, a.last_used) ==
             std::tie(b.kind, b.has_last_used, b.last_used);
}

bool TellTheSame(const Group& a, const Group& b) { return SameHolders(a, b); }

bool TellTheSame(const ManagedPolicy& a, const ManagedPolicy& b) {
  return std::tie(a.name, a.id, a.arn, a.path, a.attachment_count, a.boundary_usage_count,
                  a.created, a.updated, a.default_version) ==
             std::tie(b.name, b.id, b.arn, b.path, b.attachment_count, b.boundary_usage_count,
                      b.created, b.updated, b.default_version) &&
         SameLists(a.versions, b.versions);
}

}  // namespace iamsift
