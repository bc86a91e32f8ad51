#include "analyzer/ingest/export/default_version.h"

#include <vector>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

std::vector<int32_t> MarkedVersions(const ManagedPolicy& policy) {
  std::vector<int32_t> marked;
  for (size_t i = 0; i < policy.versions.size(); ++i) {
    if (policy.versions[i].is_default) marked.push_back(static_cast<int32_t>(i));
  }
  return marked;
}

int32_t VersionWithId(std::string_view id, const ManagedPolicy& policy) {
  for (size_t i = 0; i < policy.versions.size(); ++i) {
    if (!id.empty() && policy.versions[i].id == id) return static_cast<int32_t>(i);
  }
  return kUnresolved;
}

}  // namespace

std::string ChooseDefaultVersion(std::string_view default_version_id, ManagedPolicy& policy) {
  const std::vector<int32_t> marked = MarkedVersions(policy);
  const int32_t named = VersionWithId(default_version_id, policy);
  if (marked.size() == 1) {
    policy.default_version = marked.front();
    if (named == marked.front() || default_version_id.empty()) return {};
    return Concat({"DefaultVersionId is `", default_version_id, "`, but `",
                   policy.versions[static_cast<size_t>(marked.front())].id,
                   "` is marked as default: the marked one is used"});
  }
  policy.default_version = named;
  if (marked.size() > 1) {
    if (named == kUnresolved) policy.default_version = marked.front();
    const auto used = static_cast<size_t>(policy.default_version);
    return Concat(
        {"several versions are marked as default: `", policy.versions[used].id, "` is used"});
  }
  if (named != kUnresolved || policy.versions.empty()) return {};
  if (policy.versions.size() == 1 && default_version_id.empty()) {
    policy.default_version = 0;
    return {};
  }
  return "the version in force is not in the input";
}

}  // namespace iamsift
