#include "tests/solver/key_arity.h"

#include <gtest/gtest.h>

namespace iamsift::solver {
namespace {

TEST(IsMultivalued, IsReadFromTheFacts) {
  EXPECT_FALSE(IsMultivalued("aws:username"));
  EXPECT_FALSE(IsMultivalued("aws:principaltag/t"));
  EXPECT_FALSE(IsMultivalued("s3:max-keys"));
  EXPECT_FALSE(IsMultivalued("kms:grantisforawsresource"));
  EXPECT_TRUE(IsMultivalued("aws:tagkeys"));
  EXPECT_TRUE(IsMultivalued("kms:encryptioncontextkeys"));
}

TEST(IsMultivalued, TakesAnUnknownKeyForOneOfSeveralValues) {
  EXPECT_TRUE(IsMultivalued("x:blob"));
}

}  // namespace
}  // namespace iamsift::solver
