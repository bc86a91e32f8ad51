#include "analyzer/account/account.h"

#include <gtest/gtest.h>

namespace iamsift {
namespace {

TEST(Principal, ShowsByItsPathWhoOwnsIt) {
  Principal role;
  role.path = "/aws-service-role/ecs.amazonaws.com/";
  EXPECT_TRUE(role.IsServiceLinked());
  EXPECT_FALSE(role.IsReservedSso());
  role.path = "/aws-reserved/sso.amazonaws.com/eu-west-1/";
  EXPECT_TRUE(role.IsReservedSso());
  EXPECT_FALSE(role.IsServiceLinked());
  role.path = "/team/aws-service-role/";
  EXPECT_FALSE(role.IsServiceLinked()) << "the path of one's own making";
}

TEST(ManagedPolicy, HasADefaultVersionOnlyWhenOneIsChosen) {
  ManagedPolicy policy;
  policy.versions.resize(2);
  EXPECT_EQ(policy.DefaultVersion(), nullptr);
  policy.default_version = 1;
  EXPECT_EQ(policy.DefaultVersion(), &policy.versions[1]);
}

}  // namespace
}  // namespace iamsift
