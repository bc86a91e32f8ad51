#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "analyzer/base/check.h"
#include "analyzer/ingest/org/pack_organization.h"
#include "analyzer/ingest/org/read_organization.h"
#include "analyzer/ingest/resources/read_resources.h"

namespace iamsift {
namespace {

constexpr int kDepth = 512;

// The same bytes under names that readers take for parts of the content.
constexpr const char* kNames[] = {
    "in.json",
    "org/list-accounts-for-parent/r-ab12.json",
    "org/list-targets-for-policy/p-FullAWSAccess.json",
    "aws/aws/organizations/o-x/accounts.json",
    "aws/aws/organizations/o-x/scps/p-1/policy.json",
    "aws/aws/accounts/111122223333/s3/b/metadata.json",
    "kms.get-key-policy/k.json",
    "lambda.get-policy/f.json",
    "ec2.describe-vpc-endpoints/all.json",
};

void CheckPlace(const PolicyText& text, const DocumentStore& documents, const SourceFile& file) {
  IAMSIFT_CHECK(text.place.span.end <= file.text().size());
  for (const Statement& statement : documents.at(text.document).statements) {
    IAMSIFT_CHECK(InputOffsetOf(text.place, file.text(), statement.span.begin) <=
                  file.text().size());
  }
}

void CheckOrganization(const JsonText& text) {
  const OrganizationReading reading = ReadOrganization({text}, kDepth);
  if (!reading.organization) return;
  const Organization& organization = *reading.organization;
  for (const Guardrail& guardrail : organization.guardrails) {
    if (guardrail.text) CheckPlace(*guardrail.text, organization.documents, *text.source);
  }
  for (size_t i = 0; i < organization.nodes.size(); ++i) {
    const OrganizationNode& node = organization.nodes[i];
    IAMSIFT_CHECK(node.parent < static_cast<int32_t>(i));
    LevelsOf(organization, node.id, GuardrailType::kScp);
  }
  // What is packed is an organization again.
  const std::string packed = PackOrganization(organization, "");
  const SourceFile file("packed.json", packed);
  const OrganizationReading again =
      ReadOrganization({{.source = &file, .json = file.text(), .rewritten = nullptr}}, kDepth);
  for (const absl::Status& error : again.errors) IAMSIFT_CHECK(!error.message().empty());
}

void CheckResources(const JsonText& text) {
  const ResourcePoliciesReading reading = ReadResourcePolicies({text}, LoadOptions());
  for (const ResourcePolicy& row : reading.policies.all()) {
    if (row.text) CheckPlace(*row.text, reading.policies.documents(), *text.source);
    reading.policies.Find(row.arn);
  }
  ReadInventory({text}, LoadOptions());
}

}  // namespace
}  // namespace iamsift

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  for (const char* const name : iamsift::kNames) {
    const iamsift::SourceFile file(name, bytes);
    const iamsift::JsonText text{.source = &file, .json = file.text(), .rewritten = nullptr};
    iamsift::CheckOrganization(text);
    iamsift::CheckResources(text);
  }
  return 0;
}
