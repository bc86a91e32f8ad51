#include "tests/reference/random_case.h"

#include <string_view>
#include <vector>

#include "tests/reference/random_condition.h"
#include "tests/reference/random_policy.h"
#include "tests/reference/random_source.h"
#include "tests/reference/text.h"

namespace iamsift {
namespace reference {
namespace {

constexpr std::string_view kHome = "111111111111";
constexpr std::string_view kElsewhere = "222222222222";
constexpr std::string_view kLinkedRole =
    "arn:aws:iam::@:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX";

// `@` is the account of the resource.
struct Target {
  int weight;
  std::string_view action, resource;
};
constexpr Target kTargets[] = {
    {14, "s3:GetObject", "arn:aws:s3:::b/home/u"},
    {10, "s3:GetObject", "arn:aws:s3:::b/o"},
    {5, "s3:PutObject", "arn:aws:s3:::data/x/y"},
    {3, "s3:GetObject", "arn:aws:s3:::b/é"},
    {7, "s3:ListBucket", "arn:aws:s3:::b"},
    {4, "s3:PutBucketPolicy", "arn:aws:s3:::b"},
    {1, "s3:GetBucketPolicy", "arn:aws:s3:::b"},
    {4, "s3:ListAllMyBuckets", "*"},
    {3, "s3:GetObject", "arn:aws:s3:us-east-1:@:accesspoint/ap/object/o"},
    {4, "ec2:DescribeInstances", "*"},
    {5, "ec2:StartInstances", "arn:aws:ec2:us-east-1:@:instance/i-1"},
    {7, "sqs:SendMessage", "arn:aws:sqs:us-east-1:@:q"},
    {6, "lambda:InvokeFunction", "arn:aws:lambda:us-east-1:@:function:fn:prod"},
    {4, "secretsmanager:GetSecretValue", "arn:aws:secretsmanager:eu-west-1:@:secret:db/main-a1"},
    {3, "dynamodb:GetItem", "arn:aws-cn:dynamodb:cn-north-1:@:table/t"},
    {9, "kms:Decrypt", "arn:aws:kms:us-east-1:@:key/k-1"},
    {2, "kms:RetireGrant", "arn:aws:kms:us-east-1:@:key/k-1"},
    {2, "kms:CreateAlias", "arn:aws:kms:us-east-1:@:alias/aws/s3"},
    {2, "kms:DeleteAlias", "arn:aws:kms:us-east-1:@:alias/mine"},
    {1, "kms:ListKeys", "*"},
    {14, "sts:AssumeRole", "arn:aws:iam::@:role/team/app"},
    {2, "sts:TagSession", "arn:aws:iam::@:role/team/app"},
    {1, "sts:SetSourceIdentity", "arn:aws:iam::@:role/team/app"},
    {1, "sts:AssumeRole", "arn:aws:iam::@:role/other"},
    {2, "iam:PassRole", "arn:aws:iam::@:role/team/app"},
    {1, "iam:PassRole", "arn:aws:iam::@:role/aws-reserved/sso.amazonaws.com/R"},
    {1, "iam:GetRole", "arn:aws:iam::@:role/aws-reserved/sso.amazonaws.com/R"},
    {2, "iam:DeleteRole", kLinkedRole},
    {1, "iam:GetRole", kLinkedRole},
    {2, "iam:CreatePolicyVersion", "arn:aws:iam::aws:policy/P"},
    {1, "iam:GetPolicy", "arn:aws:iam::aws:policy/P"},
    {3, "iam:PutUserPolicy", "arn:aws:iam::@:user/bob"},
    {2, "organizations:LeaveOrganization", "*"},
    {2, "sts:GetCallerIdentity", "*"},
    {2, "sts:GetSessionToken", "*"},
};

// `@` is the account of the caller.
struct Visitor {
  int weight;
  std::string_view type, arn, role_arn, user_arn;
};
constexpr Visitor kVisitors[] = {
    {34, "user", "arn:aws:iam::@:user/u", "", ""},
    {4, "user", "arn:aws:iam::@:user/team/Bob", "", ""},
    {8, "role", "arn:aws:iam::@:role/team/app", "", ""},
    {22, "session", "arn:aws:sts::@:assumed-role/app/s", "arn:aws:iam::@:role/team/app", ""},
    {4, "session", "arn:aws:sts::@:assumed-role/app/s", "", ""},
    {5, "session", "arn:aws:sts::@:assumed-role/AWSServiceRoleForX/s", kLinkedRole, ""},
    {1, "role", kLinkedRole, "", ""},
    {8, "federated-user", "arn:aws:sts::@:federated-user/fred", "", "arn:aws:iam::@:user/u"},
    {7, "root", "arn:aws:iam::@:root", "", ""},
    {6, "service", "ec2.amazonaws.com", "", ""},
    {5, "anonymous", "anonymous", "", ""},
};

// Callers that only ever assume roles.
struct Stranger {
  std::string_view action, arn;
};
constexpr Stranger kStrangers[] = {
    {"sts:AssumeRoleWithWebIdentity",
     "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com"},
    {"sts:AssumeRoleWithWebIdentity", "accounts.google.com"},
    {"sts:AssumeRoleWithWebIdentity", "cognito-identity.amazonaws.com"},
    {"sts:AssumeRoleWithSAML", "arn:aws:iam::111111111111:saml-provider/idp"},
};

template <typename T, size_t N>
const T& PickByWeight(const T (&choices)[N], RandomSource& random) {
  int all = 0;
  for (const T& choice : choices) all += choice.weight;
  auto left = static_cast<int>(random.Below(static_cast<size_t>(all)));
  for (const T& choice : choices) {
    left -= choice.weight;
    if (left < 0) return choice;
  }
  return choices[0];
}

class CaseWriter {
 public:
  explicit CaseWriter(uint64_t seed) : seed_(seed), random_(seed) {}

  std::string Write() {
    ChooseScene();
    Fields line{{"v", "1"}, {"id", Quoted("random-" + std::to_string(seed_))}};
    line.emplace_back("principal", Principal());
    AddOwnPolicies(line);
    AddGuardrails(line);
    AddResourcePolicy(line);
    line.emplace_back("request", Request());
    return ObjectOf(line);
  }

 private:
  void ChooseScene() {
    const bool is_crossing = random_.Chance(22);
    scene_.resource_account = is_crossing ? kElsewhere : kHome;
    if (random_.Chance(4)) {
      const Stranger& stranger = random_.Pick(kStrangers);
      type_ = "federated";
      scene_.caller = stranger.arn;
      scene_.action = stranger.action;
      scene_.resource = WithAccount("arn:aws:iam::@:role/team/app", scene_.resource_account);
    } else {
      ChooseVisitor();
      const Target& target = PickByWeight(kTargets, random_);
      scene_.action = target.action;
      scene_.resource = WithAccount(target.resource, scene_.resource_account);
    }
    scene_.resource_policy_type = TypeOfResourcePolicy();
    scene_.blocks_public_access =
        scene_.resource_policy_type == PolicyType::kBucket && random_.Chance(20);
  }

  void ChooseVisitor() {
    const Visitor& visitor = PickByWeight(kVisitors, random_);
    const auto at_home = [](std::string_view arn) { return WithAccount(arn, kHome); };
    type_ = visitor.type;
    scene_.caller = at_home(visitor.arn);
    scene_.role_arn = at_home(visitor.role_arn);
    scene_.user_arn = at_home(visitor.user_arn);
    const bool has_account = type_ != "service" && type_ != "anonymous";
    if (has_account) scene_.caller_account = kHome;
  }

  PolicyType TypeOfResourcePolicy() const {
    if (scene_.resource.find(":role/") != std::string::npos) return PolicyType::kTrust;
    return scene_.resource.starts_with("arn:aws:s3:") ? PolicyType::kBucket : PolicyType::kResource;
  }

  bool IsSameAccount() const { return scene_.caller_account == scene_.resource_account; }

  std::string Principal() {
    Fields fields{{"arn", Quoted(scene_.caller)}};
    if (type_ == "federated" || random_.Chance(70)) fields.emplace_back("type", Quoted(type_));
    if (!scene_.caller_account.empty() && random_.Chance(60)) {
      fields.emplace_back("account", Quoted(scene_.caller_account));
    }
    if (!scene_.role_arn.empty()) fields.emplace_back("roleArn", Quoted(scene_.role_arn));
    if (!scene_.user_arn.empty()) fields.emplace_back("userArn", Quoted(scene_.user_arn));
    is_of_management_ = !scene_.caller_account.empty() && random_.OneIn(15);
    if (is_of_management_) fields.emplace_back("management", "true");
    return ObjectOf(fields);
  }

  std::string Attached(PolicyType type) {
    const Fields named{{"name", Quoted("p")}};
    Fields fields = random_.Chance(50) ? named : Fields{};
    fields.emplace_back("document", RandomDocument(type, scene_, random_));
    return ObjectOf(fields);
  }

  std::string AttachedFull(PolicyType type) { return ObjectOf({{"document", FullAccess(type)}}); }

  // A list with full access in `percent` of 100, else of random documents.
  std::string Policies(PolicyType type, int percent) {
    std::vector<std::string> policies;
    if (random_.Chance(percent)) policies.push_back(AttachedFull(type));
    const size_t more = policies.empty() ? 1 + random_.Below(2) : random_.Below(2);
    for (size_t i = 0; i < more; ++i) policies.push_back(Attached(type));
    return ArrayOf(policies);
  }

  void AddOwnPolicies(Fields& line) {
    const bool is_stranger = scene_.caller_account.empty();
    if (random_.Chance(is_stranger ? 5 : 85)) {
      line.emplace_back("identityPolicies", Policies(PolicyType::kIdentity, 50));
    }
    if (random_.Chance(is_stranger ? 3 : 18)) {
      line.emplace_back("permissionsBoundary", random_.Chance(40)
                                                   ? AttachedFull(PolicyType::kIdentity)
                                                   : Attached(PolicyType::kIdentity));
    }
    const int percent = type_ == "federated-user" ? 75 : type_ == "session" ? 22 : 4;
    if (random_.Chance(percent)) {
      line.emplace_back("sessionPolicies",
                        random_.OneIn(15) ? "[]" : Policies(PolicyType::kIdentity, 45));
    }
  }

  // The levels of the organization, root first; now and then one without a policy.
  std::string Levels(PolicyType type, int percent) {
    std::vector<std::string> levels;
    const size_t count = random_.OneIn(40) ? 0 : 1 + random_.Below(3);
    for (size_t i = 0; i < count; ++i) {
      const std::string policies = random_.OneIn(50) ? "[]"
                                   : type == PolicyType::kResourceControl && random_.Chance(40)
                                       ? "[]"
                                       : Policies(type, percent);
      levels.push_back(ObjectOf({{"target", Quoted("t")}, {"policies", policies}}));
    }
    return ArrayOf(levels);
  }

  void AddGuardrails(Fields& line) {
    if (random_.Chance(22)) {
      line.emplace_back("scps", Levels(PolicyType::kServiceControl, 85));
    }
    if (random_.Chance(14)) {
      line.emplace_back("rcps", Levels(PolicyType::kResourceControl, 12));
    }
    if (random_.Chance(8)) {
      line.emplace_back("endpointPolicies",
                        random_.OneIn(15) ? "[]" : Policies(PolicyType::kEndpoint, 50));
    }
  }

  void AddResourcePolicy(Fields& line) {
    const bool is_trust = scene_.resource_policy_type == PolicyType::kTrust;
    const bool is_key = scene_.resource.find(":key/") != std::string::npos;
    const bool is_needed = is_key || (is_trust && scene_.action.starts_with("sts:"));
    const bool is_helpful = !IsSameAccount();
    int percent = is_needed ? 92 : is_helpful ? 85 : 40;
    if (is_trust && !is_needed) percent = 10;
    if (random_.Chance(percent)) {
      line.emplace_back("resourcePolicy",
                        RandomDocument(scene_.resource_policy_type, scene_, random_));
    }
    if (scene_.blocks_public_access) {
      line.emplace_back("settings", ObjectOf({{"s3BlockPublicAccess", "true"}}));
    }
  }

  std::string Request() {
    const std::string action =
        random_.OneIn(20) ? WithOtherCase(scene_.action, random_) : scene_.action;
    Fields fields{{"action", Quoted(action)}, {"resource", Quoted(scene_.resource)}};
    const std::vector<std::string> parts = SplitAt(scene_.resource, ':', 5);
    const bool is_of_nobody = parts.size() > 4 && parts[4].empty();
    const bool needs_account = is_of_nobody && !IsSameAccount();
    const bool is_open = scene_.resource == "*" || (parts.size() > 4 && parts[4] == "aws");
    if (needs_account || (!is_open && random_.Chance(30))) {
      fields.emplace_back("resourceAccount", Quoted(scene_.resource_account));
    }
    const bool is_in_management = IsSameAccount() ? is_of_management_ : random_.OneIn(12);
    if (is_in_management) fields.emplace_back("resourceInManagement", "true");
    if (random_.Chance(92)) fields.emplace_back("context", RandomContext(random_));
    return ObjectOf(fields);
  }

  uint64_t seed_;
  RandomSource random_;
  std::string_view type_;
  Scene scene_;
  bool is_of_management_ = false;
};

}  // namespace
}  // namespace reference

std::string RandomCase(uint64_t seed) { return reference::CaseWriter(seed).Write(); }

}  // namespace iamsift
