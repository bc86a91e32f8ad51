#include "analyzer/eval/decide/service_rules.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "analyzer/account/arn.h"
#include "analyzer/catalog/policy_reach.h"

namespace iamsift {
namespace {

// Sorted.
constexpr std::string_view kChangesOfRoles[] = {
    "iam:attachrolepolicy",       "iam:deleterole",       "iam:deleterolepermissionsboundary",
    "iam:deleterolepolicy",       "iam:detachrolepolicy", "iam:putrolepermissionsboundary",
    "iam:putrolepolicy",          "iam:tagrole",          "iam:untagrole",
    "iam:updateassumerolepolicy", "iam:updaterole",       "iam:updateroledescription",
};

constexpr std::string_view kChangesOfAliases[] = {"kms:createalias", "kms:deletealias",
                                                  "kms:updatealias"};

bool IsAmong(const Question& question, const auto& sorted) {
  return std::binary_search(std::begin(sorted), std::end(sorted), question.action);
}

// By its name: actions of IAM that change nothing get, list, simulate or generate a report.
bool ChangesIam(const Question& question) {
  if (question.service != "iam") return false;
  for (const std::string_view reading : {"get", "list", "simulate", "generate"}) {
    if (question.name.starts_with(reading)) return false;
  }
  return true;
}

// Every resource that is asked for is as `holds` says. Sets count by their patterns' beginnings,
// which hold for all of their ARNs.
template <typename Holds>
bool AllAre(const AskedResource& resource, Holds holds) {
  if (!resource.is_set) return holds(std::string_view(resource.text));
  return !resource.patterns.empty() &&
         std::all_of(resource.patterns.begin(), resource.patterns.end(), holds);
}

bool IsServiceRole(std::string_view arn) {
  return ServiceOfArn(arn) == "iam" && (ResourceOfArn(arn).starts_with("role/aws-service-role/") ||
                                        ResourceOfArn(arn).starts_with("role/aws-reserved/"));
}

bool IsReservedRole(std::string_view arn) {
  return ServiceOfArn(arn) == "iam" && ResourceOfArn(arn).starts_with("role/aws-reserved/");
}

bool IsAwsAlias(std::string_view arn) {
  return ServiceOfArn(arn) == "kms" && ResourceOfArn(arn).starts_with("alias/aws/");
}

// --- Public bucket policies ----------------------------------------------------------------------

// Keys whose fixed value keeps a policy from being public; sorted.
constexpr std::string_view kLimitingKeys[] = {
    "aws:principalaccount",
    "aws:principalarn",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceip",
    "aws:sourceorgid",
    "aws:sourceowner",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:userid",
    "s3:dataaccesspointaccount",
    "s3:dataaccesspointarn",
    "s3:x-amz-server-side-encryption-aws-kms-key-id",
};

// At most a /8 of IPv4 or a /32 of IPv6.
bool IsNarrow(const AddressBlock& block) {
  if (block.is_ipv6) return block.first.high >> 32 == block.last.high >> 32;
  return block.first.low >> 24 == block.last.low >> 24;
}

bool IsFixedValue(const ConditionMatcher& value) {
  if (const auto* block = std::get_if<AddressBlock>(&value)) return IsNarrow(*block);
  if (std::holds_alternative<std::string>(value)) return true;
  const auto* arn = std::get_if<ArnTemplate>(&value);
  if (arn == nullptr) return false;
  return std::all_of(arn->parts.begin(), arn->parts.end(), [](const ValueTemplate& part) {
    return std::all_of(part.tokens.begin(), part.tokens.end(),
                       [](const GlobToken& token) { return token.kind == TokenKind::kLiteral; });
  });
}

bool LimitsToFixedValues(const ConditionProgram& test) {
  if (test.op.is_negated || test.op.if_exists || test.op.set == SetOperator::kForAllValues) {
    return false;
  }
  return std::binary_search(std::begin(kLimitingKeys), std::end(kLimitingKeys), test.key) &&
         !test.values.empty() && std::all_of(test.values.begin(), test.values.end(), IsFixedValue);
}

bool NamesEveryone(const DecisionStatement& statement) {
  if (statement.written->principals.is_negated) return true;
  return std::any_of(statement.principals.begin(), statement.principals.end(),
                     [](const PrincipalPattern& entry) {
                       return entry.kind == PrincipalPattern::Kind::kEveryone;
                     });
}

}  // namespace

bool IsAlwaysAllowed(const Caller& caller, const Question& question) {
  if (question.Is("sts:getcalleridentity")) {
    return caller.kind != CallerKind::kAnonymous && caller.kind != CallerKind::kFederated;
  }
  return question.Is("sts:getsessiontoken") &&
         (caller.kind == CallerKind::kUser || caller.kind == CallerKind::kRoot);
}

bool OverrulesResourcePolicy(const Caller& caller, bool is_same_account, const Question& question) {
  return caller.kind == CallerKind::kRoot && is_same_account &&
         (question.Is("s3:getbucketpolicy") || question.Is("s3:putbucketpolicy") ||
          question.Is("s3:deletebucketpolicy"));
}

std::string_view WhyRefused(const Caller& caller, const Question& question) {
  const AskedResource& resource = *question.resource;
  if (question.Is("sts:assumerole") && caller.kind == CallerKind::kRoot) {
    return "the root user cannot assume roles";
  }
  if (ChangesIam(question) && AllAre(resource, IsAwsManagedPolicyArn)) {
    return "AWS managed policies cannot be changed";
  }
  if (IsAmong(question, kChangesOfRoles) && AllAre(resource, IsServiceRole)) {
    return "only AWS changes service-linked and reserved roles";
  }
  if (question.Is("iam:passrole") && AllAre(resource, IsReservedRole)) {
    return "reserved roles cannot be passed";
  }
  if (IsAmong(question, kChangesOfAliases) && AllAre(resource, IsAwsAlias)) {
    return "aliases below alias/aws/ are AWS's own";
  }
  return {};
}

bool MustNamePrincipals(const Question& question) {
  return AllAre(*question.resource,
                [&](std::string_view arn) { return MustTrustItsAccount(question.service, arn); });
}

bool IsPublicBucketPolicy(const DecisionDocument& document) {
  return std::any_of(document.statements.begin(), document.statements.end(),
                     [](const DecisionStatement& statement) {
                       return statement.effect == Effect::kAllow && NamesEveryone(statement) &&
                              std::none_of(statement.tests.begin(), statement.tests.end(),
                                           LimitsToFixedValues);
                     });
}

}  // namespace iamsift
