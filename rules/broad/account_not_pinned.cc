// OB-017

#include <algorithm>
#include <string>
#include <string_view>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/broad/account_edge.h"
#include "rules/broad/certainty.h"
#include "rules/broad/reached_through.h"
#include "rules/broad/wording.h"

namespace iamsift {
namespace {

// Services whose resources have policies, so that another account can open one to this one.
constexpr std::string_view kServicesWithResourcePolicies[] = {
    "dynamodb", "ecr", "events",         "kinesis", "kms", "lambda",
    "logs",     "s3",  "secretsmanager", "sns",     "sqs"};

ActionSet WithResourcePolicies(const Catalog& catalog, const ActionSet& actions) {
  ActionSet kept(catalog);
  for (const std::string_view prefix : kServicesWithResourcePolicies) {
    if (const auto service = catalog.FindService(prefix)) kept.Insert(catalog.ActionsOf(*service));
  }
  kept &= actions;
  return kept;
}

Severity SeverityFor(const Catalog& catalog, ActionSet exposed) {
  if (exposed.IsEmpty()) return Severity::kInfo;
  exposed -= catalog.MaskOf(AccessLevel::kList);
  exposed -= catalog.MaskOf(AccessLevel::kRead);
  return exposed.IsEmpty() ? Severity::kLow : Severity::kMedium;
}

ActionSet WithoutKept(const GrantView& view, const RuleContext& context, const ActionSet& actions) {
  ActionSet left(context.catalog);
  actions.ForEach([&](ActionId action) {
    if (!IsKeptToKnownAccounts(view.grant, context, action)) left.Insert(action);
  });
  return left;
}

void Report(const GrantView& view, const RuleContext& context, size_t item,
            const ActionSet& reached, DocumentSink& findings) {
  const ResourcePattern& pattern = view.statement.resources.patterns[item];
  const ActionSet exposed = WithResourcePolicies(context.catalog, reached);
  const bool is_bucket = HasOpenBucketName(pattern);
  const ActionSet& listed = exposed.IsEmpty() ? reached : exposed;
  Hit& hit = findings.Report(
      AtResource(view.document.written, *view.statement.written, static_cast<int>(item)),
      SeverityFor(context.catalog, exposed),
      Concat({"`", pattern.text, "` also matches ",
              is_bucket ? "buckets that anyone may register" : "resources of other accounts", "; ",
              NameSome(context.catalog, listed), " would reach them."}));
  hit.resources = {std::string(pattern.text)};
  hit.discriminator = std::string(pattern.text);
  SetActions(hit, view, context, listed);
}

void Check(const GrantView& view, const RuleContext& context, DocumentSink& findings) {
  if (view.statement.resources.is_negated) return;
  const std::vector<ResourcePattern>& patterns = view.statement.resources.patterns;
  for (size_t item = 0; item < patterns.size(); ++item) {
    if (!HasOpenOwner(patterns[item])) continue;
    const ActionSet reached =
        WithoutKept(view, context, ActionsReachedThrough(view, context, patterns[item]));
    if (!reached.IsEmpty()) Report(view, context, item, reached, findings);
  }
}

}  // namespace

extern constinit const Rule kAccountNotPinned = {
    .card = {.id = "OB-017",
             .name = "account-not-pinned",
             .title = "Resources of other accounts match as well",
             .severity = Severity::kMedium,
             .why = "Another account can make a resource whose name matches and open it by its own "
                    "policy: data is then written to it, or read from it, in good faith.",
             .remedy = "Write the account id into the ARN; for S3 add a condition on "
                       "aws:ResourceAccount.",
             .references = "CWE-441 CWE-668 T1530 T1537",
             .source = "IAM User Guide, AWS global condition context keys: aws:ResourceAccount"},
    .check = &Check,
};

}  // namespace iamsift
