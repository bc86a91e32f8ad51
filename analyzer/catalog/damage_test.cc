// Damaged files are refused, and never read out of bounds. Two kinds of damage: by accident, which
// the checksum finds; and on purpose, with the checksum made right again, where whatever is still
// accepted must be safe to read to the last byte.

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "analyzer/base/status.h"
#include "analyzer/catalog/catalog.h"
#include "analyzer/catalog/facts_of_catalog.h"
#include "analyzer/catalog/format/layout.h"
#include "analyzer/catalog/managed_policies.h"
#include "analyzer/catalog/writer/catalog_writer.h"
#include "analyzer/catalog/writer/frame_writer.h"
#include "analyzer/catalog/writer/policies_writer.h"
#include "analyzer/catalog/writer/read_facts.h"

namespace iamsift {
namespace {

std::vector<SourceFile> SmallFacts() {
  std::vector<SourceFile> files;
  files.emplace_back("global-keys.tsv", "aws:TagKeys\tString\t*\trequest\ts\n");
  files.emplace_back("partitions.tsv", "aws\tamazonaws.com\tapi.aws\t^us\tus-east-1\tus-east-1\n");
  files.emplace_back("retired-actions.tsv", "a:Gone\t2021-01-01\t2022-01-01\n");
  files.emplace_back(
      "services/a.tsv",
      "#catalog-service\t1\n"
      "S\ta\tService A\tstorage\trcp\n"
      "R\tbox\tarn:${Partition}:a:::${Box}\taws:TagKeys\n"
      "R\titem\tarn:${Partition}:a:::${Box}/${Item} arn:x\t-\n"
      "K\ta:Tag/${TagKey}\tString\n"
      "K\taws:TagKeys\tArrayOfString\n"
      "A\tGetBox\tR\t-\t2020-12-05\tbox*\t-\t-\n"
      "A\tPutItem\tW\tp\t2024-01-01\tbox*(a:Tag/${TagKey}),item\taws:TagKeys\tb:Go\n");
  files.emplace_back("services/b.tsv",
                     "#catalog-service\t1\nS\tb\tService B\tcompute\t-\n"
                     "A\tGo\tP\t?\t2026-01-01\t-\t-\t?\n");
  return files;
}

std::string SmallCatalog() {
  const std::vector<SourceFile> files = SmallFacts();
  Facts facts = ReadFacts(files).value();
  facts.date = "2026-01-02";
  return WriteCatalog(facts);
}

std::string SmallPolicies() {
  const ManagedPolicyFiles files = {
      SourceFile("current.jsonl",
                 R"({"name":"P","arn":"arn:aws:iam::aws:policy/P","version":"v1",)"
                 R"("created":"2020-01-01","updated":"2020-01-01","obsolete":false,)"
                 R"("document":{"Version":"2012-10-17","Statement":[]}})"
                 "\n"),
      SourceFile("history.tsv", "P\tv1\t2020-01-01\ta:GetBox\t-\n"),
      SourceFile("retired-policies.tsv", "Old\n")};
  return WritePolicies(files, "2026-01-02").value();
}

// Touches all that a catalog gives out.
size_t ReadEverything(const Catalog& catalog) {
  size_t seen = FactsOf(catalog).facts.services.size();
  for (size_t key = 0; key < catalog.ConditionKeyCount(); ++key) {
    const ConditionKeyId id{static_cast<uint16_t>(key)};
    seen += catalog.FindConditionKey(catalog.ConditionKeyName(id)).has_value() ? 1 : 0;
    seen += catalog.GlobalKeyOf(id).has_value() ? 1 : 0;
  }
  seen += catalog.FindConditionKey("a:Tag/x").has_value() ? 1 : 0;
  seen += catalog.FindAction("a:GetBox").has_value() ? 1 : 0;
  seen += catalog.FindRetiredAction("a:Gone").has_value() ? 1 : 0;
  for (const Partition& partition : catalog.Partitions()) seen += partition.regions.size();
  return seen + catalog.UnscopableMask().size();
}

size_t ReadEverything(ManagedPolicies& policies) {
  size_t seen = policies.IsWithdrawn("Old") ? 1 : 0;
  for (size_t at = 0; at < policies.size(); ++at) {
    seen += policies.DocumentOf(at).size() + policies.HistoryOf(at).size();
    seen += policies.FindByArn(policies.InfoOf(at).arn).has_value() ? 1 : 0;
  }
  return seen;
}

bool CatalogIsRefused(const std::string& file) {
  const absl::StatusOr<Catalog> catalog = Catalog::FromBytes(file);
  if (catalog.ok()) ReadEverything(*catalog);
  return !catalog.ok();
}

bool PoliciesAreRefused(const std::string& file) {
  absl::StatusOr<ManagedPolicies> policies = ManagedPolicies::FromBytes(file);
  if (policies.ok()) ReadEverything(*policies);
  return !policies.ok();
}

using IsRefused = bool (*)(const std::string&);

void ExpectNoLengthAccepted(const std::string& whole, IsRefused is_refused) {
  ASSERT_FALSE(is_refused(whole));
  for (size_t length = 0; length < whole.size(); ++length) {
    std::string cut = whole.substr(0, length);
    EXPECT_TRUE(is_refused(cut)) << length << " of " << whole.size() << " bytes";
  }
  EXPECT_TRUE(is_refused(whole + std::string(8, '\0')));
}

void ExpectNoFlipAccepted(const std::string& whole, IsRefused is_refused) {
  for (size_t at = 0; at < whole.size(); ++at) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ (1 << (at % 8)));
    EXPECT_TRUE(is_refused(damaged)) << "byte " << at;
  }
}

// Returns how many of the files were refused.
size_t RefusedAmongSealed(const std::string& whole, IsRefused is_refused) {
  size_t refused = 0;
  std::mt19937 random(7);
  for (size_t at = 0; at < whole.size(); ++at) {
    for (int round = 0; round < 3; ++round) {
      std::string damaged = whole;
      damaged[at] = round == 0 ? '\xff' : static_cast<char>(random());
      SealFrame(damaged);
      refused += is_refused(damaged) ? 1 : 0;
    }
  }
  return refused;
}

TEST(DamagedCatalog, IsRefusedAtEveryLength) {
  ExpectNoLengthAccepted(SmallCatalog(), &CatalogIsRefused);
}

TEST(DamagedCatalog, IsRefusedForEveryFlippedByte) {
  ExpectNoFlipAccepted(SmallCatalog(), &CatalogIsRefused);
}

TEST(DamagedCatalog, IsSafeToReadWhenItsChecksumIsMadeRight) {
  const std::string whole = SmallCatalog();
  const size_t refused = RefusedAmongSealed(whole, &CatalogIsRefused);
  EXPECT_GT(refused, whole.size()) << "most bytes are structure";
  EXPECT_LT(refused, whole.size() * 3) << "some bytes are letters of names";
}

TEST(DamagedCatalog, OfFullSizeIsRefused) {
  const std::string whole(Catalog::Embedded().bytes());
  ASSERT_FALSE(CatalogIsRefused(whole));
  std::mt19937 random(11);
  for (int round = 0; round < 40; ++round) {
    const size_t at = random() % whole.size();
    EXPECT_TRUE(CatalogIsRefused(whole.substr(0, at))) << at;
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
    EXPECT_TRUE(CatalogIsRefused(damaged)) << at;
  }
}

TEST(DamagedCatalog, OfFullSizeIsSafeToReadWhenItsChecksumIsMadeRight) {
  const std::string whole(Catalog::Embedded().bytes());
  std::mt19937 random(13);
  size_t refused = 0;
  for (int round = 0; round < 12; ++round) {
    std::string damaged = whole;
    damaged[random() % whole.size()] = static_cast<char>(random());
    SealFrame(damaged);
    refused += CatalogIsRefused(damaged) ? 1 : 0;
  }
  EXPECT_GT(refused, 0U);
}

TEST(DamagedPolicies, AreRefusedAtEveryLength) {
  ExpectNoLengthAccepted(SmallPolicies(), &PoliciesAreRefused);
}

TEST(DamagedPolicies, AreRefusedForEveryFlippedByte) {
  ExpectNoFlipAccepted(SmallPolicies(), &PoliciesAreRefused);
}

TEST(DamagedPolicies, AreSafeToReadWhenTheirChecksumIsMadeRight) {
  const std::string whole = SmallPolicies();
  EXPECT_GT(RefusedAmongSealed(whole, &PoliciesAreRefused), whole.size());
}

struct HeaderCase {
  size_t offset;
  std::string_view message;
};
constexpr HeaderCase kHeaderCases[] = {
    {0, "the file is damaged or of another kind: it does not begin as such a file does"},
    {offsetof(layout::FrameHeader, format),
     "the file is damaged or of another kind: its format is 254, this program reads 1"},
    {offsetof(layout::FrameHeader, size),
     "the file is damaged or of another kind: it is cut short or has a tail"},
    {offsetof(layout::FrameHeader, date),
     "the file is damaged or of another kind: its checksum differs"},
};

TEST(DamagedCatalog, SaysWhatIsWrong) {
  for (const HeaderCase& c : kHeaderCases) {
    std::string damaged = SmallCatalog();
    damaged[c.offset] = static_cast<char>(~damaged[c.offset]);
    EXPECT_EQ(MessageOf(Catalog::FromBytes(damaged).status()), c.message);
  }
}

TEST(DamagedCatalog, MustBeAligned) {
  const std::string shifted = " " + SmallCatalog();
  const absl::StatusOr<Catalog> catalog = Catalog::FromBytes(std::string_view(shifted).substr(1));
  EXPECT_EQ(MessageOf(catalog.status()),
            "the file is damaged or of another kind: its bytes must start at a multiple of 8 in "
            "memory");
}

TEST(DamagedCatalog, IsNotTakenForPolicies) {
  EXPECT_FALSE(ManagedPolicies::FromBytes(SmallCatalog()).ok());
  EXPECT_FALSE(Catalog::FromBytes(SmallPolicies()).ok());
}

}  // namespace
}  // namespace iamsift
