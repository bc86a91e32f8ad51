#include "tests/reference/decision.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace iamsift {
namespace {

// Documents and principals are written with `'` for `"`, which keeps the rows readable.
std::string Json(std::string_view text) {
  std::string json(text);
  for (char& c : json) c = c == '\'' ? '"' : c;
  return json;
}

constexpr std::string_view kUser = "'arn':'arn:aws:iam::111111111111:user/u'";
constexpr std::string_view kSession =
    "'arn':'arn:aws:sts::111111111111:assumed-role/app/s',"
    "'roleArn':'arn:aws:iam::111111111111:role/team/app'";
constexpr std::string_view kLinked =
    "'arn':'arn:aws:sts::111111111111:assumed-role/L/s',"
    "'roleArn':'arn:aws:iam::111111111111:role/aws-service-role/x.amazonaws.com/L'";
constexpr std::string_view kFederatedUser =
    "'arn':'arn:aws:sts::111111111111:federated-user/fred',"
    "'userArn':'arn:aws:iam::111111111111:user/u'";
constexpr std::string_view kRoot = "'arn':'arn:aws:iam::111111111111:root'";
constexpr std::string_view kService = "'arn':'ec2.amazonaws.com'";
constexpr std::string_view kAnonymous = "'arn':'anonymous'";
constexpr std::string_view kWeb = "'arn':'accounts.google.com'";

constexpr std::string_view kObject = "'action':'s3:GetObject','resource':'arn:aws:s3:::b/o'";
constexpr std::string_view kForeign =
    "'action':'s3:GetObject','resource':'arn:aws:s3:::b/o','resourceAccount':'222222222222'";
constexpr std::string_view kKey =
    "'action':'kms:Decrypt','resource':'arn:aws:kms:us-east-1:111111111111:key/k'";
constexpr std::string_view kAssume =
    "'action':'sts:AssumeRole','resource':'arn:aws:iam::111111111111:role/r'";

#define FULL "{'Statement':{'Effect':'Allow','Action':'*','Resource':'*'}}"
#define NONE "{'Statement':{'Effect':'Allow','Action':'ec2:*','Resource':'*'}}"
#define DENY "{'Statement':{'Effect':'Deny','Action':'*','Resource':'*'}}"
#define IDENTITY(document) "'identityPolicies':[{'document':" document "}],"
#define BOUNDARY(document) "'permissionsBoundary':{'document':" document "},"
#define SESSION(document) "'sessionPolicies':[{'document':" document "}],"
#define SCP(document) "'scps':[{'policies':[{'document':" document "}]}],"
#define RCP                                                                         \
  "'rcps':[{'policies':[{'document':{'Statement':{'Effect':'Deny','Principal':'*'," \
  "'Action':['s3:*','kms:*','ec2:*','sts:*'],'Resource':'*'}}}]}],"
#define NAMES(effect, principal) \
  "'resourcePolicy':{'Statement':{'Effect':'" effect "','Principal':" principal ",'Action':'*'}},"
#define ENDPOINT(effect)                                            \
  "'endpointPolicies':[{'document':{'Statement':{'Effect':'" effect \
  "','Principal':'*','Action':'*','Resource':'*'}}}],"
#define NAMES_USER NAMES("Allow", "{'AWS':'arn:aws:iam::111111111111:user/u'}")
#define NAMES_ROLE NAMES("Allow", "{'AWS':'arn:aws:iam::111111111111:role/team/app'}")
#define NAMES_SESSION NAMES("Allow", "{'AWS':'arn:aws:sts::111111111111:assumed-role/app/s'}")
#define NAMES_FRED NAMES("Allow", "{'AWS':'arn:aws:sts::111111111111:federated-user/fred'}")
#define NAMES_ACCOUNT NAMES("Allow", "{'AWS':'111111111111'}")
#define NAMES_ALL NAMES("Allow", "'*'")

std::string Decide(std::string_view principal, std::string_view layers, std::string_view request) {
  const std::string line =
      Json("{'v':1,'id':'x'," + std::string(layers) + "'principal':{" + std::string(principal) +
           "},'request':{" + std::string(request) + "}}");
  const ReferenceVerdict verdict = EvaluateReference(line);
  EXPECT_EQ(verdict.error.empty(), verdict.decision != "ERROR") << line;
  return verdict.decision;
}

struct DecisionCase {
  std::string_view principal, layers, request, decision;
};

void Check(const DecisionCase& c) {
  EXPECT_EQ(Decide(c.principal, c.layers, c.request), c.decision) << c.principal << "\n"
                                                                  << c.layers << "\n"
                                                                  << c.request;
}

constexpr std::string_view kY = "ALLOW";
constexpr std::string_view kN = "IMPLICIT_DENY";
constexpr std::string_view kX = "EXPLICIT_DENY";
constexpr std::string_view kE = "ERROR";

// Who is subject to what.
constexpr DecisionCase kSubjects[] = {
    {kUser, "", kObject, kN},
    {kUser, IDENTITY(FULL), kObject, kY},
    {kUser, IDENTITY(DENY), kObject, kX},
    {kUser, IDENTITY(FULL) BOUNDARY(NONE), kObject, kN},
    {kUser, IDENTITY(FULL) BOUNDARY(DENY), kObject, kX},
    {kUser, IDENTITY(FULL) SESSION(DENY), kObject, kY},
    {kUser, IDENTITY(FULL) SCP(NONE), kObject, kN},
    {kUser, IDENTITY(FULL) SCP(DENY), kObject, kX},
    {kUser, IDENTITY(FULL) RCP, kObject, kX},
    {kSession, IDENTITY(FULL), kObject, kY},
    {kSession, IDENTITY(FULL) BOUNDARY(NONE), kObject, kN},
    {kSession, IDENTITY(FULL) SESSION(NONE), kObject, kN},
    {kSession, IDENTITY(FULL) SESSION(DENY), kObject, kX},
    {kSession, IDENTITY(FULL) "'sessionPolicies':[],", kObject, kY},
    {kSession, IDENTITY(FULL) SCP(NONE), kObject, kN},
    {kSession, IDENTITY(FULL) RCP, kObject, kX},
    {kFederatedUser, IDENTITY(FULL), kObject, kN},
    {kFederatedUser, IDENTITY(FULL) SESSION(FULL), kObject, kY},
    {kFederatedUser, IDENTITY(FULL) SESSION(FULL) BOUNDARY(NONE), kObject, kN},
    {kFederatedUser, IDENTITY(DENY), kObject, kX},
    {kRoot, "", kObject, kY},
    {kRoot, IDENTITY(DENY) BOUNDARY(DENY) SESSION(DENY), kObject, kY},
    {kRoot, SCP(NONE), kObject, kN},
    {kRoot, RCP, kObject, kX},
    {kLinked, IDENTITY(FULL) BOUNDARY(DENY) SESSION(DENY) SCP(DENY) RCP, kObject, kY},
    {kLinked, IDENTITY(DENY), kObject, kX},
    {kLinked, "", kObject, kN},
    {kService, IDENTITY(FULL), kObject, kN},
    {kService, NAMES("Allow", "{'Service':'ec2.amazonaws.com'}"), kObject, kY},
    {kService, NAMES_ALL SCP(DENY) BOUNDARY(DENY), kObject, kY},
    {kService, NAMES_ALL RCP, kObject, kX},
    {kAnonymous, NAMES_ALL SCP(DENY), kObject, kY},
    {kAnonymous, NAMES_ALL RCP, kObject, kX},
    {kAnonymous, "", kObject, kN},
    {"'management':true,'arn':'arn:aws:iam::111111111111:user/u'", IDENTITY(FULL) SCP(DENY),
     kObject, kY},
    {"'management':true,'arn':'arn:aws:iam::111111111111:root'", SCP(DENY), kObject, kY},
    {"'management':true,'arn':'arn:aws:iam::111111111111:user/u'", IDENTITY(FULL) RCP, kObject, kX},
    {kUser, IDENTITY(FULL) RCP,
     "'resourceInManagement':true,'action':'s3:GetObject','resource':'arn:aws:s3:::b/o'", kY},
    {kUser, IDENTITY(FULL) RCP, "'action':'ec2:DescribeInstances','resource':'*'", kY},
    {kUser, IDENTITY(FULL) RCP, "'action':'kms:RetireGrant','resource':'*'", kY},
    {kUser, IDENTITY(FULL) RCP, "'action':'KMS:ListKeys','resource':'*'", kX},
};

TEST(ReferenceDecision, KnowsWhoIsSubjectToWhat) {
  for (const DecisionCase& c : kSubjects) Check(c);
}

// Resource policies against boundaries and session policies.
constexpr DecisionCase kResourcePolicies[] = {
    {kUser, NAMES_USER, kObject, kY},
    {kUser, NAMES_USER BOUNDARY(NONE), kObject, kY},
    {kUser, NAMES_ALL BOUNDARY(NONE), kObject, kY},
    {kUser, NAMES_USER BOUNDARY(DENY), kObject, kX},
    {kUser, NAMES_USER IDENTITY(DENY), kObject, kX},
    {kUser, NAMES_ACCOUNT, kObject, kN},
    {kUser, NAMES_ACCOUNT IDENTITY(FULL), kObject, kY},
    {kUser, NAMES("Deny", "{'AWS':'111111111111'}") IDENTITY(FULL), kObject, kX},
    {kUser, NAMES("Deny", "{'AWS':'222222222222'}") IDENTITY(FULL), kObject, kY},
    {kSession, NAMES_SESSION BOUNDARY(NONE) SESSION(NONE), kObject, kY},
    {kSession, NAMES_ALL BOUNDARY(NONE) SESSION(NONE), kObject, kY},
    {kSession, NAMES_ROLE, kObject, kY},
    {kSession, NAMES_ROLE BOUNDARY(NONE), kObject, kN},
    {kSession, NAMES_ROLE SESSION(NONE), kObject, kN},
    {kSession, NAMES_ROLE SESSION(FULL) BOUNDARY(FULL), kObject, kY},
    {kSession, NAMES_ACCOUNT, kObject, kN},
    {kFederatedUser, NAMES_FRED, kObject, kY},
    {kFederatedUser, NAMES_FRED SESSION(NONE), kObject, kY},
    {kFederatedUser, NAMES_USER, kObject, kN},
    {kFederatedUser, NAMES_USER SESSION(FULL), kObject, kY},
    {kFederatedUser, NAMES_USER SESSION(NONE), kObject, kN},
    {kUser, NAMES_USER SCP(NONE), kObject, kN},
    {kUser, NAMES_USER ENDPOINT("Allow"), kObject, kY},
    {kUser, NAMES_USER ENDPOINT("Deny"), kObject, kX},
    {kUser, IDENTITY(FULL) "'endpointPolicies':[],", kObject, kY},
    // Another account.
    {kUser, IDENTITY(FULL), kForeign, kN},
    {kUser, NAMES_USER, kForeign, kN},
    {kUser, NAMES_USER IDENTITY(FULL), kForeign, kY},
    {kUser, NAMES_ACCOUNT IDENTITY(FULL), kForeign, kY},
    {kUser, NAMES_USER IDENTITY(FULL) BOUNDARY(NONE), kForeign, kN},
    {kSession, NAMES_SESSION IDENTITY(FULL) SESSION(NONE), kForeign, kN},
    {kSession, NAMES_ROLE IDENTITY(FULL) SESSION(FULL), kForeign, kY},
    {kRoot, NAMES_ACCOUNT, kForeign, kY},
    {kRoot, "", kForeign, kN},
    {kService, NAMES_ALL, kForeign, kY},
};

TEST(ReferenceDecision, WeighsResourcePolicies) {
  for (const DecisionCase& c : kResourcePolicies) Check(c);
}

// Keys and roles must name their principals; SCP levels; what the services decide.
constexpr DecisionCase kSpecials[] = {
    {kUser, IDENTITY(FULL), kKey, kN},
    {kRoot, "", kKey, kN},
    {kRoot, NAMES_ACCOUNT, kKey, kY},
    {kUser, IDENTITY(FULL) NAMES_ACCOUNT, kKey, kY},
    {kUser, NAMES_ACCOUNT, kKey, kN},
    {kUser, NAMES_USER, kKey, kY},
    {kUser, IDENTITY(DENY) NAMES_USER, kKey, kX},
    {kSession, NAMES_ROLE BOUNDARY(NONE), kKey, kN},
    {kUser, IDENTITY(FULL), "'action':'kms:ListKeys','resource':'*'", kY},
    {kUser, IDENTITY(FULL),
     "'action':'kms:DeleteAlias','resource':'arn:aws:kms:us-east-1:111111111111:alias/a'", kY},
    {kUser, IDENTITY(FULL), kAssume, kN},
    {kUser, NAMES_USER, kAssume, kY},
    {kUser, NAMES_ALL, kAssume, kY},
    {kUser, NAMES_ACCOUNT, kAssume, kN},
    {kUser, NAMES_ACCOUNT IDENTITY(FULL), kAssume, kY},
    {kSession, NAMES_ROLE, kAssume, kY},
    {kSession, NAMES_ROLE SESSION(NONE), kAssume, kN},
    {kService, NAMES("Allow", "{'Service':'ec2.amazonaws.com'}"), kAssume, kY},
    {kWeb, NAMES("Allow", "{'Federated':'accounts.google.com'}"),
     "'action':'sts:AssumeRoleWithWebIdentity','resource':'arn:aws:iam::111111111111:role/r'", kY},
    {kWeb, NAMES_ALL,
     "'action':'sts:AssumeRoleWithWebIdentity','resource':'arn:aws:iam::111111111111:role/r'", kY},
    {kRoot, NAMES_ALL, kAssume, kN},
    {kUser, IDENTITY(FULL), "'action':'iam:PassRole','resource':'arn:aws:iam::111111111111:role/r'",
     kY},
    {kUser, NAMES_USER, "'action':'iam:PassRole','resource':'arn:aws:iam::111111111111:role/r'",
     kN},
    {kUser, IDENTITY(FULL) "'scps':[],", kObject, kY},
    {kUser, IDENTITY(FULL) "'scps':[{'policies':[]}],", kObject, kN},
    {kUser,
     IDENTITY(FULL) "'scps':[{'policies':[{'document':" FULL "}]},{'policies':[{'document':" NONE
                    "},{'document':" FULL "}]}],",
     kObject, kY},
    {kUser, IDENTITY(DENY), "'action':'sts:GetCallerIdentity','resource':'*'", kY},
    {kService, "", "'action':'sts:GetCallerIdentity','resource':'*'", kY},
    {kAnonymous, "", "'action':'sts:GetCallerIdentity','resource':'*'", kN},
    {kUser, IDENTITY(DENY), "'action':'sts:GetSessionToken','resource':'*'", kY},
    {kRoot, SCP(DENY), "'action':'sts:GetSessionToken','resource':'*'", kY},
    {kSession, IDENTITY(DENY), "'action':'sts:GetSessionToken','resource':'*'", kX},
    {kUser, IDENTITY(FULL),
     "'action':'iam:CreatePolicyVersion','resource':'arn:aws:iam::aws:policy/P'", kN},
    {kUser, IDENTITY(DENY),
     "'action':'iam:CreatePolicyVersion','resource':'arn:aws:iam::aws:policy/P'", kX},
    {kUser, IDENTITY(FULL), "'action':'iam:GetPolicy','resource':'arn:aws:iam::aws:policy/P'", kY},
    {kUser, IDENTITY(FULL),
     "'action':'iam:DeleteRole','resource':'arn:aws:iam::111111111111:role/aws-service-role/x/L'",
     kN},
    {kUser, IDENTITY(FULL),
     "'action':'iam:GetRole','resource':'arn:aws:iam::111111111111:role/aws-service-role/x/L'", kY},
    {kUser, IDENTITY(FULL),
     "'action':'iam:PassRole','resource':'arn:aws:iam::111111111111:role/aws-reserved/x/R'", kN},
    {kUser, IDENTITY(FULL),
     "'action':'kms:CreateAlias','resource':'arn:aws:kms:us-east-1:111111111111:alias/aws/s3'", kN},
};

TEST(ReferenceDecision, KnowsWhatIsSpecial) {
  for (const DecisionCase& c : kSpecials) Check(c);
}

#define BLOCKED "'settings':{'s3BlockPublicAccess':true},"
#define IF(condition)                                                             \
  "'resourcePolicy':{'Statement':{'Effect':'Allow','Principal':'*','Action':'*'," \
  "'Condition':" condition "}},"
constexpr std::string_view kFromInside =
    "'action':'s3:GetObject','resource':'arn:aws:s3:::b/o','context':{'aws:SourceIp':'10.0.0.1'}";
constexpr std::string_view kPolicyOfBucket =
    "'action':'s3:DeleteBucketPolicy','resource':'arn:aws:s3:::b'";

constexpr DecisionCase kBuckets[] = {
    {kAnonymous, NAMES_ALL BLOCKED, kObject, kN},
    {kService, NAMES_ALL BLOCKED, kObject, kY},
    {kUser, NAMES_ALL BLOCKED, kObject, kY},
    {kUser, NAMES_ALL BLOCKED IDENTITY(FULL), kForeign, kN},
    {kUser, NAMES_USER BLOCKED IDENTITY(FULL), kForeign, kY},
    {kUser, NAMES("Deny", "'*'") BLOCKED IDENTITY(FULL), kForeign, kX},
    {kAnonymous, IF("{'IpAddress':{'aws:SourceIp':'10.0.0.0/8'}}") BLOCKED, kFromInside, kY},
    {kAnonymous, IF("{'IpAddress':{'aws:SourceIp':'0.0.0.0/0'}}") BLOCKED, kFromInside, kN},
    {kAnonymous, IF("{'NotIpAddress':{'aws:SourceIp':'11.0.0.0/8'}}") BLOCKED, kFromInside, kN},
    {kAnonymous, IF("{'StringLike':{'aws:SourceIp':'10.*'}}") BLOCKED, kFromInside, kN},
    {kAnonymous, IF("{'StringEquals':{'aws:SourceIp':'10.0.0.1'}}") BLOCKED, kFromInside, kY},
    {kAnonymous, IF("{'StringEqualsIfExists':{'aws:SourceIp':'10.0.0.1'}}") BLOCKED, kFromInside,
     kN},
    {kAnonymous, IF("{'IpAddress':{'aws:VpcSourceIp':'10.0.0.0/8'}}") BLOCKED, kFromInside, kN},
    {kRoot, NAMES("Deny", "'*'"), kPolicyOfBucket, kY},
    {kRoot, NAMES("Deny", "'*'"), kObject, kX},
    {kRoot, NAMES("Deny", "'*'") SCP(NONE), kPolicyOfBucket, kN},
    {kUser, NAMES("Deny", "'*'") IDENTITY(FULL), kPolicyOfBucket, kX},
};

TEST(ReferenceDecision, KnowsWhatS3Adds) {
  for (const DecisionCase& c : kBuckets) Check(c);
}

constexpr DecisionCase kErrors[] = {
    {kUser, IDENTITY("{}"), kObject, kE},
    {kUser, IDENTITY("'no document'"), kObject, kE},
    {kUser, "'identityPolicies':[{}],", kObject, kE},
    {kUser, "'identityPolicies':{},", kObject, kE},
    {kUser, IDENTITY(FULL) SESSION("{}"), kObject, kE},
    {kUser, BOUNDARY("[]"), kObject, kE},
    {kUser, SCP("{}"), kObject, kE},
    {kUser, "'rcps':[{'policies':[{'document':" FULL "}]}],", kObject, kE},
    {kUser, "'resourcePolicy':" FULL ",", kObject, kE},
    {kUser, "'resourcePolicy':null,'scps':null," IDENTITY(FULL), kObject, kY},
    {"'arn':'somebody'", "", kObject, kE},
    {"'type':'user'", "", kObject, kE},
    {kUser, "", "'action':'s3:GetObject'", kE},
    {kUser, "", "'action':'s3:GetObject','resource':'*','context':{'k':{}}", kE},
};

TEST(ReferenceDecision, AnswersErrorForWhatCannotBeRead) {
  for (const DecisionCase& c : kErrors) Check(c);
  EXPECT_EQ(EvaluateReference("no JSON").decision, "ERROR");
  EXPECT_EQ(EvaluateReference("{}").decision, "ERROR");
}

TEST(ReferenceDecision, TakesTheListOfServicesThatRcpsReach) {
  const std::string line = Json("{'v':1,'id':'x'," IDENTITY(FULL) RCP "'principal':{" +
                                std::string(kUser) + "},'request':{" + std::string(kObject) + "}}");
  constexpr std::string_view kOnlyEc2[] = {"ec2"};
  EXPECT_EQ(EvaluateReference(line).decision, kX);
  EXPECT_EQ(EvaluateReference(line, kOnlyEc2).decision, kY);
}

}  // namespace
}  // namespace iamsift
