// The order of the layers where little is known; tests/differential holds known requests against
// the reference.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzer/base/text.h"
#include "analyzer/eval/decide/decision.h"
#include "analyzer/eval/decide/statement_fixture.h"

namespace iamsift {
namespace {

constexpr std::string_view kUser = "arn:aws:iam::111122223333:user/u";
constexpr std::string_view kSession = "arn:aws:sts::111122223333:assumed-role/r/s";
constexpr std::string_view kFederated = "arn:aws:sts::111122223333:federated-user/f";
constexpr std::string_view kAllowAll = "{'Effect':'Allow','Action':'*','Resource':'*'}";
constexpr std::string_view kDenyAll = "{'Effect':'Deny','Action':'*','Resource':'*'}";
constexpr std::string_view kAllowEc2 = "{'Effect':'Allow','Action':'ec2:*','Resource':'*'}";
constexpr std::string_view kNamesAll =
    "{'Effect':'Allow','Principal':'*','Action':'*','Resource':'*'}";

// Layers around one request of an object in the caller's account.
class Layers {
 public:
  LayerPolicy Policy(std::string_view statements, PolicyKind kind = PolicyKind::kIdentity) {
    return {.name = "written", .document = &documents_.Of(std::string(statements), kind)};
  }
  static LayerPolicy Missing() { return {.name = "missing"}; }

  void AddIdentity(LayerPolicy policy) { identity_.push_back(policy); }
  void PassSession(std::vector<LayerPolicy> policies) { session_ = std::move(policies); }

  std::string VerdictOf(std::string_view caller, std::string_view resource = "arn:aws:s3:::b/o") {
    const TestQuestion question("s3:GetObject", resource);
    return std::string(VerdictName(Decided(caller, question, nullptr).verdict));
  }
  Decision Decided(std::string_view caller, const TestQuestion& question, DecisionTrace* trace) {
    known.identity = identity_;
    if (session_) known.session = *session_;
    return Decide(CallerOf(caller), known, question.get(), Logic(nullptr), trace);
  }

  PolicyLayers known{.resource_account = "111122223333"};

 private:
  TestDocuments documents_;
  std::vector<LayerPolicy> identity_;
  std::optional<std::vector<LayerPolicy>> session_;
};

TEST(DecisionOrder, TakesMissingDocumentsForUnknown) {
  Layers identity;
  identity.AddIdentity(Layers::Missing());
  EXPECT_EQ(identity.VerdictOf(kUser), "CONDITIONAL");
  identity.AddIdentity(identity.Policy(kAllowAll));
  EXPECT_EQ(identity.VerdictOf(kUser), "CONDITIONAL") << "the missing one may deny";
  identity.AddIdentity(identity.Policy(kDenyAll));
  EXPECT_EQ(identity.VerdictOf(kUser), "EXPLICIT_DENY") << "whatever the missing one says";
  Layers boundary;
  boundary.known.boundary = Layers::Missing();
  EXPECT_EQ(boundary.VerdictOf(kUser), "IMPLICIT_DENY") << "a boundary grants nothing";
  boundary.AddIdentity(boundary.Policy(kAllowAll));
  EXPECT_EQ(boundary.VerdictOf(kUser), "CONDITIONAL");
}

TEST(DecisionOrder, ReadsRefusedDocumentsAsMissing) {
  Layers layers;
  layers.AddIdentity(layers.Policy("{'Effect':'Allow','Actions':'*','Resource':'*'}"));
  EXPECT_EQ(layers.VerdictOf(kUser), "CONDITIONAL");
}

TEST(DecisionOrder, TellsNoSessionPolicyFromNone) {
  Layers layers;
  layers.AddIdentity(layers.Policy(kAllowAll));
  EXPECT_EQ(layers.VerdictOf(kSession), "ALLOW");
  EXPECT_EQ(layers.VerdictOf(kFederated), "IMPLICIT_DENY")
      << "a federated user without a session policy has nothing";
  layers.PassSession({});
  EXPECT_EQ(layers.VerdictOf(kSession), "ALLOW");
  layers.PassSession({layers.Policy(kAllowEc2)});
  EXPECT_EQ(layers.VerdictOf(kSession), "IMPLICIT_DENY");
  EXPECT_EQ(layers.VerdictOf(kUser), "ALLOW") << "users have none";
  layers.PassSession({layers.Policy(kAllowEc2), layers.Policy(kAllowAll)});
  EXPECT_EQ(layers.VerdictOf(kFederated), "ALLOW") << "their union";
}

TEST(DecisionOrder, LeavesAnUntoldResourcePolicyOpen) {
  Layers layers;
  layers.known.may_have_resource_policy = true;
  EXPECT_EQ(layers.VerdictOf("ec2.amazonaws.com"), "CONDITIONAL");
  EXPECT_EQ(layers.VerdictOf("anonymous"), "CONDITIONAL");
  EXPECT_EQ(layers.VerdictOf("arn:aws:iam::444455556666:user/u"), "IMPLICIT_DENY")
      << "nothing of its own";
  layers.AddIdentity(layers.Policy(kAllowAll));
  EXPECT_EQ(layers.VerdictOf("arn:aws:iam::444455556666:user/u"), "CONDITIONAL");
}

TEST(DecisionOrder, AsksEndpointsOfEveryCaller) {
  Layers layers;
  layers.known.resource = layers.Policy(kNamesAll, PolicyKind::kResource);
  EXPECT_EQ(layers.VerdictOf("anonymous"), "ALLOW");
  const LayerPolicy endpoint =
      layers.Policy("{'Effect':'Allow','Principal':'*','Action':'*','Resource':'arn:aws:s3:::c/*'}",
                    PolicyKind::kResource);
  layers.known.endpoint = {&endpoint, 1};
  EXPECT_EQ(layers.VerdictOf("anonymous"), "IMPLICIT_DENY");
  EXPECT_EQ(layers.VerdictOf("anonymous", "arn:aws:s3:::?/*"), "CONDITIONAL") << "a part passes";
}

TEST(DecisionOrder, CutsPublicGrantsBeyondTheAccount) {
  Layers layers;
  layers.known.resource = layers.Policy(kNamesAll, PolicyKind::kResource);
  layers.known.blocks_public_access = true;
  EXPECT_EQ(layers.VerdictOf("anonymous"), "IMPLICIT_DENY");
  EXPECT_EQ(layers.VerdictOf(kUser), "ALLOW");
  EXPECT_EQ(layers.VerdictOf("cloudtrail.amazonaws.com"), "ALLOW");
}

TEST(DecisionOrder, TracesWhatTookPart) {
  Layers layers;
  layers.AddIdentity(
      layers.Policy(Concat({kAllowAll, ",", kAllowEc2,
                            ",{'Effect':'Deny','Action':'s3:*','Resource':'*','Condition':"
                            "{'Bool':{'aws:SecureTransport':'false'}}}"})));
  DecisionTrace trace;
  const TestQuestion question("s3:GetObject", "arn:aws:s3:::b/o");
  EXPECT_EQ(layers.Decided(kUser, question, &trace).verdict, Verdict::kConditional);
  ASSERT_EQ(trace.statements.size(), 2u) << "the one about EC2 took no part";
  EXPECT_EQ(trace.statements[0].applies.truth, Truth::kTrue);
  EXPECT_EQ(trace.statements[1].applies.truth, Truth::kUnknown);
  EXPECT_EQ(trace.statements[1].statement->effect, Effect::kDeny);
  ASSERT_EQ(trace.layers.size(), 1u);
  EXPECT_EQ(LayerName(trace.layers[0].layer), "identity");
  EXPECT_EQ(trace.layers[0].denies.truth, Truth::kUnknown);
}

TEST(DecisionOrder, SplitsSetsThatAServiceTreatsInParts) {
  Layers layers;
  layers.AddIdentity(layers.Policy(kAllowAll));
  const auto verdict = [&](std::string_view action, std::string_view resource) {
    const TestQuestion question(action, resource);
    return std::string(VerdictName(layers.Decided(kUser, question, nullptr).verdict));
  };
  EXPECT_EQ(verdict("iam:PassRole", "arn:aws:iam::111122223333:role/*"), "CONDITIONAL");
  EXPECT_EQ(verdict("iam:PassRole", "arn:aws:iam::111122223333:role/team/*"), "ALLOW");
  EXPECT_EQ(verdict("iam:PassRole", "*"), "ALLOW") << "what customers have";
  EXPECT_EQ(verdict("kms:CreateAlias", "arn:aws:kms:eu-west-1:111122223333:key/*"),
            "IMPLICIT_DENY");
  EXPECT_EQ(verdict("kms:TagResource", "arn:aws:kms:eu-west-1:111122223333:*"), "CONDITIONAL")
      << "keys must name their principals, aliases need not";
}

}  // namespace
}  // namespace iamsift
