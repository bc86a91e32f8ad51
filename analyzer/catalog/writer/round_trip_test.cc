// Text to binary to text, over all facts of the repository.

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "analyzer/base/status.h"
#include "analyzer/catalog/catalog.h"
#include "analyzer/catalog/facts_of_catalog.h"
#include "analyzer/catalog/managed_policies.h"
#include "analyzer/catalog/writer/catalog_writer.h"
#include "analyzer/catalog/writer/fact_files.h"
#include "analyzer/catalog/writer/policies_writer.h"
#include "analyzer/catalog/writer/provenance.h"
#include "analyzer/catalog/writer/read_facts.h"
#include "analyzer/catalog/writer/write_facts.h"

namespace iamsift {
namespace {

const std::filesystem::path kCatalogFolder =
    std::filesystem::path(IAMSIFT_SOURCE_DIR) / "analyzer" / "catalog";

std::vector<SourceFile> RepositoryFacts() {
  absl::StatusOr<std::vector<SourceFile>> files = LoadFactFiles(kCatalogFolder / "facts");
  EXPECT_TRUE(files.ok()) << files.status();
  return *std::move(files);
}

std::string Compiled(const std::vector<SourceFile>& files) {
  absl::StatusOr<Facts> facts = ReadFacts(files);
  EXPECT_TRUE(facts.ok()) << facts.status();
  facts->date = Catalog::Embedded().date();
  return WriteCatalog(*facts);
}

void ExpectSameText(const std::vector<SourceFile>& files, const Facts& facts) {
  const std::vector<FactFileText> written = WriteFacts(facts);
  ASSERT_EQ(written.size(), files.size());
  for (size_t at = 0; at < files.size(); ++at) {
    EXPECT_EQ(written[at].name, files[at].name());
    EXPECT_TRUE(written[at].text == files[at].text()) << files[at].name() << " differs";
  }
}

TEST(FactsRoundTrip, FactsWriteTheTextThatTheyWereReadFrom) {
  const std::vector<SourceFile> files = RepositoryFacts();
  const absl::StatusOr<Facts> facts = ReadFacts(files);
  ASSERT_TRUE(facts.ok()) << facts.status();
  ExpectSameText(files, *facts);
}

TEST(FactsRoundTrip, TheProgramsCatalogWritesTheTextThatItWasMadeOf) {
  ExpectSameText(RepositoryFacts(), FactsOf(Catalog::Embedded()).facts);
}

TEST(FactsRoundTrip, TheSameFactsGiveTheProgramsBytes) {
  EXPECT_TRUE(Compiled(RepositoryFacts()) == Catalog::Embedded().bytes());
}

TEST(FactsRoundTrip, CompiledBytesPassTheCheckOfForeignOnes) {
  const std::string bytes = Compiled(RepositoryFacts());
  EXPECT_TRUE(Catalog::FromBytes(bytes).ok()) << Catalog::FromBytes(bytes).status();
}

TEST(FactsRoundTrip, AnyChangeOfTheTextChangesTheHash) {
  std::vector<SourceFile> files;
  files.emplace_back("a.tsv", "x\n");
  const std::string before = Sha256OfFiles(files);
  files[0] = SourceFile("a.tsv", "y\n");
  EXPECT_NE(Sha256OfFiles(files), before);
  files[0] = SourceFile("b.tsv", "x\n");
  EXPECT_NE(Sha256OfFiles(files), before) << "names count, too";
}

absl::StatusOr<std::string> CompiledPolicies(std::string_view date) {
  const std::filesystem::path folder = kCatalogFolder / "managed-policies";
  IAMSIFT_ASSIGN_OR_RETURN(SourceFile current, LoadFactFile(folder / "current.jsonl", "current"));
  IAMSIFT_ASSIGN_OR_RETURN(SourceFile history, LoadFactFile(folder / "history.tsv", "history"));
  IAMSIFT_ASSIGN_OR_RETURN(
      SourceFile withdrawn,
      LoadFactFile(kCatalogFolder / "facts" / "retired-policies.tsv", "withdrawn"));
  return WritePolicies({std::move(current), std::move(history), std::move(withdrawn)}, date);
}

TEST(FactsRoundTrip, TheSamePoliciesGiveTheSameBytesTwice) {
  const absl::StatusOr<std::string> once = CompiledPolicies("2026-08-26");
  ASSERT_TRUE(once.ok()) << once.status();
  const absl::StatusOr<ManagedPolicies> policies = ManagedPolicies::FromBytes(*once);
  ASSERT_TRUE(policies.ok()) << policies.status();
  EXPECT_EQ(policies->text_sha256(), ManagedPolicies::Embedded().text_sha256());
  EXPECT_TRUE(*once == ManagedPolicies::Embedded().bytes());
}

TEST(FactsRoundTrip, DatesComeFromTheProvenance) {
  const absl::StatusOr<SourceFile> file =
      LoadFactFile(kCatalogFolder / "provenance.json", "provenance.json");
  ASSERT_TRUE(file.ok());
  const absl::StatusOr<ProvenanceDates> dates = ReadProvenance(*file);
  ASSERT_TRUE(dates.ok()) << dates.status();
  EXPECT_EQ(dates->facts, Catalog::Embedded().date());
  EXPECT_EQ(dates->managed_policies, ManagedPolicies::Embedded().date());
}

}  // namespace
}  // namespace iamsift
