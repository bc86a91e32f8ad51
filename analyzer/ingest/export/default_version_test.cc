#include "analyzer/ingest/export/default_version.h"

#include <gtest/gtest.h>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

struct VersionCase {
  std::string_view versions;  // a star marks IsDefaultVersion
  std::string_view named;     // DefaultVersionId
  int32_t chosen;
  bool is_odd;
  std::string_view because;
};
constexpr VersionCase kCases[] = {
    {"v2* v1", "v2", 0, false, "both agree"},
    {"v2 v1*", "", 1, false, "the mark alone"},
    {"v2 v1", "v1", 1, false, "the name alone"},
    {"v2* v1", "v1", 0, true, "they disagree: the mark counts"},
    {"v2* v1", "v9", 0, true, "the name leads nowhere: the mark counts"},
    {"v2* v1*", "v1", 1, true, "two marks: the name decides"},
    {"v2* v1*", "", 0, true, "two marks and no name: the first"},
    {"v7", "", 0, false, "one version that nothing says more of"},
    {"v7", "v9", kUnresolved, true, "the version in force was left out"},
    {"v2 v1", "", kUnresolved, true, "nothing tells"},
    {"", "v1", kUnresolved, false, "no versions: the catalog may know the policy"},
};

TEST(DefaultVersion, IsTheOneInForce) {
  for (const VersionCase& c : kCases) {
    ManagedPolicy policy;
    for (std::string_view version : Split(c.versions, ' ')) {
      if (version.empty()) continue;
      const bool is_default = version.ends_with('*');
      if (is_default) version.remove_suffix(1);
      PolicyVersion& added = policy.versions.emplace_back();
      added.id = version;
      added.is_default = is_default;
    }
    EXPECT_EQ(ChooseDefaultVersion(c.named, policy).empty(), !c.is_odd) << c.because;
    EXPECT_EQ(policy.default_version, c.chosen) << c.because;
  }
}

}  // namespace
}  // namespace iamsift
