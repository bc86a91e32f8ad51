#include "corpus/generator/make_export.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <simdjson.h>

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/generator/corpus_policy.h"

namespace iamsift {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;

class ParsedExport {
 public:
  explicit ParsedExport(const ExportShape& shape)
      : text_(MakeExport(shape)), root_(parser_.parse(text_).value()) {}

  array List(std::string_view name) const { return root_[name].get_array().value(); }
  const std::string& text() const { return text_; }

 private:
  simdjson::dom::parser parser_;
  std::string text_;
  element root_;
};

// By value: the reference that a chained value() gives dangles in a range-for.
array ListIn(element object, std::string_view member) { return object[member].get_array().value(); }

std::string Text(element object, std::string_view member) {
  return std::string(object[member].get_string().value());
}

constexpr std::string_view kHolderLists[] = {"UserDetailList", "GroupDetailList", "RoleDetailList"};

TEST(MakeExport, GivesTheSameBytesForTheSameShape) {
  const ExportShape shape = {.roles = 40, .seed = 11};
  EXPECT_EQ(MakeExport(shape), MakeExport(shape));
  EXPECT_NE(MakeExport(shape), MakeExport({.roles = 40, .seed = 12}));
}

TEST(MakeExport, HasAQuarterAsManyUsersAndATwentiethAsManyGroupsAsRoles) {
  struct Case {
    size_t roles, users, groups;
    std::string_view because;
  };
  constexpr Case kCases[] = {
      {0, 0, 0, "an empty account is an account"},
      {1, 0, 0, "one role is service-linked and needs nobody"},
      {20, 5, 1, "the least that has a group"},
      {200, 50, 10, "the proportions hold"},
  };
  for (const Case& c : kCases) {
    const ParsedExport parsed({.roles = c.roles, .seed = 3});
    EXPECT_EQ(parsed.List("RoleDetailList").size(), c.roles) << c.because;
    EXPECT_EQ(parsed.List("UserDetailList").size(), c.users) << c.because;
    EXPECT_EQ(parsed.List("GroupDetailList").size(), c.groups) << c.because;
  }
}

TEST(MakeExport, NamesEachEntityOnce) {
  const ParsedExport parsed({.roles = 300, .seed = 5});
  for (const std::string_view list :
       {"UserDetailList", "GroupDetailList", "RoleDetailList", "Policies"}) {
    std::set<std::string> arns;
    for (const element entity : parsed.List(list)) arns.insert(Text(entity, "Arn"));
    EXPECT_EQ(arns.size(), parsed.List(list).size()) << list;
  }
}

TEST(MakeExport, AttachesOnlyPoliciesThatExistAndCountsThem) {
  const ParsedExport parsed({.roles = 200, .seed = 6});
  std::map<std::string, int64_t> attached;
  for (const std::string_view list : kHolderLists) {
    for (const element holder : parsed.List(list)) {
      for (const element policy : ListIn(holder, "AttachedManagedPolicies")) {
        ++attached[Text(policy, "PolicyArn")];
      }
    }
  }
  for (const element policy : parsed.List("Policies")) {
    const std::string arn = Text(policy, "Arn");
    EXPECT_EQ(policy["AttachmentCount"].get_int64().value(), attached[arn]) << arn;
    attached.erase(arn);
  }
  for (const auto& [arn, count] : attached) {
    EXPECT_THAT(arn, testing::StartsWith("arn:aws:iam::aws:policy/")) << "is not in Policies";
  }
}

TEST(MakeExport, PutsUsersOnlyIntoGroupsThatExist) {
  const ParsedExport parsed({.roles = 200, .seed = 8});
  std::set<std::string> groups;
  for (const element group : parsed.List("GroupDetailList")) {
    groups.insert(Text(group, "GroupName"));
  }
  size_t memberships = 0;
  for (const element user : parsed.List("UserDetailList")) {
    for (const element group : ListIn(user, "GroupList")) {
      EXPECT_EQ(groups.count(std::string(group.get_string().value())), 1u);
      ++memberships;
    }
  }
  EXPECT_GT(memberships, 0u);
}

TEST(MakeExport, HoldsTheVarietyThatAnAnalysisMustFace) {
  const ParsedExport parsed({.roles = 400, .seed = 9});
  for (const std::string_view token :
       {"\"NotAction\"", "\"NotResource\"", "\"Deny\"", "\"PermissionsBoundary\"", "ForAllValues:",
        "\"IpAddress\"", "\"DateLessThan\"", "${aws:username}", "${aws:PrincipalTag/team}",
        "sts:AssumeRoleWithWebIdentity", "/aws-service-role/", "\"RoleLastUsed\": {}",
        "\"InstanceProfileName\"", "\"Action\": \"*\"", "\"VersionId\": \"v5\"",
        "token.actions.githubusercontent.com", "arn:aws:iam::aws:policy/service-role/"}) {
    EXPECT_NE(parsed.text().find(token), std::string::npos) << token;
  }
}

TEST(MakeExport, RepeatsTextsAsRealAccountsDo) {
  const ParsedExport parsed({.roles = 400, .seed = 10});
  size_t documents = 0;
  std::set<std::string> distinct;
  for (const element role : parsed.List("RoleDetailList")) {
    for (const element policy : ListIn(role, "RolePolicyList")) {
      distinct.insert(simdjson::minify(policy["PolicyDocument"].value()));
      ++documents;
    }
  }
  EXPECT_GT(distinct.size(), documents / 4) << "a benchmark of one text would flatter the cache";
  EXPECT_LT(distinct.size(), documents) << "templates do repeat";
}

TEST(MakeExport, WritesDocumentsAsTheApiDoesWhenAsked) {
  const ParsedExport plain({.roles = 20, .seed = 4});
  const ParsedExport encoded({.roles = 20, .seed = 4, .url_encoded = true});
  const element role = encoded.List("RoleDetailList").at(0).value();
  EXPECT_THAT(Text(role, "AssumeRolePolicyDocument"), testing::StartsWith("%7B%22Version%22"));
  const element same = plain.List("RoleDetailList").at(0).value();
  EXPECT_EQ(Text(role, "AssumeRolePolicyDocument"),
            PercentEncoded(simdjson::minify(same["AssumeRolePolicyDocument"].value())));
}

TEST(MakeExport, PutsTheAccountIntoEveryArn) {
  const ParsedExport parsed({.roles = 30, .seed = 2, .account = "999988887777"});
  EXPECT_EQ(parsed.text().find("111122223333"), std::string::npos);
  for (const element role : parsed.List("RoleDetailList")) {
    EXPECT_THAT(Text(role, "Arn"), testing::StartsWith("arn:aws:iam::999988887777:role/"));
  }
}

TEST(MakeExport, GrowsAsTheBenchmarksSay) {
  const size_t hundred = MakeExport({.roles = 100}).size();
  const size_t thousand = MakeExport({.roles = 1000}).size();
  EXPECT_NEAR(static_cast<double>(hundred), 1.0e6, 0.25e6);
  EXPECT_NEAR(static_cast<double>(thousand), 6.9e6, 0.7e6);
}

TEST(PercentEncoded, LeavesOnlyUnreservedCharacters) {
  EXPECT_EQ(PercentEncoded("{\"a b\": \"x+y/z*~_.-\"}"),
            "%7B%22a%20b%22%3A%20%22x%2By%2Fz%2A~_.-%22%7D");
}

}  // namespace
}  // namespace iamsift
