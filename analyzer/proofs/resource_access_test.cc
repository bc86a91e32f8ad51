// The formula of a principal among resources and organizations says of every request what the order
// of decision says (eval/decide), which it shares no line with.

#include "analyzer/proofs/resource_access.h"

#include <gtest/gtest.h>

#include <random>

#include "analyzer/account/attach_guardrails.h"
#include "analyzer/eval/decide/estate_fixture.h"
#include "analyzer/match/catalog_for_test.h"
#include "analyzer/proofs/policy_checks.h"
#include "analyzer/proofs/request_check.h"

namespace iamsift {
namespace {

constexpr std::string_view kKey = "arn:aws:kms:eu-west-1:111122223333:key/k";
constexpr std::string_view kForeignKey = "arn:aws:kms:eu-west-1:444455556666:key/k";
constexpr std::string_view kTrusted = "arn:aws:iam::111122223333:role/trusted";

struct AskedThing {
  std::string_view action, resource, owner;
};

constexpr AskedThing kAsked[] = {
    {"s3:GetObject", "arn:aws:s3:::ours/x", kHomeAccount},
    {"s3:ListBucket", "arn:aws:s3:::ours", kHomeAccount},
    {"s3:GetObject", "arn:aws:s3:::theirs/x", kOtherAccount},
    {"s3:PutObject", "arn:aws:s3:::theirs/x", kOtherAccount},
    {"kms:Decrypt", kKey, kHomeAccount},
    {"kms:RetireGrant", kKey, kHomeAccount},
    {"kms:Decrypt", kForeignKey, kOtherAccount},
    {"sts:AssumeRole", kTrusted, kHomeAccount},
    {"sts:TagSession", kTrusted, kHomeAccount},
    {"iam:GetRole", kTrusted, kHomeAccount},
    {"sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:q", kHomeAccount},
    {"ec2:StartInstances", "arn:aws:ec2:eu-west-1:111122223333:instance/i-1", kHomeAccount},
};

class RandomEstate {
 public:
  explicit RandomEstate(uint32_t seed) : random_(seed) {
    if (Chance(2)) AddOrganization();
    AddPrincipals();
    for (const auto& [arn, owner] :
         std::initializer_list<std::pair<std::string_view, std::string_view>>{
             {"arn:aws:s3:::ours", kHomeAccount},
             {"arn:aws:s3:::theirs", kOtherAccount},
             {kKey, kHomeAccount},
             {kForeignKey, kOtherAccount},
             {"arn:aws:sqs:eu-west-1:111122223333:q", kHomeAccount}}) {
      estate_.AddResourcePolicy(arn, owner, ResourcePolicy(arn));
    }
  }

  TestEstate& estate() { return estate_; }
  PrincipalAccess AccessOfPrincipal(size_t index) {
    Account& account = estate_.accounts().front();
    if (estate_.Around().organization != nullptr) {
      AttachGuardrails(account, *estate_.Around().organization);
    }
    const Principal& principal = account.principals[index];
    const Surroundings around = estate_.Around();
    return AccessAmong({around.organization, around.resource_policies, around.inventory},
                       TestCatalog(), account, principal);
  }

 private:
  bool Chance(uint32_t of) { return random_() % of == 0; }
  template <size_t kCount>
  std::string_view One(const std::string_view (&texts)[kCount]) {
    return texts[random_() % kCount];
  }

  std::string Action() {
    return std::string(One({"*", "s3:*", "s3:Get*", "s3:*Object", "kms:*", "kms:Re*", "kms:Decrypt",
                            "sts:*", "sts:AssumeRole", "iam:Get*", "sqs:SendMessage", "ec2:*"}));
  }
  std::string Resource() {
    return std::string(
        One({"*", "*", "arn:aws:s3:::ours/*", "arn:aws:s3:::*", "arn:aws:s3:::theirs*",
             "arn:aws:kms:*:*:key/*", "arn:aws:iam::111122223333:role/*",
             "arn:aws:sqs:*:111122223333:q", "arn:aws:kms:*:111122223333:*"}));
  }
  std::string Principals() {
    return std::string(One(
        {"'*'", "{'AWS':'111122223333'}", "{'AWS':'arn:aws:iam::111122223333:root'}",
         "{'AWS':'arn:aws:iam::111122223333:user/u'}", "{'AWS':'arn:aws:iam::111122223333:role/r'}",
         "{'AWS':['arn:aws:iam::111122223333:role/r','444455556666']}",
         "{'Service':'ec2.amazonaws.com'}"}));
  }
  // One drawing after the other: in which order arguments are computed is the compiler's affair,
  // and a seed must mean the same estate to all.
  std::string SomeAllow() {
    const std::string action = Action();
    return Allow(action, Resource());
  }
  std::string SomeDeny() {
    const std::string action = Action();
    return Deny(action, Resource());
  }
  std::string SomeNames(std::string_view effect, std::string_view rest) {
    const std::string principals = Principals();
    return Names(effect, principals, Action(), rest);
  }
  std::string Identity() {
    std::string statements = SomeAllow();
    if (Chance(2)) statements += "," + SomeAllow();
    if (Chance(3)) statements += "," + SomeDeny();
    return statements;
  }
  // Of a bucket, all kinds of resources; of everything else `*` or nothing to cross with.
  std::string ResourcePolicy(std::string_view arn) {
    const std::string rest =
        Concat({",'Resource':", Chance(2) ? "'*'" : Concat({"['", arn, "','", arn, "/*']"})});
    std::string statements = SomeNames("Allow", rest);
    if (Chance(2)) statements += "," + SomeNames("Allow", rest);
    if (Chance(3)) statements += "," + SomeNames("Deny", rest);
    if (Chance(4)) {
      statements += Concat({",{'Effect':'Deny','NotPrincipal':", Principals(), ",'Action':'",
                            Action(), "'", rest, "}"});
    }
    return statements;
  }

  void AddPrincipals() {
    for (const auto add : {&RandomEstate::AddUser, &RandomEstate::AddRole}) {
      Principal& principal = (this->*add)();
      if (Chance(2)) estate_.SetBoundary(principal, Identity());
    }
    std::string trust = Trusts(Principals());
    if (Chance(3)) trust += "," + Names("Deny", Principals(), "sts:*");
    estate_.AddRole("trusted", "", trust);
    estate_.AddRole("aws-service-role/x.amazonaws.com/Linked", Identity());
  }
  Principal& AddUser() { return estate_.AddUser("u", Identity()); }
  Principal& AddRole() {
    const std::string identity = Identity();
    return estate_.AddRole("r", identity, Trusts(Principals()));
  }

  void AddOrganization() {
    Organization& organization = estate_.MakeOrganization();
    if (Chance(2)) {
      organization.nodes[1].guardrails.clear();
      estate_.AddGuardrail(1, GuardrailType::kScp, Identity());
    }
    for (const std::string_view action : {"kms:*", "s3:*", "ec2:*", "kms:Re*"}) {
      if (!Chance(3)) continue;
      const size_t node = random_() % 4;
      estate_.AddGuardrail(
          node, GuardrailType::kRcp,
          Names("Deny", "'*'", action, Concat({",'Resource':'", Resource(), "'"})));
    }
  }

  std::minstd_rand random_;
  TestEstate estate_;
};

ProofRequest RequestOf(const AskedThing& asked) {
  ProofRequest request{.principal = "",
                       .action = std::string(asked.action),
                       .resource = std::string(asked.resource),
                       .context = {}};
  request.context["aws:resourceaccount"] = {{std::string(asked.owner)}, false};
  return request;
}

TEST(ResourceAccess, AgreesWithTheOrderOfDecision) {
  size_t allowed = 0, denied = 0;
  for (uint32_t seed = 1; seed <= 500; ++seed) {
    RandomEstate random(seed);
    const std::vector<Principal>& principals = random.estate().accounts().front().principals;
    for (size_t i = 0; i < principals.size(); ++i) {
      const PrincipalAccess access = random.AccessOfPrincipal(i);
      ASSERT_TRUE(access.missing.empty()) << seed << " " << access.missing.front();
      RequestCheck check;
      for (const AskedThing& asked : kAsked) {
        const Decision decision =
            random.estate().Ask(principals[i].arn, asked.action, asked.resource);
        ASSERT_NE(decision.verdict, Verdict::kConditional) << seed << " " << asked.action;
        const bool is_allowed = check.Decide(access.formula, RequestOf(asked)).is_allowed;
        EXPECT_EQ(is_allowed, decision.verdict == Verdict::kAllowed)
            << "seed " << seed << ": " << principals[i].arn << " " << asked.action << " "
            << asked.resource << " is " << VerdictName(decision.verdict);
        ++(is_allowed ? allowed : denied);
      }
    }
  }
  EXPECT_GT(allowed, 1000U);
  EXPECT_GT(denied, 2000U);
}

// A proof between two principals' formulas leaves no request over.
TEST(ResourceAccess, IsComparedByProofs) {
  size_t proved = 0, refuted = 0;
  for (uint32_t seed = 1; seed <= 60; ++seed) {
    RandomEstate one(seed), other(seed % 2 == 0 ? seed : seed + 1000);
    const PrincipalAccess narrower = one.AccessOfPrincipal(seed % 2);
    const PrincipalAccess wider = other.AccessOfPrincipal(seed % 3 == 0 ? 1 : 0);
    ProofContext context;
    context.catalog = &TestCatalog();
    context.seeks_realistic_witness = true;
    const InclusionAnswer answer = DecideInclusion(narrower.formula, wider.formula, context);
    ASSERT_NE(answer.inclusion, Inclusion::kUnknown) << seed << " " << answer.reason;
    ++(answer.inclusion == Inclusion::kProved ? proved : refuted);
    RequestCheck check;
    for (const AskedThing& asked : kAsked) {
      const ProofRequest request = RequestOf(asked);
      if (!check.Decide(narrower.formula, request).is_allowed) continue;
      EXPECT_TRUE(answer.inclusion == Inclusion::kRefuted ||
                  check.Decide(wider.formula, request).is_allowed)
          << seed << " " << asked.action;
    }
  }
  EXPECT_GT(proved, 5U);
  EXPECT_GT(refuted, 5U);
}

TEST(ResourceAccess, SaysWhatNoFormulaHolds) {
  const auto missing = [](const auto& change) {
    TestEstate estate;
    estate.AddRole("r", Allow("*"));
    change(estate);
    const Account& account = estate.accounts().front();
    const Surroundings around = estate.Around();
    const PrincipalAccess access =
        AccessAmong({around.organization, around.resource_policies, around.inventory},
                    TestCatalog(), account, account.principals.front());
    return access.missing.empty() ? std::string() : access.missing.front();
  };
  EXPECT_EQ(missing([](TestEstate& estate) {
              estate.AddResourcePolicy("arn:aws:s3:::b", "", Names("Allow", "'*'", "s3:*"));
            }),
            "no input tells which account owns arn:aws:s3:::b");
  EXPECT_EQ(missing([](TestEstate& estate) {
              estate.AddResourcePolicy(
                  "arn:aws:s3:::b", kHomeAccount,
                  Names("Allow", "{'AWS':'arn:aws:sts::111122223333:assumed-role/r/nightly'}",
                        "s3:*", ",'Resource':'*'"));
            }),
            "policy `arn:aws:s3:::b` tells sessions of one role apart");
  EXPECT_EQ(missing([](TestEstate& estate) {
              estate.AddResourcePolicy(
                  "arn:aws:s3:::b", kHomeAccount,
                  Names("Allow", "'*'", "s3:*", ",'Resource':'arn:aws:s3:::*/x'"));
            }),
            "what `arn:aws:s3:::*/x` means in policy `arn:aws:s3:::b` is not said by any list of "
            "resources");
}

}  // namespace
}  // namespace iamsift
