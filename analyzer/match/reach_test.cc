#include <gtest/gtest.h>

#include <string>

#include "analyzer/match/catalog_for_test.h"
#include "analyzer/match/resource_pattern.h"

namespace iamsift {
namespace {

// By the service that lists it and its name.
ResourceTypeId TypeNamed(std::string_view service, std::string_view name) {
  for (size_t i = 0; i < TestCatalog().ResourceTypeCount(); ++i) {
    const ResourceTypeId type{static_cast<uint16_t>(i)};
    const bool is_of_service =
        TestCatalog().ServicePrefix(TestCatalog().ServiceOf(type)) == service;
    if (is_of_service && TestCatalog().ResourceTypeName(type) == name) return type;
  }
  ADD_FAILURE() << "no type " << service << "/" << name;
  return {};
}

ResourceList ListOf(std::initializer_list<std::string_view> texts, bool is_negated = false) {
  ResourceList list{.is_negated = is_negated};
  for (const std::string_view text : texts) {
    list.patterns.push_back(CompileResourcePattern(text, LanguageVersion::k2012));
  }
  return list;
}

struct FitCase {
  std::string_view pattern, service, type;
  Reach reach;
  bool covers_type;
  std::string_view because;
};
constexpr FitCase kFits[] = {
    {"*", "s3", "bucket", Reach::kEverything, true, "stars only"},
    {"arn:aws:s3:::b/*", "s3", "bucket", Reach::kNone, false, "bucket names hold no slash"},
    {"arn:aws:s3:::b", "s3", "object", Reach::kNone, false, "an object has a key"},
    {"arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0", "bedrock", "foundation-model",
     Reach::kOneName, false, "a name that is spelt out may hold a colon"},
    {"arn:aws:sagemaker:*:111122223333:model-package/churn/1", "sagemaker", "model-package",
     Reach::kOneName, false, "or a slash"},
    {"arn:aws:sagemaker:*:*:flow-definition/*", "sagemaker", "domain", Reach::kNone, false,
     "but no wildcard strays into another type"},
    {"arn:aws:s3:::*", "s3", "bucket", Reach::kEverything, true, "all buckets, account open"},
    {"arn:aws:s3:::*", "s3", "object", Reach::kEverything, true, "all objects too"},
    {"arn:aws:s3:::*/*", "s3", "object", Reach::kEverything, true, "all objects"},
    {"arn:aws:s3:::data", "s3", "bucket", Reach::kOneName, false, "one bucket"},
    {"arn:aws:s3:::data/*", "s3", "object", Reach::kContainer, false, "inside one bucket"},
    {"arn:aws:s3:::data/logs/*", "s3", "object", Reach::kContainer, false, "inside one bucket"},
    {"arn:aws:s3:::data/a.txt", "s3", "object", Reach::kOneName, false, "one object"},
    {"arn:aws:s3:::ml-datasets-*/*", "s3", "object", Reach::kNamePart, false, "a name's part"},
    {"arn:aws:s3:::*sagemaker*", "s3", "bucket", Reach::kNamePart, false, "inside the name"},
    {"arn:aws:s3:::d*", "s3", "bucket", Reach::kEverything, false, "too short to narrow"},
    {"arn:aws:s3:::${aws:username}/*", "s3", "object", Reach::kContainer, false,
     "a variable counts as a name"},
    {"arn:aws:s3:us-east-1:111122223333:data", "s3", "bucket", Reach::kNone, false,
     "buckets have neither Region nor account"},
    {"arn:aws:sagemaker:*:*:model/*", "sagemaker", "model", Reach::kEverything, true,
     "the whole type, account open"},
    {"arn:aws:sagemaker:*:111122223333:model/*", "sagemaker", "model", Reach::kOneAccount, true,
     "the account is pinned"},
    {"arn:aws:sagemaker:us-east-1:111122223333:model/*", "sagemaker", "model", Reach::kOneRegion,
     true, "the Region too"},
    {"arn:aws:sagemaker:us-east-1:*:model/*", "sagemaker", "model", Reach::kEverything, true,
     "a Region of any account"},
    {"arn:aws:sagemaker:us-east-1:111122223333:*", "sagemaker", "model", Reach::kOneRegion, true,
     "all types"},
    {"arn:aws:sagemaker:*:111122223333:model/m*", "sagemaker", "model", Reach::kOneAccount, false,
     "too short: as the whole type, yet not all of it"},
    {"arn:aws:sagemaker:*:111122223333:model/fraud-*", "sagemaker", "model", Reach::kNamePart,
     false, "a literal prefix"},
    {"arn:aws:sagemaker:*:*:model/fraud", "sagemaker", "model", Reach::kOneName, false,
     "one name, wherever"},
    {"arn:aws:sagemaker:*:*:flow-definition/*", "sagemaker", "domain", Reach::kNone, false,
     "a star never runs on into a name"},
    {"arn:aws:sagemaker:*:*:model/*", "sagemaker", "domain", Reach::kNone, false, "another type"},
    {"arn:aws:sagemaker:*:*:*", "sagemaker", "domain", Reach::kEverything, true, "all types"},
    {"arn:aws:sagemaker:*", "sagemaker", "domain", Reach::kEverything, true, "runs on"},
    {"arn:aws:sagemaker:us-east-1:111:model/*", "sagemaker", "model", Reach::kNone, false,
     "an account has twelve digits"},
    {"arn:aws:iam::111122223333:user/${aws:username}", "iam", "user", Reach::kOneName, false,
     "a variable counts as a name"},
    {"arn:aws:iam::*:role/*", "iam", "role", Reach::kEverything, true, "IAM has no Region"},
    {"arn:aws:iam::111122223333:role/*", "iam", "role", Reach::kOneAccount, true, "one account"},
    {"arn:aws:iam::111122223333:role/service-role/*", "iam", "role", Reach::kContainer, false,
     "a path is a container"},
    {"arn:aws:iam::111122223333:role/ml-*", "iam", "role", Reach::kNamePart, false, "a prefix"},
    {"arn:aws:iam::aws:policy/*", "iam", "policy", Reach::kOneAccount, true, "AWS's own"},
    {"arn:aws:ssm:*::document/AWS-*", "ssm", "document", Reach::kNamePart, false,
     "AWS's documents have no account"},
    {"arn:aws:logs:*:111122223333:log-group:/aws/lambda/fn:*", "logs", "log-group",
     Reach::kContainer, false, "one group, as AWS writes it"},
    {"arn:aws:logs:*:111122223333:log-group:/aws/lambda/fn:log-stream:*", "logs", "log-stream",
     Reach::kContainer, false, "the streams of one group"},
    {"arn:aws:rds:*:111122223333:db:*", "rds", "db", Reach::kOneAccount, true, "literal colons"},
    {"arn:aws:rds:*:111122223333:cluster:*", "rds", "db", Reach::kNone, false, "another type"},
    {"arn:aws:s3:us-east-1:111122223333:access-grants/default", "s3", "accessgrantsinstance",
     Reach::kOneName, true, "a type of one thing"},
};

TEST(FitOf, SaysHowFarAPatternReachesIntoAType) {
  ReachCache cache(TestCatalog());
  for (const FitCase& c : kFits) {
    const ResourcePattern pattern = CompileResourcePattern(c.pattern, LanguageVersion::k2012);
    const ResourceTypeId type = TypeNamed(c.service, c.type);
    const TypeFit fit = FitOf(TestCatalog(), pattern, type);
    EXPECT_EQ(fit.reach, c.reach) << c.pattern << " on " << c.type << ": " << c.because;
    EXPECT_EQ(fit.covers_type, c.covers_type) << c.pattern << " on " << c.type << ": " << c.because;
    for (int again = 0; again < 2; ++again) {
      const TypeFit remembered = cache.Fit(pattern, type);
      EXPECT_EQ(remembered.reach, fit.reach) << c.pattern;
      EXPECT_EQ(remembered.covers_type, fit.covers_type) << c.pattern;
    }
  }
}

struct CoverCase {
  std::string_view pattern, service, type;
  bool covers_every_arn;
};
constexpr CoverCase kCovers[] = {
    {"*", "ec2", "instance", true},
    {"arn:aws:ec2:*:*:instance/*", "ec2", "instance", true},
    {"arn:*:ec2:*:*:*/*", "ec2", "instance", true},
    {"arn:aws*:ec2:*", "ec2", "instance", true},
    {"arn:aws:ec2:us-east-1:*:*/*", "ec2", "instance", false},
    {"arn:aws:ec2:us-*:*:*/*", "ec2", "instance", false},
    {"arn:aws:ec2:?"
     "?-west-1:*:instance/*",
     "ec2", "instance", false},
    {"arn:aws:ec2:us-east-1*", "ec2", "instance", false},
    {"arn:aws:ec2:*:9*:*/*", "ec2", "instance", false},
    {"arn:aws:ec2:*:111122223333:*", "ec2", "instance", false},
    {"arn:aws:ec2:*:${aws:PrincipalAccount}:*", "ec2", "instance", false},
    {"arn:aws-cn:ec2:*:*:*", "ec2", "instance", false},
    {"arn:aws-*:ec2:*:*:*", "ec2", "instance", false},
    {"arn:aws:ec2:*:*:instance/?", "ec2", "instance", false},
    {"arn:aws:iam::9*:*", "iam", "role", false},
    {"arn:aws:iam::*:*", "iam", "role", true},
    {"arn:aws:iam::*:role/?*", "iam", "role", true},
    {"arn:aws:kms:us-*:*:key/*", "kms", "key", false},
    {"arn:aws:ssm:*:?*:document/*", "ssm", "document", false},  // AWS's have no account
    {"arn:aws:s3:::*", "s3", "bucket", true},
    {"arn:aws:s3:::d*", "s3", "bucket", false},
};

TEST(FitOf, SaysWhetherEveryArnOfATypeIsCovered) {
  for (const CoverCase& c : kCovers) {
    const ResourcePattern pattern = CompileResourcePattern(c.pattern, LanguageVersion::k2012);
    const TypeFit fit = FitOf(TestCatalog(), pattern, TypeNamed(c.service, c.type));
    EXPECT_EQ(fit.covers_every_arn, c.covers_every_arn) << c.pattern;
    EXPECT_NE(fit.reach, Reach::kNone) << c.pattern;
  }
}

// Whoever leaves a Deny out must be sure that it touches nothing.
TEST(FitOf, IsElsewhereOnlyForSure) {
  const ResourceTypeId role = TypeNamed("iam", "role");
  for (const std::string_view text :
       {"*:role/admin", "arn:*:iam::*:role/*", "arn:*-x:role/admin", "arn:?ws:iam::*:role/*",
        "arn:${aws:partition}:iam::*:role/*", "arn:aws*:iam::*:role/*", "*role/admin"}) {
    const ResourcePattern pattern = CompileResourcePattern(text, LanguageVersion::k2012);
    const TypeFit fit = FitOf(TestCatalog(), pattern, role);
    EXPECT_TRUE(fit.is_at_home || fit.reach == Reach::kNone) << text;
  }
  for (const std::string_view text : {"arn:aws-cn:iam::*:role/*", "arn:aws-*:iam::*:role/*"}) {
    const ResourcePattern pattern = CompileResourcePattern(text, LanguageVersion::k2012);
    EXPECT_FALSE(FitOf(TestCatalog(), pattern, role).is_at_home) << text;
  }
}

TEST(FitOf, CoversTheArnsOfTheAccountsPartition) {
  const ResourcePattern pattern =
      CompileResourcePattern("arn:aws-cn:ec2:*:*:*", LanguageVersion::k2012);
  const ResourceTypeId instance = TypeNamed("ec2", "instance");
  EXPECT_TRUE(FitOf(TestCatalog(), pattern, instance, "aws-cn").covers_every_arn);
  EXPECT_TRUE(ReachCache(TestCatalog(), "aws-cn").Fit(pattern, instance).covers_every_arn);
  EXPECT_FALSE(ReachCache(TestCatalog()).Fit(pattern, instance).covers_every_arn);
  EXPECT_TRUE(FitOf(TestCatalog(), pattern, instance, "aws-cn").is_at_home);
  EXPECT_FALSE(FitOf(TestCatalog(), pattern, instance).is_at_home);
  const ActionId terminate = TestCatalog().FindAction("ec2:TerminateInstances").value();
  const ResourceList list = ListOf({"arn:aws-cn:ec2:*:*:*"});
  EXPECT_EQ(ReachCache(TestCatalog()).ReachAtHome(list, terminate), Reach::kNone);
  EXPECT_EQ(ReachCache(TestCatalog(), "aws-cn").ReachAtHome(list, terminate), Reach::kEverything);
}

// Whatever the template, its own shape with stars for names is all of the type.
TEST(FitOf, CoversEveryTypeByItsOwnTemplate) {
  for (size_t i = 0; i < TestCatalog().ResourceTypeCount(); ++i) {
    const ResourceTypeId type{static_cast<uint16_t>(i)};
    if (TestCatalog().TemplateCount(type) != 1) continue;
    std::string text;
    const std::string_view arn_template = TestCatalog().TemplateOf(type);
    for (size_t at = 0; at < arn_template.size(); ++at) {
      const bool opens = arn_template[at] == '{' || arn_template.substr(at).starts_with("${");
      if (opens) at = arn_template.find('}', at);
      text.push_back(opens ? '*' : arn_template[at]);
    }
    const ResourcePattern pattern = CompileResourcePattern(text, LanguageVersion::k2012);
    EXPECT_TRUE(FitOf(TestCatalog(), pattern, type).covers_type) << text;
  }
}

struct ReachCase {
  std::string_view action;
  std::initializer_list<std::string_view> resources;
  bool is_negated;
  Reach reach;
  int best;
  std::string_view because;
};

TEST(ReachOf, TakesTheWidestOverTheActionsTypes) {
  const ReachCase cases[] = {
      {"s3:GetObject",
       {"arn:aws:s3:::a", "arn:aws:s3:::a/*"},
       false,
       Reach::kContainer,
       1,
       "the first fits no object"},
      {"s3:ListBucket", {"arn:aws:s3:::a/*"}, false, Reach::kNone, -1, "dead: needs the bucket"},
      {"s3:ListAllMyBuckets", {"arn:aws:s3:::*"}, false, Reach::kEverything, 0, "the exception"},
      {"s3:ListAllMyBuckets", {"arn:aws:s3:::a*"}, false, Reach::kNone, -1, "of that ARN only"},
      {"ec2:DescribeInstances",
       {"arn:aws:ec2:*:*:instance/*"},
       false,
       Reach::kNone,
       -1,
       "an action without types is granted on `*` only"},
      {"ec2:DescribeInstances", {"*"}, false, Reach::kEverything, 0, "as here"},
      {"ec2:DescribeInstances",
       {"arn:aws:ec2:*:*:instance/*"},
       true,
       Reach::kEverything,
       -1,
       "a NotResource of ARNs never excludes it"},
      {"ec2:DescribeInstances", {"*"}, true, Reach::kNone, -1, "a NotResource of `*` does"},
      {"s3:GetObject", {"arn:aws:s3:::hr/*"}, true, Reach::kEverything, -1, "leaves the others"},
      {"s3:GetObject", {"*"}, true, Reach::kNone, -1, "leaves nothing"},
      {"iam:PassRole",
       {"arn:aws:iam::111122223333:role/a", "*"},
       false,
       Reach::kEverything,
       1,
       "the widest wins"},
      {"ec2:RunInstances",
       {"arn:aws:ec2:*:111122223333:instance/*"},
       false,
       Reach::kOneAccount,
       0,
       "one of its types is enough"},
  };
  ReachCache cache(TestCatalog());
  for (const ReachCase& c : cases) {
    const ResourceList list = ListOf(c.resources, c.is_negated);
    int best = 99;
    EXPECT_EQ(ReachOf(TestCatalog(), list, ActionNamed(c.action), &best), c.reach)
        << c.action << ": " << c.because;
    EXPECT_EQ(best, c.best) << c.action << ": " << c.because;
    EXPECT_EQ(cache.ReachOf(list, ActionNamed(c.action), &best), c.reach) << c.because;
    EXPECT_EQ(best, c.best) << c.action << ": " << c.because;
  }
}

TEST(ReachCache, KeepsTextsOfDifferentVersionsApart) {
  ReachCache cache(TestCatalog());
  const std::string_view text = "arn:aws:iam::111122223333:user/${aws:username}";
  const ResourceTypeId user = TypeNamed("iam", "user");
  EXPECT_EQ(cache.Fit(CompileResourcePattern(text, LanguageVersion::k2012), user).reach,
            Reach::kOneName);
  const std::string starred = "arn:aws:iam::111122223333:user/${*}";
  EXPECT_EQ(cache.Fit(CompileResourcePattern(starred, LanguageVersion::k2012), user).reach,
            Reach::kOneName);
  EXPECT_EQ(cache.Fit(CompileResourcePattern(starred, LanguageVersion::k2008), user).reach,
            Reach::kOneAccount)
      << "in 2008 the star is a wildcard between `${` and `}`, too little text to narrow";
}

TEST(Reach, WeighsAsTheBreadthScoreDoes) {
  EXPECT_DOUBLE_EQ(WeightOf(Reach::kNone), 0);
  EXPECT_DOUBLE_EQ(WeightOf(Reach::kOneName), 0.05);
  EXPECT_DOUBLE_EQ(WeightOf(Reach::kOneAccount), 0.9);
  EXPECT_DOUBLE_EQ(WeightOf(Reach::kEverything), 1);
}

}  // namespace
}  // namespace iamsift
