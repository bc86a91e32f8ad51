// ML-008 and ML-012

#include <span>
#include <string_view>

#include "rules/broad/narrowed_by.h"
#include "rules/exposure/open_grants.h"
#include "rules/ml/lacking.h"

namespace iamsift {
namespace {

using Names = std::string_view[];

constexpr Names kNotebook = {"sagemaker:CreateNotebookInstance"};
constexpr Names kRootAccess = {"sagemaker:rootaccess"};
constexpr Names kInternetAccess = {"sagemaker:directinternetaccess"};
constexpr Names kPackages = {"sagemaker:CreateModelPackage", "sagemaker:UpdateModelPackage"};
constexpr Names kApproval = {"sagemaker:modelapprovalstatus", "sagemaker:modellifecycle:*"};

bool IsNotSwitchedOff(const PolicyView& view, const RuleContext& context, const Grant& grant,
                      ActionId action, std::span<const std::string_view> key) {
  const ConditionAtom* const own = NarrowingAtom(*grant.statement, key);
  return own == nullptr ? LacksCondition(view, context, grant, action, key)
                        : TakesValue(*own, "Enabled");
}

void CheckNotebooks(const PolicyView& view, const RuleContext& context, DocumentSink& findings) {
  const OpenGrants open =
      GrantsLacking(view.grants, context, NamedActions(context, kNotebook),
                    [&](const Grant& grant, ActionId action) {
                      return IsOnMoreThanHalf(grant, context, action) &&
                             (IsNotSwitchedOff(view, context, grant, action, kRootAccess) ||
                              IsNotSwitchedOff(view, context, grant, action, kInternetAccess));
                    });
  ReportLack(findings, view, context, open,
             "`Disabled` for both `sagemaker:RootAccess` and `sagemaker:DirectInternetAccess`");
}

void CheckApproval(const PolicyView& view, const RuleContext& context, DocumentSink& findings) {
  const OpenGrants open =
      GrantsLacking(view.grants, context, NamedActions(context, kPackages),
                    [&](const Grant& grant, ActionId action) {
                      return IsOnMoreThanHalf(grant, context, action) &&
                             LacksCondition(view, context, grant, action, kApproval);
                    });
  ReportLack(findings, view, context, open,
             "a condition on `sagemaker:ModelApprovalStatus` or the life cycle, so models can be "
             "approved by whoever registers them");
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
             .references = "CWE-269 CWE-345 T1195",
             .source =
                 "Amazon SageMaker AI Developer Guide, Update the approval status of a model"},
    .check = &CheckApproval,
};

}  // namespace iamsift
