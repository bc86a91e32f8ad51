#include "analyzer/ingest/context.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzer/base/status.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::string Corpus(std::string_view name) { return Concat({IAMSIFT_SOURCE_DIR, "/corpus/", name}); }

ContextInputs Load(const ContextPaths& paths) {
  ContextInputs context = LoadContext(paths, {}, 7);
  for (const absl::Status& error : context.errors) ADD_FAILURE() << error;
  return context;
}

TEST(Context, ReadsTheOrganizationOfTheCorpus) {
  const ContextInputs context = Load({.organization = Corpus("organization/answers")});
  ASSERT_TRUE(context.organization.has_value());
  EXPECT_THAT(context.diagnostics, IsEmpty());
  const auto levels = LevelsOf(*context.organization, "111122223333", GuardrailType::kScp);
  ASSERT_TRUE(levels.has_value());
  EXPECT_THAT(*levels, SizeIs(4));
  EXPECT_TRUE(IsManagementAccount(*context.organization, "999988887777"));
}

TEST(Context, PlacesCountFromTheFirstInput) {
  const ContextInputs context = Load({.organization = Corpus("organization/answers"),
                                      .resource_policies = {Corpus("resource-policies/answers")},
                                      .inventory = Corpus("resource-policies/inventory.ndjson")});
  EXPECT_EQ(context.first_input, 7u);
  const auto name_of = [&](uint32_t input) {
    return std::string(context.inputs.at(input - context.first_input).source->name());
  };
  for (const Guardrail& guardrail : context.organization->guardrails) {
    if (!guardrail.text) continue;
    EXPECT_THAT(name_of(guardrail.text->place.input), HasSubstr(std::string(guardrail.id)));
  }
  for (const ResourcePolicy& row : context.resource_policies.all()) {
    EXPECT_THAT(name_of(row.place.input), HasSubstr("resource-policies/answers/"));
  }
  EXPECT_THAT(name_of(context.inventory.rows()[0].place.input), HasSubstr("inventory.ndjson"));
}

TEST(Context, ReadsPoliciesFromSeveralPaths) {
  const ContextInputs context =
      Load({.resource_policies = {Corpus("resource-policies/rows.ndjson"),
                                  Corpus("resource-policies/config-snapshot.json")}});
  EXPECT_THAT(context.inputs, SizeIs(2));
  EXPECT_EQ(context.inputs[0].row.type, "resource-policy");
  EXPECT_EQ(context.inputs[1].row.type, "aws-config");
  EXPECT_NE(context.resource_policies.Find("arn:aws:s3:::fjord-datasets/published/x"), nullptr);
  EXPECT_NE(context.resource_policies.Find("arn:aws:s3:::fjord-scratch"), nullptr);
}

TEST(Context, AFileOfAnotherKindIsAnErrorOnlyByName) {
  const std::string exported = Corpus("accounts/ml-company/export.json");
  const ContextInputs named = LoadContext({.organization = exported}, {}, 0);
  ASSERT_THAT(named.errors, SizeIs(1));
  EXPECT_THAT(MessageOf(named.errors[0]), HasSubstr("which `--org` does not read"));
  EXPECT_FALSE(named.organization.has_value());

  const ContextInputs walked = LoadContext({.organization = Corpus("accounts/ml-company")}, {}, 0);
  ASSERT_THAT(walked.errors, SizeIs(1));
  EXPECT_THAT(MessageOf(walked.errors[0]), HasSubstr("no file in it tells of an organization"));
  EXPECT_THAT(walked.diagnostics, SizeIs(1));
}

TEST(Context, AMissingPathIsAnError) {
  const ContextInputs context = LoadContext({.resource_policies = {"no-such-folder"}}, {}, 0);
  ASSERT_THAT(context.errors, SizeIs(1));
  EXPECT_EQ(MessageOf(context.errors[0]), "no-such-folder: no such file or folder");
}

TEST(Context, NothingAskedIsNothingRead) {
  const ContextInputs context = Load({});
  EXPECT_THAT(context.inputs, IsEmpty());
  EXPECT_FALSE(context.organization.has_value());
  EXPECT_TRUE(context.resource_policies.empty());
  EXPECT_TRUE(context.inventory.empty());
}

}  // namespace
}  // namespace iamsift
