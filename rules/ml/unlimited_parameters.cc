// ML-008, ML-012 and ML-014

#include <algorithm>
#include <span>
#include <string_view>

#include "analyzer/base/text.h"
#include "rules/broad/narrowed_by.h"
#include "rules/broad/wording.h"
#include "rules/exposure/policy_report.h"
#include "rules/ml/compliance.h"
#include "rules/ml/lacking.h"

namespace iamsift {
namespace {

using Names = std::string_view[];

constexpr Names kNotebook = {"sagemaker:CreateNotebookInstance"};
constexpr Names kRootAccess = {"sagemaker:rootaccess"};
constexpr Names kInternetAccess = {"sagemaker:directinternetaccess"};
constexpr Names kPackages = {"sagemaker:CreateModelPackage", "sagemaker:UpdateModelPackage"};
constexpr Names kApproval = {"sagemaker:modelapprovalstatus", "sagemaker:modellifecycle:*"};
constexpr Names kCredential = {"iam:CreateServiceSpecificCredential"};
constexpr Names kCredentialService = {"iam:servicespecificcredentialservicename"};
constexpr Names kCredentialAge = {"iam:servicespecificcredentialagedays"};
constexpr std::string_view kBedrock = "bedrock.amazonaws.com";

ActionSet Named(const RuleContext& context, std::span<const std::string_view> names) {
  ActionSet actions;
  for (const std::string_view name : names) {
    if (const auto action = context.Action(name)) actions.Insert(*action);
  }
  return actions;
}

void Report(const PolicyView& view, const RuleContext& context, const OpenGrants& open,
            std::string_view lack, DocumentSink& findings) {
  if (open.IsEmpty()) return;
  ReportPolicy(
      findings, view, context, open,
      Concat({NameSome(context.catalog, open.actions), open.actions.Count() == 1 ? " is" : " are",
              " allowed without ", lack, Conditions(open), "."}));
}

bool TakesValue(const ConditionAtom& atom, std::string_view wanted) {
  return std::ranges::any_of(
      atom.values, [&](std::string_view value) { return GlobMatchesIgnoreCase(value, wanted); });
}

bool IsNotSwitchedOff(const PolicyView& view, const RuleContext& context, const Grant& grant,
                      ActionId action, std::span<const std::string_view> key) {
  const ConditionAtom* const own = NarrowingAtom(*grant.statement, key);
  return own == nullptr ? LacksCondition(view, context, grant, action, key)
                        : TakesValue(*own, "Enabled");
}

void CheckNotebooks(const PolicyView& view, const RuleContext& context, DocumentSink& findings) {
  const OpenGrants open = GrantsLacking(
      view.grants, context, Named(context, kNotebook), [&](const Grant& grant, ActionId action) {
        return IsOnMoreThanHalf(grant, context, action) &&
               (IsNotSwitchedOff(view, context, grant, action, kRootAccess) ||
                IsNotSwitchedOff(view, context, grant, action, kInternetAccess));
      });
  Report(view, context, open,
         "`Disabled` for both `sagemaker:RootAccess` and `sagemaker:DirectInternetAccess`",
         findings);
}

void CheckApproval(const PolicyView& view, const RuleContext& context, DocumentSink& findings) {
  const OpenGrants open = GrantsLacking(
      view.grants, context, Named(context, kPackages), [&](const Grant& grant, ActionId action) {
        return IsOnMoreThanHalf(grant, context, action) &&
               LacksCondition(view, context, grant, action, kApproval);
      });
  Report(view, context, open,
         "a condition on `sagemaker:ModelApprovalStatus` or the life cycle, so models can be "
         "approved by whoever registers them",
         findings);
}

bool MayBeBedrock(const PolicyView& view, const RuleContext& context, const Grant& grant,
                  ActionId action) {
  const ConditionAtom* const own = NarrowingAtom(*grant.statement, kCredentialService);
  return own == nullptr ? LacksCondition(view, context, grant, action, kCredentialService)
                        : TakesValue(*own, kBedrock);
}

void CheckCredentials(const PolicyView& view, const RuleContext& context, DocumentSink& findings) {
  const OpenGrants open = GrantsLacking(
      view.grants, context, Named(context, kCredential), [&](const Grant& grant, ActionId action) {
        return MayBeBedrock(view, context, grant, action) &&
               LacksCondition(view, context, grant, action, kCredentialAge);
      });
  Report(view, context, open,
         "a limit on `iam:ServiceSpecificCredentialServiceName` or "
         "`iam:ServiceSpecificCredentialAgeDays`, so Bedrock API keys can be made that never end",
         findings);
}

}  // namespace

extern constinit const Rule kOpenNotebooks = {
    .card = {.id = "ML-008",
             .name = "open-notebooks",
             .title = "Notebook instances may have root and the internet",
             .severity = Severity::kLow,
             .why =
                 "Root can change what watches the notebook; direct internet access carries data "
                 "past every filter of the VPC.",
             .remedy =
                 "Ask for `Disabled` in both condition keys, RootAccess and DirectInternetAccess.",
             .compliance = kModelControls,
             .references = "CWE-250 CWE-668 T1537",
             .source = "Service Authorization Reference, Amazon SageMaker: condition keys"},
    .check = &CheckNotebooks,
};

extern constinit const Rule kSelfApproval = {
    .card = {.id = "ML-012",
             .name = "self-approval",
             .title = "Models can be approved by whoever registers them",
             .severity = Severity::kMedium,
             .why = "Approval is what deployment waits for; in the hand that registers a model it "
                    "approves nothing.",
             .remedy = "Allow registration with sagemaker:ModelApprovalStatus "
                       "PendingManualApproval alone, and approval to a role of its own.",
             .compliance = kModelControls,
             .references = "CWE-269 CWE-345 T1195",
             .source =
                 "Amazon SageMaker AI Developer Guide, Update the approval status of a model"},
    .check = &CheckApproval,
};

extern constinit const Rule kLastingBedrockKey = {
    .card = {.id = "ML-014",
             .name = "lasting-bedrock-key",
             .title = "Bedrock API keys can be made that never end",
             .severity = Severity::kMedium,
             .why = "A long-term key is a password for models that lies in configuration files, "
                    "works from anywhere, and is used up at the account's cost.",
             .remedy = "Limit iam:ServiceSpecificCredentialAgeDays, or name the services that need "
                       "such credentials; use short-term keys for Bedrock.",
             .compliance = kModelControls,
             .references = "CWE-324 CWE-522 T1098.001 T1496",
             .source = "Amazon Bedrock User Guide, Control permissions for generating and using "
                       "Amazon Bedrock API keys"},
    .check = &CheckCredentials,
};

}  // namespace iamsift
