#include "analyzer/ingest/path_key.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace iamsift {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(PathKey, IsTheStemAndTheFolders) {
  const PathKey key = PathKeyOf("org/list-accounts-for-parent/ou-ab12-ml.json");
  EXPECT_EQ(key.stem, "ou-ab12-ml");
  EXPECT_EQ(key.folder(), "list-accounts-for-parent");
  EXPECT_THAT(key.folders, ElementsAre("org", "list-accounts-for-parent"));
}

TEST(PathKey, TakesArchivesForFolders) {
  EXPECT_EQ(PathKeyOf("pull.tar.gz!kms.get-key-policy/k.json").folder(), "kms.get-key-policy");
  EXPECT_EQ(PathKeyOf("pull.zip!list-roots.json").stem, "list-roots");
}

TEST(PathKey, DropsEveryEnding) {
  EXPECT_EQ(PathKeyOf("a.json.gz").stem, "a");
  EXPECT_EQ(PathKeyOf("glue.get-resource-policy.json").stem, "glue.get-resource-policy");
  EXPECT_EQ(PathKeyOf(".json").stem, ".json");
  EXPECT_THAT(PathKeyOf("-").folders, IsEmpty());
}

TEST(PathKey, DecodesTheStem) {
  EXPECT_EQ(
      PathKeyOf("kms.get-key-policy/arn%3Aaws%3Akms%3Aeu-west-1%3A111122223333%3Akey%2Fk.json")
          .stem,
      "arn:aws:kms:eu-west-1:111122223333:key/k");
}

}  // namespace
}  // namespace iamsift
