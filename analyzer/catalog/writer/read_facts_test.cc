#include "analyzer/catalog/writer/read_facts.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/catalog/writer/fact_files.h"
#include "analyzer/catalog/writer/policies_writer.h"
#include "analyzer/catalog/writer/provenance.h"

namespace iamsift {
namespace {

constexpr std::string_view kHead = "#catalog-service\t1\nS\ta\tService A\tstorage\t-\n";

std::string ErrorOf(std::string name, std::string text) {
  std::vector<SourceFile> files;
  files.emplace_back("services/z.tsv",
                     "#catalog-service\t1\nS\tz\tZ\tc\t-\nA\tGo\tR\t-\t2020-12-05\t-\t-\t-\n");
  files.emplace_back(std::move(name), std::move(text));
  return MessageOf(ReadFacts(files).status());
}

struct ServiceErrorCase {
  std::string_view records;  // after kHead
  std::string_view message;
};
constexpr ServiceErrorCase kServiceErrors[] = {
    {"X\tfoo\n", "services/a.tsv:3:1: expected a record S, R, K or A, not `X`"},
    {"\n", "services/a.tsv:3:1: expected a record S, R, K or A, not ``"},
    {"A\tGet\n", "services/a.tsv:3:1: expected 8 fields in record A, not 2"},
    {"S\ta\tAgain\tc\t-\n", "services/a.tsv:3:1: expected one S record, before all others"},
    {"K\ta:X\tText\n", "services/a.tsv:3:7: expected the type of a key, not `Text`"},
    {"K\ta:B\tString\nK\ta:A\tString\n",
     "services/a.tsv:4:3: expected a name after `a:B` in order without case, not `a:A`"},
    {"R\tx\t-\t-\n", "services/a.tsv:3:5: expected an ARN template"},
    {"R\tx\tnot\t-\n", "services/a.tsv:3:5: expected an ARN template"},
    {"K\ta:X\tString\nR\tx\tarn:a\t-\n",
     "services/a.tsv:4:1: expected R records before K and A records"},
    {"A\tGet\tQ\t-\t2020-12-05\t-\t-\t-\n",
     "services/a.tsv:3:7: expected L, R, W, T or P, not `Q`"},
    {"A\tGet\tR\tx\t2020-12-05\t-\t-\t-\n", "services/a.tsv:3:9: expected p, ? or -, not `x`"},
    {"A\tGet\tR\t?\t2020-12-05\t-\t-\t-\n",
     "services/a.tsv:3:26: expected flags and dependent actions to be unknown together"},
    {"A\tGet\tR\t-\tyesterday\t-\t-\t-\n",
     "services/a.tsv:3:11: expected a date since 2015, not `yesterday`"},
    {"A\tGet\tR\t-\t2014-12-31\t-\t-\t-\n",
     "services/a.tsv:3:11: expected a date since 2015, not `2014-12-31`"},
    {"A\tGet\tR\t-\t2020-12-05\tbox*\t-\t-\n",
     "services/a.tsv:3:22: expected a resource type of this file, not `box`"},
    {"A\tGet\tR\t-\t2020-12-05\tbox)\t-\t-\n", "services/a.tsv:3:22: expected `(` before `)`"},
    {"A\tGet\tR\t-\t2020-12-05\t-\ta:Key\t-\n",
     "services/a.tsv:3:24: expected a condition key with a K record, not `a:Key`"},
    {"A\tGet\tR\t-\t2020-12-05\t-\t-\tz:Come\n",
     "services/a.tsv:3:26: expected an action of the catalog, not `z:Come`"},
    {"A\tGet\tR\t-\t2020-12-05\t-\t-\t-\nA\tget\tR\t-\t2020-12-05\t-\t-\t-\n",
     "services/a.tsv:4:3: expected a name after `Get` in order without case, not `get`"},
    {"A\tGet\tR\t-\t2020-12-05\t-\t-\t-\r\n",
     "services/a.tsv:3:27: expected lines that end with LF alone"},
};

TEST(ReadFacts, SaysWhereAServiceFileIsWrong) {
  for (const ServiceErrorCase& c : kServiceErrors) {
    EXPECT_EQ(ErrorOf("services/a.tsv", Concat({kHead, c.records})), c.message);
  }
}

TEST(ReadFacts, SaysWhatAServiceFileLacks) {
  EXPECT_EQ(ErrorOf("services/a.tsv", "S\ta\tA\tc\t-\n"),
            "services/a.tsv:1:1: expected `#catalog-service`, a tab and the format number 1");
  EXPECT_EQ(ErrorOf("services/a.tsv", "#catalog-service\t1\n"),
            "services/a.tsv:1:1: expected an S record");
  EXPECT_EQ(ErrorOf("services/b.tsv", std::string(kHead)),
            "services/b.tsv:2:3: expected the prefix that the file is named after, not `a`");
  EXPECT_EQ(ErrorOf("services/a.tsv", "#catalog-service\t1\nS\ta\tA\tc\tyes\n"),
            "services/a.tsv:2:9: expected `rcp` or `-`, not `yes`");
}

struct TableErrorCase {
  std::string_view file, text, message;
};
constexpr TableErrorCase kTableErrors[] = {
    {"action-tags.tsv", "z:Go\n", "action-tags.tsv:1:1: expected 2 fields, not 1"},
    {"action-tags.tsv", "z:Come\tc\n",
     "action-tags.tsv:1:1: expected an action of the catalog, not `z:Come`"},
    {"action-tags.tsv", "z:Go\txc\n",
     "action-tags.tsv:1:6: expected some of `cdex` in that order, not `xc`"},
    {"service-principals.tsv", "b\t-\na\t-\n",
     "service-principals.tsv:2:1: expected a row after `b`, not `a`"},
    {"service-principals.tsv", "a\t-\nA\t-\n",
     "service-principals.tsv:2:1: expected a row after `a`, not `A`"},
    {"event-exceptions.tsv", "y\tE\t=\tz:Go\n",
     "event-exceptions.tsv:1:1: expected a service of the catalog, not `y`"},
    {"event-exceptions.tsv", "z\tE\t~\tz:Go\n",
     "event-exceptions.tsv:1:5: expected one of `=`, `+`, `|`, `0`, not `~`"},
    {"event-exceptions.tsv", "z\tE\t=\t-\n",
     "event-exceptions.tsv:1:7: expected actions unless the kind is 0, not ``"},
    {"event-exceptions.tsv", "z\tE\t=\tz:Come\n",
     "event-exceptions.tsv:1:7: expected an action of the catalog, not `z:Come`"},
    {"event-sources.tsv", "e.amazonaws.com\tz y\n",
     "event-sources.tsv:1:19: expected a service of the catalog, not `y`"},
    {"global-keys.tsv", "aws:X\tText\t1\tg\ta\n",
     "global-keys.tsv:1:7: expected the type of a key, not `Text`"},
    {"global-keys.tsv", "aws:X\tBool\t2\tg\ta\n",
     "global-keys.tsv:1:12: expected `1` or `*`, not `2`"},
    {"global-keys.tsv", "aws:X\tBool\t1\tg\tn\n",
     "global-keys.tsv:1:16: expected `a` or `s`, not `n`"},
    {"cfn-types.tsv", "A::B\t-\tz/box\t-\n",
     "cfn-types.tsv:1:8: expected a resource type of the catalog, not `z/box`"},
    {"retired-actions.tsv", "z:Go\t2021-01-01\t2022-01-01\n",
     "retired-actions.tsv:1:1: expected an action that is no longer listed, not `z:Go`"},
    {"retired-actions.tsv", "z:Old\t2021-01-01\tlater\n",
     "retired-actions.tsv:1:18: expected a date, not `later`"},
    {"more.tsv", "a\n", "more.tsv:1:1: no such fact file is known"},
};

TEST(ReadFacts, SaysWhereATableIsWrong) {
  for (const TableErrorCase& c : kTableErrors) {
    EXPECT_EQ(ErrorOf(std::string(c.file), std::string(c.text)), c.message);
  }
}

TEST(ReadFacts, ReadsWhatAServiceFileSays) {
  std::vector<SourceFile> files;
  files.emplace_back("services/a.tsv", Concat({kHead,
                                               "R\tbot alias\tarn:x arn:y\ta:Key\n"
                                               "K\ta:Key\tBool\n"
                                               "K\ta:Other\tDate\n"
                                               "A\tGet\tT\tp\t2021-02-03\tbot "
                                               "alias*(a:Key|a:Other)\ta:Key,a:Other\ta:Get\n"}));
  const absl::StatusOr<Facts> facts = ReadFacts(files);
  ASSERT_TRUE(facts.ok()) << facts.status();
  const ServiceFacts& service = facts->services.at(0);
  EXPECT_EQ(service.name, "Service A");
  EXPECT_EQ(service.resource_types.at(0).templates,
            (std::vector<std::string_view>{"arn:x", "arn:y"}));
  EXPECT_EQ(service.keys.at(1).type, KeyType::kDate);
  const ActionFacts& action = service.actions.at(0);
  EXPECT_EQ(action.level, AccessLevel::kTagging);
  EXPECT_TRUE(action.permission_only);
  EXPECT_FALSE(action.unknown_flags);
  EXPECT_EQ(action.resources.at(0).type, "bot alias");
  EXPECT_TRUE(action.resources.at(0).required);
  EXPECT_EQ(action.resources.at(0).keys, (std::vector<std::string_view>{"a:Key", "a:Other"}));
  EXPECT_EQ(action.dependents, (std::vector<std::string_view>{"a:Get"}));
}

TEST(ReadFacts, SaysThatAFolderIsMissing) {
  const auto files = LoadFactFiles("no/such/folder");
  EXPECT_EQ(MessageOf(files.status()), "no/such/folder: the folder of facts cannot be read");
  const auto file = LoadFactFile("no/such/file.tsv", "file.tsv");
  EXPECT_EQ(MessageOf(file.status()), "file.tsv: the file cannot be read");
}

struct PolicyErrorCase {
  std::string_view current, history, message;
};
constexpr std::string_view kGoodPolicy =
    R"({"name":"P","arn":"arn:aws:iam::aws:policy/P","version":"v1","created":"2020-01-01",)"
    R"("updated":"2020-01-01","obsolete":false,"document":{}})"
    "\n";
constexpr PolicyErrorCase kPolicyErrors[] = {
    {"[]\n", "", "current:1:1: expected a JSON object"},
    {"{\"name\":\"P\"}\n", "", "current:1:1: expected the member `arn`, a text"},
    {R"({"name":"P","arn":"arn:aws:iam::aws:policy/Q","version":"v1","created":"2020-01-01",)"
     R"("updated":"2020-01-01","obsolete":false,"document":{}})",
     "", "current:1:1: expected the ARN of `P`, not `arn:aws:iam::aws:policy/Q`"},
    {R"({"name":"P","arn":"a","version":"v1","created":"2020-01-01","updated":"2020-01-01",)"
     R"("obsolete":0,"document":{}})",
     "", "current:1:1: expected the member `obsolete`, true or false"},
    {R"({"name":"P","arn":"a","version":"v1","created":"2020-01-01","updated":"2020-01-01",)"
     R"("obsolete":true,"document":"x"})",
     "", "current:1:1: expected the member `document`, an object"},
    {kGoodPolicy, "P\tv1\n", "history:1:1: expected 5 fields"},
    {kGoodPolicy, "Q\tv1\t2020-01-01\t-\t-\n",
     "history:1:1: expected a policy of current.jsonl, in its order, not `Q`"},
    {kGoodPolicy, "P\tv1\tnever\t-\t-\n", "history:1:6: expected a date"},
};

TEST(WritePolicies, SaysWhereAFileIsWrong) {
  for (const PolicyErrorCase& c : kPolicyErrors) {
    const ManagedPolicyFiles files = {SourceFile("current", std::string(c.current)),
                                      SourceFile("history", std::string(c.history)),
                                      SourceFile("withdrawn", "")};
    EXPECT_EQ(MessageOf(WritePolicies(files, "2026-01-01").status()), c.message);
  }
}

TEST(WritePolicies, WantsPoliciesInOrder) {
  const ManagedPolicyFiles files = {SourceFile("current", Concat({kGoodPolicy, kGoodPolicy})),
                                    SourceFile("history", ""), SourceFile("withdrawn", "")};
  EXPECT_EQ(MessageOf(WritePolicies(files, "2026-01-01").status()),
            "current:2:1: expected a policy after `P`, not `P`");
}

TEST(ReadProvenance, WantsBothDates) {
  EXPECT_EQ(MessageOf(ReadProvenance(SourceFile("p.json", "{")).status()),
            "p.json:1:1: expected a JSON object");
  EXPECT_EQ(MessageOf(ReadProvenance(SourceFile("p.json", "{}")).status()),
            "p.json:1:1: expected the member `date`");
  EXPECT_EQ(MessageOf(ReadProvenance(SourceFile("p.json", R"({"date":"2026-01-01"})")).status()),
            "p.json:1:1: expected a source that gives `managed policies`, with its date");
}

}  // namespace
}  // namespace iamsift
