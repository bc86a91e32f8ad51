// EX-001 and EX-009, each worse beside the other

#include <string>

#include "analyzer/base/text.h"
#include "rules/broad/wording.h"
#include "rules/exposure/data_channels.h"
#include "rules/exposure/policy_report.h"

namespace iamsift {
namespace {

void CheckReads(const PolicyView& view, const RuleContext& context, DocumentSink& findings) {
  const ActionSet& reads = context.sensitive.Set(findings.card().id);
  const OpenGrants open = OpenlyGranted(view.grants, context, reads);
  if (open.IsEmpty()) return;
  const bool can_send = SomeHolderWritesOutside(view, context);
  Hit& hit = ReportPolicy(
      findings, view, context, open,
      Concat({OpenlyAllowed(context, open),
              can_send ? "; what is read can be written to another account, too" : "", "."}));
  if (can_send) hit.severity = Severity::kHigh;
}

void CheckWrites(const PolicyView& view, const RuleContext& context, DocumentSink& findings) {
  const OpenGrants open = WritesOutside(view.grants, context);
  if (open.IsEmpty()) return;
  const bool can_read = SomeHolderReadsOpenly(view, context);
  Hit& hit =
      ReportPolicy(findings, view, context, open,
                   Concat({NameSome(context.catalog, open.actions), " may write to another account",
                           Conditions(open),
                           can_read ? "; secrets or data in bulk can be read, too" : "", "."}));
  if (can_read) hit.severity = Severity::kHigh;
}

}  // namespace

extern constinit const Rule kBulkDataRead = {
    .card = {.id = "EX-001",
             .name = "bulk-data-read",
             .title = "Data can be read in bulk, whosever it is",
             .severity = Severity::kMedium,
             .why = "Tables, objects, queues and logs of every team can be read by whoever gets "
                    "hold of one of the identities with this policy.",
             .remedy = "Name the tables, buckets, queues and log groups that the work reads, or a "
                       "prefix of their names.",
             .references = "CWE-732 T1530 T1213",
             .source = "IAM User Guide, Security best practices in IAM: Apply least-privilege "
                       "permissions"},
    .check = &CheckReads,
    .judges_managed = true,
};

extern constinit const Rule kWriteChannelOut = {
    .card = {.id = "EX-009",
             .name = "write-channel-out",
             .title = "Data can be written where another account reads it",
             .severity = Severity::kLow,
             .why = "A bucket, queue, topic or repository of an attacker that matches the pattern "
                    "takes what is sent to it; together with broad reading that is a leak without "
                    "a trace in the account.",
             .remedy = "Write the account id into the ARN; for S3 add a condition on "
                       "aws:ResourceAccount.",
             .references = "CWE-668 CWE-732 T1537",
             .source = "IAM User Guide, AWS global condition context keys: aws:ResourceAccount"},
    .check = &CheckWrites,
};

}  // namespace iamsift
