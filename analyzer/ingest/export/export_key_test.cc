#include "analyzer/ingest/export/export_key.h"

#include <gtest/gtest.h>

#include <string>

namespace iamsift {
namespace {

TEST(ExportKey, FindsEveryNameAndNoOther) {
  for (int i = 0; i < static_cast<int>(ExportKey::kUnknown); ++i) {
    const auto key = static_cast<ExportKey>(i);
    EXPECT_FALSE(NameOf(key).empty());
    EXPECT_EQ(ExportKeyOf(NameOf(key)), key) << NameOf(key);
    const std::string longer = std::string(NameOf(key)) + "x";
    EXPECT_EQ(ExportKeyOf(longer), ExportKey::kUnknown) << longer;
  }
  EXPECT_EQ(ExportKeyOf(""), ExportKey::kUnknown);
  EXPECT_EQ(ExportKeyOf("arn"), ExportKey::kUnknown) << "names have their case";
  EXPECT_EQ(NameOf(ExportKeyOf("PermissionsBoundaryUsageCount")), "PermissionsBoundaryUsageCount");
}

TEST(ExportKey, FitsIntoTheBitsOfTheDuplicateCheck) {
  EXPECT_LT(static_cast<int>(ExportKey::kUnknown), 64);
}

}  // namespace
}  // namespace iamsift
