#include "analyzer/ingest/usage/evidence.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/ingest/load.h"

namespace iamsift {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::string_view kExport =
    R"({"UserDetailList":[{"UserName":"ana","Arn":"arn:aws:iam::111122223333:user/ana"}],
        "RoleDetailList":[{"RoleName":"train","Arn":"arn:aws:iam::111122223333:role/ml/train"}]})";

LoadResult LoadBeside(std::string name, std::string text, const LoadOptions& options = {}) {
  std::vector<NamedBytes> files;
  files.push_back({"export.json", std::string(kExport)});
  files.push_back({std::move(name), std::move(text)});
  return LoadBytes(std::move(files), options);
}

constexpr std::string_view kReport =
    "user,arn,password_enabled,mfa_active,access_key_1_active,access_key_2_active,new_column\r\n"
    "<root_account>,arn:aws:iam::111122223333:root,not_supported,FALSE,true,false,x\r\n"
    "ana,arn:aws:iam::111122223333:user/ana,TRUE,no_information,\"true\",true,x\r\n";

TEST(CredentialReport, IsReadByTheNamesOfItsColumns) {
  const LoadResult loaded = LoadBeside("report.csv", std::string(kReport));
  ASSERT_THAT(loaded.errors, IsEmpty());
  EXPECT_EQ(loaded.inputs[1].row.type, "credential-report");
  EXPECT_THAT(loaded.inputs[1].row.accounts, ElementsAre("111122223333"));
  const Account& account = loaded.accounts.at(0);
  const CredentialFacts* const ana = account.CredentialsOf(account.principals[0]);
  ASSERT_NE(ana, nullptr);
  EXPECT_EQ(ana->has_password, true);
  EXPECT_EQ(ana->has_mfa, std::nullopt);
  EXPECT_TRUE(ana->HasTwoActiveKeys());
  EXPECT_EQ(ana->created, std::nullopt);
  EXPECT_EQ(account.CredentialsOf(account.principals[1]), nullptr);
  ASSERT_TRUE(account.root_credentials.has_value());
  EXPECT_EQ(account.root_credentials->has_password, true);
  EXPECT_EQ(account.root_credentials->has_mfa, false);
}

TEST(CredentialReport, OfUsersThatNoInputDescribesIsSaidAloud) {
  const LoadResult loaded =
      LoadBeside("report.csv", "user,arn,\nben,arn:aws:iam::111122223333:user/ben,\n");
  ASSERT_THAT(loaded.diagnostics, Not(IsEmpty()));
  EXPECT_THAT(loaded.diagnostics.back().message, HasSubstr("`arn:aws:iam::111122223333:user/ben`"));
}

TEST(LastAccessed, FindsItsPrincipalByFileFolderOrWrapper) {
  const std::string answer = R"({"ServicesLastAccessed":[{"ServiceNamespace":"s3"}]})";
  struct Case {
    std::string name, text;
  };
  const std::vector<Case> cases = {
      {"arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fml%2Ftrain.json", answer},
      {"usage/111122223333/role%2Ftrain.json", answer},
      {"usage/role%2Ftrain.json", answer},
      {"usage.jsonl",
       Concat({R"({"Arn":"arn:aws:iam::111122223333:role/ml/train","Details":)", answer, "}"})},
  };
  for (const Case& c : cases) {
    const LoadResult loaded = LoadBeside(c.name, c.text);
    ASSERT_THAT(loaded.errors, IsEmpty()) << c.name;
    const Account& account = loaded.accounts.at(0);
    const UsageFacts* const usage = account.UsageOf(account.principals[1]);
    ASSERT_NE(usage, nullptr) << c.name;
    EXPECT_EQ(usage->services.at(0).service, "s3") << c.name;
    EXPECT_FALSE(usage->services[0].tells_actions) << c.name;
  }
}

struct FaultCase {
  std::string_view name, text, message;
};
constexpr FaultCase kFaults[] = {
    {"r.csv", "user,arn,mfa_active\nana,x\n", "r.csv:2:1: expected 3 fields, found 2"},
    {"r.csv", "user,arn,mfa_active\nana,x,yes\n",
     "r.csv:2:7: expected true or false in `mfa_active`, found `yes`"},
    {"r.csv", "user,arn,user_creation_time\nana,x,yesterday\n",
     "r.csv:2:7: expected a date in `user_creation_time`, found `yesterday`"},
    {"r.json", R"({"Content":"?","ReportFormat":"text/csv","GeneratedTime":"x"})",
     "r.json:1:12: expected `Content`, a credential report in base64"},
    {"x.json", R"({"ServicesLastAccessed":[]})",
     "x.json:1:1: the answer does not name its principal: expected a file called "
     "`<percent-encoded ARN>.json`, `<type>%2F<name>.json` in a folder named for the account, or "
     "`{\"Arn\": …, \"Details\": …}` around it"},
    {"111122223333/role%2Fx.json", R"({"JobStatus":"IN_PROGRESS","ServicesLastAccessed":[]})",
     "111122223333/role%2Fx.json:1:14: expected the answer of a job that is COMPLETED, found "
     "`IN_PROGRESS`"},
    {"111122223333/role%2Fx.json", R"({"ServicesLastAccessed":[{}]})",
     "111122223333/role%2Fx.json:1:26: expected a service with `ServiceNamespace`, a string"},
};

TEST(Evidence, SaysWhereAFileIsWrong) {
  for (const FaultCase& c : kFaults) {
    const LoadResult loaded = LoadBeside(std::string(c.name), std::string(c.text));
    ASSERT_THAT(loaded.errors, SizeIs(1)) << c.text;
    EXPECT_EQ(MessageOf(loaded.errors[0]), c.message);
    EXPECT_THAT(loaded.accounts, SizeIs(1)) << "the export is read all the same";
  }
}

}  // namespace
}  // namespace iamsift
