// ML-014

#include <string_view>

#include "rules/broad/narrowed_by.h"
#include "rules/exposure/open_grants.h"
#include "rules/ml/lacking.h"

namespace iamsift {
namespace {

using Names = std::string_view[];

constexpr Names kCredential = {"iam:CreateServiceSpecificCredential"};
constexpr Names kCredentialService = {"iam:servicespecificcredentialservicename"};
constexpr Names kCredentialAge = {"iam:servicespecificcredentialagedays"};
constexpr std::string_view kBedrock = "bedrock.amazonaws.com";

bool MayBeBedrock(const PolicyView& view, const RuleContext& context, const Grant& grant,
                  ActionId action) {
  const ConditionAtom* const own = NarrowingAtom(*grant.statement, kCredentialService);
  return own == nullptr ? LacksCondition(view, context, grant, action, kCredentialService)
                        : TakesValue(*own, kBedrock);
}

void CheckCredentials(const PolicyView& view, const RuleContext& context, DocumentSink& findings) {
  const OpenGrants open =
      GrantsLacking(view.grants, context, NamedActions(context, kCredential),
                    [&](const Grant& grant, ActionId action) {
                      return MayBeBedrock(view, context, grant, action) &&
                             LacksCondition(view, context, grant, action, kCredentialAge);
                    });
  ReportLack(
      findings, view, context, open,
      "a limit on `iam:ServiceSpecificCredentialServiceName` or "
      "`iam:ServiceSpecificCredentialAgeDays`, so Bedrock API keys can be made that never end");
}

}  // namespace

extern constinit const Rule kLastingBedrockKey = {
    .card = {.id = "ML-014",
             .name = "lasting-bedrock-key",
             .title = "Bedrock API keys can be made that never end",
             .severity = Severity::kMedium,
             .why =
                 "A long-term key is a password for models that works from anywhere, until it is "
                 "used up at the account's cost.",
             .remedy = "Limit iam:ServiceSpecificCredentialAgeDays, or name the services that need "
                       "such credentials; use short-term keys for Bedrock.",
             .references = "CWE-324 CWE-522 T1098.001 T1496",
             .source = "Amazon Bedrock User Guide, Control permissions for generating and using "
                       "Amazon Bedrock API keys"},
    .check = &CheckCredentials,
};

}  // namespace iamsift
