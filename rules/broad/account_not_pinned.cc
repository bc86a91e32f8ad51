// OB-017

#include <algorithm>
#include <string>
#include <string_view>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/broad/certainty.h"
#include "rules/broad/compliance.h"
#include "rules/broad/narrowed_by.h"
#include "rules/broad/reached_through.h"
#include "rules/broad/wording.h"

namespace iamsift {
namespace {

// Services whose resources have policies, so that another account can open one to this one.
constexpr std::string_view kServicesWithResourcePolicies[] = {
    "dynamodb", "ecr", "events",         "kinesis", "kms", "lambda",
    "logs",     "s3",  "secretsmanager", "sns",     "sqs"};

constexpr std::string_view kAccountKeys[] = {"aws:resourceaccount", "aws:resourceorgid",
                                             "aws:resourceorgpaths", "s3:resourceaccount"};

// The name of a bucket is all that tells whose it is.
bool HasOpenBucketName(const ResourcePattern& pattern) {
  const std::string_view bucket = pattern.resource.substr(0, pattern.resource.find('/'));
  return pattern.service == "s3" && pattern.account.empty() &&
         bucket.find_first_of("*?") != std::string_view::npos;
}

bool HasOpenAccount(const ResourcePattern& pattern) {
  return pattern.account.empty() ? HasOpenBucketName(pattern) : IsStarsOnly(pattern.account);
}

// `arn:aws:*:*:*:*` and the like are everything.
bool IsOpen(const ResourcePattern& pattern) {
  return !pattern.is_everything && pattern.is_arn && !IsStarsOnly(pattern.service) &&
         HasOpenAccount(pattern);
}

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
  if (NarrowingAtom(view.statement, kAccountKeys) != nullptr) return;
  const std::vector<ResourcePattern>& patterns = view.statement.resources.patterns;
  for (size_t item = 0; item < patterns.size(); ++item) {
    if (!IsOpen(patterns[item])) continue;
    const ActionSet reached = ActionsReachedThrough(view, context, patterns[item]);
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
             .compliance = kAccountEdgeControls,
             .references = "CWE-441 CWE-668 T1530 T1537",
             .source = "IAM User Guide, AWS global condition context keys: aws:ResourceAccount"},
    .check = &Check,
};

}  // namespace iamsift
