#include "analyzer/policy/parsed_for_test.h"
#include "gtest/gtest.h"

namespace iamsift {
namespace {

struct KindCase {
  std::string_view json;
  PolicyKind kind;
  std::string_view because;
};
constexpr KindCase kKindCases[] = {
    {R"({"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}})", PolicyKind::kIdentity,
     "no principal is named"},
    {R"({"Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}})",
     PolicyKind::kIdentity, "sts alone makes no trust policy"},
    {R"({"Statement":{"Effect":"Allow","Principal":{"AWS":"1"},"Action":"STS:AssumeRole"}})",
     PolicyKind::kTrust, "a principal, and all actions are sts ones in any case"},
    {R"({"Statement":[{"Effect":"Allow","Principal":"*","Action":["sts:AssumeRole","s3:Get*"]}]})",
     PolicyKind::kResource, "one action is none of sts"},
    {R"({"Statement":[{"Effect":"Deny","NotPrincipal":{"AWS":"1"},"NotAction":"sts:AssumeRole"}]})",
     PolicyKind::kResource, "everything but one sts action"},
    {R"({"Statement":[{"Effect":"Allow","Principal":"*"}]})", PolicyKind::kResource,
     "no action at all is no sts action"},
    {R"({"Statement":[]})", PolicyKind::kIdentity, "nothing to tell by"},
    {"[", PolicyKind::kIdentity, "unreadable"},
};

TEST(PolicyKindOfALoneDocument, FollowsPrincipalsAndActions) {
  for (const KindCase& c : kKindCases) {
    EXPECT_EQ(InferKind(ParseForTest(c.json).document), c.kind) << c.because;
  }
}

TEST(PolicyKindName, IsReadBack) {
  for (const PolicyKind kind :
       {PolicyKind::kIdentity, PolicyKind::kTrust, PolicyKind::kResource, PolicyKind::kScp,
        PolicyKind::kRcp, PolicyKind::kSession, PolicyKind::kBoundary}) {
    EXPECT_EQ(KindNamed(KindName(kind)), kind);
  }
  EXPECT_EQ(KindNamed("policy"), std::nullopt);
}

}  // namespace
}  // namespace iamsift
