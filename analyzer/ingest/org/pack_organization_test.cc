#include "analyzer/ingest/org/pack_organization.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzer/base/text.h"
#include "analyzer/ingest/context.h"
#include "analyzer/ingest/org/read_organization.h"

namespace iamsift {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

OrganizationReading ReadText(const SourceFile& file) {
  return ReadOrganization({{.source = &file, .json = file.text(), .rewritten = nullptr}}, 512);
}

std::string CorpusPacked() {
  const ContextInputs context = LoadContext(
      {.organization = Concat({IAMSIFT_SOURCE_DIR, "/corpus/organization/answers"})}, {}, 0);
  return PackOrganization(*context.organization, "2026-10-01T08:00:00Z");
}

TEST(PackOrganization, ReadsBackAsTheSame) {
  const std::string packed = CorpusPacked();
  const SourceFile file("org.json", packed);
  const OrganizationReading reading = ReadText(file);
  EXPECT_THAT(reading.errors, IsEmpty());
  EXPECT_THAT(reading.diagnostics, IsEmpty());
  EXPECT_EQ(PackOrganization(*reading.organization, "2026-10-01T08:00:00Z"), packed);
  EXPECT_TRUE(LevelsOf(*reading.organization, "111122223333", GuardrailType::kRcp).has_value());
}

TEST(PackOrganization, WritesDocumentsOut) {
  const std::string packed = CorpusPacked();
  EXPECT_THAT(packed, HasSubstr("\"NotAction\": [\n"));
  EXPECT_THAT(packed, HasSubstr("\"parent\": null,\n      \"name\": \"Root\""));
  EXPECT_THAT(packed, HasSubstr("\"taken\": \"2026-10-01T08:00:00Z\""));
  EXPECT_THAT(packed, Not(HasSubstr("\\\"")));
}

TEST(PackOrganization, KeepsWhatIsNoPolicy) {
  const SourceFile file("org.json", R"({"schema": "iamsift.org/1", "organization": {"id": "o-x"},
      "policies": [{"id": "p-1", "type": "SERVICE_CONTROL_POLICY", "document": "not {json",
                    "targets": []}]})");
  const std::string packed = PackOrganization(*ReadText(file).organization, "");
  EXPECT_THAT(packed, HasSubstr(R"("document": "not {json")"));
  EXPECT_THAT(packed, Not(HasSubstr("taken")));
}

}  // namespace
}  // namespace iamsift
